"""Schedules: what words mean, when the next time is, and that a run starts once for each."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from claudeprojects.agents.errors import AgentNotFound, ScheduleNotFound, ScheduleUnclear
from claudeprojects.agents.runs.when import cron_of, next_time, said


@pytest.mark.parametrize(
    ("words", "cron"),
    [
        ("hourly", "0 * * * *"),
        ("every 15 minutes", "*/15 * * * *"),
        ("every 2 hours", "0 */2 * * *"),
        ("daily at 9", "0 9 * * *"),
        ("every day at 9:30pm", "30 21 * * *"),
        ("Every weekday at 9:00", "0 9 * * 1-5"),
        ("weekdays at 12am", "0 0 * * 1-5"),
        ("every Monday and Thursday at noon", "0 12 * * 1,4"),
        ("mondays at 7", "0 7 * * 1"),
        ("on weekends", "0 9 * * 0,6"),
        ("weekly on friday at 16:45", "45 16 * * 5"),
        ("weekly", "0 9 * * 1"),
        ("on the 1st at 8", "0 8 1 * *"),
        ("monthly on the 15th at 10:05", "5 10 15 * *"),
        ("every 3 days at 6", "0 6 */3 * *"),
        ("0 9 * * 1-5", "0 9 * * 1-5"),
        ("*/5 8-18 * * mon", "*/5 8-18 * * MON"),
    ],
)
def test_words_are_understood_as_cron(words: str, cron: str) -> None:
    assert cron_of(words) == cron


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "every 7 minutes",
        "at 25:00",
        "when it rains",
        "every blue monday",
        "99 * * * *",
        "at 9",
        "every day at 25:00",
        "daily at 9:75",
        "every 3 days at 24:10",
        "every 2nd tuesday",
        "on the 1st, mondays",
    ],
)
def test_what_does_not_say_when_is_refused(words: str) -> None:
    with pytest.raises(ScheduleUnclear):
        cron_of(words)


@pytest.mark.parametrize(
    ("cron", "words"),
    [
        ("0 9 * * 1-5", "every weekday at 9:00"),
        ("*/15 * * * *", "every 15 minutes"),
        ("0 */2 * * *", "every 2 hours"),
        ("0 */1 * * *", "every hour"),
        ("*/1 * * * *", "every minute"),
        ("30 21 * * *", "every day at 21:30"),
        ("0 12 * * 1,4", "every Monday and Thursday at 12:00"),
        ("0 8 1 * *", "on day 1 of every month at 8:00"),
        ("0 0 1 1 *", "by cron: 0 0 1 1 *"),
    ],
)
def test_cron_is_said_in_words(cron: str, words: str) -> None:
    assert said(cron) == words


def test_the_next_time_is_by_the_clocks_of_the_zone_also_when_they_change() -> None:
    zone = ZoneInfo("Europe/Berlin")
    saturday = datetime(2026, 3, 28, 10, tzinfo=zone).timestamp()
    sunday = datetime.fromtimestamp(next_time("0 9 * * *", "Europe/Berlin", saturday), zone)
    assert (sunday.day, sunday.hour, sunday.utcoffset().seconds) == (29, 9, 7200)  # type: ignore[union-attr]


def test_a_schedule_starts_its_run_once_and_makes_up_for_missed_times_once(place: Any) -> None:
    async def story() -> None:
        async with place.runtime(lambda _messages: {"text": "Reviewed."}) as runtime:
            now = [datetime(2031, 6, 1, 8, 0, tzinfo=ZoneInfo("UTC")).timestamp()]
            schedules = type(runtime.schedules)(
                runtime.store, lambda: runtime.runs, runtime.library.agent, clock=lambda: now[0]
            )
            added = schedules.add("worker", "Review.", "daily at 9", timezone="UTC", mode="plan")
            await schedules.start_due()
            assert runtime.records.page([], None, 10, roots=True) == []
            now[0] += 3 * 24 * 3600
            await schedules.start_due()
            await schedules.start_due()
            (run,) = runtime.records.page([], None, 10, roots=True)
            assert (run.schedule_id, run.attended, run.mode) == (added.id, False, "plan")
            assert (await runtime.runs.finished(run.id, timeout=20)).answer == "Reviewed."
            (kept,) = schedules.list()
            assert kept.last_run_id == run.id
            assert kept.next_at == datetime(2031, 6, 4, 9, 0, tzinfo=ZoneInfo("UTC")).timestamp()
            schedules.remove(added.id)
            with pytest.raises(ScheduleNotFound):
                schedules.remove(added.id)
            with pytest.raises(AgentNotFound):
                schedules.add("nobody", "x", "hourly")

    asyncio.run(story())
