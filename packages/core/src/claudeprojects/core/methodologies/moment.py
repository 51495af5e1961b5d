"""Dates written by a pattern such as ``YYYY-MM-DD``, as Obsidian's templates have it (moment.js, in English).

Patterns: https://momentjs.com/docs/#/displaying/format/. What is in ``[brackets]`` is written as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_TOKEN = re.compile(
    r"\[([^\]]*)\]|YYYY|YY|GGGG|gggg|Q|MMMM|MMM|MM|Mo|M|DDDD|DDD|Do|DD|D|dddd|ddd|dd|do|d|E|e|WW|Wo|W|ww|w"
    r"|HH|H|hh|h|kk|k|mm|m|ss|s|SSS|A|a|X|x|L{1,4}"
)


def moment_format(at: datetime, pattern: str) -> str:
    """``at`` written by ``pattern``; what is no token of it stays."""
    return _TOKEN.sub(lambda found: found[1] if found[1] is not None else _WRITTEN[found[0]](at), pattern)


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``3rd``, ``11th``."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _day_of_year(at: datetime) -> int:
    return at.timetuple().tm_yday


def _sunday_first(at: datetime) -> int:
    return at.isoweekday() % 7


def _hour12(at: datetime) -> int:
    return at.hour % 12 or 12


_WRITTEN: dict[str, Callable[[datetime], str]] = {
    "YYYY": lambda at: f"{at.year:04}",
    "YY": lambda at: f"{at.year % 100:02}",
    "GGGG": lambda at: f"{at.isocalendar().year:04}",
    "gggg": lambda at: f"{at.isocalendar().year:04}",
    "Q": lambda at: str((at.month + 2) // 3),
    "MMMM": lambda at: MONTHS[at.month - 1],
    "MMM": lambda at: MONTHS[at.month - 1][:3],
    "MM": lambda at: f"{at.month:02}",
    "Mo": lambda at: ordinal(at.month),
    "M": lambda at: str(at.month),
    "DDDD": lambda at: f"{_day_of_year(at):03}",
    "DDD": lambda at: str(_day_of_year(at)),
    "Do": lambda at: ordinal(at.day),
    "DD": lambda at: f"{at.day:02}",
    "D": lambda at: str(at.day),
    "dddd": lambda at: DAYS[at.weekday()],
    "ddd": lambda at: DAYS[at.weekday()][:3],
    "dd": lambda at: DAYS[at.weekday()][:2],
    "do": lambda at: ordinal(_sunday_first(at)),
    "d": lambda at: str(_sunday_first(at)),
    "E": lambda at: str(at.isoweekday()),
    "e": lambda at: str(_sunday_first(at)),
    "WW": lambda at: f"{at.isocalendar().week:02}",
    "Wo": lambda at: ordinal(at.isocalendar().week),
    "W": lambda at: str(at.isocalendar().week),
    "ww": lambda at: f"{at.isocalendar().week:02}",
    "w": lambda at: str(at.isocalendar().week),
    "HH": lambda at: f"{at.hour:02}",
    "H": lambda at: str(at.hour),
    "hh": lambda at: f"{_hour12(at):02}",
    "h": lambda at: str(_hour12(at)),
    "kk": lambda at: f"{at.hour or 24:02}",
    "k": lambda at: str(at.hour or 24),
    "mm": lambda at: f"{at.minute:02}",
    "m": lambda at: str(at.minute),
    "ss": lambda at: f"{at.second:02}",
    "s": lambda at: str(at.second),
    "SSS": lambda at: f"{at.microsecond // 1000:03}",
    "A": lambda at: "AM" if at.hour < 12 else "PM",
    "a": lambda at: "am" if at.hour < 12 else "pm",
    "X": lambda at: str(int(at.timestamp())),
    "x": lambda at: str(int(at.timestamp() * 1000)),
    "L": lambda at: f"{at.month:02}/{at.day:02}/{at.year:04}",
    "LL": lambda at: f"{MONTHS[at.month - 1]} {at.day}, {at.year}",
    "LLL": lambda at: f"{MONTHS[at.month - 1]} {at.day}, {at.year} {_hour12(at)}:{at.minute:02} {_half(at)}",
    "LLLL": lambda at: f"{DAYS[at.weekday()]}, {_WRITTEN['LLL'](at)}",
}


def _half(at: datetime) -> str:
    return "AM" if at.hour < 12 else "PM"
