"""How single things are written for people: sizes, times, counts, places, and text that is safe to show."""

from __future__ import annotations

import re
from datetime import datetime

from claudeprojects.core.wording import count as count

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that move the cursor, start an escape sequence or reorder what is shown; tab and newline are fine."""

_BREAKS = re.compile(r"\s+")

_LINK = re.compile(r"!?\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")

KILO = 1000


def printable(text: str) -> str:
    """``text`` with control characters made visible as ``�``: a note or a name never drives the terminal."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """``text`` on one line, runs of white space as one space."""
    return printable(_BREAKS.sub(" ", text).strip())


def as_read(text: str) -> str:
    """``text`` on one line, with wikilinks as a reader sees them: by their alias, else by their target."""
    return one_line(_LINK.sub(lambda link: link[2] or link[1], text))


def one_line_with_spans(text: str, spans: list[list[int]]) -> tuple[str, list[tuple[int, int]]]:
    """As ``one_line``, with ``spans`` (start, end) of the original moved to where their text now stands."""
    kept: list[str] = []
    place: list[int] = []
    for character in text:
        place.append(len(kept))
        if not character.isspace():
            kept.append(character)
        elif kept and kept[-1] != " ":
            kept.append(" ")
    place.append(len(kept))
    line = printable("".join(kept)).rstrip()
    size = len(text)
    moved = ((place[min(start, size)], min(place[min(end, size)], len(line))) for start, end in spans)
    return line, [(start, end) for start, end in moved if start < end]


def size(number: float) -> str:
    """A number of bytes in the unit people read it in (decimal, as disks are sold)."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < KILO:
            return f"{number:.0f} {unit}" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= KILO
    return f"{number:.1f} TB"


def moment(value: str | None) -> str:
    """An ISO 8601 time as local date and minute; ``never`` for none."""
    if not value:
        return "never"
    return datetime.fromisoformat(value).astimezone().strftime("%Y-%m-%d %H:%M")


def place(path: str, line: int | None = None, page: int | None = None) -> str:
    """Where something stands, as editors and ``grep -n`` write it; ``line`` is 0-based, shown from 1."""
    if page is not None:
        return f"{printable(path)} p.{page}"
    return printable(path) if line is None else f"{printable(path)}:{line + 1}"
