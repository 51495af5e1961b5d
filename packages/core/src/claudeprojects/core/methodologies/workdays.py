"""Counting in working days, Monday to Friday."""

from __future__ import annotations

from datetime import date, timedelta

SATURDAY = 5


def on_workday(day: date) -> date:
    """``day`` when it is a working day, else the next one."""
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def add_workdays(day: date, count: int) -> date:
    """The working day ``count`` working days after ``day``, which is moved to a working day first."""
    day = on_workday(day)
    step = timedelta(days=1 if count >= 0 else -1)
    for _ in range(abs(count)):
        day += step
        while day.weekday() >= SATURDAY:
            day += step
    return day
