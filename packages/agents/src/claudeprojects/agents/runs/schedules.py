"""Schedules: tasks that start by the clock while an engine runs; what was missed meanwhile is made up for once."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import ScheduleNotFound
from claudeprojects.agents.runs.ids import new_id
from claudeprojects.agents.runs.model import Budget, Schedule
from claudeprojects.agents.runs.when import check_timezone, cron_of, local_timezone, next_time
from claudeprojects.core.errors import ClaudeProjectsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claudeprojects.agents.definitions.records import AgentDefinition, PermissionMode
    from claudeprojects.agents.runs.service import Runs
    from claudeprojects.agents.store import AgentStore

log = logging.getLogger(__name__)

LONGEST_SLEEP = 20.0
"""Seconds between looks at the clock: it may be set, and the machine may have slept."""

_COLUMNS = (
    "id", "agent", "prompt", "mode", "words", "cron", "timezone", "created_at", "model", "budget", "enabled",
    "next_at", "last_at", "last_run_id",
)  # fmt: skip
_LIST = f"SELECT {', '.join(_COLUMNS)} FROM schedules ORDER BY next_at IS NULL, next_at, id"
_SAVE = f"INSERT OR REPLACE INTO schedules ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"


class Schedules:
    """The schedules of one workspace. Used on one event loop."""

    def __init__(
        self,
        store: AgentStore,
        runs: Callable[[], Runs],
        agent: Callable[[str], AgentDefinition],
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database, self._runs, self._agent, self._clock = store.database, runs, agent, clock
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def add(
        self,
        agent: str,
        prompt: str,
        when: str,
        *,
        mode: PermissionMode | None = None,
        model: str | None = None,
        budget: Mapping[str, Any] | None = None,
        timezone: str | None = None,
    ) -> Schedule:
        """Start ``agent`` on ``prompt`` whenever ``when`` says; blocking.

        Raises:
            AgentNotFound: there is no such agent.
            ScheduleUnclear: ``when`` is neither cron nor words that are understood.
        """
        definition = self._agent(agent)
        Budget.of(budget or {})
        cron, zone = cron_of(when), check_timezone(timezone) if timezone else local_timezone()
        now = self._clock()
        schedule = Schedule(
            new_id(), definition.name, prompt, mode or definition.mode, when.strip(), cron, zone, now, model,
            dict(budget or {}), True, next_time(cron, zone, now),
        )  # fmt: skip
        self._save(schedule)
        return schedule

    def list(self) -> list[Schedule]:
        """All schedules, the next to start first; blocking."""
        found = (dict(zip(_COLUMNS, row, strict=True)) for row in self._database.read(_LIST))
        return [
            Schedule(**{**values, "budget": json.loads(values["budget"]), "enabled": bool(values["enabled"])})
            for values in found
        ]

    def remove(self, schedule_id: str) -> Schedule:
        """Forget a schedule; its runs stay. Blocking. Raises ``ScheduleNotFound``."""
        found = next((entry for entry in self.list() if entry.id == schedule_id), None)
        if found is None:
            raise ScheduleNotFound(schedule_id)
        with self._database.write() as write:
            write.execute("DELETE FROM schedules WHERE id = ?", (schedule_id,))
        return found

    def open(self) -> None:
        """Begin to follow the clock; one that is due already starts now, once."""
        if self._task is None:
            self._task = asyncio.create_task(self._follow())

    async def look(self) -> None:
        """See that something changed; called on the event loop."""
        self.open()
        self._changed.set()

    async def close(self) -> None:
        """Follow the clock no longer."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def start_due(self) -> float | None:
        """Start what is due; return when the next one is (Unix seconds)."""
        for schedule in await asyncio.to_thread(self.list):
            if schedule.enabled and schedule.next_at is not None and schedule.next_at <= self._clock():
                await self._start(schedule)
        waiting = [entry.next_at for entry in await asyncio.to_thread(self.list) if entry.enabled and entry.next_at]
        return min(waiting, default=None)

    async def _start(self, schedule: Schedule) -> None:
        """Start one; the next time is written down first, so that a crash in between never starts it twice."""
        now = self._clock()
        started = replace(schedule, last_at=now, next_at=next_time(schedule.cron, schedule.timezone, now))
        await asyncio.to_thread(self._save, started)
        try:
            run = await self._runs().start(
                schedule.agent, schedule.prompt, mode=schedule.mode, model=schedule.model, budget=schedule.budget,
                attended=False, schedule_id=schedule.id,
            )  # fmt: skip
        except ClaudeProjectsError as error:
            log.warning("the schedule %s could not start: %s", schedule.id, error)
            return
        await asyncio.to_thread(self._save, replace(started, last_run_id=run.id))

    async def _follow(self) -> None:
        while True:
            self._changed.clear()
            upcoming = await self.start_due()
            if upcoming is None:
                await self._changed.wait()
                continue
            pause = min(max(0.05, upcoming - self._clock()), LONGEST_SLEEP)
            try:
                async with asyncio.timeout(pause):
                    await self._changed.wait()
            except TimeoutError:
                continue

    def _save(self, schedule: Schedule) -> None:
        values = {name: getattr(schedule, name) for name in _COLUMNS}
        values |= {"budget": json.dumps(schedule.budget), "enabled": int(schedule.enabled)}
        with self._database.write() as write:
            write.execute(_SAVE, tuple(values.values()))
