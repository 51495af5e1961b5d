"""The drafts of very small models: quotes in a box that says what it is, so that a person can replace it by words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.agents.ask.answer import Claim

MARK: Final = "a very small model: quotes to begin with"
"""Stands in the title of each draft; what is in a box with it is no source of anything."""
REQUEST: Final = (
    "%% It only named and ordered these quotes. Say in your own words what follows, then delete the box. %%"
)

_TELLING: Final = 24
"""Characters of a line that stands in two notes only when one has it from the other."""
_TASK: Final = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)\[.\]\s+")
_QUOTE_MARK: Final = re.compile(r"^\s*(?:>\s?)+(?:\[![^\]]*\][+-]?\s*)?")
_BLOCK_ID: Final = re.compile(r"\s+\^[\w-]+\s*$")


def draft(model: str, claims: Sequence[Claim]) -> str:
    """The box with ``claims``, chosen by ``model``, as Markdown."""
    name = model.partition(":")[2] or model
    lines = [f"[!quote] Draft by {name}, {MARK}", REQUEST]
    for claim in claims:
        (citation,) = claim.citations
        lines += ["", f"**{claim.text}**", "", *(f"> {line}".rstrip() for line in shown(citation.quote))]
        lines += ["", f"— {citation.link}"]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def shown(quote: str) -> list[str]:
    """The lines of a quote as they can stand in another note: no task, no embed and no block id any more."""
    bare = (_TASK.sub(r"\1", _QUOTE_MARK.sub("", line)) for line in quote.splitlines())
    return [_BLOCK_ID.sub("", line).replace("![[", "[[").rstrip() for line in bare]


def holds(text: str, quote: str) -> bool:
    """Whether a line of ``quote`` is in a note already, as it is shown; short ones may be in any."""
    return any(line in text for line in shown(quote) if len(line) >= _TELLING)


def without_drafts(text: str) -> str:
    """The text without the boxes that begin in it."""
    kept, in_box = [], False
    for line in text.split("\n"):
        in_box = line.startswith(">") and (in_box or MARK in line)
        if not in_box:
            kept.append(line)
    return "\n".join(kept)


def is_draft(text: str, offset: int) -> bool:
    """Whether what stands at ``offset`` is in the box of a draft."""
    begin = text.rfind("\n", 0, offset) + 1
    while text.startswith(">", begin):
        line = text[begin : text.find("\n", begin) if "\n" in text[begin:] else len(text)]
        if MARK in line:
            return True
        if begin == 0:
            return False
        begin = text.rfind("\n", 0, begin - 1) + 1
    return False
