"""The same task again: answered at once from what models said before, until a note, a fork or the person says no."""

from __future__ import annotations

import asyncio
from typing import Any


def test_a_task_on_unchanged_notes_is_answered_without_a_call_and_its_steps_say_so(place: Any) -> None:
    async def story() -> None:
        read = {"tools": [{"name": "read", "arguments": {"path": "Plan.md"}}]}
        script = [read, {"text": "A boat."}, {"text": "A raft."}, read, {"text": "Asked anew."}, {"text": "Forked."}]
        async with place.runtime(script) as runtime:

            async def answered(**options: Any) -> Any:
                run = await runtime.runs.start("worker", "What is built?", **options)
                return await runtime.runs.finished(run.id, timeout=20)

            first, again = await answered(), await answered()
            assert (first.answer, again.answer) == ("A boat.", "A boat.")
            assert len(runtime.model.sent) == 2
            assert (again.usage.tokens, again.usage.model_calls, again.usage.tool_calls) == (0, 0, 1)
            asked = [step for step in runtime.runs.steps(again.id) if step.kind == "model"]
            assert [step.reply["cached"]["step"] for step in asked] == ["1", "3"]
            assert all(first.id in step.reply["why"] for step in asked)
            place.put("Plan.md", "# Plan\n\nBuild a raft.\n")
            changed = await answered()
            assert changed.answer == "A raft."
            assert (await answered(reuse=False)).answer == "Asked anew."
            fork = await runtime.runs.fork(first.id, 3)
            assert (await runtime.runs.finished(fork.id, timeout=20)).answer == "Forked."

    asyncio.run(story())
