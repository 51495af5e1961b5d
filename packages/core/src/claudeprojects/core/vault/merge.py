"""Taking one change back out of a text that has been changed further since: a three-way merge by lines."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_LINES = 20_000
"""Beyond this the comparison would take seconds; such a text is not merged."""


def take_back(before: bytes, after: bytes, current: bytes) -> bytes | None:
    """Return ``current`` without the change that made ``after`` of ``before``; everything else in it stays.

    ``None`` when the lines of that change have themselves been changed since, so that nobody can tell.
    """
    base, mine, theirs = (text.splitlines(keepends=True) for text in (after, before, current))
    if max(len(base), len(theirs)) > _MAX_LINES:
        return None
    kept = _unchanged_lines(base, theirs)
    pieces: list[bytes] = []
    done = 0
    for tag, start, end, mine_start, mine_end in _opcodes(base, mine):
        if tag == "equal":
            continue
        where = [kept.get(line) for line in range(start, end)]
        first = kept.get(start) if where else kept.get(start, len(theirs) if start == len(base) else None)
        if first is None or where != list(range(first, first + len(where))):
            return None
        pieces += theirs[done:first]
        pieces += mine[mine_start:mine_end]
        done = first + len(where)
    return b"".join(pieces + theirs[done:])


def _unchanged_lines(base: list[bytes], theirs: list[bytes]) -> dict[int, int]:
    """Return, for each line of ``base`` that is still in ``theirs``, where it is now."""
    kept: dict[int, int] = {}
    for tag, start, end, other, _ in _opcodes(base, theirs):
        if tag == "equal":
            kept.update(zip(range(start, end), range(other, other + end - start), strict=True))
    return kept


def _opcodes(first: list[bytes], second: list[bytes]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
