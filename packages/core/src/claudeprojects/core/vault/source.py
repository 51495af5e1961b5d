"""A Markdown text made ready for scanning: same length, one kind of line end, code and comments blanked.

Every finder (links, tags, tasks, …) works on a :class:`Source`. Because ``scan`` has the length of ``text``, an
offset found in one is an offset in the other.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from claudeprojects.core.vault.masking import mask


def unify_line_ends(text: str) -> str:
    """``text`` with every line end as ``\\n`` and its length unchanged (``\\r\\n`` becomes a space and ``\\n``)."""
    if "\r" not in text:
        return text
    return text.replace("\r\n", " \n").replace("\r", "\n")


class Source:
    """One Markdown text from ``start`` (the end of its frontmatter) on, scanned by every finder.

    ``text`` is the original; ``scan`` has code, math and comments blanked with NUL; ``lined`` is ``scan`` after one
    ``\\n``, so that a line-anchored pattern may begin with a literal newline: an index of ``\\n`` in ``lined`` is the
    offset of the line that follows it. ``masked`` holds the blanked stretches in order.
    """

    __slots__ = ("line_starts", "lined", "masked", "scan", "start", "text")

    def __init__(self, text: str, unified: str, start: int) -> None:
        self.text = text
        self.start = start
        self.scan, self.masked = mask(unified, start)
        self.lined = "\n" + self.scan
        lengths = [len(line) + 1 for line in unified.split("\n")]
        self.line_starts = [0, *accumulate(lengths)]

    @classmethod
    def of(cls, text: str, start: int = 0) -> Source:
        """Prepare ``text``; finders look at it from offset ``start`` on."""
        return cls(text, unify_line_ends(text), start)

    def line_at(self, offset: int) -> int:
        """The 0-based line that holds ``offset``."""
        return bisect_right(self.line_starts, offset) - 1

    def line_end(self, line: int) -> int:
        """The offset just after the last character of ``line``, its line end not counted."""
        end = self.line_starts[line + 1] - 1
        text = self.text
        return end - 1 if text[end - 1 : end + 1] == "\r\n" else min(end, len(text))

    def line(self, line: int) -> str:
        """The scanned text of ``line`` without its line end."""
        return self.scan[self.line_starts[line] : self.line_starts[line + 1] - 1]

    @property
    def line_count(self) -> int:
        """How many lines the text has; an empty text has one."""
        return len(self.line_starts) - 1
