"""Runs that wait for a person: in the state they say, off their worker, through a restart, and on with the answer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from claudeprojects.agents.runs import tree


def call(name: str, **arguments: Any) -> dict[str, Any]:
    return {"name": name, "arguments": arguments}


ASKING = [{"tools": [call("trash", path="Plan.md")]}, {"text": "Gone."}]


async def waiting(runtime: Any, run_id: str) -> Any:
    while not (asked := runtime.approvals.list("waiting")):
        await asyncio.sleep(0.01)
    run = await runtime.runs.finished(run_id, timeout=20)
    assert run.state == "waiting"
    return asked[0]


def test_a_run_that_waits_says_for_what_and_goes_on_when_it_is_approved(place: Any) -> None:
    async def story() -> None:
        async with place.runtime(ASKING) as runtime:
            run = await runtime.runs.start("worker", "Clean up.", mode="acceptEdits")
            approval = await waiting(runtime, run.id)
            assert "Plan.md" in runtime.records.get(run.id).why
            assert (place.root / "Plan.md").exists()
            runtime.approvals.decide(approval.id, True, "me")
            while runtime.records.get(run.id).state == "waiting":
                await asyncio.sleep(0.01)
            run = await runtime.runs.finished(run.id, timeout=20)
            assert (run.state, run.answer) == ("done", "Gone.")
            assert not (place.root / "Plan.md").exists()

    asyncio.run(story())


def test_a_run_nobody_looks_on_lets_go_of_its_worker_and_is_taken_up_by_the_answer(
    place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "UNATTENDED_GRACE", 0.05)

    async def story() -> None:
        async with place.runtime(ASKING) as runtime:
            run = await runtime.runs.start("worker", "Clean up.", mode="acceptEdits", attended=False)
            approval = await waiting(runtime, run.id)
            while runtime.runs.worker.live:
                await asyncio.sleep(0.01)
            assert runtime.records.get(run.id).state == "waiting"
            runtime.approvals.decide(approval.id, True, "me")
            while runtime.records.get(run.id).state == "waiting":
                await asyncio.sleep(0.01)
            run = await runtime.runs.finished(run.id, timeout=20)
            assert (run.state, run.answer, run.job) == ("done", "Gone.", 2)
            assert len(runtime.model.sent) == 2

    asyncio.run(story())


def test_a_run_waits_through_a_restart_and_goes_on_behind_its_last_step(place: Any) -> None:
    async def before() -> str:
        async with place.runtime(ASKING[:1]) as runtime:
            run = await runtime.runs.start("worker", "Clean up.", mode="acceptEdits")
            await waiting(runtime, run.id)
            return str(run.id)

    async def after(run_id: str) -> None:
        async with place.runtime(ASKING[1:]) as runtime:
            (approval,) = runtime.approvals.list("waiting")
            runtime.approvals.decide(approval.id, False, "me", "Keep it.")
            while not (run := runtime.records.get(run_id)).ended:
                await asyncio.sleep(0.01)
            assert (run.state, run.answer) == ("done", "Gone.")
            assert "Keep it." in runtime.model.sent[0][-1].text
            assert (place.root / "Plan.md").exists()

    asyncio.run(after(asyncio.run(before())))


def test_a_cancelled_run_asks_for_nothing_any_more(place: Any) -> None:
    async def story() -> None:
        async with place.runtime(ASKING) as runtime:
            run = await runtime.runs.start("worker", "Clean up.", mode="acceptEdits")
            await waiting(runtime, run.id)
            await runtime.runs.cancel(run.id)
            assert runtime.approvals.list("waiting") == []
            assert runtime.records.get(run.id).state == "cancelled"

    asyncio.run(story())


def test_waiting_does_not_use_up_the_time_of_the_budget(place: Any) -> None:
    async def story() -> None:
        async with place.runtime(ASKING) as runtime:
            run = await runtime.runs.start("worker", "Clean up.", mode="acceptEdits", budget={"seconds": 1.0})
            approval = await waiting(runtime, run.id)
            await asyncio.sleep(1.2)
            runtime.approvals.decide(approval.id, True, "me")
            while not (run := runtime.records.get(run.id)).ended:
                await asyncio.sleep(0.01)
            assert run.state == "done", run.why

    asyncio.run(story())
