"""Ranges of days as only query blocks write them (``2026-05-01 2026-05-31``), and all of ``days``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claudeprojects.core.vault import days
from claudeprojects.core.vault.days import Span

if TYPE_CHECKING:
    from datetime import date

_TWO_DAYS: Final = re.compile(r"(\d{4}-\d\d-\d\d)\s+(\d{4}-\d\d-\d\d)")


def read_span(words: str, today: date) -> Span | None:
    """What ``words`` mean on ``today``; ``None`` when they name no day and no range."""
    words = " ".join(words.casefold().split())
    if two := _TWO_DAYS.fullmatch(words):
        known = sorted(day for text in two.groups() if (day := days.read_day(text, today)) is not None)
        return Span(known[0], known[-1]) if known else None
    return days.read_span(words, today)
