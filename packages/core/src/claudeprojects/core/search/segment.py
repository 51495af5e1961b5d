"""The one reading of text that the index and the query share: folded, and cut where a script has no spaces.

ASCII text passes through untouched: the index's tokenizer splits it at what is neither letter nor digit and
lowers its case, in native code. Only stretches of other characters are read here:

- case is folded, accents and vowel points of Latin, Greek, Cyrillic, Hebrew and Arabic are dropped (``й`` stays a
  letter of its own, ``ё`` is ``е``), compatibility forms become plain ones (NFKC: ``Ａ`` is ``A``, ``ﬁ`` is ``fi``);
- a run of a script written without spaces (Han, Kana, Hangul, Thai, Lao, Khmer, Burmese) becomes overlapping pairs
  and its last character alone: ``搜索库`` is ``搜索 索库 库``. Each character of a run thus takes one position,
  so any two-character substring is a term and any longer one a phrase;
- an emoji is a term by itself, spelled as ``0u`` and its number: ``🚀`` is ``0u1f680``. Skin tones are looked
  through, and what is put together of several (a flag, a profession) is a phrase of its parts;
- vowel signs and tone marks that a tokenizer would cut at are spelled as four hexadecimal digits;
- a word of 40 bytes or more (a hash, a compound), which the tokenizer would drop, is cut into pieces of up to 39.

A change here changes what is stored: raise ``VERSION``, and every index is rebuilt.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

VERSION = 2
"""The number of this reading; part of every index made with it."""

RUN_CLASS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e81-\u0edf"  # Thai, Lao
    "\u1000-\u109f\uaa60-\uaa7f"  # Burmese
    "\u1780-\u17d3\u17dc\u17dd\u17e0-\u17e9"  # Khmer
    "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff"  # Hangul
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u302f\u3031-\u3035\u3038-\u303c"  # Han radicals and signs
    "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # Kana
    "\u3100-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Bopomofo, Han
    "\U00020000-\U0003fffd"
)
"""The characters of scripts written without spaces, as the inside of a regular expression's class."""

EMOJI_CLASS = (
    "\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe"  # signs of devices
    "\u2600-\u2767\u2795-\u2797\u27a1\u27b0\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55"  # symbols
    "\U0001f000-\U0001f0ff\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f18e\U0001f191-\U0001f19a"  # games, squares
    "\U0001f1e6-\U0001f1ff\U0001f300-\U0001f3fa\U0001f400-\U0001faff"  # flags, pictures
)
"""Emoji and the symbols among them, as the inside of a regular expression's class. Arrows and signs that are written
as punctuation (``→``, ``™``) are not in it, and neither are the skin tones."""

_EMOJI = re.compile(f"[{EMOJI_CLASS}]")
_EMOJI_MARK = "0u"
"""What no word begins with, so that a spelled emoji is taken for no number; ASCII, because that is cut faster."""
_RUN = re.compile(f"([{RUN_CLASS}]+)")
_OPEN_END = re.compile(f"([{RUN_CLASS}]+)[\\W_]*\\Z")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_WORD = re.compile(r"[^\W_]+")
LONGEST_TERM = 39
"""Bytes of UTF-8 in a term: what tantivy's default tokenizer keeps."""
_LONG = re.compile(r"[^\W_]{10,}")
"""Words that may be longer than a term; a character takes up to four bytes."""

_DROPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f\u00ad\u200b-\u200f\u2060\ufeff\U0001f3fb-\U0001f3ff]"
)
"""Accents, vowel points, skin tones and invisible characters that searching looks through."""

_LETTERS = {
    "й": "й", "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŋ": "n",
}  # fmt: skip
"""Letters that decomposition would not fold, or would fold too far."""

_SHORT = 12
"""Stretches up to this length recur (accented letters, quotes, dashes) and are remembered."""


class _Folding(dict[int, str]):
    """The folded form of each character, filled as characters are met."""

    def __missing__(self, codepoint: int) -> str:
        folded = self[codepoint] = fold_character(chr(codepoint))
        return folded


def fold_character(character: str) -> str:
    """What one character (composed, NFKC) becomes outside of a run: none, one or several characters."""
    if _RUN.match(character):
        return character
    if is_emoji(character):
        return f" {_EMOJI_MARK}{ord(character):x} "
    lowered = character.casefold()
    if lowered in _LETTERS:
        return _LETTERS[lowered]
    return "".join(map(_plain, unicodedata.normalize("NFKD", lowered)))


def is_emoji(character: str) -> bool:
    """Whether one character is a term by itself, though it is neither letter nor digit."""
    return _EMOJI.match(character) is not None


def _plain(character: str) -> str:
    if _DROPPED.match(character):
        return ""
    if character.isalnum():
        return _LETTERS.get(character, character)
    return _spell(character) if unicodedata.category(character)[0] == "M" else " "


def _spell(character: str) -> str:
    return f"{ord(character):04x}"


_FOLDING = _Folding()


class QueryWord(NamedTuple):
    """One term of a query and its place: terms of a phrase stand at these distances from each other."""

    term: str
    position: int


class QueryText(NamedTuple):
    """A piece of query text as terms. ``open_end``: the last term stands for every term that begins with it."""

    words: tuple[QueryWord, ...]
    open_end: bool


def segment(text: str) -> str:
    """``text`` ready for the index's tokenizer (which splits at non-alphanumerics and lowers ASCII)."""
    if not text.isascii():
        text = _BEYOND_ASCII.sub(_segment_match, text)
    return _LONG.sub(_cut, text) if any(map(_may_be_long, text.split())) else text


def words(text: str) -> list[str]:
    """The terms the index holds for ``text``, in order of position."""
    return _WORD.findall(segment(text).lower())


def query_text(text: str) -> QueryText:
    """The terms by which ``text`` is looked for, as a phrase.

    A run at the end of the text may go on in the note, so it is matched by its pairs alone, and a single
    character by every pair it begins.
    """
    terms = [QueryWord(term, position) for position, term in enumerate(words(text))]
    run = None if text.isascii() else _OPEN_END.search(unicodedata.normalize("NFKC", text))
    if run is None or not terms:
        return QueryText(tuple(terms), open_end=False)
    single = len(run[1]) == 1
    return QueryText(tuple(terms if single else terms[:-1]), open_end=single)


def fold(text: str) -> str:
    """``text`` without case, accents and compatibility forms, not cut: for comparing short names."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).translate(_FOLDING).lower()


def _may_be_long(word: str) -> bool:
    """Whether a stretch without spaces can hold a word longer than a term; far cheaper than looking for one."""
    return len(word) >= 10 and (len(word) > LONGEST_TERM or len(word.encode()) > LONGEST_TERM)


def _cut(match: re.Match[str]) -> str:
    """A word as pieces that the tokenizer keeps, the first as long as can be, so that its beginnings still match."""
    rest = match[0].encode()
    pieces = []
    while len(rest) > LONGEST_TERM:
        piece = rest[:LONGEST_TERM].decode("utf-8", "ignore")
        pieces.append(piece)
        rest = rest[len(piece.encode()) :]
    return " ".join([*pieces, rest.decode()])


def _segment_match(match: re.Match[str]) -> str:
    stretch = match[0]
    return _segment_short(stretch) if len(stretch) <= _SHORT else _segment_stretch(stretch)


def _segment_stretch(stretch: str) -> str:
    parts = _RUN.split(unicodedata.normalize("NFKC", stretch))
    parts[::2] = [part.translate(_FOLDING) if part else "" for part in parts[::2]]
    parts[1::2] = map(_pairs, parts[1::2])
    return "".join(parts)


_segment_short = lru_cache(maxsize=4096)(_segment_stretch)


def _pairs(run: str) -> str:
    if run.isalnum():
        return f" {' '.join([a + b for a, b in pairwise(run)])} {run[-1]} "
    spelled = [character if character.isalnum() else _spell(character) for character in run]
    return f" {' '.join([a + b for a, b in pairwise(spelled)])} {spelled[-1]} "
