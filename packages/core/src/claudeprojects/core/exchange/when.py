"""Dates as other programs write them, and recurrence in their words, as ours."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from claudeprojects.core.projects.spokenrules import in_the_plugins_words
from claudeprojects.core.vault.rulegrammar import rule_length
from dateutil.parser import ParserError
from dateutil.parser import parse as parse_any

if TYPE_CHECKING:
    from collections.abc import Iterable

_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?"
)
_SLASHED = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})")
_SHORT = re.compile(r"(\d{1,2})[/ -]([A-Za-z]{3})[/ -](\d{2}|\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(
    r"@?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})"
    r"|(?P<month2>[A-Za-z]{3,9})\.? (?P<day2>\d{1,2})(?:st|nd|rd|th)?,? (?P<year2>\d{4}))"
    r"(?:,? (?:at )?(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?(?::\d{2})? ?(?P<half>[ap]\.?m\.?)?"
    r"(?: \([A-Z+\-:0-9]+\))?)?",
    re.IGNORECASE,
)
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_TIME = re.compile(r"(?:,? (?:at|@) ?\d{1,2}(?::\d{2})? ?(?:am|pm)?| \d{1,2}:\d{2} ?(?:am|pm)?)\b", re.IGNORECASE)
_FROM = re.compile(r" (?:starting|from|until|ending|for) .*$", re.IGNORECASE)


def date_in(text: str, *, day_first: bool = False) -> str | None:
    """``YYYY-MM-DD``, or ``YYYY-MM-DDTHH:MM`` with a time, of a whole ``text`` that is a date; else ``None``."""
    text = text.strip()
    if not text or len(text) > 60 or not any(c.isdigit() for c in text):
        return None
    if iso := _ISO.fullmatch(text):
        return _checked(int(iso[1]), int(iso[2]), int(iso[3]), iso[4], iso[5])
    if named := _NAMED.fullmatch(text):
        return _named(named)
    if cjk := _CJK.fullmatch(text):
        return _checked(int(cjk[1]), int(cjk[2]), int(cjk[3]))
    if slashed := _SLASHED.match(text):
        return _slashed(slashed, text[slashed.end() :], day_first=day_first or "." in slashed[0])
    if (short := _SHORT.fullmatch(text)) and short[2].lower() in _MONTHS:
        year = int(short[3])
        return _checked(year if year > 99 else 2000 + year, _MONTHS.index(short[2].lower()) + 1, int(short[1]))
    return None


def is_day_first(texts: Iterable[str]) -> bool:
    """Whether dates such as ``5/12/2026`` have the day first: one of them shows it, and none the other way."""
    found = [match for text in texts if (match := _SLASHED.match(text.strip())) and len(match[1]) <= 2]
    return any(int(match[1]) > 12 for match in found) and not any(int(match[3]) > 12 for match in found)


def loose_day(text: str, today: date) -> str | None:
    """The day in ``text``, as ``date_in`` or with a part left out (``5 Jan``), counted from ``today``."""
    if found := date_in(text):
        return found[:10]
    if not any(c.isdigit() for c in text) or len(text) > 60:
        return None
    try:
        parsed = parse_any(text, default=datetime(today.year, 1, 1))
    except (ParserError, OverflowError, ValueError):
        return None
    return parsed.strftime("%Y-%m-%d")


def rule_of_words(text: str) -> str | None:
    """Another program's ``every day``, ``every! 3 days``, ``ev mon``, as our rule; ``None`` when ours has none."""
    plain = _FROM.sub("", _TIME.sub("", text.strip().lower()))
    when_done = plain.startswith(("every!", "ev!", "after")) or plain.endswith(" when done")
    plain = re.sub(r"^(?:every!?|ev!?|after) ", "every ", plain.removesuffix(" when done")).strip()
    plain, _ = in_the_plugins_words(_SAME.get(plain, plain).replace("workday", "weekday"))
    plain = re.sub(r"^every (?=(?:mon(?!th)|tue|wed|thu|fri|sat|sun))", "every week on ", plain)
    plain = re.sub(r"^every (?:the )?(\d+)(?:st|nd|rd|th)?$", r"every month on the \1th", plain)
    plain = re.sub(r"^every (?!1 )(\d+) (day|week|month|year)$", r"every \1 \2s", plain)
    plain = re.sub(r"^every last day$", "every month on the last", plain)
    if plain == "every weekend":
        plain = "every week on Saturday, Sunday"
    if not plain.startswith("every "):
        return None
    rule = plain + (" when done" if when_done else "")
    return rule if rule_length(plain) == len(plain) else None


_SAME: Final = dict.fromkeys(("every morning", "every evening", "every night"), "every day")


def local(moment: datetime) -> datetime:
    """A moment with a zone as a clock on this machine shows it."""
    return moment.astimezone()


def local_text(text: str) -> str | None:
    """An ISO 8601 moment (``2026-12-01T23:30:00Z``) or day as ``YYYY-MM-DD``, with ``THH:MM`` when it has a time; one
    with a zone as a clock on this machine shows it."""
    plain = text.strip()
    found = _ISO.fullmatch(plain)
    if found is None:
        return None
    if found[4] is None or not re.search(r"(?:Z|[+-]\d{2}:?\d{2})$", plain):
        return date_in(plain)
    try:
        return local(datetime.fromisoformat(plain)).strftime("%Y-%m-%dT%H:%M")
    except (ValueError, OverflowError):
        return None


def _checked(year: int, month: int, day: int, hour: str | None = None, minute: str | None = None) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return f"{found.isoformat()}T{hour}:{minute}" if hour and minute else found.isoformat()


def _named(found: re.Match[str]) -> str | None:
    month = (found["month"] or found["month2"])[:3].lower()
    if month not in _MONTHS:
        return None
    hour = None
    if found["hour"] and (found["minute"] or found["half"]):
        number = int(found["hour"])
        half = (found["half"] or "").lower().replace(".", "")
        number = number % 12 + (12 if half == "pm" else 0) if half else number
        hour = f"{number:02d}" if number < 24 else None
    day, year = int(found["day"] or found["day2"]), int(found["year"] or found["year2"])
    return _checked(year, _MONTHS.index(month) + 1, day, hour, found["minute"] or "00")


def _slashed(found: re.Match[str], rest: str, *, day_first: bool) -> str | None:
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    time = re.fullmatch(r",? ?(\d{1,2}):(\d{2})(?::\d{2})? ?([AaPp][Mm])?", rest)
    if rest and not time:
        return None
    hour = minute = None
    if time:
        number = int(time[1]) % 12 + (12 if time[3].lower() == "pm" else 0) if time[3] else int(time[1])
        hour, minute = f"{number:02d}", time[2]
    if len(found[1]) == 4:
        return _checked(first, second, third, hour, minute)
    if len(found[4]) not in (2, 4):
        return None
    year = third if third > 99 else 2000 + third
    day, month = (first, second) if day_first or first > 12 else (second, first)
    return _checked(year, month, day, hour, minute)
