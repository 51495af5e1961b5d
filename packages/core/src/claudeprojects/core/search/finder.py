"""Finds the words of a query in a text as it stands, where accents, case and width do not count.

The index knows that a note matches; this says where. Text is folded character by character, so an offset in the
folded text is an offset in the text (dropped accents become NUL, which patterns step over).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from itertools import islice
from operator import methodcaller
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.search.segment import EMOJI_CLASS, RUN_CLASS, fold_character, is_emoji

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECES: Final = re.compile(f"[{RUN_CLASS}]+|[{EMOJI_CLASS}]|(?:[^\\W_{RUN_CLASS}]\0*)+")
_RUN_CHARACTER: Final = re.compile(f"[{RUN_CLASS}]")
_WORDLESS: Final = re.compile(f"[{RUN_CLASS}{EMOJI_CLASS}]")
_FOLDABLE: Final = re.compile(f"[^\x00-\x7f{RUN_CLASS}]+")
_LETTERS: Final = f"^\\W_{RUN_CLASS}"
"""Letters and digits of scripts with words, as the inside of a class."""
_GAP: Final = r"[\W_]*"
_MARKS_AT: Final = 0x17000
"""Vowel signs that are not letters to a pattern are shown to it as letters of the Tangut block."""
_SPREAD: Final = {"ss": "ß", "ae": "æ", "oe": "œ", "th": "þ", "fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}
"""Pairs that one character may stand for in the text."""
_LIGATURES: Final = frozenset(_SPREAD.values())
_span: Final = methodcaller("span")
_APART: Final = frozenset(" \n.,;:-")
"""What most often stands between words, known without a closer look."""
_MOST: Final = 20
"""Places of one term that are looked at beside those of others; of a single term the first few will do."""
_MOST_ALONE: Final = 6


class Place(NamedTuple):
    """Where a term stands: offsets into the text, ``end`` exclusive, and the number of the term."""

    start: int
    end: int
    term: int


class _Aligned(dict[int, str]):
    """Exactly one character for each character."""

    def __missing__(self, codepoint: int) -> str:
        folded = fold_character(chr(codepoint))
        if folded == "":
            aligned = "\0"
        elif is_emoji(chr(codepoint)):
            aligned = chr(codepoint)
        elif unicodedata.category(chr(codepoint))[0] == "M" and len(folded) > 1:
            aligned = chr(_MARKS_AT + codepoint % 0x1700)
        else:
            lowered = chr(codepoint).lower()
            aligned = lowered if lowered in _LIGATURES else folded[0]
        self[codepoint] = aligned
        return aligned


_ALIGNED = _Aligned()


def aligned_fold(text: str) -> str:
    """``text`` folded, every character in its place."""
    return text.lower() if text.isascii() else _FOLDABLE.sub(_aligned, text).lower()


def _aligned(stretch: re.Match[str]) -> str:
    return stretch[0].translate(_ALIGNED)


class Term:
    """One word or phrase to find. ``open_end``: the end of the text may be inside a word. ``inside``: the start too.

    ``blank`` is true when there is nothing in it to find.
    """

    def __init__(self, text: str, *, open_end: bool = False, inside: bool = False) -> None:
        folded = aligned_fold(unicodedata.normalize("NFKC", text)).replace("\0", "")
        self._pieces: tuple[str, ...] = tuple(_PIECES.findall(folded))
        self._spread = tuple(one for pair, one in _SPREAD.items() if any(pair in piece for piece in self._pieces))
        self._open_end, self._inside = open_end, inside
        self.blank = not self._pieces

    def places(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where the term stands in a text folded by ``aligned_fold``, in order."""
        if self.blank:
            return
        tolerant = "\0" in folded or any(one in folded for one in self._spread)
        if not tolerant and len(self._pieces) == 1:
            yield from map(_span, self._word.finditer(folded))
            return
        for found in _compiled(self._pieces, tolerant).finditer(folded):
            start, end = span = found.span()
            if start and folded[start - 1] not in _APART and not self._inside and _joined(folded, start):
                continue
            if end < len(folded) and folded[end] not in _APART and not self._open_end and _joined(folded, end):
                continue
            yield span

    @cached_property
    def _word(self) -> re.Pattern[str]:
        return _compiled_word(self._pieces[0], self._open_end, self._inside)

    def stands_in(self, folded: str) -> bool:
        """Whether the term stands anywhere in a folded text."""
        return next(self.places(folded), None) is not None


def find_places(terms: list[Term], text: str) -> list[Place]:
    """The first places of every term in ``text``, in order of their starts, none inside another."""
    return _places(terms, aligned_fold(text))


def _places(terms: list[Term], folded: str) -> list[Place]:
    most = _MOST if len(terms) > 1 else _MOST_ALONE
    found: list[Place] = []
    for number, term in enumerate(terms):
        found += [Place(start, end, number) for start, end in islice(term.places(folded), most)]
    if len(terms) > 1:
        found.sort(key=lambda place: (place.start, -place.end))
        return _without_overlaps(found)
    return found


def first_places(terms: list[Term], text: str) -> list[Place]:
    """Places enough to choose a stretch by: those where the terms stand to the letter, when each does somewhere.

    That spares folding the whole of a text in which only a few stretches are shown.
    """
    lowered = text.lower()
    if text.isascii() or len(lowered) != len(text):
        return find_places(terms, text)
    found = _places(terms, lowered)
    return found if len({place.term for place in found}) == len(terms) else find_places(terms, text)


def _without_overlaps(places: list[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in places:
        if not kept or place.start >= kept[-1].end:
            kept.append(place)
    return kept


@lru_cache(maxsize=512)
def _compiled(pieces: tuple[str, ...], tolerant: bool) -> re.Pattern[str]:
    return re.compile(_GAP.join(_spelled(piece) if tolerant else re.escape(piece) for piece in pieces))


@lru_cache(maxsize=512)
def _compiled_word(piece: str, open_end: bool, inside: bool) -> re.Pattern[str]:
    """One word to the letter, its ends tested in the pattern too; it begins with the letters, which finds it fast."""
    literal = re.escape(piece)
    before = "" if inside or _WORDLESS.match(piece) else f"(?<![{_LETTERS}]{literal})"
    after = "" if open_end or _WORDLESS.match(piece[-1]) else f"(?![{_LETTERS}])"
    return re.compile(literal + before + after)


def _joined(folded: str, at: int) -> bool:
    """Whether the characters before and at ``at`` belong to one word."""
    return _is_letter(folded[at - 1]) and _is_letter(folded[at])


def _is_letter(character: str) -> bool:
    """Whether a character belongs to a word (runs have no words, so their characters do not)."""
    if character.isascii():
        return character.isalnum() or character == "\0"
    return character.isalnum() and _RUN_CHARACTER.match(character) is None


def _spelled(piece: str) -> str:
    """A pattern for a piece that steps over dropped accents and knows ligatures."""
    if _RUN_CHARACTER.match(piece):
        return re.escape(piece)
    parts, at = [], 0
    while at < len(piece):
        pair = piece[at : at + 2]
        if pair in _SPREAD:
            parts.append(f"(?:{pair[0]}\0*{pair[1]}|{_SPREAD[pair]})\0*")
            at += 2
        else:
            parts.append(f"{re.escape(piece[at])}\0*")
            at += 1
    return "".join(parts)
