"""Calendars that break RFC 5545 in places: each line that cannot be read is taken out and told of, the rest stays.

Dates as people write them (``2026-12-24 18:00``) are put into the form of the standard. A component that is not
closed is closed where the next one ends it, so that a file that was cut off gives what it holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.exchange.when import date_in
from icalendar import Component

if TYPE_CHECKING:
    from collections.abc import Iterable

KEPT: Final = "X-CLAUDEPROJECTS-KEPT"
"""The property that holds a line that could not be read, as text."""

_FOLD = re.compile(r"\n[ \t]")
_MARK = re.compile(r"(BEGIN|END):\s*([\w-]+)\s*", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[\w-]+)(?P<parameters>;[^:]*)?:(?P<value>.*)", re.DOTALL)
_DATES: Final = {"DUE", "DTSTART", "DTEND", "COMPLETED", "CREATED", "LAST-MODIFIED", "RECURRENCE-ID", "DTSTAMP"}
_LONGEST_SHOWN: Final = 80


class Line(NamedTuple):
    """One content line, unfolded, and the number of its first line in the file, from 1."""

    number: int
    text: str


class Damage(NamedTuple):
    """A line that could not be read: of which component (its summary or UID), where it stands, and why."""

    item: str
    line: Line
    problem: str

    @property
    def name(self) -> str:
        """The name of its property, ``line`` when it has none."""
        found = _NAMED.fullmatch(self.line.text)
        return found["name"].upper() if found else "line"

    @property
    def value(self) -> str:
        """Its value, shortened."""
        found = _NAMED.fullmatch(self.line.text)
        value = found["value"] if found else self.line.text
        return value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"


def content_lines(text: str) -> list[Line]:
    """The lines of a calendar, unfolded, without empty ones."""
    found: list[Line] = []
    number = 1
    for raw in re.split(r"\n(?![ \t])", text):
        if raw.strip():
            found.append(Line(number, _FOLD.sub("", raw)))
        number += raw.count("\n") + 1
    return found


def mended(text: str) -> tuple[str, list[Damage]]:
    """The calendar ``text`` with what cannot be read taken out, and that."""
    damages: list[Damage] = []
    kept: list[str] = []
    opened: list[str] = []
    block: list[Line] = []
    for line in content_lines(text):
        mark = _MARK.fullmatch(line.text)
        if mark is None:
            if opened:
                block.append(line)
            continue
        name = mark[2].upper()
        kept += _readable(block, opened, damages)
        block = []
        if mark[1].upper() == "BEGIN":
            if name in opened:  # such a one is never in itself: the one before was not closed
                kept += _closed(opened, name)
            opened.append(name)
            kept.append(f"BEGIN:{name}")
        elif name in opened:
            kept += _closed(opened, name)
    kept += _readable(block, opened, damages)
    while opened:
        kept.append(f"END:{opened.pop()}")
    return "\r\n".join([*kept, ""]), damages


def _closed(opened: list[str], name: str) -> list[str]:
    """The ends of all that is open up to ``name``."""
    ends: list[str] = []
    while True:
        last = opened.pop()
        ends.append(f"END:{last}")
        if last == name:
            return ends


def _readable(block: list[Line], opened: list[str], damages: list[Damage]) -> list[str]:
    """The lines of a part of a component that can be read; the others are mended or become text."""
    if not block or _problem(line.text for line in block) is None:
        return [line.text for line in block]
    item = _item(block)
    kept: list[str] = []
    for line in block:
        problem = _problem([line.text])
        if problem is None:
            kept.append(line.text)
        elif (again := _with_date(line.text)) and _problem([again]) is None:
            kept.append(again)
        else:
            damage = Damage(item or opened[-1], line, problem)
            damages.append(damage)
            kept.append(f"{KEPT}:{_escaped(f'{damage.name}: {damage.value}')}")
    return kept


def _problem(lines: Iterable[str]) -> str | None:
    """Why the library cannot read these lines."""
    try:
        found = Component.from_ical("\r\n".join(["BEGIN:VTODO", *lines, "END:VTODO", ""]).encode(), multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as error:
        return str(error)
    return next((str(problem) for one in found for _, problem in one.errors), None)


def _with_date(text: str) -> str | None:
    """A line with a date that people can read, as the standard has it."""
    found = _NAMED.fullmatch(text)
    date = date_in(found["value"]) if found and found["name"].upper() in _DATES else None
    if found is None or date is None:
        return None
    zone = re.search(r";TZID=[^;:]+", found["parameters"] or "", re.IGNORECASE)
    if "T" not in date:
        return f"{found['name']};VALUE=DATE:{date.replace('-', '')}"
    mark = "Z" if found["value"].rstrip().endswith("Z") else ""
    digits = re.sub(r"[-:]", "", date)
    return f"{found['name']}{zone[0] if zone and not mark else ''}:{digits}00{mark}"


def _item(block: list[Line]) -> str:
    """What a component is called in a report: its summary and UID."""
    values = {found["name"].upper(): found["value"] for line in block if (found := _NAMED.fullmatch(line.text))}
    title = re.sub(r"\\(.)", lambda mark: " " if mark[1] in "nN" else mark[1], values.get("SUMMARY", "")).strip()
    uid = values.get("UID", "").strip()
    return f"{title} (UID {uid})" if title and uid else title or (f"UID {uid}" if uid else "")


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")
