"""What waits for what: open items whose dependencies (⛔) are open too, and circles in which all wait for all."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.projects.records import item_key, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.core.projects.model import WorkItem
    from claudeprojects.core.store.database import Database

_MOST: Final = 100
"""Circles that are named at once."""
_MOST_STEPS: Final = 12
"""Steps of one circle that are put into words."""
_OPEN: Final = "('TODO', 'IN_PROGRESS', 'ON_HOLD')"
_EDGES: Final = """
SELECT n.task_id, needed.task_id FROM task_needs AS n JOIN tasks AS t ON t.task_id = n.task_id
JOIN tasks AS needed ON needed.id = n.id
"""
_OPEN_EDGES: Final = f"{_EDGES} WHERE t.status IN {_OPEN} AND +needed.status IN {_OPEN}"
_MISSING: Final = f"""
SELECT path, line, n.id FROM task_needs AS n JOIN tasks AS t ON t.task_id = n.task_id JOIN files USING (file_id)
WHERE t.status IN {_OPEN} AND NOT EXISTS (SELECT 1 FROM tasks AS needed WHERE needed.id = n.id)
"""
_ITEM: Final = "SELECT path, line, description FROM tasks JOIN files USING (file_id) WHERE task_id = ?"


class Circle(NamedTuple):
    """Items of which each depends on the next, and the last on the first: none of them can ever be begun."""

    keys: tuple[str, ...]
    text: str
    """The circle in words: ``“A” waits for “B”, which waits for “A”``; of a long one its beginning and its end."""


class Missing(NamedTuple):
    """An open item (its key) that depends on an ``id`` no task has."""

    key: str
    id: str


class Dependencies:
    """The dependencies among the open items of one index."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def circles(self) -> list[Circle]:
        """Every circle, up to a hundred; of circles that share a step, those that are left without it."""
        graph = self._graph(_OPEN_EDGES)
        found: list[Circle] = []
        while len(found) < _MOST and (circle := _circle_in(graph)):
            found.append(self._named(circle))
            graph[circle[0]].discard(circle[1])
        return found

    def would_close(self, item: int, needed: Iterable[int]) -> Circle | None:
        """The circle that there would be if ``item`` depended on exactly ``needed`` (ids of the index)."""
        graph = self._graph(_EDGES)
        graph[item] = set(needed)
        reachable: dict[int, set[int]] = {}
        waiting = [item]
        while waiting:  # only what is reached from the item can close a circle through it
            number = waiting.pop()
            if number not in reachable:
                reachable[number] = set(graph.get(number, ()))
                waiting += reachable[number]
        circle = _circle_in(reachable)
        return None if circle is None else self._named(circle)

    def missing(self) -> list[Missing]:
        """Open items that depend on an id no task has."""
        return [Missing(item_key(path, line), wanted) for path, line, wanted in self._database.read(_MISSING)]

    def id_of(self, item: WorkItem) -> int | None:
        """The id of an item in the index."""
        line = -1 if item.line is None else item.line
        found = self._database.value(
            "SELECT task_id FROM tasks WHERE line = ? AND file_id = (SELECT file_id FROM files WHERE path = ?)",
            (line, item.path),
        )
        return None if found is None else int(found)

    def _graph(self, edges: str) -> dict[int, set[int]]:
        graph: dict[int, set[int]] = {}
        for waiting, needed in self._database.read(edges):
            graph.setdefault(waiting, set()).add(needed)
        return graph

    def _named(self, circle: list[int]) -> Circle:
        rows = [self._database.read(_ITEM, (number,))[0] for number in circle]
        names = [f"“{plain_text(text)}”" for _, _, text in rows]
        steps = [f"{names[0]} waits for {names[1]}", *(f"which waits for {name}" for name in names[2:])]
        if (left_out := len(steps) - _MOST_STEPS) > 0:
            half = _MOST_STEPS // 2
            steps[half:-half] = [f"and so on for {left_out:,} more"]
        return Circle(tuple(item_key(path, line) for path, line, _ in rows[:-1]), ", ".join(steps))


def _circle_in(graph: dict[int, set[int]]) -> list[int] | None:
    """The ids of one circle, its first also last, each depending on the next."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[int] = error.args[1]
        return circle[::-1]  # the sorter names what is needed first
    return None
