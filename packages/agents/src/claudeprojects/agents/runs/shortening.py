"""Shortening: what is left out of a conversation that no longer fits a model, the oldest tool results first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.agents.values import Message

KEPT_RESULTS = 2
"""The newest tool results stay whole as long as others can be shortened."""
LEFT_OUT = "[This result was left out because the conversation grew too long. Ask for it again if it is needed.]"
CUT = "\n[… the rest was left out because the conversation is too long]"
_CUT_TO = 2000


def shortened(messages: Sequence[Message]) -> list[Message] | None:
    """The conversation with its oldest tool results left out, or else its longest texts cut; ``None`` when neither
    would make it shorter. Privacy stays as it was: what was read has been read."""
    results = [index for index, message in enumerate(messages) if message.role == "tool"]
    old = [index for index in results[:-KEPT_RESULTS] if len(messages[index].text) > len(LEFT_OUT)]
    if old:
        return [replace(m, text=LEFT_OUT) if index in old else m for index, m in enumerate(messages)]
    long = {index for index, message in enumerate(messages) if len(message.text) > _CUT_TO + len(CUT)}
    long -= {index for index, message in enumerate(messages) if message.role == "system"}
    if not long:
        return None
    return [replace(m, text=m.text[:_CUT_TO] + CUT) if index in long else m for index, m in enumerate(messages)]
