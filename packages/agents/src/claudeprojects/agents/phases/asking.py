"""Agents asked by a phase: each a durable step of its run, under a number and a key that a crash does not change."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from claudeprojects.agents.runs.journal import result_of

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from claudeprojects.agents.phases.records import PhaseRecords
    from claudeprojects.agents.runs.conducting import Stand
    from claudeprojects.agents.runs.model import Step
    from claudeprojects.agents.values import ToolResult

Result = TypeVar("Result")


class Asking:
    """The agents of one phase's run. ``done`` are the steps that were complete when it went to work, by number."""

    def __init__(self, stand: Stand, records: PhaseRecords, done: dict[int, Step]) -> None:
        self._stand, self._records, self._done = stand, records, done
        self.run_id = stand.journal.run.id

    async def ask(self, name: str, agent: str, prompt: str, title: str) -> ToolResult:
        """The answer of ``agent``; a step ``name`` that was complete is not asked again.

        Raises ``BudgetSpent`` when the phase has used what it may.
        """
        number = await asyncio.to_thread(self._records.step_number, self.run_id, name)
        if (known := self._done.get(number)) is not None and known.reply is not None:
            return result_of(known.reply)
        journal, tree = self._stand.journal, self._stand.tree
        with tree.working():
            tree.account.tool_call()
            arguments = {"agent": agent, "prompt": prompt, "title": title}
            request = {"call_id": name, "name": "agent", "arguments": arguments}
            step = journal.begin(number, "agent", "agent", request)
            self._tell(number, done=False)
            result = await self._stand.spawn(agent, prompt, title=title, key=f"{self.run_id}/{number - 1}/0")
            await journal.returned(step, result)
        self._tell(number, done=True)
        return result

    async def note(self, name: str, text: str) -> None:
        """Write down something that a reader of the run should know, once."""
        number = await asyncio.to_thread(self._records.step_number, self.run_id, name)
        if number not in self._done:
            await self._stand.journal.note(number, name, text)

    def _tell(self, number: int, *, done: bool) -> None:
        step = {"number": number, "step_kind": "agent", "name": "agent", "model": "", "rule": "", "done": done}
        self._stand.tree.emit(self.run_id, "step", step)


async def side_by_side(works: Sequence[Coroutine[None, None, Result]]) -> list[Result]:
    """The results of ``works``, done at once; the first that fails stops the others and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
