"""Passages: the stretches of a text that are embedded, searched by meaning and quoted.

A passage lies under one heading and holds about 600 to 1,200 characters, never more than ``HARD_LIMIT``; longer
sections are cut evenly, at blank lines, line ends, sentence ends or spaces, in this order of preference. A heading
with nothing under it makes no passage (it is in the path of those below it), unless the note is headings only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claudeprojects.core.vault.model import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.core.vault.model import Heading
    from claudeprojects.core.vault.source import Source

TARGET = 1200
"""Sections up to this many characters are one passage."""
HARD_LIMIT = 1600
"""No passage is longer."""

_BREAKS = ("\n\n", "\r\n\r\n", "\n", "\r")
_CONTENT = re.compile(r"\S")
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"')\]»”’]*\s+|[。！？｡]+[」』”’）]*")


def find_passages(source: Source, headings: list[Heading]) -> list[Passage]:
    """The passages of a note, in order; its frontmatter belongs to none."""
    found: list[Passage] = []
    for path, start, body, end in _sections(source, headings):
        if _CONTENT.search(source.text, body, end) is None:
            continue
        for first, last in split(source.text, start, end):
            found.append(Passage(len(found), path, first, last, source.line_at(first), None))
    if not found and headings:
        found = [
            Passage(ordinal, (), first, last, source.line_at(first), None)
            for ordinal, (first, last) in enumerate(split(source.text, source.start, len(source.text)))
        ]
    return found


def _sections(source: Source, headings: list[Heading]) -> Iterator[tuple[tuple[str, ...], int, int, int]]:
    """Every section as (heading path, start, start of the text below the heading, end)."""
    size = len(source.text)
    first = headings[0].start if headings else size
    yield (), source.start, source.start, first
    path: list[tuple[int, str]] = []
    for index, heading in enumerate(headings):
        while path and path[-1][0] >= heading.level:
            path.pop()
        path.append((heading.level, heading.text))
        end = headings[index + 1].start if index + 1 < len(headings) else size
        yield tuple([text for _, text in path]), heading.start, source.line_starts[heading.line + 1], end


def split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut ``text[start:end]`` into stretches without white space at their ends, none longer than the limit."""
    while True:
        content = _CONTENT.search(text, start, end)
        if content is None:
            return
        start = content.start()
        if end - start <= TARGET:
            yield start, start + len(text[start:end].rstrip())
            return
        rest = end - start
        cut = _cut(text, start, rest // -(-rest // TARGET))
        last = start + len(text[start:cut].rstrip())
        yield start, last
        start = cut


def _cut(text: str, start: int, size: int) -> int:
    """Where to end a stretch of about ``size`` characters: the nearest fit below it, else above it."""
    low, middle, high = start + size * 3 // 5, start + size, min(start + size * 13 // 10, start + HARD_LIMIT)
    for mark in _BREAKS:
        at = text.rfind(mark, low, middle)
        if at < 0:
            at = text.find(mark, middle, high)
        if at >= 0:
            return at + len(mark)
    sentence = 0
    for match in _SENTENCE_END.finditer(text, low, high):
        if sentence and match.end() > middle:
            break
        sentence = match.end()
    if sentence:
        return sentence
    space = max(text.rfind(" ", low, middle), text.rfind("\t", low, middle))
    return space + 1 if space >= 0 else middle


def split_passages(text: str) -> list[Passage]:
    """The passages of a text without headings."""
    found: list[Passage] = []
    line = last = 0
    for start, end in split(text, 0, len(text)):
        line += text.count("\n", last, start)
        last = start
        found.append(Passage(len(found), (), start, end, line, None))
    return found
