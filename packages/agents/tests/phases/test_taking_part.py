"""Taking part in a phase: handing over, doing anew, stopping, going on, and what a crash leaves."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from claudeprojects.agents.errors import ActivityNotFound, RunRefused
from claudeprojects.agents.values import Privacy
from claudeprojects.core.errors import GateRefused

PROJECT = "Work/Boat/Boat.md"


def states(runtime: Any, run_id: str) -> dict[str, str]:
    return {each.activity: each.state for each in runtime.phases.records.get(run_id).activities}


async def ended(runtime: Any, run: Any) -> Any:
    return await runtime.runs.finished(run.id, timeout=30)


async def until(true: Any) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.01)


def test_what_a_person_takes_over_waits_for_their_notes_and_then_goes_on(place: Any, scripted: Any) -> None:
    async def story() -> None:
        model = scripted()
        async with place.runtime(model) as runtime:
            run = await runtime.phases.start(PROJECT, hand_over={"write-right": "Tom"})
            run = await ended(runtime, run)
            assert states(runtime, run.id) == {"write-left": "done", "write-right": "handed-over", "join": "waiting"}
            assert "Write right: handed over to Tom." in run.answer
            place.put("Work/Boat/Right.md", place.text("Work/Boat/Right.md") + "\nTom wrote this.\n")
            run = await ended(runtime, await runtime.phases.resume(run.id))
            assert set(states(runtime, run.id).values()) == {"done"}
            assert model.asked.count("Write left") == 1
            assert "Write right" not in model.asked

    asyncio.run(story())


def test_an_agent_at_work_is_stopped_when_a_person_takes_over_and_the_others_go_on(
    place: Any, scripted: Any, writer: Any
) -> None:
    async def story() -> None:
        slow = scripted(lambda task, said: {**writer(task, said), "delay": 30 if task == "Write right" else 0.01})
        async with place.runtime(slow) as runtime:
            run = await runtime.phases.start(PROJECT)
            await until(lambda: "Write right" in slow.asked)
            await runtime.phases.hand_over(run.id, "write-right", "Mara")
            run = await ended(runtime, run)
            assert run.state == "done"
            assert states(runtime, run.id) == {"write-left": "done", "write-right": "handed-over", "join": "waiting"}

    asyncio.run(story())


def test_one_activity_is_done_anew_with_what_a_person_says(place: Any, scripted: Any) -> None:
    async def story() -> None:
        model = scripted()
        async with place.runtime(model) as runtime:
            run = await ended(runtime, await runtime.phases.start(PROJECT))
            model.asked.clear()
            run = await ended(runtime, await runtime.phases.rerun(run.id, "join", "Make it shorter."))
            assert run.state == "done"
            assert model.asked == ["Join both", "check"]
            assert any("A person said: Make it shorter." in sent[-1].text for sent in model.sent)
            with pytest.raises(ActivityNotFound):
                await runtime.phases.rerun(run.id, "nothing")

    asyncio.run(story())


def test_a_phase_that_was_cancelled_or_failed_goes_on_where_it_was(place: Any, scripted: Any, writer: Any) -> None:
    async def story() -> None:
        slow = scripted(lambda task, said: {**writer(task, said), "delay": 30 if task == "Join both" else 0.01})
        async with place.runtime(slow) as runtime:
            run = await runtime.phases.start(PROJECT)
            await until(lambda: "Join both" in slow.asked)
            with pytest.raises(RunRefused):
                await runtime.phases.rerun(run.id, "join")
            await runtime.phases.cancel(run.id)
            run = await ended(runtime, run)
            assert run.state == "cancelled"
            slow.script = writer
            run = await ended(runtime, await runtime.phases.resume(run.id))
            assert (run.state, set(states(runtime, run.id).values())) == ("done", {"done"})
            assert slow.asked.count("Write left") == slow.asked.count("Write right") == 1

    asyncio.run(story())


def test_one_budget_holds_for_the_whole_phase(place: Any, scripted: Any, writer: Any) -> None:
    async def story() -> None:
        model = scripted(lambda task, said: {**writer(task, said), "usage": (1000, 0)})
        async with place.runtime(model) as runtime:
            run = await ended(runtime, await runtime.phases.start(PROJECT, budget={"tokens": 2500}))
            assert run.state == "failed"
            assert "2,500 tokens" in run.why
            assert runtime.records.spent(run.id).tokens <= 3500
            run = await ended(runtime, await runtime.phases.resume(run.id, {"tokens": 400_000}))
            assert run.state == "done", run.why

    asyncio.run(story())


def test_what_one_agent_read_makes_the_rest_of_the_phase_as_private(place: Any, scripted: Any, writer: Any) -> None:
    async def story() -> None:
        place.put("Diary.md", "---\nprivacy: private\n---\nThe boat leaks.\n")

        def script(task: str, said: Any) -> Any:
            if task == "look: Write left" and said[-1].role == "user":
                return {"tools": [{"name": "read", "arguments": {"path": "Diary.md"}}]}
            return writer(task, said)

        model = scripted(script)
        async with place.runtime(model) as runtime:
            run = await ended(runtime, await runtime.phases.start(PROJECT))
            assert run.privacy is Privacy.PRIVATE
            told = [sent[1] for sent in model.sent if "Join both" in sent[1].text]
            assert {message.privacy for message in told} == {Privacy.PRIVATE}

    asyncio.run(story())


def test_only_the_phase_a_project_is_in_is_carried_out_and_once_at_a_time(
    place: Any, scripted: Any, writer: Any
) -> None:
    async def story() -> None:
        async with place.runtime(scripted(lambda task, said: {**writer(task, said), "delay": 0.3})) as runtime:
            with pytest.raises(GateRefused):
                await runtime.phases.start(PROJECT, phase="two")
            with pytest.raises(ActivityNotFound):
                await runtime.phases.start(PROJECT, hand_over={"nothing": "Mara"})
            await runtime.phases.start(PROJECT)
            with pytest.raises(RunRefused):
                await runtime.phases.start(PROJECT)

    asyncio.run(story())


def test_after_a_restart_nothing_is_asked_or_written_twice(place: Any, scripted: Any, writer: Any) -> None:
    async def story() -> None:
        slow = scripted(lambda task, said: {**writer(task, said), "delay": 30 if task == "Join both" else 0.01})
        async with place.runtime(slow) as runtime:
            run = await runtime.phases.start(PROJECT)
            await until(lambda: "Join both" in slow.asked)
        again = scripted()
        async with place.runtime(again) as runtime:
            run = await ended(runtime, run)
            assert run.state == "done", run.why
            assert again.asked == ["Join both", "check"]
            kinds = {change.path: change.kind for change in runtime.changes.changeset(run.id).files}
            assert kinds == {f"Work/Boat/{name}.md": "edit" for name in ("Left", "Right", "Both")}
            for name in ("Left", "Right", "Both"):
                assert str(runtime.changes.view(run.id).read(f"Work/Boat/{name}.md").text).count("it is") == 1

    asyncio.run(story())
