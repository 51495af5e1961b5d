"""Headings of a note: ``# ATX`` of levels 1 to 6 and the two underlined (setext) levels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claudeprojects.core.vault.model import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.core.vault.source import Source

_ATX = re.compile(r"\n {0,3}(#{1,6})[ \t]+([^\n]*)")
_UNDERLINE = re.compile(r"\n {0,3}(=+|-+)[ \t]*(?=\n|\Z)")
_NOT_A_PARAGRAPH = re.compile(
    r"[ \t]*(?:$|[>|#]|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|\x00+$|(?:[-*_=][ \t]*){3,}$)|(?: {4}|\t)"
)


def find_headings(source: Source) -> list[Heading]:
    """Every heading after the frontmatter, in order. ``text`` keeps its inline marks, as the outline shows them."""
    found = list(_atx(source))
    underlined = list(_setext(source))
    if underlined:
        found = sorted(found + underlined, key=lambda heading: heading.start)
    return found


def _atx(source: Source) -> Iterator[Heading]:
    text = source.text
    for match in _ATX.finditer(source.lined, source.start):
        start = match.start()
        title = text[match.start(2) - 1 : match.end() - 1].strip()
        if title.endswith("#"):
            title = _without_closing_marks(title)
        if not title:  # nothing to link to or to show in an outline
            continue
        yield Heading(len(match[1]), title, start, source.line_at(start))


def _without_closing_marks(title: str) -> str:
    bare = title.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else title


def _setext(source: Source) -> Iterator[Heading]:
    for match in _UNDERLINE.finditer(source.lined, source.start):
        line = source.line_at(match.start()) - 1
        if line < 0 or (start := source.line_starts[line]) < source.start:
            continue
        title = source.line(line)
        if _NOT_A_PARAGRAPH.match(title) is None:
            level = 1 if match[1][0] == "=" else 2
            yield Heading(level, source.text[start : source.line_end(line)].strip(), start, line)
