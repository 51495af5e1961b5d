"""How a page of items is found and counted: which side of a condition to come from, where that matters.

SQLite keeps no statistics of an index that changes all the time, and would walk where it should jump. What a query
asks for is therefore come to in one of three ways:

- *a set alone* (a word, a tag, a person): counted where it is kept, without looking at an item; a large one is then
  met again in the order of days, of which a page is the beginning;
- *a set and more*: what gives the fewest items leads, what comes of it is held, to be counted and ordered;
- *all else*: by the indices, in order; what is refused is taken off the count of the rest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.search.conditions import Condition, all_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.core.store.database import Database

DUE: Final = "coalesce(t.due, '9999')"
"""The due day as the indices order it."""
_DENSE: Final = 20
"""A set this many times as large as a page is met early on a walk in the order of days."""
_FEW: Final = 4
"""What leads holds less than this part of all items; looking up each of more takes longer than walking over all."""
_LOOKED_UP: Final = 2
"""How much longer an item of a set takes than one that an index of its own leads to."""
_OF_TERMS: Final = {"task_id", "status", "priority", "scheduled", "starts", "due"}
"""The columns of items that ``task_terms`` has as well."""
_ITEMS: Final = "tasks AS t"
_COLUMN: Final = re.compile(r"\bt\.(\w+)")


class Key(NamedTuple):
    """What items are ordered by, as SQL."""

    sql: str
    direction: str = ""


class Order(NamedTuple):
    """An order of items: by its keys, in the end by their places."""

    keys: tuple[Key, ...] = ()

    @property
    def sql(self) -> str:
        """What stands after ``ORDER BY``."""
        return ", ".join([*(f"{key.sql}{key.direction}" for key in self.keys), "t.task_id"])

    @property
    def is_by_due(self) -> bool:
        """Whether an index is in this order."""
        return self.keys == (Key(DUE),)


NO_ORDER: Final = Order()


class Window(NamedTuple):
    """Which of the items found are wanted: in an order, so many (all when negative), after so many others."""

    order: Order
    limit: int = -1
    offset: int = 0


class Part(NamedTuple):
    """The ids of the items in a window, and how many are found in all."""

    ids: list[int]
    total: int


def find(database: Database, where: Condition, window: Window) -> Part:
    """The items in a window of those for which ``where`` holds. Asks several times: to be called in a snapshot."""
    if where.ids:
        return _of_set(database, where, window)
    if any(part.ids for part in where.parts):
        return _held(database, where, window)
    test = where.as_probe if window.order.is_by_due else where.sql
    ids = _page(database, _ITEMS, test, where, window)
    known = bool(ids) and len(ids) < window.limit
    return Part(ids, window.offset + len(ids) if known else count(database, where))


def count(database: Database, where: Condition) -> int:
    """For how many items ``where`` holds."""
    if where.ids:
        return _value(database, f"SELECT count(*) FROM ({where.ids})", where)
    refusing = next((part for part in where.all_parts if part.refused), None)
    if refusing is not None and refusing.refused is not None:
        rest = all_of([part for part in where.all_parts if part is not refusing])
        held, refused = count(database, rest), count(database, refusing.refused)
        if refused < held / 2:
            source, test = _led_by(refusing.refused, f"({rest.as_test})")
            return held - _value(database, f"SELECT count(*) FROM {source} WHERE {test}", refusing, rest)
    test = where.as_test if where.parts else where.sql
    return _value(database, f"SELECT count(*) FROM {_ITEMS} WHERE {test}", where)


def _of_set(database: Database, where: Condition, window: Window) -> Part:
    total = count(database, where)
    source, test = _led_by(where, "1", window.order)
    if window.order.is_by_due and window.limit >= 0 and total > _DENSE * (window.limit + window.offset):
        source, test = _ITEMS, where.as_probe
    return Part(_page(database, source, test, where, window), total)


def _held(database: Database, where: Condition, window: Window) -> Part:
    """The items that the leading part gives and the others let through, or all that all of them do."""
    (order, limit, offset), lead = window, _lead(database, where.parts)
    others = [part for part in where.parts if part is not lead]
    source, test = _ITEMS, f"({all_of(others).as_test})"
    if lead is not None:
        source, test = _led_by(lead, test, order)
        others.insert(0, lead)
    keys = [f"{key.sql} AS key{place}" for place, key in enumerate(order.keys)]
    by = ", ".join([*(f"key{place}{key.direction}" for place, key in enumerate(order.keys)), "task_id"])
    rows = database.read(
        f"WITH found AS MATERIALIZED (SELECT {', '.join(['t.task_id AS task_id', *keys])} FROM {source} WHERE {test})"
        f" SELECT task_id, (SELECT count(*) FROM found) FROM found ORDER BY {by} LIMIT ? OFFSET ?",
        (*all_of(others).params, limit, offset),
    )
    if not rows:
        return Part([], count(database, where) if offset or not limit else 0)
    return Part([row[0] for row in rows], rows[0][1])


def _lead(database: Database, parts: Sequence[Condition]) -> Condition | None:
    """The part that gives the fewest items to look up, unless walking over all of them is faster."""
    sizes = {place: count(database, part) for place, part in enumerate(parts) if part.ids or part.narrow}
    least = min(sizes, key=lambda place: sizes[place] * (_LOOKED_UP if parts[place].ids else 1))
    only_sets = all(part.ids for part in parts)
    if not only_sets and sizes[least] * _FEW > _value(database, "SELECT count(*) FROM tasks"):
        return None
    return parts[least]


def _led_by(lead: Condition, test: str, order: Order = NO_ORDER) -> tuple[str, str]:
    """The items of ``lead`` that pass a test, as what stands after ``FROM`` and after ``WHERE``."""
    if not lead.ids:
        return _ITEMS, f"({lead.sql}) AND {test}"
    if lead.by_term and set(_COLUMN.findall(f"{test} {order.sql}")) <= _OF_TERMS:
        return "task_terms AS t", f"t.term = ? AND {test}"
    return f"({lead.ids}) AS lead CROSS JOIN {_ITEMS} USING (task_id)", test


def _page(database: Database, source: str, test: str, where: Condition, window: Window) -> list[int]:
    order, limit, offset = window
    rows = database.read(
        f"SELECT t.task_id FROM {source} WHERE {test} ORDER BY {order.sql} LIMIT ? OFFSET ?",
        (*where.params, limit, offset),
    )
    return [number for (number,) in rows]


def _value(database: Database, sql: str, *conditions: Condition) -> int:
    return int(database.value(sql, tuple(param for condition in conditions for param in condition.params)))
