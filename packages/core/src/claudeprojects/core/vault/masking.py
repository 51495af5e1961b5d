"""Blanking of what is not Markdown text: code spans, fenced code, math, ``%%comments%%`` and HTML comments.

One pass finds openers; each closer is looked for with a memory of where none is left, so any input takes linear
time. An opener without its closer is literal text, except a fence, which runs to the end of the text (or of the
block quote it stands in).
"""

from __future__ import annotations

import re
from bisect import bisect_left

BLANK = "\0"
"""What blanked characters become: neither space nor word, so no new tag, link or line appears beside it."""

Span = tuple[int, int]
"""A stretch of text: start and end offset."""

_OPENER = re.compile(
    r"""\\[\\`$%<\[~]          # an escaped character opens nothing
      | ``* | ~~~+ | \$\$? | %% | <!--
      | \[\[[^\[\]\n`]+\]\]     # a wikilink: $ and %% in a name open nothing
    """,
    re.VERBOSE,
)
_BACKTICKS = re.compile("``*")  # not "`+": a pattern that begins with a plain character is searched much faster
_FENCE_PREFIX = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t>]+)*")
_FENCE_END = re.compile(r"\n[ \t>]*(`{3,}|~{3,})[ \t]*(?=\n|\Z)")
_QUOTE_END = re.compile(r"\n(?![ \t]*>)")
_BLOCK_END = re.compile(r"\n[ \t>]*(?:(?=\n)|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|\#{1,6}[ \t]|```|~~~)")
_MATH_END = re.compile(r"(?<![\s\\])\$(?![$0-9])")


def mask(text: str, start: int = 0) -> tuple[str, list[Span]]:
    """Blank every non-text stretch of ``text`` from ``start`` on; returns the text and the stretches in order.

    ``text`` has ``\\n`` line ends only; newlines inside a stretch are kept.
    """
    if not ("`" in text or "$" in text or "%%" in text or "~~~" in text or "<!--" in text):
        return text, []
    spans = _Masker(text, start).spans()
    return (_blanked(text, spans), spans) if spans else (text, spans)


def _blanked(text: str, spans: list[Span]) -> str:
    pieces: list[str] = []
    last = 0
    for start, end in spans:
        pieces.append(text[last:start])
        stretch = text[start:end]
        if "\n" in stretch:
            pieces.append("\n".join(BLANK * len(line) for line in stretch.split("\n")))
        else:
            pieces.append(BLANK * len(stretch))
        last = end
    pieces.append(text[last:])
    return "".join(pieces)


class _Masker:
    """The state of one pass: where the current line and block lie, and which closers are used up."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.position = start
        self.line_start = text.rfind("\n", 0, start) + 1
        self.seen = self.line_start  # the text before this offset holds no newer line start
        self.block_end = -1
        self.line_end = -1
        self.quote_end = -1
        self.math_dead_until = -1
        self.no_closer: set[str] = set()
        self.runs: dict[int, list[int]] | None = None

    def spans(self) -> list[Span]:
        """Every stretch to blank, in order and apart."""
        found: list[Span] = []
        search = _OPENER.search
        while opener := search(self.text, self.position):
            end = self._end_of(opener)
            if end is None:
                self.position = opener.end()
            else:
                found.append((opener.start(), end))
                self.position = end
        return found

    def _end_of(self, opener: re.Match[str]) -> int | None:
        mark = opener[0]
        first = mark[0]
        if first in "\\[":
            return None
        if first in "`~" and len(mark) >= 3 and self._opens_fence(opener):
            return self._fence_end(opener)
        if first == "`":
            return self._code_end(opener)
        if mark == "$":
            return self._math_end(opener.end())
        if mark == "<!--":
            return self._closed_by("-->", opener.end(), len(self.text))
        return None if first == "~" else self._pair_end(opener)

    def _at_line_start(self, opener: re.Match[str]) -> int:
        """The start of the opener's line (kept from opener to opener, so no line is searched twice)."""
        newline = self.text.rfind("\n", self.seen, opener.start())
        if newline >= 0:
            self.line_start = newline + 1
        self.seen = opener.start()
        return self.line_start

    def _opens_fence(self, opener: re.Match[str]) -> bool:
        before = self.seen
        line_start = self._at_line_start(opener)
        if before > line_start:
            return False  # another opener stands before it on this line
        prefix = _FENCE_PREFIX.match(self.text, line_start, opener.start())
        if prefix is None or prefix.end() != opener.start():
            return False
        if opener[0][0] == "~":
            return True
        line_end = self.text.find("\n", opener.end())
        return self.text.find("`", opener.end(), line_end if line_end >= 0 else len(self.text)) < 0

    def _fence_end(self, opener: re.Match[str]) -> int:
        text, mark = self.text, opener[0]
        limit = len(text)
        if ">" in text[self.line_start : opener.start()]:
            if opener.end() > self.quote_end:
                quote_end = _QUOTE_END.search(text, opener.end())
                self.quote_end = quote_end.start() if quote_end else limit
            limit = self.quote_end
        line_end = text.find("\n", opener.end())
        position = line_end if line_end >= 0 else limit
        while closer := _FENCE_END.search(text, position, limit + 1):
            if closer[1][0] == mark[0] and len(closer[1]) >= len(mark):
                return min(closer.end(), limit)
            position = closer.end()
        return limit

    def _code_end(self, opener: re.Match[str]) -> int | None:
        if self.runs is None:
            self.runs = {}
            for run in _BACKTICKS.finditer(self.text):
                self.runs.setdefault(run.end() - run.start(), []).append(run.start())
        length = len(opener[0])
        places = self.runs.get(length, [])
        index = bisect_left(places, opener.end())
        if index == len(places) or places[index] >= self._end_of_block(opener.end()):
            return None
        return places[index] + length

    def _math_end(self, position: int) -> int | None:
        text = self.text
        if position < self.math_dead_until or text[position : position + 1].isspace():
            return None
        if position > self.line_end:
            newline = text.find("\n", position)
            self.line_end = newline if newline >= 0 else len(text)
        closer = _MATH_END.search(text, position, self.line_end)
        if closer is None:
            self.math_dead_until = self.line_end
            return None
        return closer.end()

    def _pair_end(self, opener: re.Match[str]) -> int | None:
        """``%%`` and ``$$``: over any lines when they open a line, else within their paragraph."""
        line_start = self._at_line_start(opener)
        prefix = self.text[max(line_start, opener.start() - 64) : opener.start()]
        opens_line = not prefix.strip(" \t>")
        limit = len(self.text) if opens_line else self._end_of_block(opener.end())
        return self._closed_by(opener[0], opener.end(), limit)

    def _closed_by(self, closer: str, position: int, limit: int) -> int | None:
        if closer in self.no_closer:
            return None
        found = self.text.find(closer, position, limit)
        if found >= 0:
            return found + len(closer)
        if limit == len(self.text):
            self.no_closer.add(closer)
        return None

    def _end_of_block(self, position: int) -> int:
        """Where the paragraph (or list item, …) around ``position`` ends."""
        if position > self.block_end:
            end = _BLOCK_END.search(self.text, position)
            self.block_end = end.start() if end else len(self.text)
        return self.block_end
