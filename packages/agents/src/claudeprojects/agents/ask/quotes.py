"""Quotes: finding one in a text exactly where it stands, and choosing what of a passage to quote.

A model may write a quote with other quotation marks, dashes, line ends or without the marks of Markdown; nothing else
may differ. What is shown is always the text of the file, never the model's spelling of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.search.question import stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST_QUOTE: Final = 1600
"""Characters of a quote; a passage is never longer."""
_LEAST: Final = 8
"""Letters and digits of a quote: less would stand in any text."""
_WINDOW: Final = 420
_MOST_UNITS: Final = 3
_EACH_MORE: Final = 0.04
"""What a further sentence must add to the share of the question covered to be quoted too."""

_SAME: Final = {
    **dict.fromkeys("'’‘‚‛`´", "['’‘‚‛`´]"),
    **dict.fromkeys('"“”„‟«»', '["“”„‟«»]'),
    **dict.fromkeys("-‐‑‒–—−", "[-‐‑‒–—−]"),
    "…": r"(?:…|\.\.\.)",
}
_MARKS: Final = "*_~=`"
_BETWEEN: Final = r"(?:[\s>*_~=`]|\[\[(?:[^\[\]|\n]*\|)?|\]\]|(?<=\n)[ \t>]*[-+][ \t])*"
_MARK_RUN: Final = r"[*_~=`\[\]]*"
_EDGES: Final = " \t\r\n\"“”„‟«»'‘’…"
_ELLIPSES: Final = re.compile(r"\A(?:\.\.\.|…)\s*|\s*(?:\.\.\.|…)\Z")
"""What a quote begins or ends with that was cut."""
_GOES_ON: Final = (
    r"(?<!\s[1-9])(?<!\s[12]\d)(?<!\s3[01])(?<!\b\w)(?<!\b(?:Dr|Mr|Ms|St|Nr|ca|vs))(?<!\b(?:Mrs|Str|bzw|evt))"
)
"""Not before a full stop that ends no sentence: ``am 3. März``, ``z. B.``, ``e.g.``, ``Dr. Blum``."""
_SENTENCE: Final = re.compile(
    rf"\S.*?(?:(?:{_GOES_ON}\.|[.!?]*[!?]|\.\.+)[\"')\]*_”’]*(?=\s)|[。！？]+[」』]*|\Z)", re.DOTALL
)
_LINE: Final = re.compile(r"[^\r\n]+")
_HEADING: Final = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_OF_ITS_OWN: Final = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|\||>)")
"""Lines that are not cut into sentences: list items, rows of tables, quotes."""
_NOT_QUOTED: Final = re.compile(r"\s*(?:```|~~~|\$\$|[-*_=|: ]+$|!\[\[[^\]]*\]\]\s*$|%%)")


class Span(NamedTuple):
    """Where something stands in a text; ``end`` is exclusive."""

    start: int
    end: int


def locate(text: str, quote: str, near: Span | None = None) -> Span | None:
    """Where ``quote`` stands in ``text``, inside ``near`` when it does there too; ``None`` when it stands nowhere."""
    wanted = _ELLIPSES.sub("", quote.strip())
    if len(wanted) > LONGEST_QUOTE or (sum(map(str.isalnum, wanted)) < _LEAST and not _is_short_but_whole(wanted)):
        return None
    exact = text.find(wanted, *near) if near else -1
    if exact < 0:
        exact = text.find(wanted)
    if exact >= 0:
        return Span(exact, exact + len(wanted))
    pattern = _tolerant(wanted)
    if pattern is None:
        return None
    found = (pattern.search(text, *near) if near else None) or pattern.search(text)
    return Span(*found.span()) if found else None


def best_stretch(text: str, weights: Mapping[str, float]) -> Span | None:
    """The few sentences or lines of ``text`` that hold most of what is asked; ``None`` when there is nothing.

    ``weights`` say how rare each word of the question is, by its stem. A sentence that asks itself is quoted with
    what follows it, or not at all: it is no answer.
    """
    units = list(_units(text))
    held = [{stem for stem in stems(text[unit.start : unit.end]) if stem in weights} for unit in units]
    asks = [_asks(text[unit.start : unit.end]) for unit in units]
    whole = sum(weights.values()) or 1.0
    best, best_worth = None, -1.0
    for first in range(len(units)):
        words: set[str] = set()
        for last in range(first, min(first + _MOST_UNITS, len(units))):
            if last > first and units[last].end - units[first].start > _WINDOW:
                break
            words |= held[last]
            worth = sum(weights[word] for word in words) / whole - _EACH_MORE * (last - first)
            if worth > best_worth and not asks[last]:
                best, best_worth = Span(units[first].start, units[last].end), worth
    return best


def _asks(sentence: str) -> bool:
    return sentence.rstrip("*_\"')”’ ").endswith(("?", "？"))


def _units(text: str) -> Iterator[Span]:
    """The sentences and lines of a passage that can be quoted; headings and fences cannot."""
    for line in _LINE.finditer(text):
        content = line[0]
        if not content.strip() or _HEADING.match(content) or _NOT_QUOTED.match(content):
            continue
        if _OF_ITS_OWN.match(content) or not re.search(r"[.!?。！？]", content):
            start = line.start() + len(content) - len(content.lstrip())
            yield Span(start, line.start() + len(content.rstrip()))
            continue
        for sentence in _SENTENCE.finditer(content):
            if sentence[0].strip():
                yield Span(
                    line.start() + sentence.start(), line.start() + sentence.start() + len(sentence[0].rstrip())
                )


def _tolerant(quote: str) -> re.Pattern[str] | None:
    words = [word for part in quote.strip(_EDGES).split() if (word := part.strip(_MARKS + ">"))]
    if not words or sum(len(word) for word in words) < 2:
        return None
    return re.compile(_BETWEEN.join(map(_spelled, words)))


def _spelled(word: str) -> str:
    """A pattern for one word that takes other quotation marks and dashes, and marks of Markdown inside it."""
    word = word.replace("...", "…")
    if word in {"-", "–", "—", "…"}:
        return f"{_SAME.get(word) or re.escape(word)}?"
    pieces = [_SAME.get(character) or re.escape(character) for character in word if character not in _MARKS]
    return _MARK_RUN.join(pieces)


def _is_short_but_whole(quote: str) -> bool:
    """Whether a short quote says something all the same: two words, or four characters of a script without spaces."""
    return len(quote.split()) > 1 or (not quote.isascii() and sum(map(str.isalnum, quote)) >= 4)
