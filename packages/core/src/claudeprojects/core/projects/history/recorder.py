"""The recorder: follows the index in a thread of its own and writes into the history what has changed."""

from __future__ import annotations

import json
import logging
import threading
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import ClaudeProjectsError
from claudeprojects.core.events import EverythingChanged, FilesChanged, StatusChanged
from claudeprojects.core.projects.history.model import Seen, State
from claudeprojects.core.projects.records import day, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.core.events import Event
    from claudeprojects.core.projects.history.store import HistoryStore
    from claudeprojects.core.store.database import Row
    from claudeprojects.core.workspace import Workspace

logger = logging.getLogger(__name__)

_SETTLE: Final = 0.3
"""Seconds that changes are gathered for."""
_MOST_PATHS: Final = 500
"""Past so many notes it is cheaper to compare all."""
_SEEN: Final = """
SELECT f.path, t.line, t.id, t.block_id, t.description, t.status, t.points, t.hours, t.due, t.assignees,
    project.path, sprint.path, t.created, coalesce(t.done, t.cancelled), f.mtime_ns
FROM tasks AS t JOIN files AS f ON f.file_id = t.file_id
LEFT JOIN files AS project ON project.file_id = t.project_id LEFT JOIN files AS sprint ON sprint.file_id = t.sprint_id
WHERE t.status != 'NON_TASK'
"""
_HOLDERS: Final = """
SELECT path FROM files JOIN properties USING (file_id)
WHERE name_key = 'type' AND lower(properties.value) IN ('project', 'sprint')
"""


class Recorder:
    """Keeps ``store`` up with the index of ``workspace`` from ``start`` to ``close``."""

    def __init__(self, workspace: Workspace, store: HistoryStore) -> None:
        self._workspace, self._store = workspace, store
        self._wake = threading.Condition()
        self._paths: set[str] = set()
        self._everything = True
        self._behind = self._busy = self._stopping = False
        self._unsubscribe = workspace.events.subscribe(self._on_event)
        self._thread = threading.Thread(target=self._run, name="task-history", daemon=True)

    def start(self) -> None:
        """Compare everything once, then follow."""
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
        return not (self._busy or self._behind or self._paths or self._everything)

    def _on_event(self, event: Event) -> None:
        with self._wake:
            if isinstance(event, EverythingChanged):
                self._everything = True
            elif isinstance(event, FilesChanged):
                for source, target in event.renamed:
                    self._store.rename(source, target)
                self._paths |= {*event.changed, *event.removed, *(path for pair in event.renamed for path in pair)}
            elif isinstance(event, StatusChanged) and self._behind and event.status.get("state") == "ready":
                self._behind, self._everything = False, True
            self._wake.notify_all()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._paths or self._everything or self._stopping)
                if not self._stopping:
                    self._wake.wait_for(lambda: self._stopping, _SETTLE)
                paths, everything = self._paths, self._everything
                self._paths, self._everything, self._busy = set(), False, True
            try:
                if everything or paths:
                    self._take(None if everything else paths)
            except ClaudeProjectsError:
                logger.exception("the history of tasks could not be written; it is caught up at the next start")
            with self._wake:
                self._busy = False
                self._wake.notify_all()
                if self._stopping and not self._paths:
                    return

    def _take(self, paths: set[str] | None) -> None:
        if self._workspace.status().state != "ready":
            with self._wake:
                self._behind = True  # compared as a whole when the index agrees with the disk
            return
        if paths is not None and (len(paths) > _MOST_PATHS or paths & self._holders()):
            paths = None  # what belongs to a project may have changed in any note
        self._store.take(read_seen(self._workspace, paths), paths)

    def _holders(self) -> set[str]:
        return {path for (path,) in self._workspace.database.read(_HOLDERS)}


def read_seen(workspace: Workspace, paths: Iterable[str] | None = None) -> list[Seen]:
    """The items of the notes ``paths`` (``None``: of all) as the index shows them, in order of path and line."""
    sql, values = _SEEN, ()
    if paths is not None:
        sql += " AND f.path IN (SELECT value FROM json_each(?))"
        values = (json.dumps(list(paths)),)  # type: ignore[assignment]
    return [_seen(row) for row in workspace.database.read(f"{sql} ORDER BY f.path, t.line", values)]


def _seen(row: Row) -> Seen:
    path, line, own_id, block_id, text, status, points, hours, due, assignees, project, sprint, *dates, mtime = row
    created, ended = map(day, dates)
    state = State(status.lower(), points, hours, due, tuple(json.loads(assignees)), project, sprint)
    return Seen(path, line, own_id, block_id, plain_text(text), state, created, ended, mtime / 1e9)
