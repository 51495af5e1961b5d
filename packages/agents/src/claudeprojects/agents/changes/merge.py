"""The three-way merge: two changes of one content made into one, or refused when they touch the same words.

Lines first; where both changed the same lines, the words in them, since in Markdown a paragraph is one line. Two
insertions at one place are both kept, the other one's first. A merge never drops what either added: where it cannot
keep both it is ``None``, and nobody's bytes are touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.agents.changes.compare import edits, lines_of, words_of
from claudeprojects.core.vault.textfile import TextFile, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class _Change(NamedTuple):
    start: int
    end: int
    text: str
    mine: bool


def merge(base: bytes | None, mine: bytes | None, theirs: bytes | None) -> tuple[bool, bytes | None]:
    """Whether ``mine`` and ``theirs``, both made of ``base``, go together, and what they make; ``None``: no file."""
    if mine == theirs or base == mine:
        return True, theirs
    if base == theirs:
        return True, mine
    if base is None or mine is None or theirs is None:
        return False, None
    try:
        files = [decode(data) for data in (base, mine, theirs)]
    except UnicodeDecodeError:
        return False, None
    text = merge_text(*(file.text for file in files))
    bom = files[2].bom if files[0].bom == files[1].bom else files[1].bom
    return (False, None) if text is None else (True, TextFile(text, bom).encode())


def merge_text(base: str, mine: str, theirs: str) -> str | None:
    """The text with both changes, ``None`` when they cannot be told apart."""
    return _merge(lines_of(base), lines_of(mine), lines_of(theirs), _merge_lines)


def _merge_lines(base: str, mine: str, theirs: str) -> str | None:
    if not base:
        return theirs + mine
    return _merge(words_of(base), words_of(mine), words_of(theirs), _merge_words)


def _merge_words(base: str, mine: str, theirs: str) -> str | None:
    """Two insertions between the same words are both kept when they are lines of their own."""
    own_lines = all(text.startswith(("\n", "\r\n")) or text.endswith("\n") for text in (mine, theirs))
    return theirs + mine if not base and own_lines else None


def _merge(
    base: Sequence[str],
    mine: Sequence[str],
    theirs: Sequence[str],
    resolve: Callable[[str, str, str], str | None],
) -> str | None:
    changes = sorted(_changes(base, mine, mine_too=True) + _changes(base, theirs, mine_too=False))
    pieces: list[str] = []
    done = number = 0
    while number < len(changes):
        cluster = [changes[number]]
        while number + 1 < len(changes) and _touches(cluster, changes[number + 1]):
            number += 1
            cluster.append(changes[number])
        number += 1
        start, end = cluster[0].start, max(change.end for change in cluster)
        ours, others = (_applied(base, start, end, [c for c in cluster if c.mine is side]) for side in (True, False))
        before = "".join(base[start:end])
        text = others if ours in (before, others) else ours if others == before else resolve(before, ours, others)
        if text is None:
            return None
        pieces += ["".join(base[done:start]), text]
        done = end
    return "".join(pieces) + "".join(base[done:])


def _changes(base: Sequence[str], other: Sequence[str], *, mine_too: bool) -> list[_Change]:
    return [
        _Change(edit.start, edit.end, "".join(other[edit.new_start : edit.new_end]), mine_too)
        for edit in edits(base, other)
    ]


def _touches(cluster: Sequence[_Change], change: _Change) -> bool:
    """Whether ``change`` cannot be made beside those in ``cluster``: both take the same elements, or one place."""
    start, end = cluster[0].start, max(known.end for known in cluster)
    if start == end == change.start:
        return change.end == change.start
    return change.start < end


def _applied(base: Sequence[str], start: int, end: int, changes: Sequence[_Change]) -> str:
    """The elements ``start:end`` of ``base`` with ``changes`` made."""
    pieces: list[str] = []
    for change in changes:
        pieces += [*base[start : change.start], change.text]
        start = change.end
    return "".join([*pieces, *base[start:end]])
