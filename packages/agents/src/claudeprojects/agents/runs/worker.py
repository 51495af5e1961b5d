"""The worker: carries out trees of runs on the event loop of the runtime, whoever hands them to it.

It claims a run, works it to an end, a wait or a stop, and settles its state. What it is given twice it does once.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claudeprojects.agents.errors import BudgetSpent, ModelError, RunTakenOver
from claudeprojects.agents.permissions.modes import tighter
from claudeprojects.agents.runs.account import Account
from claudeprojects.agents.runs.conducting import Stand
from claudeprojects.agents.runs.ids import child_id, title_of
from claudeprojects.agents.runs.journal import Journal, sources_of
from claudeprojects.agents.runs.loop import AgentLoop
from claudeprojects.agents.runs.model import Budget, Run
from claudeprojects.agents.runs.tree import Cancel, Leave, Stop, Suspend, Tree
from claudeprojects.agents.values import ToolResult
from claudeprojects.core.errors import Cancelled, ClaudeProjectsError
from claudeprojects.core.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.agents.runs.model import RunState
    from claudeprojects.agents.runs.ports import Rooms
    from claudeprojects.agents.runs.records import RunRecords

log = logging.getLogger(__name__)

ATTEMPTS = 4
"""How often a run nobody looks on is begun when its model is out of reach for the moment."""
FIRST_DELAY = 15.0
"""Seconds before the second attempt; each further one waits four times as long."""
WATCH_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Again:
    """The run is to be tried again after ``delay`` seconds."""

    run: Run
    delay: float


class Worker:
    """Works on the runs of ``records`` with ``rooms``, under the name ``owner``. Used on one event loop."""

    def __init__(self, rooms: Callable[[], Rooms], records: RunRecords, owner: str) -> None:
        self._rooms, self._records, self.owner = rooms, records, owner
        self.live: dict[str, Tree] = {}
        """The trees at work, by the id of their root."""

    async def carry_out(self, run_id: str, job: int) -> Again | None:
        """Carry out the root run ``run_id`` as its job number ``job``; returns when it should be tried again."""
        if run_id in self.live:
            return None
        tree = await asyncio.to_thread(self._claimed, run_id, job)
        if tree is None:
            return None
        self.live[run_id] = tree
        task = asyncio.create_task(self._to_its_end(tree), name=f"run-{run_id}")
        tree.carried_by(task)
        watching = asyncio.create_task(_watch(tree))
        try:
            again = await asyncio.shield(task)
        except asyncio.CancelledError:
            tree.stop(Leave())
            again = await task
        finally:
            watching.cancel()
            self.live.pop(run_id, None)
        return again or await asyncio.to_thread(self._overtaken, run_id)

    def _claimed(self, run_id: str, job: int) -> Tree | None:
        """The tree of a root run that is ours to carry out now; ``None`` when it is not."""
        run = self._records.claim(run_id, self.owner, job)
        if run is None:
            return None
        return Tree(run, Account(run.budget, self._records.spent(run_id)), self._rooms().workspace.events.publish)

    def _overtaken(self, run_id: str) -> Again | None:
        """What came while the run ended or was suspended, and would otherwise be waited for in vain."""
        run = self._records.get(run_id)
        answered = run.state == "waiting" and not self.asks(run_id)
        said = run.state in ("done", "failed") and self._records.has_messages(run_id)
        again = self._records.requeue(run_id, reopen=True) if answered or said else None
        return Again(again, 0.0) if again else None

    def asks(self, root_id: str) -> bool:
        """Whether a run of the tree waits for an answer of a person."""
        tree = {run.id for run in self._records.tree(root_id)}
        return any(approval.run_id in tree for approval in self._rooms().approvals.list("waiting"))

    def stop(self, run_id: str, reason: Stop) -> None:
        """Stop the tree of ``run_id`` if it is at work here."""
        if (tree := self.live.get(run_id)) is not None:
            tree.stop(reason)

    def stop_branch(self, run: Run) -> None:
        """Stop the sub-agent ``run`` and all below it; the run that asked for it goes on without its answer."""
        tree = self.live.get(run.root_id)
        task = None if tree is None else tree.branches.get(run.id)
        if task is not None:
            task.cancel()

    async def _to_its_end(self, tree: Tree) -> Again | None:
        run = tree.root
        tree.emit(run.id, "state", {"state": "running", "why": ""})
        try:
            with tree.working():
                answer = await self._work(tree, run)
        except (asyncio.CancelledError, Exception) as error:  # noqa: BLE001 - whatever it is, the run says so
            return await self._ended_badly(tree, tree.stopped or error)
        await self._settle(tree, run, "done", answer=answer)
        return None

    async def _work(self, tree: Tree, run: Run) -> str:
        journal = tree.journals[run.id] = Journal(run, self._records)

        async def spawn(agent: str, prompt: str, *, title: str, key: str) -> ToolResult:
            return await self._spawn(tree, journal.run, agent, prompt, title, key)

        conductor = await asyncio.to_thread(self._rooms().conductor, run.id) if run.parent_id is None else None
        if conductor is not None:
            return await conductor(Stand(journal, tree, spawn))
        agent = self._rooms().agent(run.agent)
        async with self._rooms().servers(agent):
            return await AgentLoop(self._rooms(), tree, journal, agent, self._records, spawn).work()

    async def _spawn(self, tree: Tree, parent: Run, name: str, prompt: str, title: str, key: str) -> ToolResult:
        """Run a sub-agent of ``parent`` to its end; the same ``key`` is the same run."""
        child = await asyncio.to_thread(self._records.find, "parent_key", key)
        if child is None:
            child = await self._new_child(tree, parent, name, prompt, title, key)
        if child.ended:
            return await self._result_of(child)
        with tree.resting():
            async with tree.slots:
                branch = asyncio.create_task(self._child_to_its_end(tree, child), name=f"run-{child.id}")
                tree.branches[child.id] = branch
                try:
                    return await branch
                except asyncio.CancelledError:
                    if (task := asyncio.current_task()) is None or task.cancelling():
                        raise
                    return await self._result_of(await asyncio.to_thread(self._records.get, child.id))
                finally:
                    tree.branches.pop(child.id, None)

    async def _new_child(self, tree: Tree, parent: Run, name: str, prompt: str, title: str, key: str) -> Run:
        agent = self._rooms().agent(name)
        depth = await asyncio.to_thread(self._depth_of, parent)
        tree.account.level(depth + 1)
        mode = tighter(parent.mode, agent.mode) if agent.wanted_mode else parent.mode
        child = Run(
            id=child_id(key), root_id=tree.root.id, parent_id=parent.id, agent=name, title=title or title_of(prompt),
            prompt=prompt, mode=mode, state="queued", created_at=time.time(), wanted_model=parent.wanted_model,
            budget=Budget(), attended=parent.attended, priority=parent.priority, owner=self.owner, parent_key=key,
            privacy=parent.privacy, reuse=parent.reuse,
        )  # fmt: skip
        await asyncio.to_thread(self._records.add, child)
        return child

    def _depth_of(self, run: Run) -> int:
        depth = 0
        while run.parent_id is not None:
            run, depth = self._records.get(run.parent_id), depth + 1
        return depth

    async def _child_to_its_end(self, tree: Tree, child: Run) -> ToolResult:
        child = await asyncio.to_thread(self._records.settle, child, "running", owner=self.owner)
        child = replace(child, owner=self.owner)
        tree.emit(
            child.id, "state", {"state": "running", "why": "", "parent_id": child.parent_id, "agent": child.agent}
        )
        try:
            with tree.working():
                answer = await self._work(tree, child)
        except Cancelled:
            raise
        except (BudgetSpent, RunTakenOver) as error:
            await self._settle(tree, child, "failed", error.message)
            raise
        except ClaudeProjectsError as error:
            return await self._result_of(await self._settle(tree, child, "failed", _said(error)))
        return await self._result_of(await self._settle(tree, child, "done", answer=answer))

    async def _result_of(self, child: Run) -> ToolResult:
        """What a parent's model reads of a sub-agent that has ended, with all that its answer was made from."""
        sources = sources_of(await asyncio.to_thread(self._records.steps, child.id))
        data = {"run_id": child.id, "state": child.state}
        if child.state != "done":
            return ToolResult(
                f"The agent {child.agent} {child.state}: {child.why}", child.privacy, sources, True, data
            )
        text = child.answer or "(The agent gave no answer.)"
        return ToolResult(text, child.privacy, sources, False, data)

    async def _ended_badly(self, tree: Tree, reason: BaseException) -> Again | None:
        run = tree.root
        if isinstance(reason, Leave | RunTakenOver | asyncio.CancelledError):
            return None
        if isinstance(reason, Cancel):
            tree.emit(run.id, "state", {"state": "cancelled", "why": ""})
            tree.emit(run.id, "done", {"state": "cancelled", "why": "", "answer": ""})
        elif isinstance(reason, Suspend):
            await self._settle(tree, run, "waiting", "It waits for your approval.")
        elif isinstance(reason, ModelError) and reason.transient and not run.attended and run.attempt < ATTEMPTS:
            delay = FIRST_DELAY * 4 ** (run.attempt - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - only spread out
            why = f"{_said(reason)} It is tried again in {count(round(delay), 'second')}."
            again = await asyncio.to_thread(self._records.requeue, run.id, why, attempt=run.attempt + 1)
            return Again(again, delay) if again else None
        elif isinstance(reason, ClaudeProjectsError):
            answer = await asyncio.to_thread(self._so_far, run, reason.message)
            await self._settle(tree, run, "failed", _said(reason), answer=answer)
        else:
            log.error("the run %s failed unexpectedly", run.id, exc_info=reason)
            await self._settle(tree, run, "failed", f"Something unexpected happened: {reason!r}.")
        return None

    def _so_far(self, run: Run, why: str) -> str:
        """What a conducted run that was cut short leaves behind, in words."""
        conductor = self._rooms().conductor(run.id)
        return "" if conductor is None else conductor.so_far(why)

    async def _settle(self, tree: Tree, run: Run, state: RunState, why: str = "", *, answer: str = "") -> Run:
        settled = await asyncio.to_thread(
            self._records.settle, run, state, why, answer=answer or None, owner=self.owner
        )
        tree.emit(run.id, "state", {"state": settled.state, "why": settled.why})
        if run.parent_id is None and settled.state != "running" and len(tree.journals) > 1:
            await asyncio.to_thread(self._records.settle_descendants, settled)
        if settled.ended:
            tree.emit(run.id, "changes", await asyncio.to_thread(self._left_behind, run))
            tree.emit(run.id, "done", {"state": settled.state, "why": settled.why, "answer": settled.answer})
        return settled

    def _left_behind(self, run: Run) -> dict[str, int]:
        """The changes that the tree of ``run``, which has ended, leaves; what it asked for needs no answer now."""
        rooms = self._rooms()
        rooms.approvals.withdraw(run.id)
        return rooms.changes.summary(run.root_id)


async def _watch(tree: Tree) -> None:
    """Stop the tree when its time at work is used up."""
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        try:
            tree.account.check_time()
        except BudgetSpent as spent:
            tree.stop(spent)
            return


def _said(error: ClaudeProjectsError) -> str:
    return f"{error.message} {error.hint}".strip()
