"""Agents and models asked by a phase: each a durable step of its run.

Its number and its key are the same after a crash.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

from claudeprojects.agents.runs.journal import request_json, result_of
from claudeprojects.agents.runs.model import Spent

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from claudeprojects.agents.models.port import Task
    from claudeprojects.agents.phases.records import PhaseRecords
    from claudeprojects.agents.runs.conducting import Stand
    from claudeprojects.agents.runs.model import Run, Step
    from claudeprojects.agents.runs.ports import Gateway
    from claudeprojects.agents.values import Message, ToolResult

Result = TypeVar("Result")


class Asking:
    """What one phase's run asks. ``done`` are the steps that were complete when it went to work, by number."""

    def __init__(self, stand: Stand, records: PhaseRecords, done: dict[int, Step], gateway: Gateway) -> None:
        self._stand, self._records, self._done, self._gateway = stand, records, done, gateway
        self.run_id = stand.journal.run.id

    @property
    def run(self) -> Run:
        """The run as it is now."""
        return self._stand.journal.run

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
            self._tell(step)
            result = await self._stand.spawn(agent, prompt, title=title, key=f"{self.run_id}/{number - 1}/0")
            self._tell(await journal.returned(step, result))
        return result

    async def reply(
        self,
        name: str,
        title: str,
        task: Task,
        messages: Sequence[Message],
        *,
        schema: dict[str, Any],
        max_tokens: int,
    ) -> str:
        """What a model replies, without an agent in between; a step ``name`` that was complete is not asked again.

        Raises ``BudgetSpent``, ``ModelError`` and ``PrivacyRefused``.
        """
        number = await asyncio.to_thread(self._records.step_number, self.run_id, name)
        if (known := self._done.get(number)) is not None and known.reply is not None:
            return str(known.reply["text"])
        journal, tree = self._stand.journal, self._stand.tree
        with tree.working():
            journal.raise_privacy(task.privacy)
            async with tree.account.model_call(task.tokens) as call:
                step = journal.begin(number, "model", title, request_json(messages, 0, (), task.wanted))
                self._tell(step)
                try:
                    answer = await self._gateway.reply(
                        task, messages, schema=schema, max_tokens=max_tokens, run_id=self.run_id, step=str(number),
                        reuse=journal.run.reuse,
                    )  # fmt: skip
                except Exception as error:
                    await journal.failed(step, str(error))
                    raise
                call.settle(Spent.of_answer(answer))
            self._tell(await journal.answered(step, answer))
        return answer.reply.text

    async def note(self, name: str, text: str) -> None:
        """Write down something that a reader of the run should know, once."""
        number = await asyncio.to_thread(self._records.step_number, self.run_id, name)
        if number not in self._done:
            await self._stand.journal.note(number, name, text)

    def _tell(self, step: Step) -> None:
        told = {"number": step.number, "step_kind": step.kind, "name": step.name, "model": step.model}
        told |= {"rule": step.rule, "done": step.ended_at is not None}
        self._stand.tree.emit(self.run_id, "step", told)


async def side_by_side(works: Sequence[Coroutine[None, None, Result]]) -> list[Result]:
    """The results of ``works``, done at once; the first that fails stops the others and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
