"""Conditions on work items as SQL, which know of themselves what makes them quick to answer.

They concern the table ``tasks`` under the name ``t``. Whoever only wants the items takes ``sql`` and ``params``; the
rest tells ``projects.finding`` from which side to come to them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LISTED: Final = 8
"""How many values stand in the SQL itself; more are handed over as JSON."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A SQL condition with its parameters, which stand as ``?`` in it."""

    sql: str
    params: tuple[Any, ...] = ()
    ids: str = ""
    """A query for the ``task_id`` of the very items it holds for, each once, with the same parameters; if there is
    one, it is all that the condition says."""
    refused: Condition | None = None
    """The condition with ``ids`` for the items that alone it does not hold for."""
    by_term: bool = False
    """Whether it is one term, its parameter, so that ``task_terms`` has all its items."""
    test: str = ""
    """The same condition, quicker when many items that are come to in another way are looked at."""
    probe: str = ""
    """The same condition, quicker when only some items are looked at: it makes no list of all before."""
    narrow: bool = False
    """Whether an index leads to its items, which are few beside all."""
    parts: tuple[Condition, ...] = ()
    """The conditions that all must hold, when there are several."""

    @property
    def all_parts(self) -> tuple[Condition, ...]:
        """The conditions that all must hold."""
        return self.parts or (self,)

    @property
    def as_test(self) -> str:
        """The condition for many items that are come to in another way: nothing is looked up by it."""
        if self.parts:
            return " AND ".join(f"({part.as_test})" for part in self.parts)
        return self.test or (f"+{self.sql}" if self.ids else self.sql)

    @property
    def as_probe(self) -> str:
        """The condition for some items that are come to in another way."""
        return " AND ".join(f"({part.probe or part.as_test})" for part in self.all_parts)


ALL: Final = Condition("1")
NOTHING: Final = Condition("0")


def among(ids: str, *params: Any) -> Condition:
    """The items whose ids a query gives, each once, as ``task_id``."""
    return Condition(f"t.task_id IN ({ids})", params, ids=ids)


def with_term(term: str) -> Condition:
    """The items with a tag or a person, written as in ``task_terms``."""
    ids = "SELECT task_id FROM task_terms WHERE term = ?"
    probe = f"EXISTS ({ids} AND task_id = t.task_id)"
    return Condition(f"t.task_id IN ({ids})", (term,), ids=ids, by_term=True, probe=probe)


def negated(condition: Condition) -> Condition:
    """All items but those."""
    test, probe = (f"NOT ({other})" if other else "" for other in (condition.test, condition.probe))
    refused = condition if condition.ids else None
    return Condition(f"NOT ({condition.sql})", condition.params, refused=refused, test=test, probe=probe)


def all_of(conditions: Sequence[Condition]) -> Condition:
    """The items for which all hold; without any, all items."""
    parts = tuple(part for condition in conditions for part in condition.all_parts if part != ALL)
    if len(parts) < 2:
        return parts[0] if parts else ALL
    return Condition(" AND ".join(f"({part.sql})" for part in parts), _params(parts), parts=parts)


def any_of(conditions: Sequence[Condition]) -> Condition:
    """The items for which one holds; without any, all items."""
    if len(conditions) < 2:
        return conditions[0] if conditions else ALL
    if all(condition.ids for condition in conditions):
        return among(" UNION ".join(condition.ids for condition in conditions), *_params(conditions))
    return Condition(" OR ".join(f"({condition.sql})" for condition in conditions), _params(conditions))


def one_of(column: str, values: Iterable[Any], *, narrow: bool = False) -> Condition:
    """The items with one of some values in a column; ``narrow``: there is an index of that column."""
    listed = list(values)
    if not listed:
        return NOTHING
    if len(listed) == 1:
        return Condition(f"{column} = ?", (listed[0],), narrow=narrow)
    if len(listed) <= _LISTED:
        return Condition(f"{column} IN ({', '.join('?' * len(listed))})", tuple(listed), narrow=narrow)
    return Condition(f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(listed),), narrow=narrow)


def _params(conditions: Iterable[Condition]) -> tuple[Any, ...]:
    return tuple(param for condition in conditions for param in condition.params)
