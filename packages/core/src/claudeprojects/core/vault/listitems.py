"""List items as stretches of lines: an item ends where what is indented below it ends, in quotes and callouts too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAD: Final = re.compile(r"[ \t>\xa0\u2000-\u200a\u3000]*")
_TAB: Final = 4


class _Lead(NamedTuple):
    """What stands before the text of a line: how many quotes it is in, and how far it is indented inside of them."""

    quotes: int
    columns: int
    is_blank: bool


def item_end(lines: Sequence[str], line: int) -> int:
    """The line after the last one of the item that begins on ``line``: its sub-items and what else is below it."""
    own, end = _lead(lines[line]), line + 1
    for place in range(line + 1, len(lines)):
        found = _lead(lines[place])
        if found.is_blank and found.quotes <= own.quotes:
            continue
        if found.quotes != own.quotes or found.columns <= own.columns:
            break
        end = place + 1
    return end


def outdented(lines: Sequence[str]) -> list[str]:
    """The lines of an item as one that stands alone: without the quotes and the indentation of its first line."""
    first = _LEAD.match(lines[0])
    prefix = first[0] if first else ""
    own = _lead(lines[0])
    return [line[len(prefix) :] if line.startswith(prefix) else _without(line, own) for line in lines]


def _lead(line: str) -> _Lead:
    match = _LEAD.match(line)
    lead = match[0] if match else ""
    quotes, columns = 0, 0
    for character in lead:
        if character == ">":
            quotes, columns = quotes + 1, 0
        else:
            columns = (columns // _TAB + 1) * _TAB if character == "\t" else columns + 1
    return _Lead(quotes, columns, len(lead) == len(line))


def _without(line: str, own: _Lead) -> str:
    """``line`` without the quotes of an item and as many columns, where it is written otherwise than the item."""
    match = _LEAD.match(line)
    lead = match[0] if match else ""
    inner, columns = lead.rpartition(">")[2] if own.quotes else lead, 0
    taken = 0
    while taken < len(inner) and columns < own.columns:
        columns = (columns // _TAB + 1) * _TAB if inner[taken] == "\t" else columns + 1
        taken += 1
    return " " * max(0, columns - own.columns) + inner[taken:] + line[len(lead) :]
