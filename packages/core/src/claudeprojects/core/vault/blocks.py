"""Block ids: ``^id`` at the end of a line, or on a line of its own below the block it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from claudeprojects.core.vault.model import Block

if TYPE_CHECKING:
    from claudeprojects.core.vault.source import Source

_ID = re.compile(r"\^([A-Za-z0-9-]+)[ \t]*(?=\n|\Z)")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")


def find_blocks(source: Source) -> list[Block]:
    """Every block id after the frontmatter with the lines of its block, in order."""
    if "^" not in source.scan:
        return []
    found: list[Block] = []
    floor = source.line_at(source.start)  # no block reaches above the block before it
    if source.start > source.line_starts[floor]:
        floor += 1
    for match in _ID.finditer(source.lined, source.start):
        if source.lined[match.start() - 1] not in "\n \t":
            continue
        line = source.line_at(match.start() - 1)
        if line < floor:
            continue
        before = source.lined[source.line_starts[line] + 1 : match.start()]
        if before.strip(" \t>"):
            first, last = _paragraph_start(source, line, floor), line
        else:
            first, last = _block_above(source, line, floor)
        found.append(Block(match[1], first, last))
        floor = line + 1
    return found


def _paragraph_start(source: Source, line: int, floor: int) -> int:
    """The first line of the paragraph or list item that ends with ``line``."""
    while not _ITEM.match(text := source.line(line)) and not _HEADING.match(text) and line > floor:
        above = source.line(line - 1)
        if not above.strip() or _HEADING.match(above):
            break
        line -= 1
    return line


def _block_above(source: Source, line: int, floor: int) -> tuple[int, int]:
    """The block (table, quote, list, code) that a lone id on ``line`` names; the id's own line when there is none."""
    last = line - 1
    while last >= floor and not source.line(last).strip():
        last -= 1
    if last < floor:
        return line, line
    first = last
    while first > floor and source.line(first - 1).strip():
        first -= 1
    return _fence_start(source, first, last), last


def _fence_start(source: Source, first: int, last: int) -> int:
    """``first``, or the line where the code block begins that covers ``last`` (its blank lines part no block)."""
    offset = source.line_starts[last]
    index = bisect_right(source.masked, (offset, len(source.text))) - 1
    if index >= 0 and source.masked[index][1] > offset:
        return min(first, source.line_at(source.masked[index][0]))
    return first
