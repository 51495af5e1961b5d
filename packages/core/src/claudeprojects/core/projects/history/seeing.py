"""What the index shows of work items, and what of it came after a change that is known already."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from claudeprojects.core.projects.history.model import Mark, Seen, State
from claudeprojects.core.projects.records import day, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.core.store.database import Database, Row

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


def mark_of(index: Database) -> Mark:
    """How far the index has come."""
    ((store_id, seq),) = index.read(
        "SELECT id.value, seq.value FROM meta AS id, meta AS seq WHERE id.key = 'store_id' AND seq.key = 'seq'"
    )
    return Mark(store_id, seq)


def changed_since(index: Database, seq: int) -> set[str]:
    """The paths of the files that the index took in after its change ``seq``."""
    return {path for (path,) in index.read("SELECT path FROM files WHERE seq > ?", (seq,))}


def missing_of(index: Database, paths: Iterable[str]) -> set[str]:
    """Those of ``paths`` that the index has no file at."""
    wanted = json.dumps(list(paths))
    sql = "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT path FROM files)"
    return {path for (path,) in index.read(sql, (wanted,))}


def holders(index: Database) -> set[str]:
    """The paths of projects and sprints: a change of one may change what belongs to it in any note."""
    return {path for (path,) in index.read(_HOLDERS)}


def read_seen(index: Database, paths: Iterable[str] | None = None) -> list[Seen]:
    """The items of the notes ``paths`` (``None``: of all) as the index shows them, in order of path and line."""
    sql, values = _SEEN, ()
    if paths is not None:
        sql += " AND f.path IN (SELECT value FROM json_each(?))"
        values = (json.dumps(list(paths)),)  # type: ignore[assignment]
    return [_seen(row) for row in index.read(f"{sql} ORDER BY f.path, t.line", values)]


def _seen(row: Row) -> Seen:
    path, line, own_id, block_id, text, status, points, hours, due, assignees, project, sprint, *dates, mtime = row
    created, ended = map(day, dates)
    state = State(status.lower(), points, hours, due, tuple(json.loads(assignees)), project, sprint)
    return Seen(path, line, own_id, block_id, plain_text(text), state, created, ended, mtime / 1e9)
