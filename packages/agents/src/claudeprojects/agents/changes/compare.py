"""Comparing two sequences, or two texts by line and by word: what everything else here is made of.

Common beginnings and ends are set aside first, which makes the usual small change to a large note cheap.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher, unified_diff
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.agents.changes.model import Word
from claudeprojects.core.wording import count

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 20_000
"""Beyond this many differing elements a comparison would take seconds; they then count as one change."""
_MOST_WORDS = 6_000
_WORDS = re.compile(r"\r\n|[^\S\r\n]+|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\w+|[\s\S]")


class Edit(NamedTuple):
    """The elements ``start:end`` of the first sequence are ``new_start:new_end`` of the second."""

    start: int
    end: int
    new_start: int
    new_end: int


def edits(first: Sequence[str], second: Sequence[str]) -> list[Edit]:
    """The least changes that make ``second`` of ``first``, in order; none touches another."""
    head = _common(first, second)
    tail = _common(first[head:][::-1], second[head:][::-1])
    one, two = first[head : len(first) - tail], second[head : len(second) - tail]
    if not one and not two:
        return []
    if not one or not two or max(len(one), len(two)) > _MOST:
        return [Edit(head, head + len(one), head, head + len(two))]
    codes = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return [Edit(a + head, b + head, c + head, d + head) for tag, a, b, c, d in codes if tag != "equal"]


def lines_of(text: str) -> list[str]:
    """The lines of ``text`` with their ends, split at ``\\n`` alone, so that joined they are ``text``."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def words_of(text: str) -> list[str]:
    """The words, spaces and marks of ``text``; joined they are ``text``."""
    return _WORDS.findall(text)


def word_diff(old: str, new: str) -> tuple[Word, ...]:
    """What stays, goes and comes between two texts, word by word; a lone space between changes is part of them."""
    if not old or not new:
        return (Word("delete", old),) if old else (Word("insert", new),) if new else ()
    first, second = words_of(old), words_of(new)
    if max(len(first), len(second)) > _MOST_WORDS:
        return Word("delete", old), Word("insert", new)
    found: list[Word] = []
    done = 0
    for edit in _joined(first, edits(first, second)):
        found.append(Word("equal", "".join(first[done : edit.start])))
        found.append(Word("delete", "".join(first[edit.start : edit.end])))
        found.append(Word("insert", "".join(second[edit.new_start : edit.new_end])))
        done = edit.end
    found.append(Word("equal", "".join(first[done:])))
    return tuple(word for word in found if word.text)


def unified(path: str, old: str | None, new: str | None) -> str:
    """A unified diff of one file, for approvals and the command line; a line too many to compare is not compared."""
    before, after = lines_of(old or ""), lines_of(new or "")
    names = ("/dev/null" if old is None else f"a/{path}", "/dev/null" if new is None else f"b/{path}")
    if max(len(before), len(after)) > _MOST:
        return f"--- {names[0]}\n+++ {names[1]}\n({count(len(before), 'line')} become {len(after):,})\n"
    marked = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in
              unified_diff(before, after, *names))  # fmt: skip
    return "".join(marked)


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many elements both begin with."""
    for number, (one, two) in enumerate(zip(first, second, strict=False)):
        if one != two:
            return number
    return min(len(first), len(second))


def _joined(first: Sequence[str], found: list[Edit]) -> list[Edit]:
    """The edits with those joined that only a single space stands between: easier to read than word by word."""
    joined: list[Edit] = []
    for edit in found:
        if joined and edit.start - joined[-1].end == 1 and first[joined[-1].end].isspace():
            edit = Edit(joined[-1].start, edit.end, joined.pop().new_start, edit.new_end)
        joined.append(edit)
    return joined
