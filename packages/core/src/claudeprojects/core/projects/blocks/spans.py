"""Ranges of days as only query blocks write them (``2026-W14``, ``2026-05-01 2026-05-31``), and all of ``days``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from claudeprojects.core.vault import days
from claudeprojects.core.vault.days import Span

_TWO_DAYS: Final = re.compile(r"(\d{4}-\d\d-\d\d)\s+(\d{4}-\d\d-\d\d)")
_NUMBERED: Final = re.compile(r"(?P<year>\d{4})(?:-(?:w(?P<week>\d\d)|q(?P<quarter>[1-4])|(?P<month>\d\d)))?")


def read_span(words: str, today: date) -> Span | None:
    """What ``words`` mean on ``today``; ``None`` when they name no day and no range."""
    words = " ".join(words.casefold().split())
    if two := _TWO_DAYS.fullmatch(words):
        known = sorted(day for text in two.groups() if (day := days.read_day(text, today)) is not None)
        return Span(known[0], known[-1]) if known else None
    if numbered := _NUMBERED.fullmatch(words):
        try:
            return _numbered(int(numbered["year"]), numbered)
        except (ValueError, OverflowError):  # a week or month that the calendar does not have
            return None
    return days.read_span(words, today)


def _numbered(year: int, written: re.Match[str]) -> Span:
    if written["week"]:
        monday = date.fromisocalendar(year, int(written["week"]), 1)
        return Span(monday, monday + timedelta(days=6))
    if written["quarter"]:
        first, months = date(year, 3 * int(written["quarter"]) - 2, 1), 3
    elif written["month"]:
        first, months = date(year, int(written["month"]), 1), 1
    else:
        first, months = date(year, 1, 1), 12
    return Span(first, days.moved(first, months, "months") - timedelta(days=1))
