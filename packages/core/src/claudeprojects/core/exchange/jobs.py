"""Imports in the background: read, wait for a person's yes, write; with progress, and cancelled at any time."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from claudeprojects.core.errors import Cancelled, ClaudeProjectsError, ImportFailed, ImportNotFound
from claudeprojects.core.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from claudeprojects.core.exchange.imports import Draft, Imports
    from claudeprojects.core.exchange.model import Counts, Report, TablePreview

State = Literal["reading", "ready", "writing", "done", "failed", "cancelled"]

TELL_EVERY: Final = 0.2
"""Seconds between two events of progress."""
MOST_KEPT: Final = 20

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ImportChanged(Event):
    """An import has moved on, is ready to be looked at, ended or failed."""

    type: ClassVar[str] = "import"
    id: str
    source: str
    state: State = "reading"
    done: int = 0
    total: int = 0
    """0 until it is known."""
    format: str | None = None
    folder: str | None = None
    counts: Counts | None = None
    lost: int = 0
    operation: str | None = None
    problem: str | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be read and how; the file is removed when the import is over if it was sent (``sent``)."""

    path: Path
    format: str | None = None
    folder: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ()
    sent: bool = False


@dataclass(slots=True)
class _Job:
    state: ImportChanged
    wish: Wish
    cancelled: threading.Event = field(default_factory=threading.Event)
    draft: Draft | None = None
    report: Report | None = None
    table: TablePreview | None = None
    told: float = 0.0


class ImportJobs:
    """The imports since the start; ``publish`` hears of every change."""

    def __init__(self, imports: Imports, publish: Callable[[Event], None]) -> None:
        self._imports, self._publish = imports, publish
        self._jobs: dict[str, _Job] = {}
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()

    def read(self, wish: Wish, name: str | None = None) -> ImportChanged:
        """Begin to read a file; it is ``ready`` when there is a report."""
        job = _Job(ImportChanged(uuid.uuid4().hex[:12], name or wish.path.name), wish)
        with self._lock:
            self._forget_old()
            self._jobs[job.state.id] = job
        self._start(job, lambda: self._read(job))
        return job.state

    def again(self, import_id: str, mapping: Mapping[str, str], leave_out: Iterable[str] = ()) -> ImportChanged:
        """Read a table again with other fields for its columns: one that is ready, or that could not be read so.

        Raises ``ImportNotFound``, ``ImportFailed``.
        """
        job = self._job(import_id)
        with self._lock:
            if job.state.state not in {"ready", "failed"} or job.table is None:
                reason = f"it is {job.state.state}" if job.table else "it is no table"
                raise ImportFailed(job.state.source, reason, "Only tables that are ready are read again.")
            if job.draft is not None:
                self._imports.discard(job.draft)
            job.draft = job.report = None
            job.wish = replace(job.wish, mapping=dict(mapping), leave_out=tuple(leave_out))
            job.state = ImportChanged(job.state.id, job.state.source)
        self._start(job, lambda: self._read(job))
        return job.state

    def apply(self, import_id: str) -> ImportChanged:
        """Begin to write an import that is ready. Raises ``ImportNotFound``, ``ImportFailed``."""
        job = self._job(import_id)
        with self._lock:
            draft = job.draft
            if job.state.state != "ready" or draft is None:
                raise ImportFailed(job.state.source, f"it is {job.state.state}", "Read the file, then apply it once.")
            job.state = replace(job.state, state="writing", done=0, total=len(draft.batch.writes))

        def work() -> None:
            operation = self._imports.apply(draft, self._progress(job))
            job.draft = None
            self._remove_sent(job)
            job.state = replace(job.state, state="done", operation=operation.id if operation else None)

        self._start(job, work)
        return job.state

    def all(self) -> list[ImportChanged]:
        """Every import since the start, the newest first."""
        with self._lock:
            return [job.state for job in reversed(self._jobs.values())]

    def get(self, import_id: str) -> ImportChanged:
        """One import as it stands; raises ``ImportNotFound``."""
        return self._job(import_id).state

    def report(self, import_id: str) -> Report:
        """What an import would make, and what it cannot keep; raises ``ImportNotFound`` until it is ready."""
        job = self._job(import_id)
        if job.report is None:
            error = ImportNotFound(import_id)
            error.hint = "Wait until it is ready." if job.state.state == "reading" else error.hint
            raise error
        return job.report

    def table(self, import_id: str) -> TablePreview | None:
        """The columns and first rows of a table, also of one that could not be read; raises ``ImportNotFound``."""
        return self._job(import_id).table

    def columns(self, import_id: str) -> dict[str, str]:
        """Which column of a table was taken for which field, as far as it is known; raises ``ImportNotFound``."""
        job = self._job(import_id)
        if job.report is not None:
            return dict(job.report.columns)
        return {column: name for name, column in job.wish.mapping.items() if column}

    def left_out(self, import_id: str) -> tuple[str, ...]:
        """The columns of a table that are not wanted; raises ``ImportNotFound``."""
        return self._job(import_id).wish.leave_out

    def cancel(self, import_id: str) -> ImportChanged:
        """Stop an import, or throw away one that is ready; what was written is taken back. It may take a moment."""
        job = self._job(import_id)
        job.cancelled.set()
        with self._lock:
            if job.state.state in {"ready", "failed"}:
                if job.draft is not None:
                    self._imports.discard(job.draft)
                    job.draft = None
                self._remove_sent(job)
                job.state = replace(job.state, state="cancelled")
        self._publish(job.state)
        return job.state

    def close(self) -> None:
        """Stop all and wait for it."""
        for job in list(self._jobs.values()):
            job.cancelled.set()
        for thread in self._threads:
            thread.join()
        for job in self._jobs.values():
            self._remove_sent(job)
        self._imports.close()

    def _read(self, job: _Job) -> None:
        wish = job.wish
        job.table = self._imports.table(wish.path, format=wish.format)
        draft = self._imports.read(
            wish.path, format=wish.format, folder=wish.folder, mapping=wish.mapping, leave_out=wish.leave_out,
            progress=self._progress(job),
        )  # fmt: skip
        job.draft, job.report = draft, replace(draft.report, source=job.state.source)
        report = job.report
        if job.table is None:
            self._remove_sent(job)
        job.state = replace(
            job.state, state="ready", format=report.format, folder=report.folder, counts=report.counts,
            lost=len(report.losses),
        )  # fmt: skip

    def _remove_sent(self, job: _Job) -> None:
        """Remove a file that was sent: it is needed no more."""
        if job.wish.sent:
            job.wish.path.unlink(missing_ok=True)

    def _start(self, job: _Job, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._run, args=(job, work), name="import", daemon=True)
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        self._publish(job.state)
        thread.start()

    def _run(self, job: _Job, work: Callable[[], None]) -> None:
        try:
            work()
        except Cancelled:
            self._remove_sent(job)
            job.state = replace(job.state, state="cancelled")
        except ClaudeProjectsError as error:
            self._fail(job, error.message, error.hint)
        except Exception as error:
            logger.exception("an import failed")
            hint = "Please report this, with the name of the program the file comes from."
            self._fail(job, f"{type(error).__name__}: {error}", hint)
        self._publish(job.state)

    def _fail(self, job: _Job, problem: str, hint: str | None) -> None:
        if job.table is None:
            self._remove_sent(job)
        job.state = replace(job.state, state="failed", problem=problem, hint=hint)

    def _progress(self, job: _Job) -> Callable[[str, int, int], None]:
        def tell(_stage: str, done: int, total: int) -> None:
            if job.cancelled.is_set():
                raise Cancelled("The import")
            job.state = replace(job.state, done=done, total=total)
            if time.monotonic() - job.told >= TELL_EVERY:
                job.told = time.monotonic()
                self._publish(job.state)

        return tell

    def _job(self, import_id: str) -> _Job:
        with self._lock:
            if import_id not in self._jobs:
                raise ImportNotFound(import_id)
            return self._jobs[import_id]

    def _forget_old(self) -> None:
        ended = [key for key, job in self._jobs.items() if job.state.state not in {"reading", "writing", "ready"}]
        for key in ended[: max(0, len(self._jobs) - MOST_KEPT)]:
            self._remove_sent(self._jobs.pop(key))
