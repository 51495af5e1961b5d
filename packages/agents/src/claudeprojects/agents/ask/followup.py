"""Follow-up questions: what a question asks when it leans on the one before it (*and in winter?*)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claudeprojects.core.search.question import read_question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.agents.values import Message

_SAYS_LITTLE: Final = 1
"""Words that carry a question which does not stand by itself (*and in winter?*)."""
_POINTS_BACK: Final = re.compile(r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers)\b", re.IGNORECASE)


def standalone(question: str, history: Sequence[Message]) -> str:
    """What to look for: ``question``, after the last one asked when it says little or points back to it."""
    earlier = next((message.text for message in reversed(history) if message.role == "user"), None)
    if earlier is None:
        return question
    carrying = {word.stem for word in read_question(question).words}
    leans = len(carrying) <= _SAYS_LITTLE or _POINTS_BACK.search(question) is not None
    return f"{question} {earlier}" if leans else question
