"""The recorder: follows the index in a thread of its own and writes into the history what has changed."""

from __future__ import annotations

import logging
import threading
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import ClaudeProjectsError
from claudeprojects.core.events import EverythingChanged, FilesChanged, StatusChanged
from claudeprojects.core.projects.history import seeing

if TYPE_CHECKING:
    from claudeprojects.core.events import Event
    from claudeprojects.core.projects.history.store import HistoryStore
    from claudeprojects.core.workspace import Workspace

logger = logging.getLogger(__name__)

_SETTLE: Final = 0.3
"""Seconds that changes are gathered for."""
_MOST_PATHS: Final = 500
"""Past so many notes it is cheaper to compare all."""


class _Due(IntEnum):
    """How much of the index is to be looked at beyond the notes that events have named."""

    NOTHING = 0
    WHAT_CAME_LATER = 1
    EVERYTHING = 2


class Recorder:
    """Keeps ``store`` up with the index of ``workspace`` from ``start`` to ``close``."""

    def __init__(self, workspace: Workspace, store: HistoryStore) -> None:
        self._workspace, self._store = workspace, store
        self._wake = threading.Condition()
        self._paths: set[str] = set()
        self._seq = 0
        self._due = _Due.WHAT_CAME_LATER
        self._behind = self._owed = _Due.NOTHING
        self._busy = self._stopping = False
        self._unsubscribe = workspace.events.subscribe(self._on_event)
        self._thread = threading.Thread(target=self._run, name="task-history", daemon=True)

    def start(self) -> None:
        """Catch up with what came since the last time, then follow."""
        self._thread.start()

    def close(self) -> None:
        """Write what waits, and end."""
        self._unsubscribe()
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread.ident is not None:
            self._thread.join()

    def settle(self, timeout: float = 10.0) -> bool:
        """Wait until all that was told so far is written; ``False`` when it takes longer than ``timeout`` seconds."""
        with self._wake:
            return self._wake.wait_for(self._is_settled, timeout)

    def _is_settled(self) -> bool:
        return not (self._busy or self._behind or self._paths or self._due)

    def _on_event(self, event: Event) -> None:
        with self._wake:
            if isinstance(event, EverythingChanged):
                self._due = _Due.EVERYTHING
            elif isinstance(event, FilesChanged):
                for source, target in event.renamed:
                    self._store.rename(source, target)
                self._seq = max(self._seq, event.seq)
                self._paths |= {*event.changed, *event.removed, *(path for pair in event.renamed for path in pair)}
            elif isinstance(event, StatusChanged) and self._behind and event.status.get("state") == "ready":
                self._behind, self._due = _Due.NOTHING, max(self._behind, self._due)
            self._wake.notify_all()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._paths or self._due or self._stopping)
                if not self._stopping:
                    self._wake.wait_for(lambda: self._stopping, _SETTLE)
                paths, due, seq = self._paths, max(self._due, self._owed), self._seq
                self._paths, self._due, self._owed, self._busy = set(), _Due.NOTHING, _Due.NOTHING, True
            try:
                if due or paths:
                    self._take(paths, due, seq)
            except ClaudeProjectsError:
                logger.exception("the history of tasks could not be written; it is caught up with the next change")
                self._owed = max(due, _Due.WHAT_CAME_LATER)  # or the next change would count as all there was
            with self._wake:
                self._busy = False
                self._wake.notify_all()
                if self._stopping and not self._paths:
                    return

    def _take(self, paths: set[str], due: _Due, seq: int) -> None:
        if self._workspace.status().state != "ready":
            with self._wake:
                self._behind = max(self._behind, due, _Due.WHAT_CAME_LATER)  # when the index agrees with the disk
            return
        index = self._workspace.database
        now, taken = seeing.mark_of(index), self._store.taken
        wanted: set[str] | None = paths
        if due is _Due.EVERYTHING or taken is None or taken.store_id != now.store_id:
            wanted = None
        elif due is _Due.WHAT_CAME_LATER:
            wanted = seeing.changed_since(index, taken.seq) | seeing.missing_of(index, self._store.paths())
        else:
            now = now._replace(seq=seq)  # what came after it is still to be told of
        if wanted is not None and self._spreads(wanted):
            wanted = None
        self._store.take(seeing.read_seen(index, wanted), wanted, now)

    def _spreads(self, paths: set[str]) -> bool:
        """Whether what changed in ``paths`` is better compared as a whole: what belongs where may have changed."""
        if len(paths) > _MOST_PATHS:
            return True
        return bool(paths & seeing.holders(self._workspace.database)) or self._store.held(paths)
