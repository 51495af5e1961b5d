"""Finding work items: the query language of search over tasks, in an order, in pages, in groups."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from claudeprojects.core.errors import QuerySyntaxError
from claudeprojects.core.projects.finding import DUE, Key, Order, Window, find
from claudeprojects.core.projects.model import Group, WorkItem
from claudeprojects.core.projects.records import (
    ITEM_COLUMNS,
    ITEM_TABLES,
    PROGRESS_COLUMNS,
    item_key,
    progress,
    work_item,
)
from claudeprojects.core.search.conditions import ALL, Condition
from claudeprojects.core.search.facts import OPEN, Facts
from claudeprojects.core.search.query_parser import parse
from claudeprojects.core.search.taskfields import RANK
from claudeprojects.core.search.taskfilter import TaskFilter
from claudeprojects.core.vault.foldernotes import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from claudeprojects.core.projects.model import Column, Progress
    from claudeprojects.core.store.database import Database, Row

_STATUS_ORDER: Final = (
    "CASE t.status WHEN 'IN_PROGRESS' THEN 0 WHEN 'TODO' THEN 1 WHEN 'ON_HOLD' THEN 2 WHEN 'DONE' THEN 3 ELSE 4 END"
)
SORTS: Final[dict[str, str]] = {
    "due": DUE,
    "scheduled": "coalesce(t.scheduled, '9999')",
    "start": "coalesce(t.starts, '9999')",
    "created": "coalesce(t.created, '9999')",
    "done": "coalesce(t.done, '9999')",
    "priority": f"-{RANK}",
    "status": _STATUS_ORDER,
    "estimate": "coalesce(t.points, t.hours, 1e9)",
    "description": "t.description COLLATE NOCASE",
    "path": "(SELECT path FROM files WHERE file_id = t.file_id)",
    "project": "coalesce((SELECT title FROM notes WHERE file_id = t.project_id), '\U0010ffff')",
    "sprint": "coalesce((SELECT title FROM notes WHERE file_id = t.sprint_id), '\U0010ffff')",
    "assignee": "CASE t.assignees WHEN '[]' THEN '\U0010ffff' ELSE t.assignees END",
}
"""What items can be ordered by; a ``-`` before it turns it round. Those without the value come last."""

DEFAULT_SORT: Final = ("due",)

_WEEK: Final = 7
GROUPS: Final[dict[str, str]] = {
    "status": "t.status",
    "symbol": "t.symbol",
    "priority": "coalesce(t.priority, 'none')",
    "project": "(SELECT path FROM files WHERE file_id = t.project_id)",
    "sprint": "(SELECT path FROM files WHERE file_id = t.sprint_id)",
    "note": "(SELECT path FROM files WHERE file_id = t.file_id)",
    "assignee": "substr(term.term, 2)",
    "tag": "term.term",
    "due": "CASE WHEN t.due IS NULL THEN 'none' WHEN t.due < :today THEN 'overdue' WHEN t.due = :today THEN 'today'"
    " WHEN t.due < date(:today, '+7 days') THEN 'week' ELSE 'later' END",
}
"""What items can be grouped by. An item with several people or tags stands in several groups."""

_TITLES: Final = {
    "TODO": "To do", "IN_PROGRESS": "In progress", "ON_HOLD": "On hold", "DONE": "Done", "CANCELLED": "Cancelled",
    "NON_TASK": "Not a task", "overdue": "Overdue", "today": "Today", "week": "Next 7 days", "later": "Later",
    "highest": "Highest", "high": "High", "medium": "Medium", "none": "None", "low": "Low", "lowest": "Lowest",
}  # fmt: skip
_RANKED: Final = list(_TITLES)
_UNGROUPED: Final = {
    "project": "No project", "sprint": "No sprint", "assignee": "Nobody", "tag": "No tag",
}  # fmt: skip


class Page(NamedTuple):
    """Some items of a query's result, and how many there are in all."""

    items: list[WorkItem]
    total: int


class TaskQueries:
    """Queries over the items of one index. ``today`` is given with each, as what is overdue depends on it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(
        self, query: str, today: date, *, sort: Sequence[str] = DEFAULT_SORT, limit: int = 200, offset: int = 0
    ) -> Page:
        """A page of the items that ``query`` asks for. Raises ``QuerySyntaxError``, for an unknown order too."""
        where, order = self.condition(query, today), _order(query, sort)
        with self._database.snapshot():
            ids, total = find(self._database, where, Window(order, limit, offset))
            return Page(self._in_order(ids), total)

    def grouped(
        self, query: str, today: date, by: str, *, sort: Sequence[str] = DEFAULT_SORT, limit: int = 200
    ) -> list[Group]:
        """All items that ``query`` asks for in groups, of each the first ``limit``."""
        if by not in GROUPS:
            raise QuerySyntaxError(query, 0, f"tasks cannot be grouped by {by!r}", f"Use one of {', '.join(GROUPS)}.")
        where, order = self.condition(query, today), _order(query, sort)
        key, join = GROUPS[by].replace(":today", f"'{today.isoformat()}'"), ""
        if by in ("assignee", "tag"):
            mark = "@" if by == "assignee" else "#"
            join = f" LEFT JOIN task_terms AS term ON term.task_id = t.task_id AND term.term GLOB '{mark}*'"
        with self._database.snapshot():
            rows = self._database.read(
                f"SELECT task_id, key, total FROM (SELECT t.task_id AS task_id, {key} AS key,"
                f" row_number() OVER (PARTITION BY {key} ORDER BY {order.sql}) AS place,"
                f" count(*) OVER (PARTITION BY {key}) AS total"
                f" FROM tasks AS t{join} WHERE {where.sql}) WHERE place <= ? ORDER BY place",
                (*where.params, limit),
            )
            return self._groups(by, rows)

    def _groups(self, by: str, rows: list[Row]) -> list[Group]:
        items = {item[0]: item[1] for item in self._by_ids([row[0] for row in rows])}
        found: dict[str | None, tuple[int, list[WorkItem]]] = {}
        for number, key, total in rows:
            found.setdefault(key, (total, []))[1].append(items[number])
        groups = [
            Group(key.lower() if by == "status" and key else key, _title(by, key), total, tuple(held))
            for key, (total, held) in found.items()
        ]
        return sorted(groups, key=lambda group: _place(by, group))

    def board(
        self,
        query: str,
        today: date,
        columns: Sequence[Column],
        *,
        sort: Sequence[str] = DEFAULT_SORT,
        limit: int = 100,
    ) -> list[Group]:
        """All items that ``query`` asks for in the columns of a board; a group's key is its first status.

        What is done is shown with the latest first.
        """
        where = self.condition(query, today)
        groups = []
        with self._database.snapshot():
            for column in columns:
                statuses = ", ".join(f"'{status.upper()}'" for status in column.statuses)
                held = Condition(f"t.status IN ({statuses}) AND ({where.sql})", where.params)
                order = _order(query, ("-done",) if column.statuses == ("done",) else sort)
                items = self._items(held, order.sql, limit, 0)
                done = self.progress_of(held, today)
                total = done.total + done.cancelled
                groups.append(Group(column.statuses[0], column.title, total, tuple(items), done))
        return groups

    def progress(self, query: str, today: date) -> Progress:
        """The progress of all items that ``query`` asks for."""
        return self.progress_of(self.condition(query, today), today)

    def progress_of(self, where: Condition, today: date) -> Progress:
        """The progress of the items for which a condition holds."""
        columns = PROGRESS_COLUMNS.replace(":today", "?")
        sql = f"SELECT {columns} FROM tasks AS t WHERE {where.sql} GROUP BY t.status"
        return progress(self._database.read(sql, (today.isoformat(), *where.params)))

    def condition(self, query: str, today: date) -> Condition:
        """The query as a condition on ``tasks`` under the name ``t``; a blank one asks for everything."""
        node = parse(query)
        return ALL if not query.strip() else TaskFilter(query, Facts(self._database), today).condition(node)

    def at(self, path: str, line: int) -> WorkItem | None:
        """The item on a 0-based line of a note (-1: the note itself) as the index knows it."""
        found = self._items(
            Condition("t.file_id = (SELECT file_id FROM files WHERE path = ?) AND t.line = ?", (path, line)),
            "1",
            1,
            0,
        )
        return found[0] if found else None

    def in_note(self, path: str) -> list[WorkItem]:
        """All items of one note, by line."""
        in_file = Condition("t.file_id = (SELECT file_id FROM files WHERE path = ?)", (path,))
        return self._items(in_file, "t.task_id", -1, 0)

    def waiting_for(self, item: WorkItem) -> list[WorkItem]:
        """The open items that depend on ``item``."""
        if item.id is None:
            return []
        waiting = "t.task_id IN (SELECT task_id FROM task_needs WHERE id = ?)"
        return self._items(Condition(f"{waiting} AND t.status IN {OPEN}", (item.id,)), "t.task_id", 1000, 0)

    def with_id(self, own_id: str) -> list[WorkItem]:
        """The items with this id (🆔); there should be at most one."""
        return self._items(Condition("t.id = ?", (own_id,)), "t.task_id", 100, 0)

    def where(self, condition: Condition, sort: Sequence[str] = DEFAULT_SORT, limit: int = -1) -> list[WorkItem]:
        """All items for which a condition holds."""
        return self._items(condition, _order("", sort).sql, limit, 0)

    def _items(self, where: Condition, order: str, limit: int, offset: int) -> list[WorkItem]:
        ids = self._database.read(
            f"SELECT t.task_id FROM tasks AS t WHERE {where.sql} ORDER BY {order} LIMIT ? OFFSET ?",
            (*where.params, limit, offset),
        )
        return self._in_order([number for (number,) in ids])

    def _in_order(self, ids: list[int]) -> list[WorkItem]:
        items = dict(self._by_ids(ids))
        return [items[number] for number in ids if number in items]

    def _by_ids(self, ids: Iterable[int]) -> list[tuple[int, WorkItem]]:
        rows = self._database.read(
            f"SELECT {ITEM_COLUMNS} FROM json_each(?) AS wanted CROSS JOIN {ITEM_TABLES}"
            " WHERE t.task_id = wanted.value",
            (json.dumps(list(dict.fromkeys(ids))),),
        )
        needed = {needed for row in rows if row[21] != "[]" for needed in json.loads(row[21])}
        blocking = self._open_with_ids(needed) if needed else {}
        return [(row[0], work_item(row, _blocked_by(row, blocking))) for row in rows]

    def _open_with_ids(self, ids: Iterable[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for own_id, path, line in self._database.read(
            "SELECT id, path, line FROM tasks JOIN files USING (file_id) WHERE id IN (SELECT value FROM json_each(?))"
            " AND +status IN ('TODO', 'IN_PROGRESS', 'ON_HOLD')",
            (json.dumps(list(ids)),),
        ):
            found.setdefault(own_id, []).append(item_key(path, line))
        return found


def _blocked_by(row: Row, blocking: dict[str, list[str]]) -> tuple[str, ...]:
    if not blocking or row[21] == "[]" or row[5] not in ("TODO", "IN_PROGRESS", "ON_HOLD"):
        return ()
    return tuple(key for needed in json.loads(row[21]) for key in blocking.get(needed, ()))


def _order(query: str, sort: Sequence[str]) -> Order:
    keys: list[Key] = []
    for wanted in sort:
        name = wanted.removeprefix("-")
        if name not in SORTS:
            raise QuerySyntaxError(
                query, 0, f"tasks cannot be ordered by {name!r}", f"Use one of {', '.join(SORTS)}."
            )
        key = SORTS[name]
        keys.append(Key(key) if wanted == name else Key(key.replace("'9999'", "''"), " DESC"))
        if name == "path":
            keys.append(Key("t.line"))
    return Order(tuple(keys))


def _title(by: str, key: str | None) -> str:
    if key is None or (by in _UNGROUPED and not key):
        return _UNGROUPED.get(by, "None")
    if by == "due" and key == "none":
        return "No date"
    return title_of(key) if by in ("project", "sprint", "note") else _TITLES.get(key, key)


def _place(by: str, group: Group) -> tuple[Any, ...]:
    """Groups in the order of their meaning where they have one, else by title; what has no value comes last."""
    key = (group.key or "").upper() if by == "status" else group.key
    if by in ("status", "priority", "due"):
        last = by == "due" and key == "none"
        return (last, _RANKED.index(key) if key in _RANKED else len(_RANKED), group.title)
    return (group.key is None, 0, group.title.casefold())
