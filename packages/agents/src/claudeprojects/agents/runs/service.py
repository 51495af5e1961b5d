"""Runs: everything that can be asked of the runs of one workspace; the runtime, the API and the CLI stand on it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import RunRefused, StepNotFound
from claudeprojects.agents.permissions.modes import in_force
from claudeprojects.agents.runs.events import RunEvent
from claudeprojects.agents.runs.ids import new_id, title_of
from claudeprojects.agents.runs.journal import context_of
from claudeprojects.agents.runs.model import Budget, Run
from claudeprojects.agents.runs.tree import Cancel, Leave
from claudeprojects.agents.runs.worker import Worker
from claudeprojects.core.vault.paths import check_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claudeprojects.agents.definitions.records import PermissionMode
    from claudeprojects.agents.permissions.approvals import Approval
    from claudeprojects.agents.runs.jobs import JobQueue
    from claudeprojects.agents.runs.model import Step
    from claudeprojects.agents.runs.ports import Rooms
    from claudeprojects.agents.runs.records import RunRecords
    from claudeprojects.agents.values import Message

log = logging.getLogger(__name__)

WATCH_SECONDS = 0.5
"""How often a worker looks whether another process cancelled one of its runs."""


class Runs:
    """The runs of one workspace. ``queue`` is made with this object's ``carry_out``. Used on one event loop."""

    def __init__(
        self, rooms: Callable[[], Rooms], records: RunRecords, worker: str, queue: Callable[[Runs], JobQueue]
    ) -> None:
        self._rooms, self.records = rooms, records
        self.worker = Worker(rooms, records, worker)
        self._queue = queue(self)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watching: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False

    async def open(self) -> None:
        """Go on with what an earlier process left; without anything left, nothing is loaded."""
        self._loop = asyncio.get_running_loop()
        self._rooms().approvals.on_change(self._on_approval)
        left = await asyncio.to_thread(self._left)
        if left:
            await self._started()
        for run in left:
            if not await asyncio.to_thread(self._queue.is_open, run.id, run.job):
                await self._again(run.id)

    def _left(self) -> list[Run]:
        waiting = self.records.page(["waiting"], None, 1000, roots=True)
        return self.records.unfinished_roots() + [run for run in waiting if not self.worker.asks(run.id)]

    async def start(
        self,
        agent: str,
        prompt: str,
        *,
        mode: PermissionMode | None = None,
        model: str | None = None,
        budget: Mapping[str, Any] | None = None,
        paths: Sequence[str] = (),
        title: str | None = None,
        attended: bool = True,
        priority: int = 0,
        schedule_id: str | None = None,
        reuse: bool = True,
    ) -> Run:
        """Ask ``agent`` to do ``prompt``; returns at once, with the run in the queue.

        Without ``reuse`` its models are asked even what they were asked before.

        Raises:
            AgentNotFound: there is no such agent.
            PathRefused: one of ``paths`` leaves the vault, or is none.
        """
        handed_over = tuple(check_path(path) for path in paths)
        definition = await asyncio.to_thread(self._rooms().agent, agent)
        run_id = new_id()
        run = Run(
            id=run_id, root_id=run_id, parent_id=None, agent=definition.name, title=title or title_of(prompt),
            prompt=prompt, mode=in_force(definition, mode or definition.mode), state="queued",
            created_at=time.time(), paths=handed_over, wanted_model=model, budget=Budget.of(budget or {}),
            attended=attended, priority=priority, schedule_id=schedule_id,
            reuse=reuse,
        )  # fmt: skip
        return await self.begin(run)

    async def begin(self, run: Run, recorded: Callable[[], None] = lambda: None) -> Run:
        """Record the new root ``run`` and put it into the queue; ``recorded`` is called in between, in a thread."""

        def record() -> None:
            self.records.add(run)
            recorded()

        await asyncio.to_thread(record)
        await self._put(run)
        return run

    async def resume(self, run_id: str, budget: Mapping[str, Any] | None = None) -> Run:
        """Let a root run that has ended take up its work again, with another budget when one is given.

        Raises:
            RunRefused: it has not ended.
        """
        run = await asyncio.to_thread(self.records.get, run_id)
        if not run.ended or run_id in self.worker.live:
            raise RunRefused(run_id, "it has not ended")
        if budget:
            changed = Budget.of({**run.budget.to_json(), **budget})
            await asyncio.to_thread(self.records.set_budget, run_id, changed)
        await self._again(run_id, reopen=True)
        return await asyncio.to_thread(self.records.get, run_id)

    async def carry_out(self, run_id: str, job: int) -> None:
        """Carry out one job of the queue."""
        if self._closing:
            return
        again = await self.worker.carry_out(run_id, job)
        if again is not None and not self._closing:
            await self._put(again.run, delay=again.delay)

    async def cancel(self, run_id: str) -> Run:
        """Stop a run and all below it; what it had done stays as it is. Harmless when it has ended."""
        run = await asyncio.to_thread(self.records.get, run_id)
        stopped = await asyncio.to_thread(self.records.cancel_tree, run, "You cancelled it.")
        for each in stopped:
            self._tell(each)
            await asyncio.to_thread(self._rooms().approvals.withdraw, each.id)
        if run.parent_id is None:
            self.worker.stop(run.id, Cancel())
            if stopped and run.state == "queued" and self._queue.running:
                await asyncio.to_thread(self._queue.drop, run.id, run.job)
        else:
            self.worker.stop_branch(run)
        return await asyncio.to_thread(self.records.get, run_id)

    async def message(self, run_id: str, text: str, budget: Mapping[str, Any] | None = None) -> Run:
        """Say something to a run: it reads it before its next model call; one that has ended takes up its work again.

        Raises:
            RunRefused: it is a sub-agent that has ended.
        """
        run = await asyncio.to_thread(self.records.get, run_id)
        if run.ended and run.parent_id is not None:
            raise RunRefused(run_id, "it is a sub-agent that has ended; fork it instead")
        if budget:
            changed = Budget.of({**run.budget.to_json(), **budget})
            await asyncio.to_thread(self.records.set_budget, run_id, changed)
        await asyncio.to_thread(self.records.add_message, run_id, text)
        run = await asyncio.to_thread(self.records.get, run_id)
        if run.ended and run_id not in self.worker.live:
            await self._again(run_id, reopen=True)
        return await asyncio.to_thread(self.records.get, run_id)

    async def fork(self, run_id: str, step: int, prompt: str | None = None) -> Run:
        """A new run that shares all steps of ``run_id`` before ``step`` and goes on from there by itself.

        ``prompt`` is said to it before its next model call.

        Raises:
            StepNotFound: ``step`` is not one of its steps, nor the one behind its last.
        """
        origin = await asyncio.to_thread(self.records.get, run_id)
        steps = await asyncio.to_thread(self.records.steps, run_id)
        if not 1 <= step <= max((each.number for each in steps), default=0) + 1:
            raise StepNotFound(run_id, step)
        fork_id = new_id()
        shared = [replace(each, run_id=fork_id) for each in steps if each.number < step and each.ended_at]
        fork = Run(
            id=fork_id, root_id=fork_id, parent_id=None, agent=origin.agent, title=origin.title,
            prompt=origin.prompt, mode=origin.mode, state="queued", created_at=time.time(), paths=origin.paths,
            wanted_model=origin.wanted_model, budget=origin.budget,
            privacy=max((each.privacy for each in shared), default=origin.privacy), attended=origin.attended,
            priority=origin.priority, forked_from=run_id, forked_step=step, reuse=False,
        )  # fmt: skip
        await asyncio.to_thread(self.records.add, fork, shared)
        if prompt:
            await asyncio.to_thread(self.records.add_message, fork_id, prompt)
        await self._put(fork)
        return fork

    def steps(self, run_id: str) -> list[Step]:
        """All steps of a run, with those under way; blocking."""
        run = self.records.get(run_id)
        steps = {step.number: step for step in self.records.steps(run_id)}
        tree = self.worker.live.get(run.root_id)
        journal = tree.journals.get(run_id) if tree else None
        return sorted({**(dict(journal.open) if journal else {}), **steps}.values(), key=lambda step: step.number)

    def context(self, run_id: str, number: int) -> tuple[Step, list[Message]]:
        """One step, and exactly the messages that were sent when it is a model step; blocking."""
        steps = self.steps(run_id)
        step = next((each for each in steps if each.number == number), None)
        if step is None:
            raise StepNotFound(run_id, number)
        return step, context_of(steps, number) if step.kind == "model" else []

    async def finished(self, run_id: str, *, timeout: float | None = None) -> Run:
        """Wait until a run has ended, or waits for a person."""
        async with asyncio.timeout(timeout):
            while True:
                run = await asyncio.to_thread(self.records.get, run_id)
                if run.state == "waiting" or (run.ended and run.root_id not in self.worker.live):
                    return run
                await asyncio.sleep(0.05)

    async def close(self) -> None:
        """Leave what is under way for the next start, and take no more."""
        self._closing = True
        if self._watching is not None:
            self._watching.cancel()
        for tree in list(self.worker.live.values()):
            tree.stop(Leave())
        while self.worker.live:
            await asyncio.sleep(0.01)
        if self._tasks:
            await asyncio.wait(self._tasks)
        await asyncio.to_thread(self._queue.stop)

    async def _put(self, run: Run, *, delay: float = 0.0) -> None:
        await self._started()
        self._tell(run)
        await asyncio.to_thread(self._queue.put, run.id, run.job, priority=run.priority, delay=delay)

    async def _again(self, run_id: str, *, reopen: bool = False) -> None:
        run = await asyncio.to_thread(self.records.requeue, run_id, reopen=reopen)
        if run is not None:
            await self._put(run)

    async def _started(self) -> None:
        if not self._queue.running:
            await asyncio.to_thread(self._queue.start, asyncio.get_running_loop())
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            if live := list(self.worker.live):
                for run_id in await asyncio.to_thread(self.records.cancelled_among, live):
                    self.worker.stop(run_id, Cancel())

    def _on_approval(self, approval: Approval) -> None:
        """Wake a run that waits for what was decided; called in any thread."""
        if approval.state in ("approved", "denied") and self._loop is not None and not self._closing:
            with contextlib.suppress(RuntimeError):  # the loop has closed: the next start looks after it
                self._loop.call_soon_threadsafe(self._spawn_wake, approval.run_id)

    def _spawn_wake(self, run_id: str) -> None:
        task = asyncio.get_running_loop().create_task(self._wake(run_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _wake(self, run_id: str) -> None:
        run = await asyncio.to_thread(self.records.get, run_id)
        root = await asyncio.to_thread(self.records.get, run.root_id)
        if root.state == "waiting" and root.id not in self.worker.live:
            await self._again(root.id)

    def _tell(self, run: Run) -> None:
        event = RunEvent(run.id, run.root_id, "state", {"state": run.state, "why": run.why})
        self._rooms().workspace.events.publish(event)
