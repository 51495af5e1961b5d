"""The queue of jobs: DBOS workflows on SQLite (``jobs.db``) or PostgreSQL that hand runs to a worker.

What happened in a run stands in ``agents.db``; a job only says that a run is to be carried out, by whom and in which
order. So ``jobs.db`` may be lost: what is unfinished is put into the queue again at the next start. A worker that
dies stops writing its heartbeat; another one of the same queue then takes over what it had begun.

DBOS allows one instance for a process, and so there is one ``JobQueue`` at a time. Its calls block; the loop of the
runtime calls them in threads.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from concurrent.futures import CancelledError as FutureCancelled
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import RunError
from claudeprojects.agents.runs.heartbeat import Heartbeats
from claudeprojects.agents.runs.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

log = logging.getLogger(__name__)

QUEUE = "runs"
APPLICATION = "claudeprojects"
VERSION = "1"
"""Raised when a job of an older version could not be carried out by this one."""
MIDDLE_PRIORITY = 1000
_ONE = threading.Lock()


@dataclass(frozen=True, slots=True)
class QueueLimits:
    """How many runs a worker carries out at once, how many begin within a period, and how often the queue is read.

    A worker's own jobs are taken at once; what another process put, or what was delayed, after ``idle_seconds`` at
    the latest.
    """

    concurrency: int = 4
    rate: tuple[int, float] | None = None
    """At most so many starts in so many seconds."""
    poll_seconds: float = 0.05
    idle_seconds: float = 2.0


class JobQueue:
    """The queue at ``url`` (a SQLAlchemy URL), for the worker of that name; ``carry_out`` does the work of a job."""

    def __init__(
        self, url: str, worker: str, carry_out: Callable[[str, int], Awaitable[None]], limits: QueueLimits
    ) -> None:
        self._url, self._worker, self._carry_out, self._limits = url, worker, carry_out, limits
        self._loop: asyncio.AbstractEventLoop | None = None
        self._dbos: Any = None
        self._heartbeats: Heartbeats | None = None
        self._pace = Pace(limits)
        self._taking: threading.Thread | None = None
        self._starting = threading.Lock()

    @property
    def running(self) -> bool:
        """Whether it was started."""
        return self._dbos is not None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start taking jobs, and work on ``loop``; what a dead worker left is taken over. Harmless when started."""
        with self._starting:
            if self._dbos is None:
                self._start(loop)

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        if not _ONE.acquire(blocking=False):
            raise RunError("This process has a queue of runs already; close the other runtime first.")
        try:
            self._loop = loop
            self._dbos = self._launch()
            self._heartbeats = Heartbeats(self._dbos._sys_db.engine, self._worker, self._take_over)  # noqa: SLF001
            self._heartbeats.start()
        except BaseException:
            _ONE.release()
            raise

    def _launch(self) -> Any:
        _quiet()
        from dbos import DBOS

        instance = DBOS(
            config={
                "name": APPLICATION,
                "system_database_url": self._url,
                "executor_id": self._worker,
                "application_version": VERSION,
                "log_level": "ERROR",
                "enable_otlp": False,
                "run_migrations": True,
            }
        )
        DBOS.workflow(name="run", max_recovery_attempts=1_000_000)(self._workflow())
        DBOS.listen_queues([])  # its own thread would read our queue by the clock
        DBOS.launch()
        for unused in instance.background_thread_stop_events:  # those of its own queues and schedules: we have none
            unused.set()
        limiter: Any = (
            None if self._limits.rate is None else dict(zip(("limit", "period"), self._limits.rate, strict=True))
        )
        queue = DBOS.register_queue(
            QUEUE,
            worker_concurrency=self._limits.concurrency,
            limiter=limiter,
            polling_interval_sec=self._limits.poll_seconds,
            on_conflict="always_update",
        )
        self._take_jobs(instance, queue)
        return instance

    def _take_jobs(self, instance: Any, queue: Any) -> None:
        """Start the thread that takes jobs from the queue: DBOS's own, at our pace."""
        from dbos._queue import queue_worker_thread

        self._pace = Pace(self._limits)
        self._taking = threading.Thread(
            target=queue_worker_thread, args=(self._pace, instance, queue), name="queue-of-runs", daemon=True
        )
        self._taking.start()

    def _workflow(self) -> Callable[[str, int], Awaitable[None]]:
        async def run(run_id: str, job: int) -> None:
            if self._loop is None:
                return
            work = asyncio.run_coroutine_threadsafe(_awaited(self._carry_out(run_id, job)), self._loop)
            try:
                await asyncio.wrap_future(work)
            except (FutureCancelled, asyncio.CancelledError):
                log.info("job %s of run %s was left for the next start", job, run_id)
            finally:
                self._pace.hurry()

        return run

    def put(self, run_id: str, job: int, *, priority: int = 0, delay: float = 0.0) -> None:
        """Put job number ``job`` of a run into the queue; the same number twice is one job."""
        from dbos import DBOS

        options: Any = {
            "workflow_name": "run",
            "queue_name": QUEUE,
            "workflow_id": _workflow_id(run_id, job),
            "app_version": VERSION,
            "priority": max(1, MIDDLE_PRIORITY + priority),
        }
        if delay > 0:
            options["delay_seconds"] = delay
        DBOS.enqueue_workflow_with_options(options, run_id, job)
        if delay > 0 and self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.call_later, delay, self._pace.hurry)
        self._pace.hurry()

    def is_open(self, run_id: str, job: int) -> bool:
        """Whether the job is in the queue or under way."""
        from dbos import DBOS

        status = DBOS.get_workflow_status(_workflow_id(run_id, job))
        return status is not None and status.status in ("ENQUEUED", "PENDING", "DELAYED")

    def drop(self, run_id: str, job: int) -> None:
        """Take a job out of the queue that nobody has begun."""
        from dbos import DBOS

        DBOS.cancel_workflow(_workflow_id(run_id, job))

    def stop(self) -> None:
        """Take no more jobs; those under way must have been stopped before."""
        with self._starting:
            if self._dbos is None:
                return
            from dbos import DBOS

            if self._heartbeats is not None:
                self._heartbeats.stop()
            self._end_threads()
            DBOS.destroy(destroy_registry=True)
            self._dbos = self._heartbeats = None
            _ONE.release()

    def _end_threads(self) -> None:
        """Let the threads that take jobs end first: they must not begin one on a loop that is closed."""
        self._pace.set()
        if self._taking is not None:
            self._taking.join(timeout=5)

    def _take_over(self, dead: list[str]) -> None:
        """Put what dead workers had begun into the queue again. Internal to DBOS, and held by a test."""
        from dbos import DBOS

        DBOS._recover_pending_workflows(dead)  # noqa: SLF001 - the public road is DBOS's own cloud
        self._pace.hurry()


def sqlite_url(folder: Path) -> str:
    """The address of ``jobs.db`` in ``folder``, made in write-ahead mode: several times as fast for many writers."""
    path = folder / "jobs.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = wal")
    connection.close()
    return f"sqlite:///{path}"


async def _awaited(work: Awaitable[None]) -> None:
    await work


def _workflow_id(run_id: str, job: int) -> str:
    return f"{run_id}.{job}"


def _quiet() -> None:
    """Let DBOS write into the log of this process, and only what it cannot do."""
    logger = logging.getLogger("dbos")
    logger.setLevel(logging.ERROR)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())  # else it adds one of its own, to the error stream
