"""A tree of runs at work: the account they share, who of them works and who waits, and the one way to stop them all.

A branch is a run of the tree. It rests while it waits for a person or for its own sub-agents; when every branch rests
and at least one waits for a person, nothing can happen until that person answers: the tree is suspended, its worker
is free, and the answer puts it into the queue again.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.runs.events import RunEvent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claudeprojects.agents.runs.account import Account
    from claudeprojects.agents.runs.journal import Journal
    from claudeprojects.agents.runs.model import Run
    from claudeprojects.core.events import Event

PARALLEL_AGENTS = 4
"""How many sub-agents of one tree work at once; more wait for their turn."""

ATTENDED_GRACE = 20.0
UNATTENDED_GRACE = 0.5
"""Seconds that a tree stays with its worker while everything in it waits for a person."""


class Stop(Exception):
    """Why a tree was stopped from outside: the reason its task is cancelled for."""


class Cancel(Stop):
    """A person cancelled it."""


class Suspend(Stop):
    """It waits for a person, and its worker goes on to other work."""


class Leave(Stop):
    """The engine closes; the run goes on when it is started again."""


class Tree:
    """The live part of the tree whose root is ``root``. Used on one event loop."""

    def __init__(self, root: Run, account: Account, publish: Callable[[Event], None]) -> None:
        self.root = root
        self.account = account
        self.cancelled = asyncio.Event()
        self.journals: dict[str, Journal] = {}
        self.branches: dict[str, asyncio.Task[Any]] = {}
        """The tasks of sub-agents at work, by run."""
        self.slots = asyncio.Semaphore(PARALLEL_AGENTS)
        self.stopped: BaseException | None = None
        self.waiting: dict[str, int] = {}
        """Questions to a person that are open, by run."""
        self._publish = publish
        self._at_work = 0
        self._suspending: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[Any] | None = None

    def carried_by(self, task: asyncio.Task[Any]) -> None:
        """Name the task that ``stop`` cancels."""
        self._task = task

    def emit(self, run_id: str, kind: str, data: dict[str, Any]) -> None:
        """Tell whoever looks on."""
        self._publish(RunEvent(run_id, self.root.id, kind, data))

    def stop(self, reason: BaseException) -> None:
        """Stop the whole tree at once, for the first reason given."""
        if self.stopped is None:
            self.stopped = reason
            self.cancelled.set()
            if self._task is not None:
                self._task.cancel()

    @contextmanager
    def working(self) -> Iterator[None]:
        """A branch works for the block."""
        self._works()
        try:
            yield
        finally:
            self._rests()

    @contextmanager
    def resting(self) -> Iterator[None]:
        """A working branch rests for the block, because others work for it."""
        self._rests()
        try:
            yield
        finally:
            self._works()

    @contextmanager
    def waiting_for_person(self, run_id: str) -> Iterator[None]:
        """A working branch waits for a person for the block."""
        self.waiting[run_id] = self.waiting.get(run_id, 0) + 1
        try:
            with self.resting():
                yield
        finally:
            self.waiting[run_id] -= 1
            if not self.waiting[run_id]:
                del self.waiting[run_id]

    def _works(self) -> None:
        self._at_work += 1
        self.account.at_work()
        if self._suspending is not None:
            self._suspending.cancel()
            self._suspending = None

    def _rests(self) -> None:
        self._at_work -= 1
        self.account.at_rest()
        if self._at_work == 0 and self.waiting and self.stopped is None:
            grace = ATTENDED_GRACE if self.root.attended else UNATTENDED_GRACE
            self._suspending = asyncio.get_running_loop().call_later(grace, self.stop, Suspend())
