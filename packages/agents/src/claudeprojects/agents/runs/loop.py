"""The loop of one run: context → model → tools → … → answer, each model call and each tool call a durable step.

Started again after a crash it goes on behind the last complete step. Calls of one reply that change nothing run side
by side; the others run in the order the model gave.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from claudeprojects.agents.errors import ModelContextTooLong
from claudeprojects.agents.models.port import Task, estimate_tokens
from claudeprojects.agents.permissions.modes import in_force, is_staged
from claudeprojects.agents.permissions.names import canonical
from claudeprojects.agents.runs.events import Words
from claudeprojects.agents.runs.journal import assistant, request_json
from claudeprojects.agents.runs.model import Spent
from claudeprojects.agents.runs.repeating import advised, require_progress
from claudeprojects.agents.runs.shortening import shortened
from claudeprojects.agents.runs.withholding import told, within_reach
from claudeprojects.agents.tools.port import ToolContext
from claudeprojects.agents.values import Message, Privacy
from claudeprojects.core.wording import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.agents.definitions.records import AgentDefinition
    from claudeprojects.agents.models.port import Answered
    from claudeprojects.agents.runs.journal import Journal, Progress
    from claudeprojects.agents.runs.model import Step, StepKind
    from claudeprojects.agents.runs.ports import Rooms
    from claudeprojects.agents.runs.records import RunRecords
    from claudeprojects.agents.runs.tree import Tree
    from claudeprojects.agents.tools.port import Spawn
    from claudeprojects.agents.values import ToolSpec

MOST_TURNS = 60
"""Model calls of one run when its definition sets no limit."""
REPLY_TOKENS = 4096
"""The longest reply asked for; what a call is let in with."""
SIDE_BY_SIDE = frozenset(
    {"agent", "gates", "graph", "grep", "list", "projects", "read", "search", "skill", "sprints", "tasks"}
)
"""Tools that change nothing by themselves, so that calls of them in one reply run at once."""


class AgentLoop:
    """One run of a tree at work."""

    def __init__(
        self, rooms: Rooms, tree: Tree, journal: Journal, agent: AgentDefinition, records: RunRecords, spawn: Spawn
    ) -> None:
        self._rooms, self._tree, self._journal, self._agent = rooms, tree, journal, agent
        self._records, self._spawn = records, spawn
        self._mode = in_force(agent, journal.run.mode)
        self._run_id = journal.run.id
        self._specs: Sequence[ToolSpec] = ()
        self._above: tuple[str, ...] = ()
        self._left_out: set[str] = set()

    async def work(self) -> str:
        """Work until the model answers without wanting a tool; return that answer.

        Raises:
            ModelError, PrivacyRefused: no model could be asked.
            BudgetSpent: the tree has used what it may.
            RunStuck: it makes the same call again and again, and it fails each time.
        """
        if self._journal.run.parent_id is not None:
            self._above = await asyncio.to_thread(self._agents_above)
        progress = await asyncio.to_thread(self._journal.progress)
        if not progress.messages:
            progress.messages = await self._rooms.opening(self._journal.run, self._agent)
            progress.sent = 0
        if self._journal.run.forked_from:
            shared = await asyncio.to_thread(self._journal.shared_keys)
            await asyncio.to_thread(self._rooms.changes.take_over, self._run_id, shared)
        self._specs = self._rooms.tools.specs(self._agent, self._mode)
        while True:
            if progress.calls:
                await self._use_tools(progress)
            said = await asyncio.to_thread(self._records.take_messages, self._run_id, progress.free)
            if progress.answer is not None and not said:
                return progress.answer
            progress.messages += [Message("user", text) for text in said]
            if progress.turns >= (self._agent.max_turns or MOST_TURNS):
                return await self._stopped_short(progress)
            require_progress(progress.messages)
            await self._ask(progress)

    def _agents_above(self) -> tuple[str, ...]:
        """The agents of the runs that this one works for."""
        names, run = [], self._journal.run
        while run.parent_id is not None:
            run = self._records.get(run.parent_id)
            names.append(run.agent)
        return tuple(names)

    async def _ask(self, progress: Progress) -> None:
        """One model call: the reply, its calls and its number go into ``progress``."""
        try:
            answer = await self._model_step(progress)
        except ModelContextTooLong:
            shorter = shortened(progress.messages)
            if shorter is None:
                raise
            await self._journal.note(progress.free, "shortened", "The conversation was too long for the model: the "
                                     "oldest results of tools were left out.")  # fmt: skip
            progress.messages, progress.sent, progress.asked = shorter, 0, 0
            progress.free += 1
            answer = await self._model_step(progress)
        reply = answer.reply
        progress.messages.append(assistant(reply, self._journal.run.privacy))
        progress.sent = len(progress.messages) - 1
        progress.asked, progress.calls, progress.results = progress.free, reply.tool_calls, {}
        progress.free += 1 + len(reply.tool_calls)
        progress.turns += 1
        progress.model = reply.model
        progress.answer = None if reply.tool_calls else reply.text

    async def _model_step(self, progress: Progress) -> Answered:
        messages, number = progress.messages, progress.free
        privacy = max((message.privacy for message in messages), default=Privacy.OPEN)
        self._journal.raise_privacy(privacy)
        tokens = sum(estimate_tokens(message.text) for message in messages) + _spec_tokens(self._specs)
        wanted = self._journal.run.wanted_model or self._agent.model
        request = request_json(messages[progress.sent :], progress.asked, self._specs, wanted)
        words = Words(lambda text: self._tree.emit(self._run_id, "token", {"text": text, "step": number}))
        account = self._tree.account
        async with account.model_call(tokens + REPLY_TOKENS) as call:
            step = self._journal.begin(number, "model", wanted or "", request)
            self._tell_step(step)
            task = Task("agent", tokens + REPLY_TOKENS, privacy, wanted, account.dollars_left)
            try:
                answer = await self._rooms.gateway.reply(
                    task, messages, self._specs, max_tokens=REPLY_TOKENS, on_token=words.add, run_id=self._run_id,
                    step=str(number), reuse=self._journal.run.reuse,
                )  # fmt: skip
            except Exception as error:
                await self._journal.failed(step, str(error))
                raise
            finally:
                words.flush()
            call.settle(Spent.of_answer(answer))
        self._tell_step(await self._journal.answered(step, answer))
        self._tell_usage()
        return answer

    async def _use_tools(self, progress: Progress) -> None:
        """Carry out the calls that have no result yet, and add all results to the conversation in order."""
        waiting = [index for index in range(len(progress.calls)) if index not in progress.results]
        together: list[int] = []
        for index in waiting:
            if canonical(progress.calls[index].name) in SIDE_BY_SIDE:
                together.append(index)
                continue
            await self._side_by_side(progress, together)
            together = []
            await self._side_by_side(progress, [index])
        await self._side_by_side(progress, together)
        for index, call in enumerate(progress.calls):
            result = progress.results[index]
            text = advised(progress.messages, call, result)
            message = Message("tool", text, (), call.id, result.is_error, result.privacy, result.sources)
            progress.messages.append(message)
        await self._tell_left_out(progress)
        progress.calls, progress.results = (), {}

    async def _tell_left_out(self, progress: Progress) -> None:
        """Write down, for the run's page, which notes its model was not shown."""
        new = {path for result in progress.results.values() for path in result.data.get("left_out", ())}
        if new := new - self._left_out:
            self._left_out |= new
            await self._journal.note(progress.free, "left out", told(new, progress.model))
            progress.free += 1

    async def _side_by_side(self, progress: Progress, indices: Sequence[int]) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for index in indices:
                    group.create_task(self._tool_step(progress, index))
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None

    async def _tool_step(self, progress: Progress, index: int) -> None:
        call, number = progress.calls[index], progress.asked + 1 + index
        self._tree.account.tool_call()
        kind: StepKind = "agent" if canonical(call.name) == "agent" else "tool"
        request = {"call_id": call.id, "name": call.name, "arguments": call.arguments}
        step = self._journal.begin(number, kind, call.name, request)
        key = f"{self._run_id}/{progress.asked}/{index}"
        self._tree.emit(
            self._run_id, "tool_call", {"step": number, "key": key, "name": call.name, "arguments": call.arguments}
        )
        ctx = self._context(key, progress)
        result = await self._rooms.tools.call(call, ctx)
        result = await asyncio.to_thread(within_reach, result, ctx)
        if not is_staged(self._mode) and canonical(call.name) not in SIDE_BY_SIDE:
            await asyncio.to_thread(self._rooms.changes.settle, self._run_id)
        progress.results[index] = result
        await self._journal.returned(step, result)
        self._tree.emit(self._run_id, "tool_result", {
            "step": number, "name": call.name, "is_error": result.is_error, "text": result.text[:2000],
            "privacy": result.privacy.label,
        })  # fmt: skip

    def _context(self, key: str, progress: Progress | None = None) -> ToolContext:
        """What a call works with; what no model is told of may be made of anything."""
        rooms, tree, run = self._rooms, self._tree, self._journal.run
        ceiling = rooms.ceiling(progress.model) if progress else Privacy.PRIVATE
        sources = {source: None for message in progress.messages for source in message.sources} if progress else ()
        return ToolContext(
            run_id=run.id, key=key, agent=self._agent, mode=self._mode, workspace=rooms.workspace,
            view=rooms.changes.view(run.id), privacy=rooms.privacy, taint=run.privacy, spawn=self._spawn,
            emit=lambda kind, data: tree.emit(run.id, kind, data), cancelled=tree.cancelled, ceiling=ceiling,
            sources=tuple(sources), above=self._above,
        )  # fmt: skip

    async def _stopped_short(self, progress: Progress) -> str:
        most = self._agent.max_turns or MOST_TURNS
        why = f"It stopped after {count(most, 'turn')}, the most it may take."
        await self._journal.note(progress.free, "stopped", why)
        said = [message.text for message in progress.messages if message.role == "assistant" and message.text]
        return said[-1] if said else ""

    def _tell_step(self, step: Step) -> None:
        self._tree.emit(self._run_id, "step", {
            "number": step.number, "step_kind": step.kind, "name": step.name, "model": step.model, "rule": step.rule,
            "done": step.ended_at is not None,
        })  # fmt: skip

    def _tell_usage(self) -> None:
        run = self._journal.run
        self._tree.emit(run.id, "usage", {"usage": run.usage.to_json(), "tree": self._tree.account.spent.to_json()})


def _spec_tokens(specs: Sequence[ToolSpec]) -> int:
    return sum(estimate_tokens(spec.description) + estimate_tokens(str(spec.parameters)) for spec in specs)
