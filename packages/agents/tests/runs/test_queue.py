"""The queue: who goes first, how many at once, again after a failure that passes, and not when a key is wrong."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from claudeprojects.agents.errors import ModelKeyRefused, ModelOffline
from claudeprojects.agents.models.gateway import RetryPolicy
from claudeprojects.agents.runs import worker
from claudeprojects.agents.runs.heartbeat import DEAD_SECONDS, Heartbeats
from claudeprojects.agents.runs.jobs import QueueLimits
from claudeprojects.agents.runs.pace import Pace
from sqlalchemy import create_engine, text


def test_as_many_runs_as_allowed_work_at_once_and_the_urgent_go_first(place: Any) -> None:
    async def story() -> None:
        order: list[str] = []

        def answer(messages: Any) -> dict[str, Any]:
            order.append(messages[-1].text)
            return {"text": "ok", "delay": 0.15}

        async with place.runtime(answer, limits=QueueLimits(concurrency=2)) as runtime:
            first = [await runtime.runs.start("worker", f"first {number}") for number in range(2)]
            while runtime.model.running < 2:
                await asyncio.sleep(0.01)
            later = await runtime.runs.start("worker", "later", priority=10)
            urgent = await runtime.runs.start("worker", "urgent", priority=-10)
            for run in (*first, later, urgent):
                assert (await runtime.runs.finished(run.id, timeout=20)).state == "done"
            assert runtime.model.most_at_once == 2
            assert order.index("urgent") < order.index("later")

    asyncio.run(story())


def test_no_more_runs_begin_within_a_period_than_allowed(place: Any) -> None:
    async def story() -> None:
        async with place.runtime(lambda _: {"text": "ok"}, limits=QueueLimits(rate=(2, 3600))) as runtime:
            runs = [await runtime.runs.start("worker", f"task {number}") for number in range(4)]
            for run in runs[:2]:
                assert (await runtime.runs.finished(run.id, timeout=60)).state == "done"
            assert [runtime.records.get(run.id).state for run in runs[2:]] == ["queued", "queued"]

    asyncio.run(story())


def test_a_run_nobody_looks_on_is_tried_again_when_its_model_is_out_of_reach(
    place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "FIRST_DELAY", 0.05)

    async def story() -> None:
        script = [{"raise": ModelOffline("fake:scripted", "here", "nothing answers")}, {"text": "At last."}]
        async with place.runtime(script) as runtime:
            runtime.gateway._policy = RetryPolicy(attempts=1)
            run = await runtime.runs.start("worker", "Try.", attended=False)
            run = await runtime.runs.finished(run.id, timeout=20)
            assert (run.state, run.answer, run.attempt) == ("done", "At last.", 2)

    asyncio.run(story())


def test_a_refused_key_is_not_tried_again(place: Any) -> None:
    async def story() -> None:
        async with place.runtime([{"raise": ModelKeyRefused("fake:scripted", "the key is refused")}]) as runtime:
            run = await runtime.runs.start("worker", "Try.", attended=False)
            run = await runtime.runs.finished(run.id, timeout=20)
            assert (run.state, run.attempt) == ("failed", 1)
            assert "key" in run.why

    asyncio.run(story())


def test_a_worker_whose_process_is_gone_or_silent_is_taken_over_once(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'jobs.db'}")
    taken: list[list[str]] = []
    mine = Heartbeats(engine, "mine", taken.append)
    mine.start()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    row = "INSERT INTO claudeprojects_workers VALUES (:worker, :host, :pid, :at)"
    with engine.begin() as connection:
        now = connection.execute(text("SELECT beat_at FROM claudeprojects_workers")).scalar_one()
        for worker_name, host, pid, at in (
            ("killed", mine._host, gone.pid, now),
            ("silent", "elsewhere", 1, now - DEAD_SECONDS - 5),
            ("alive", "elsewhere", 1, now + 60),
        ):
            connection.execute(text(row), {"worker": worker_name, "host": host, "pid": pid, "at": at})
    mine._round()
    mine._round()
    mine.stop()
    engine.dispose()
    assert [sorted(names) for names in taken] == [["killed", "silent"]]


def test_an_idle_queue_is_read_ever_more_slowly_and_at_once_when_there_is_reason_to() -> None:
    limits = QueueLimits(poll_seconds=0.001, idle_seconds=0.004)
    pace = Pace(limits)
    next_waits = [(pace.wait(), pace._next)[1] for _ in range(4)]
    assert next_waits == [0.002, 0.004, 0.004, 0.004]
    pace._next = 3600.0
    pace.hurry()
    assert not pace.wait()
    assert pace._next == limits.poll_seconds
    pace.set()
    assert pace.wait()
