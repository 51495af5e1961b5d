"""iCalendar's recurrence rules (``RRULE``, RFC 5545, 3.3.10) in the words of ours.

What is made is compared with what the standard means, day by day, so that a rule is either the same or none.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Final

from claudeprojects.core.vault.recurrence import is_rule
from claudeprojects.core.vault.rulegrammar import parse_rule
from dateutil.rrule import rrule, rrulestr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_UNITS: Final = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_DAYS: Final = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday",
    "SU": "Sunday",
}  # fmt: skip
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NTH: Final = re.compile(r"\+?(-?\d)([A-Z]{2})")
_WORKDAYS: Final = ("MO", "TU", "WE", "TH", "FR")
_COMPARED: Final = 12
_ANY_DAY: Final = date(2024, 1, 1)


def rule_of_rrule(text: str, start: date | None = None) -> str | None:
    """The rule ``text`` (``FREQ=WEEKLY;BYDAY=MO``), which counts from ``start``, in our words; ``None`` when they
    cannot say it. A ``COUNT`` becomes the day of the last occurrence, for which ``start`` must be known."""
    parts = dict(part.upper().split("=", 1) for part in text.removeprefix("RRULE:").split(";") if "=" in part)
    values = {name: value.split(",") for name, value in parts.items()}
    values.pop("WKST", None)
    ends: dict[str, str] = {name: values.pop(name)[0] for name in ("UNTIL", "COUNT") if name in values}
    words = _words(values)
    bare = ";".join(f"{name}={','.join(value)}" for name, value in values.items())
    if words is None or not _agrees(words, bare, start or _ANY_DAY):
        return None
    if ends:
        last = _last_day(bare, ends, start)
        words = None if last is None else words + until(last)
    return words if words and is_rule(words) else None


def until(last: date) -> str:
    """What a rule ends with whose last occurrence is on a day."""
    return f" until {_MONTHS[last.month - 1]} {last.day}, {last.year}"


def _words(values: Mapping[str, list[str]]) -> str | None:
    unit = _UNITS.get(values.get("FREQ", [""])[0])
    interval = values.get("INTERVAL", ["1"])[0]
    if unit is None or not interval.isdecimal() or values.keys() - _KNOWN:
        return None
    every = f"every {interval} {unit}s" if interval != "1" else f"every {unit}"
    days = _positioned(values.get("BYDAY", []), values.get("BYSETPOS", []))
    month_days, months = values.get("BYMONTHDAY", []), values.get("BYMONTH", [])
    if days is None or (days and month_days):
        return None
    if months:
        if unit != "year" or interval != "1" or not all(one.isdecimal() and 1 <= int(one) <= 12 for one in months):
            return None
        every = "every " + ", ".join(_MONTHS[int(month) - 1] for month in months)
    if sorted(days) == sorted(_WORKDAYS) and interval == "1" and unit in {"week", "day"}:
        return "every weekday"
    if days and unit in {"week", "day"} and all(day in _DAYS for day in days):
        on = ", ".join(_DAYS[day] for day in days)
        return f"{every} on {on}" if unit == "week" else f"every week on {on}" if interval == "1" else None
    if days and len(days) == 1 and (nth := _NTH.fullmatch(days[0])) and nth[2] in _DAYS:
        return f"{every} on the {'last' if nth[1] == '-1' else _ordinal(int(nth[1]))} {_DAYS[nth[2]]}"
    if month_days and not days:
        return f"{every} on the " + ", ".join("last" if one == "-1" else _ordinal(int(one)) for one in month_days)
    return None if days else every


_KNOWN: Final = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}


def _positioned(days: list[str], positions: list[str]) -> list[str] | None:
    """``FR`` at the position ``-1`` as ``-1FR``; ``None`` for what has no such form."""
    if not positions:
        return days
    return [f"{positions[0]}{days[0]}"] if len(days) == len(positions) == 1 else None


def _agrees(words: str, text: str, start: date) -> bool:
    """Whether our rule names the days that the standard's does."""
    first = datetime.combine(start, time())
    try:
        ours, theirs = rrule(dtstart=first, **parse_rule(words)), rrulestr(text, dtstart=first)
        return _first(ours) == _first(theirs)
    except (ValueError, TypeError, OverflowError, IndexError):
        return False


def _first(days: Iterable[datetime]) -> list[datetime]:
    return list(islice(days, _COMPARED))


def _last_day(text: str, ends: Mapping[str, str], start: date | None) -> date | None:
    try:
        if "UNTIL" in ends:
            return date(int(ends["UNTIL"][:4]), int(ends["UNTIL"][4:6]), int(ends["UNTIL"][6:8]))
        if start is None or not 0 < int(ends["COUNT"]) <= 1000:
            return None
        return list(rrulestr(f"{text};COUNT={ends['COUNT']}", dtstart=datetime.combine(start, time())))[-1].date()
    except (ValueError, IndexError, OverflowError):
        return None


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
