"""How far a long job is: what a status line shows, readable from any thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable

_TELL_SECONDS = 0.25


class ProgressReport(TypedDict):
    """``done`` of ``total`` files (or passages) in ``phase``; ``total`` is ``None`` while it is not known."""

    phase: str
    done: int
    total: int | None
    started_at: float


class Progress:
    """The progress of one job at a time; ``on_change`` is called a few times a second while it runs."""

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._told_at = 0.0
        self._phase: str | None = None
        self._done = 0
        self._total: int | None = None
        self._started_at = 0.0

    @property
    def active(self) -> bool:
        """Whether a job is under way."""
        return self._phase is not None

    def begin(self, phase: str, *, total: int | None = None) -> None:
        """Start a phase at zero."""
        self._done, self._total, self._started_at = 0, total, time.time()
        self._phase = phase
        self._tell()

    def advance(self, count: int) -> None:
        """Count ``count`` more as done."""
        self._done += count
        if time.monotonic() - self._told_at > _TELL_SECONDS:
            self._tell()

    def finish(self) -> None:
        """End the job."""
        if self._phase is not None:
            self._phase = None
            self._tell()

    def _tell(self) -> None:
        self._told_at = time.monotonic()
        self._on_change()

    def report(self) -> ProgressReport | None:
        """Return where the job stands, or ``None`` when none is under way."""
        phase = self._phase
        if phase is None:
            return None
        return {"phase": phase, "done": self._done, "total": self._total, "started_at": self._started_at}
