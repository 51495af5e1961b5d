"""Trees of runs: sub-agents in parallel, one budget, one cancel, one changeset, privacy that follows the text."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from claudeprojects.agents.values import Privacy


def call(name: str, **arguments: Any) -> dict[str, Any]:
    return {"name": name, "arguments": arguments}


def delegate(*tasks: str) -> dict[str, Any]:
    return {"tools": [call("agent", agent="worker", prompt=task) for task in tasks]}


def by_task(answers: dict[str, Any]) -> Any:
    """A script that answers by what the last message of a conversation holds."""

    def answer(messages: Any) -> dict[str, Any]:
        said = messages[-1].text if messages[-1].role == "user" else ""
        return next((reply for words, reply in answers.items() if words in said), {"text": "All done."})

    return answer


def test_sub_agents_work_side_by_side_and_their_answers_come_back_in_order(place: Any) -> None:
    async def story() -> None:
        tasks = ["count one", "count two", "count three"]
        answers: dict[str, Any] = {"the lot": delegate(*tasks)}
        answers |= {task: {"text": f"did {task}", "delay": 0.3} for task in tasks}
        async with place.runtime(by_task(answers)) as runtime:
            run = await runtime.runs.start("worker", "the lot")
            run = await runtime.runs.finished(run.id, timeout=20)
            assert run.answer == "All done."
            assert runtime.model.most_at_once == 3
            children = runtime.records.children(run.id)
            assert [child.answer for child in children] == [f"did {task}" for task in tasks]
            assert {child.root_id for child in children} == {run.id}
            results = [message.text for message in runtime.model.sent[-1] if message.role == "tool"]
            assert [next(task for task in tasks if task in text) for text in results] == tasks
            assert runtime.records.spent(run.id).model_calls == 5

    asyncio.run(story())


def test_a_tree_is_cancelled_within_two_seconds_wherever_it_is(place: Any) -> None:
    async def story() -> None:
        answers = {"the lot": delegate("first", "second"), "first": {"delay": 60}, "second": delegate("third"),
                   "third": {"delay": 60}}  # fmt: skip
        async with place.runtime(by_task(answers)) as runtime:
            run = await runtime.runs.start("worker", "the lot")
            while runtime.model.running < 2:
                await asyncio.sleep(0.01)
            began = time.monotonic()
            cancelled = await runtime.runs.cancel(run.id)
            while runtime.runs.worker.live:
                await asyncio.sleep(0.01)
            assert time.monotonic() - began < 2
            assert cancelled.state == "cancelled"
            tree = runtime.records.tree(run.id)
            assert [member.state for member in tree] == ["cancelled"] * 4
            assert runtime.model.running == 0

    asyncio.run(story())


def test_a_cancelled_sub_agent_leaves_the_others_and_its_parent_at_work(place: Any) -> None:
    async def story() -> None:
        answers = {"the lot": delegate("first", "second"), "first": {"delay": 60}, "second": {"text": "fine"}}
        async with place.runtime(by_task(answers)) as runtime:
            run = await runtime.runs.start("worker", "the lot")
            while len(children := runtime.records.children(run.id)) < 2 or runtime.model.running < 1:
                await asyncio.sleep(0.01)
            await runtime.runs.cancel(next(child.id for child in children if child.prompt == "first"))
            run = await runtime.runs.finished(run.id, timeout=20)
            assert (run.state, run.answer) == ("done", "All done.")
            told = [message for message in runtime.model.sent[-1] if message.role == "tool"]
            assert [message.is_error for message in told] == [True, False]

    asyncio.run(story())


def test_the_budget_is_one_for_the_whole_tree(place: Any) -> None:
    async def story() -> None:
        tasks = [f"task {number}" for number in range(6)]
        answers: dict[str, Any] = {"the lot": {**delegate(*tasks), "usage": (100, 0)}}
        answers |= {task: {"text": "ok", "usage": (100, 0), "delay": 0.02} for task in tasks}
        async with place.runtime(by_task(answers)) as runtime:
            run = await runtime.runs.start("worker", "the lot", budget={"tokens": 350})
            run = await runtime.runs.finished(run.id, timeout=20)
            assert run.state == "failed"
            assert "350 tokens" in run.why
            assert 350 <= runtime.records.spent(run.id).tokens <= 450
            assert all(member.ended for member in runtime.records.tree(run.id))

    asyncio.run(story())


def test_agents_below_the_allowed_depth_are_refused(place: Any) -> None:
    async def story() -> None:
        async with place.runtime(by_task({"again": delegate("again")})) as runtime:
            run = await runtime.runs.start("worker", "again", budget={"depth": 2})
            run = await runtime.runs.finished(run.id, timeout=20)
            assert len(runtime.records.tree(run.id)) == 3

    asyncio.run(story())


def test_time_runs_out_for_the_tree_in_the_middle_of_a_call(place: Any) -> None:
    async def story() -> None:
        async with place.runtime([{"text": "late", "delay": 60}]) as runtime:
            run = await runtime.runs.start("worker", "wait", budget={"seconds": 0.3})
            run = await runtime.runs.finished(run.id, timeout=20)
            assert (run.state, "seconds" in run.why) == ("failed", True)

    asyncio.run(story())


def test_what_sub_agents_change_is_one_changeset_with_the_root(place: Any) -> None:
    async def story() -> None:
        answers = {"the lot": delegate("write it"), "write it": {"tools": [call("write", path="New.md", text="x\n")]}}
        async with place.runtime(by_task(answers)) as runtime:
            run = await runtime.runs.start("worker", "the lot")
            run = await runtime.runs.finished(run.id, timeout=20)
            assert [change.path for change in runtime.changes.changeset(run.id).files] == ["New.md"]
            assert runtime.changes.view(run.id).read("New.md").text == "x\n"

    asyncio.run(story())


def test_what_a_sub_agent_read_taints_its_parent(place: Any) -> None:
    async def story() -> None:
        place.put("Diary.md", "---\nprivacy: private\n---\nI sold the boat.\n")
        answers = {"the lot": delegate("read it"), "read it": {"tools": [call("read", path="Diary.md")]}}
        async with place.runtime(by_task(answers)) as runtime:
            run = await runtime.runs.start("worker", "the lot")
            run = await runtime.runs.finished(run.id, timeout=20)
            assert run.privacy is Privacy.PRIVATE
            assert runtime.model.sent[-1][-1].privacy is Privacy.PRIVATE
            assert {source.path for message in runtime.model.sent[-1] for source in message.sources} >= {"Diary.md"}

    asyncio.run(story())
