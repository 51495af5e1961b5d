"""An agent that repeats a failing call: told to do something else, then stopped, and taken up again by a word."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from claudeprojects.agents.values import Message

SAME = {"name": "patch", "arguments": {"path": "Plan.md", "old": "Build the ship.", "new": "Build it."}}
ADVICE = "times in a row with exactly this error"


def stubborn(_messages: Sequence[Message]) -> dict[str, Any]:
    return {"tools": [SAME]}


def test_it_is_told_after_the_third_time_and_stopped_after_the_sixth(place: Any) -> None:
    async def story() -> None:
        async with place.runtime(stubborn) as runtime:
            run = await runtime.runs.start("worker", "Change the plan.")
            run = await runtime.runs.finished(run.id, timeout=20)
            assert run.state == "failed"
            assert "the same call 6 times in a row" in run.why
            assert 'patch {"path": "Plan.md", "old": "Build the ship.", "new": "Build it."}' in run.why
            assert len(runtime.model.sent) == 6
            told = [
                [ADVICE in message.text for message in sent if message.role == "tool"] for sent in runtime.model.sent
            ]
            assert told[-1] == [False, False, True, True, True]

    asyncio.run(story())


def test_it_may_go_on_when_it_does_something_else(place: Any) -> None:
    async def story() -> None:
        other = {"name": "read", "arguments": {"path": "Plan.md"}}
        script = [*[{"tools": [SAME]}] * 5, {"tools": [other]}, *[{"tools": [SAME]}] * 5, {"text": "I cannot."}]
        async with place.runtime(script) as runtime:
            run = await runtime.runs.start("worker", "Change the plan.")
            run = await runtime.runs.finished(run.id, timeout=20)
            assert (run.state, run.answer) == ("done", "I cannot.")

    asyncio.run(story())


def test_errors_that_differ_are_no_repetition(place: Any) -> None:
    async def story() -> None:
        calls = [{"name": "read", "arguments": {"path": f"Nowhere {number}.md"}} for number in range(8)]
        async with place.runtime([*({"tools": [each]} for each in calls), {"text": "Nothing."}]) as runtime:
            run = await runtime.runs.start("worker", "Read what there is not.")
            run = await runtime.runs.finished(run.id, timeout=20)
            assert run.state == "done"
            assert not any(ADVICE in message.text for sent in runtime.model.sent for message in sent)

    asyncio.run(story())


def test_a_word_of_a_person_is_a_new_beginning(place: Any) -> None:
    def script(messages: Sequence[Message]) -> dict[str, Any]:
        return {"text": "I leave it."} if messages[-1].text == "Leave it." else {"tools": [SAME]}

    async def story() -> None:
        async with place.runtime(script) as runtime:
            run = await runtime.runs.start("worker", "Change the plan.")
            run = await runtime.runs.finished(run.id, timeout=20)
            assert run.state == "failed"
            await runtime.runs.message(run.id, "Leave it.")
            run = await runtime.runs.finished(run.id, timeout=20)
            assert (run.state, run.answer) == ("done", "I leave it.")

    asyncio.run(story())
