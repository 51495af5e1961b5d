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
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from claudeprojects.core.exchange.imports import Draft, Imports
    from claudeprojects.core.exchange.model import Counts, Report

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


@dataclass(slots=True)
class _Job:
    state: ImportChanged
    cancelled: threading.Event = field(default_factory=threading.Event)
    draft: Draft | None = None
    report: Report | None = None
    told: float = 0.0


class ImportJobs:
    """The imports since the start; ``publish`` hears of every change."""

    def __init__(self, imports: Imports, publish: Callable[[Event], None]) -> None:
        self._imports, self._publish = imports, publish
        self._jobs: dict[str, _Job] = {}
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()

    def read(
        self,
        path: Path,
        *,
        name: str | None = None,
        format: str | None = None,  # noqa: A002 - the word everybody uses
        folder: str | None = None,
        mapping: Mapping[str, str] | None = None,
        discard: bool = False,
    ) -> ImportChanged:
        """Begin to read a file; it is ``ready`` when there is a report. ``discard`` removes the file afterwards."""
        job = _Job(ImportChanged(uuid.uuid4().hex[:12], name or path.name))
        with self._lock:
            self._forget_old()
            self._jobs[job.state.id] = job

        def work() -> None:
            try:
                draft = self._imports.read(
                    path, format=format, folder=folder, mapping=mapping, progress=self._progress(job)
                )
            finally:
                if discard:
                    path.unlink(missing_ok=True)
            job.draft, job.report = draft, replace(draft.report, source=job.state.source)
            report = job.report
            job.state = replace(
                job.state, state="ready", format=report.format, folder=report.folder, counts=report.counts,
                lost=len(report.losses),
            )  # fmt: skip

        self._start(job, work)
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
            job.state = replace(job.state, state="done", operation=operation.id)

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

    def cancel(self, import_id: str) -> ImportChanged:
        """Stop an import, or throw away one that is ready; what was written is taken back. It may take a moment."""
        job = self._job(import_id)
        job.cancelled.set()
        with self._lock:
            if job.state.state == "ready" and job.draft is not None:
                job.draft.batch.discard()
                job.draft = None
                job.state = replace(job.state, state="cancelled")
        self._publish(job.state)
        return job.state

    def close(self) -> None:
        """Stop all and wait for it."""
        for job in list(self._jobs.values()):
            job.cancelled.set()
        for thread in self._threads:
            thread.join()
        self._imports.close()

    def _start(self, job: _Job, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=self._run, args=(job, work), name="import", daemon=True)
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        self._publish(job.state)
        thread.start()

    def _run(self, job: _Job, work: Callable[[], None]) -> None:
        try:
            work()
        except Cancelled:
            job.state = replace(job.state, state="cancelled")
        except ClaudeProjectsError as error:
            job.state = replace(job.state, state="failed", problem=error.message, hint=error.hint)
        except Exception as error:
            logger.exception("an import failed")
            hint = "Please report this, with the name of the program the file comes from."
            job.state = replace(job.state, state="failed", problem=f"{type(error).__name__}: {error}", hint=hint)
        self._publish(job.state)

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
            del self._jobs[key]
