"""Days as people write them: ``tomorrow``, ``next friday``, ``in 2 weeks``, ``1 dec``, ``2026-12-01``, ``5pm``.

A weekday alone is the next one after today; ``next friday`` is that of the coming week, which begins on Monday. A day
and a month without a year is the next time that day comes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, NamedTuple

_WEEKDAYS: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = (
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_UNIT = r"days?|weeks?|months?|years?|d|w|m|y"
_NUMBER_WORDS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip

DAY: Final = rf"""(?:
    (?P<iso>\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}})
  | (?P<dotted>\d{{1,2}}\.\s?\d{{1,2}}\.(?:\s?\d{{4}})?)
  | (?P<overmorrow>(?:the\ )?day\ after\ tomorrow)
  | (?P<word>today|tonight|tomorrow|tmrw?|yesterday)
  | (?:in\ )(?P<in_count>\d{{1,4}}|{"|".join(_NUMBER_WORDS)})\ ?(?P<in_unit>days?|weeks?|months?|years?)
  | (?P<ago_count>\d{{1,4}}|{"|".join(_NUMBER_WORDS)})\ (?P<ago_unit>days?|weeks?|months?|years?)\ ago
  | (?P<offset>[+-]\d{{1,4}})\ ?(?P<offset_unit>{_UNIT})
  | (?P<end>(?:the\ )?end\ of\ (?:the\ |this\ )?)(?P<end_of>week|month|year)
  | (?P<which>next|this|last)\ (?P<span>week(?:end)?|month|year)
  | (?:(?P<which_day>next|this|last)\ )?(?P<weekday>{_WEEKDAY})
  | (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?(?P<month>{_MONTH})(?:,?\ (?P<year>\d{{4}}))?
  | (?P<month_first>{_MONTH})\ (?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\ (?P<year_last>\d{{4}}))?
)(?![\w-])"""
"""One day, as a verbose pattern in which case does not count."""

TIME: Final = r"""(?:
    (?P<hour24>[01]?\d|2[0-3])[:.h](?P<minute24>[0-5]\d)(?!\s?[ap]\.?m)
  | (?P<hour12>0?[1-9]|1[0-2])(?:[:.](?P<minute12>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?
  | (?P<named_time>noon|midday|midnight)
)(?!\w)"""
"""One time of day, likewise."""

_DAY: Final = re.compile(DAY, re.VERBOSE | re.IGNORECASE)
_TIME: Final = re.compile(TIME, re.VERBOSE | re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?:w(?P<number_of_week>\d\d)|q(?P<number_of_quarter>[1-4])|(?P<number_of_month>\d\d)))?",
    re.IGNORECASE,
)
_SPAN: Final = re.compile(r"(?:(next|this|last)[ -])?(week|month|year|quarter)", re.IGNORECASE)


class Span(NamedTuple):
    """Some days: from ``first`` to ``last``, both included."""

    first: date
    last: date


def read_day(text: str, today: date) -> date | None:
    """The day that all of ``text`` means, ``None`` when it means none."""
    match = _DAY.fullmatch(" ".join(text.split()))
    return day_of(match, today) if match else None


def read_span(text: str, today: date) -> Span | None:
    """The days that all of ``text`` means: a day, ``week``, ``next month``, ``2026-12``, ``2026-W14``, or ``a..b``.

    A range without an end goes to ``date.max``, one without a beginning begins at ``date.min``.
    """
    plain = " ".join(text.replace("_", " ").split())
    first, dots, last = plain.partition("..")
    if dots and ".." in last:
        return None
    if dots:
        start = read_span(first, today) if first else Span(date.min, date.min)
        end = read_span(last, today) if last else Span(date.max, date.max)
        return Span(start.first, end.last) if start and end else None
    if numbered := _NUMBERED.fullmatch(plain):
        try:
            return _numbered(int(numbered["year"]), numbered)
        except (ValueError, OverflowError):  # a week or month that the calendar does not have
            return None
    if span := _SPAN.fullmatch(plain):
        return _span(span[2].lower(), {"next": 1, "last": -1}.get((span[1] or "").lower(), 0), today)
    day = read_day(plain, today) or read_day(plain.replace("-", " "), today)
    return Span(day, day) if day else None


def read_time(text: str) -> str | None:
    """The time that all of ``text`` means, as ``HH:MM``."""
    match = _TIME.fullmatch(text.strip())
    return time_of(match) if match else None


def time_of(match: re.Match[str]) -> str:
    """The time a match of ``TIME`` means."""
    if match["named_time"]:
        return "00:00" if match["named_time"].lower() == "midnight" else "12:00"
    if match["hour24"]:
        return f"{int(match['hour24']):02}:{match['minute24']}"
    hour = int(match["hour12"]) % 12 + (12 if match["half"].lower() == "p" else 0)
    return f"{hour:02}:{match['minute12'] or '00'}"


def day_of(match: re.Match[str], today: date) -> date | None:
    """The day a match of ``DAY`` means, ``None`` for one the calendar does not have."""
    try:
        return _day_of({name: value.lower() for name, value in match.groupdict().items() if value}, today)
    except (ValueError, OverflowError):
        return None


def _day_of(said: dict[str, str], today: date) -> date:
    if "iso" in said:
        return date(*map(int, re.split("[-/]", said["iso"])))
    if "dotted" in said:
        day, month, year = said["dotted"].replace(" ", "").split(".")
        return _coming(int(day), int(month), year, today)
    if "overmorrow" in said:
        return today + timedelta(days=2)
    if "word" in said:
        return today + timedelta(days={"tod": 0, "ton": 0, "yes": -1}.get(said["word"][:3], 1))
    for count, unit, sign in (
        ("in_count", "in_unit", 1),
        ("ago_count", "ago_unit", -1),
        ("offset", "offset_unit", 1),
    ):
        if count in said:
            number = _NUMBER_WORDS.get(said[count]) or int(said[count])
            return moved(today, sign * number, said[unit])
    if "end_of" in said:
        last = _span(said["end_of"], 0, today).last
        return last - timedelta(days=2) if said["end_of"] == "week" else last
    if "span" in said:
        return _start_of(said["span"], {"next": 1, "last": -1}.get(said["which"], 0), today)
    if "weekday" in said:
        return _weekday(_WEEKDAYS.index(said["weekday"][:2]), said.get("which_day"), today)
    number = int(said.get("day") or said["day_second"])
    named = _MONTHS.index((said.get("month") or said["month_first"])[:3]) + 1
    return _coming(number, named, said.get("year") or said.get("year_last", ""), today)


def moved(day: date, count: int, unit: str) -> date:
    """``day`` moved by so many days, weeks, months or years; a month too short for the day gives its last day."""
    if unit[0] in "dw":
        return day + timedelta(days=count * (7 if unit[0] == "w" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit[0] == "y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _coming(day: int, month: int, year: str, today: date) -> date:
    if year:
        return date(int(year), month, day)
    for later in range(9):  # 29 February comes every eighth year at the latest
        if day <= monthrange(today.year + later, month)[1] and date(today.year + later, month, day) >= today:
            return date(today.year + later, month, day)
    raise ValueError(f"no month {month} has a day {day}")


def _weekday(number: int, which: str | None, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    if which is None:
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return monday + timedelta(days=number + {"next": 7, "last": -7}.get(which, 0))


def _start_of(span: str, step: int, today: date) -> date:
    """The day that ``next week``, ``this weekend`` or ``next month`` means when one day is wanted: its first."""
    if span == "weekend":
        return _span("week", step, today).first + timedelta(days=5)
    return _span(span, step, today).first


def _numbered(year: int, said: re.Match[str]) -> Span:
    if said["number_of_week"]:
        monday = date.fromisocalendar(year, int(said["number_of_week"]), 1)
        return Span(monday, monday + timedelta(days=6))
    if said["number_of_quarter"]:
        return _months(date(year, 3 * int(said["number_of_quarter"]) - 2, 1), 3)
    if said["number_of_month"]:
        return _months(date(year, int(said["number_of_month"]), 1), 1)
    return _months(date(year, 1, 1), 12)


def _months(first: date, count: int) -> Span:
    return Span(first, moved(first, count, "months") - timedelta(days=1))


def _span(unit: str, step: int, today: date) -> Span:
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return Span(monday, monday + timedelta(days=6))
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    index = (today.year * 12 + today.month - 1) // months * months + step * months
    return _months(date(index // 12, index % 12 + 1, 1), months)
