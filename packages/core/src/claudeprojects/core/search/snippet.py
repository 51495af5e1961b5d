"""Cuts what a result shows out of a note's text as it is now: the stretch where most of the query stands together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.search.finder import Place, find_places, first_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.core.search.finder import Term

_LENGTH: Final = 220
"""Characters of a snippet, about three lines."""
_LEAD: Final = 60
"""Characters before the first place that are shown to read into it."""
_FRONTMATTER: Final = re.compile(r"\A---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_READ_AT_ONCE: Final = 400_000
"""Characters searched for a snippet together; the next as many are looked at when the words are not in these."""
_LONGEST_READ: Final = 8_000_000
"""Characters searched for a snippet at most; a place further on is not worth the wait."""
_LONGEST_TERM: Final = 1_000
"""Characters that two stretches searched after each other share, so that no place is cut in two."""


class Snippet(NamedTuple):
    """A stretch of text on one line, and the places in it: ``highlights`` are character offsets into ``text``."""

    text: str
    highlights: list[tuple[int, int]]
    start: int
    """Offset into the note's text of the first place, or of the stretch when nothing was found in it."""
    line: int
    """0-based line of ``start``."""


def cut_snippet(text: str, terms: Sequence[Term], *, fallback: int | None = None) -> Snippet:
    """The best stretch of ``text`` for ``terms``; where none stands, the one at ``fallback`` (else the beginning)."""
    places = _first_together(text, list(terms)) if terms else []
    if not places:
        start = _beginning(text) if fallback is None else min(fallback, len(text))
        return _cut(text, start, (start, start), terms)
    chosen = _densest(places)
    first, last = chosen[0].start, chosen[-1].end
    return _cut(text, max(0, first - _LEAD), (first, last), terms)


def highlights_in(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where ``terms`` stand in a short text such as a title."""
    return [(place.start, place.end) for place in find_places(list(terms), text)]


def line_of(text: str, offset: int) -> int:
    """The 0-based line that ``offset`` is on."""
    if "\r" not in text:
        return text.count("\n", 0, offset)
    return sum(1 for _ in _LINE_END.finditer(text, 0, offset))


def _first_together(text: str, terms: list[Term]) -> list[Place]:
    """The places in the first stretch of ``text`` that has any."""
    for start in range(0, min(len(text), _LONGEST_READ), _READ_AT_ONCE):
        places = first_places(terms, text[start : start + _READ_AT_ONCE + _LONGEST_TERM])
        if places:
            return [Place(place.start + start, place.end + start, place.term) for place in places]
    return []


def _densest(places: list[Place]) -> list[Place]:
    """The places within one snippet's length that show most different terms, then most places; the first such."""
    best: list[Place] = []
    best_worth = (0, 0)
    reach = _LENGTH - _LEAD
    last = 0
    for first, place in enumerate(places):
        last = max(last, first)
        while last < len(places) and places[last].end <= place.start + reach:
            last += 1
        window = places[first : max(last, first + 1)]
        worth = (len({inside.term for inside in window}), len(window))
        if worth > best_worth:
            best, best_worth = window, worth
    return best


def _cut(text: str, start: int, shown: tuple[int, int], terms: Sequence[Term]) -> Snippet:
    """The stretch from about ``start`` that holds ``shown``, from a word's or line's beginning to a word's end."""
    start = _start_of_word(text, start, shown[0])
    end = _end_of_word(text, start, max(start + _LENGTH, shown[1]))
    stretch = text[start:end]
    lead = len(stretch) - len(stretch.lstrip())
    before = "…" if start + lead > _beginning(text) else ""
    after = "…" if text[end : end + _LENGTH].strip() else ""
    snippet = f"{before}{_one_line(stretch.strip())}{after}"
    at = shown[0] if shown[1] > shown[0] else start + lead
    return Snippet(snippet, highlights_in(snippet, terms), at, line_of(text, at))


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ").replace("\t", " ").replace("\f", " ")


def _start_of_word(text: str, start: int, first: int) -> int:
    line_start = max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) + 1
    if start <= line_start:
        return min(line_start, first)
    space = text.find(" ", start, first)
    return start if start == 0 or space < 0 else space + 1


def _end_of_word(text: str, start: int, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", start + _LENGTH * 3 // 4, end + 1)
    return end if space < 0 else space


def _beginning(text: str) -> int:
    """Where a note's text begins: after its frontmatter."""
    if not text.startswith("---"):
        return 0
    found = _FRONTMATTER.match(text)
    return found.end() if found else 0
