"""The writer's lock: at most one process keeps the index of a vault."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claudeprojects.core.errors import IndexBusy
from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from pathlib import Path


class WriterLock:
    """Holds ``writer.lock`` in a data folder until released; the system releases it when the process dies.

    Raises:
        IndexBusy: another process holds it.
    """

    def __init__(self, folder: Path, vault: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._holder = folder / "writer.pid"
        self._lock = FileLock(folder / "writer.lock", thread_local=False)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise IndexBusy(vault, self._pid_of_holder()) from None
        self._holder.write_text(str(os.getpid()), encoding="ascii")

    def _pid_of_holder(self) -> int | None:
        try:
            return int(self._holder.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def release(self) -> None:
        """Let another process keep the index."""
        self._holder.unlink(missing_ok=True)
        self._lock.release()
