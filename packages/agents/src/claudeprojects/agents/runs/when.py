"""When a schedule starts: plain words understood as cron, cron said in plain words, and the next time of either.

Understood are, in any case: ``every 15 minutes``, ``hourly``, ``every 2 hours``, ``daily at 9``, ``every day at
9:30pm``, ``every weekday at 9:00``, ``every monday and thursday at noon``, ``on weekends``, ``weekly on friday``,
``on the 1st at 8``, ``monthly on the 15th``; and cron of five fields.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from claudeprojects.agents.errors import ScheduleUnclear
from claudeprojects.core.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
MORNING = (9, 0)
"""When a day is named and no time."""

_CRON = re.compile(r"^\S+(\s+\S+){4}$")
_TIME = re.compile(r"\b(?:at\s+)?(?:(noon|midnight)|(\d{1,2})(?::(\d{2}))?\s*(am|pm)?(?=\s|$|,))")
_EVERY_N = re.compile(r"^every (\d+) (minute|hour|day)s?(?: at (.+))?$")
_MONTH_DAY = re.compile(r"\b(?:the )?(\d{1,2})(?:st|nd|rd|th)\b")
_FILLER = re.compile(r"\b(?:every|each|on|and|at|the|of|month|monthly|weekly|week|days?|daily)\b|[,&]")


def cron_of(words: str) -> str:
    """The five fields of cron that ``words`` mean. Raises ``ScheduleUnclear``."""
    from croniter import croniter  # type: ignore[import-untyped]

    said = " ".join(words.casefold().split())
    cron = said.upper() if _CRON.match(said) and croniter.is_valid(said.upper()) else None
    for reading in (_fixed, _every_n, _on_days):
        cron = cron or reading(said)
    if cron is None or not croniter.is_valid(cron):
        raise ScheduleUnclear(words)
    return cron


def next_time(cron: str, timezone: str, after: float) -> float:
    """The first moment later than ``after`` (Unix seconds) that ``cron`` names, by the clocks of ``timezone``."""
    from croniter import croniter

    begin = datetime.fromtimestamp(after, ZoneInfo(timezone))
    found: datetime = croniter(cron, begin).get_next(datetime)
    return found.timestamp()


def local_timezone() -> str:
    """The IANA name of this machine's time zone; ``UTC`` when it has none."""
    import os
    from pathlib import Path

    if named := os.environ.get("TZ", "").strip(":"):
        return named if _is_timezone(named) else "UTC"
    link = Path("/etc/localtime")
    if link.is_symlink():
        _, _, name = str(link.resolve()).partition("zoneinfo/")
        if _is_timezone(name):
            return name
    return "UTC"


def check_timezone(name: str) -> str:
    """``name``, when there is such a time zone. Raises ``ScheduleUnclear``."""
    if not _is_timezone(name):
        raise ScheduleUnclear(name)
    return name


def said(cron: str) -> str:
    """``cron`` in plain words where it is simple, else as it is."""
    minute, hour, day, month, weekday = cron.split()
    if month != "*" or not (minute.isdigit() or minute.startswith("*")):
        return f"by cron: {cron}"
    if hour == "*" and (day, weekday) == ("*", "*"):
        return _often(minute)
    if hour.startswith("*/") and hour[2:].isdigit() and (day, weekday) == ("*", "*") and minute.isdigit():
        return _every(int(hour[2:]), "hour")
    if not (minute.isdigit() and hour.isdigit()):
        return f"by cron: {cron}"
    return f"{_which_days(day, weekday)} at {int(hour)}:{int(minute):02}"


def _every(number: int, unit: str) -> str:
    return f"every {unit}" if number == 1 else f"every {count(number, unit)}"


def _often(minute: str) -> str:
    if minute.startswith("*/") and minute[2:].isdigit():
        return _every(int(minute[2:]), "minute")
    return "every minute" if minute == "*" else f"every hour at minute {int(minute)}"


def _which_days(day: str, weekday: str) -> str:
    if day.isdigit() and weekday == "*":
        return f"on day {day} of every month"
    if day != "*":
        return f"on days {day}"
    if weekday in ("*", "1-5", "0,6", "6,0"):
        return {"*": "every day", "1-5": "every weekday"}.get(weekday, "every Saturday and Sunday")
    names = [DAYS[int(number) % 7].title() for number in weekday.split(",") if number.isdigit()]
    return f"every {' and '.join(names)}" if names else f"on weekdays {weekday}"


def _fixed(words: str) -> str | None:
    return {
        "hourly": "0 * * * *", "every hour": "0 * * * *", "every minute": "* * * * *",
        "every half hour": "*/30 * * * *", "every quarter of an hour": "*/15 * * * *",
    }.get(words)  # fmt: skip


def _every_n(words: str) -> str | None:
    found = _EVERY_N.match(words)
    if found is None:
        return None
    count, unit = int(found[1]), found[2]
    time = _time_in(found[3]) if found[3] else (0, 0)
    if time is None:
        return None
    hour, minute = time
    fitting: dict[str, Callable[[], str | None]] = {
        "minute": lambda: f"*/{count} * * * *" if 60 % count == 0 else None,
        "hour": lambda: f"{minute} */{count} * * *" if 24 % count == 0 else None,
        "day": lambda: f"{minute} {hour} */{count} * *" if count <= 31 else None,
    }
    return fitting[unit]() if count > 0 else None


def _on_days(words: str) -> str | None:
    """A time of day on certain days of the week or the month."""
    month_day = _MONTH_DAY.search(words)
    rest = _MONTH_DAY.sub(" ", words, count=1)
    time = _time_in(rest) if _TIME.search(rest) else MORNING
    rest = _TIME.sub(" ", rest, count=1)
    weekdays = _weekdays_in(rest)
    for name in (*DAYS, "weekdays", "weekday", "weekends", "weekend"):
        rest = re.sub(rf"\b{name}s?\b", " ", rest)
    left = _FILLER.sub(" ", rest).strip()
    timed = re.search(r"\b(?:daily|every day|each day|weekly|monthly)\b", words) is not None
    if left or time is None or not (month_day or weekdays or timed) or (month_day and weekdays):
        return None  # `every 2nd tuesday` is a thing that cron cannot say
    hour, minute = time
    day = month_day[1] if month_day else "1" if "monthly" in words else "*"
    weekday = weekdays or ("1" if "weekly" in words else "*")
    return f"{minute} {hour} {day} * {weekday}" if day == "*" or 1 <= int(day) <= 31 else None


def _weekdays_in(words: str) -> str:
    if re.search(r"\bweekdays?\b", words):
        return "1-5"
    if re.search(r"\bweekends?\b", words):
        return "0,6"
    return ",".join(str(number) for number, name in enumerate(DAYS) if re.search(rf"\b{name}s?\b", words))


def _time_in(words: str) -> tuple[int, int] | None:
    found = _TIME.search(words)
    if found is None:
        return None
    if found[1]:
        return (12, 0) if found[1] == "noon" else (0, 0)
    hour, minute = int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4] == "pm" else 0)
    return (hour, minute) if hour < 24 and minute < 60 else None


def _is_timezone(name: str) -> bool:
    from zoneinfo import available_timezones

    return name in available_timezones()
