"""The operators about tasks (``due:<friday``, ``is:overdue``, ``sprint:current``), each as a SQL condition."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.errors import QuerySyntaxError
from claudeprojects.core.search.facts import OPEN, STATUSES
from claudeprojects.core.vault.days import read_span
from claudeprojects.core.vault.workfields import estimate_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.search.facts import Facts, Keeper
    from claudeprojects.core.search.query import TaskField

Clause = tuple[str, tuple[Any, ...]]

_DATES: Final = {
    "due": "due", "scheduled": "scheduled", "start": "starts", "done": "done", "created": "created",
    "cancelled": "cancelled",
}  # fmt: skip
"""The column of each date."""

NONE_WORDS: Final = frozenset({"none", "no", "empty", "-"})
ANY_WORDS: Final = frozenset({"any", "yes", "*"})
RANKS: Final = {"highest": 5, "high": 4, "medium": 3, "none": 2, "normal": 2, "low": 1, "lowest": 0}
"""Priorities in order; a task without one stands between medium and low."""
RANK: Final = (
    "CASE t.priority WHEN 'highest' THEN 5 WHEN 'high' THEN 4 WHEN 'medium' THEN 3 WHEN 'low' THEN 1"
    " WHEN 'lowest' THEN 0 ELSE 2 END"
)
"""The rank of a task's priority in SQL."""

_DUE: Final = "coalesce(t.due, '9999')"
"""The due day as the index orders it; nothing below 9999 is changed by that."""
_OPEN: Final = f"t.status IN {OPEN}"
_BLOCKED: Final = f"""t.status IN {OPEN} AND t.task_id IN (
    SELECT needing.task_id FROM task_needs AS needing JOIN tasks AS needed USING (id)
    WHERE +needed.status IN {OPEN})"""
_BLOCKING: Final = f"""t.status IN {OPEN} AND t.id IN (
    SELECT needed.id FROM task_needs AS needed JOIN tasks AS needing USING (task_id)
    WHERE +needing.status IN {OPEN})"""
_ASSIGNED: Final = "t.assignees != '[]'"

IS: Final[dict[str, Clause | None]] = {
    **{word: (f"t.status IN ({', '.join('?' * len(s))})", s) for word, s in STATUSES.items() if word != "any"},
    "todo": ("t.status = 'TODO'", ()),
    "overdue": None,
    "due": None,
    "today": None,
    "ready": None,
    "blocked": (_BLOCKED, ()),
    "blocking": (_BLOCKING, ()),
    "recurring": ("t.recurrence IS NOT NULL", ()),
    "assigned": (_ASSIGNED, ()),
    "unassigned": (f"NOT ({_ASSIGNED})", ()),
    "milestone": ("t.task_id IN (SELECT task_id FROM task_terms WHERE term = '#milestone')", ()),
    "note": ("t.line < 0", ()),
}
"""What may stand after ``is:``; those without a clause depend on the day."""

HAS: Final[dict[str, str]] = {
    **{name: f"t.{column} IS NOT NULL" for name, column in _DATES.items()},
    "priority": "t.priority IS NOT NULL",
    "estimate": "(t.points IS NOT NULL OR t.hours IS NOT NULL)",
    "assignee": _ASSIGNED,
    "project": "t.project_id IS NOT NULL",
    "sprint": "t.sprint_id IS NOT NULL",
    "id": "t.id IS NOT NULL",
    "dependency": "t.depends_on != '[]'",
    "recurrence": "t.recurrence IS NOT NULL",
    "tag": "t.tags != '[]'",
    "time": "t.time IS NOT NULL",
}
"""What may stand after ``has:``."""


_NAME_ENDS: Final = ("", " ", ".", "-", "_")
"""What may follow the part of a name that is asked for."""


class FieldConditions:
    """Clauses for the operators of one query, as of ``today``."""

    def __init__(self, source: str, facts: Facts, today: date) -> None:
        self._source, self._facts, self._today = source, facts, today
        self._readers: dict[str, Callable[[TaskField], Clause]] = {
            "is": self._is,
            "has": self._has,
            "status": self._status,
            "priority": self._priority,
            "estimate": self._estimate,
            "assignee": self._assignee,
            "project": self._project,
            "sprint": self._sprint,
            "id": lambda asked: ("t.id = ?", (asked.value,)),
        }

    def condition(self, asked: TaskField) -> Clause:
        """The clause for one operator; raises ``QuerySyntaxError`` for a value that means nothing."""
        return self._readers.get(asked.name, self._date)(asked)

    def _date(self, asked: TaskField) -> Clause:
        column, word = _DATES[asked.name], asked.value.casefold()
        if word in NONE_WORDS:
            return f"t.{column} IS NULL", ()
        if word in ANY_WORDS:
            return f"t.{column} IS NOT NULL", ()
        span = read_span(asked.value, self._today)
        if span is None:
            raise self._problem(
                asked, "is no day", "Write 2026-12-01, 2026-12, today, friday, +7d, week, a..b, none or any."
            )
        first, last = span.first.isoformat(), span.last.isoformat()
        bounded = asked.comparator not in (">", ">=") and span.last < date.max
        column = _DUE if column == "due" and bounded else f"t.{column}"
        match asked.comparator:
            case "<":
                return f"{column} < ?", (first,)
            case "<=":
                return f"{column} <= ?", (last,)
            case ">":
                return f"{column} > ?", (last,)
            case ">=":
                return f"{column} >= ?", (first,)
            case _:
                return f"{column} BETWEEN ? AND ?", (first, last)

    def _is(self, asked: TaskField) -> Clause:
        word, today = _plain(asked.value), self._today.isoformat()
        by_day: dict[str, Clause] = {
            "overdue": (f"{_OPEN} AND {_DUE} < ?", (today,)),
            "due": (f"{_OPEN} AND {_DUE} <= ?", (today,)),
            "today": (f"{_OPEN} AND ({_DUE} <= ? OR t.scheduled <= ?)", (today, today)),
            "ready": (
                f"{_OPEN} AND t.status != 'ON_HOLD' AND NOT ({_BLOCKED}) AND coalesce(t.starts, '') <= ?",
                (today,),
            ),
        }
        if word not in IS:
            raise self._problem(asked, "is no state of a task", f"Write one of {', '.join(sorted(IS))}.")
        return IS[word] or by_day[word]

    def _has(self, asked: TaskField) -> Clause:
        word = _plain(asked.value)
        if word not in HAS:
            raise self._problem(asked, "is no field of a task", f"Write one of {', '.join(sorted(HAS))}.")
        return HAS[word], ()

    def _status(self, asked: TaskField) -> Clause:
        word = _plain(asked.value)
        statuses = ("TODO",) if word == "todo" else STATUSES.get(word)
        if statuses is not None:
            return f"t.status IN ({', '.join('?' * len(statuses))})", statuses
        if len(asked.value) == 1:
            return "t.symbol = ?", (asked.value,)
        known = ", ".join(sorted(STATUSES))
        raise self._problem(asked, "is no status", f"Write one of {known}, or the symbol in the box.")

    def _priority(self, asked: TaskField) -> Clause:
        rank = RANKS.get(asked.value.casefold())
        if rank is None:
            raise self._problem(asked, "is no priority", "Write highest, high, medium, low, lowest or none.")
        return f"{RANK} {asked.comparator or '='} ?", (rank,)

    def _estimate(self, asked: TaskField) -> Clause:
        if asked.value.casefold() in NONE_WORDS | ANY_WORDS:
            has = HAS["estimate"]
            return (f"NOT {has}" if asked.value.casefold() in NONE_WORDS else has), ()
        points, hours = estimate_of(asked.value)
        if points is None and hours is None:
            raise self._problem(asked, "is no estimate", "Write a number of points, or hours such as 2h.")
        column, amount = ("points", points) if points is not None else ("hours", hours)
        return f"t.{column} {asked.comparator or '='} ?", (amount,)

    def _assignee(self, asked: TaskField) -> Clause:
        """A whole name, or the beginning of one up to a space, dot or hyphen: ``mara`` finds ``@mara.okafor``."""
        name = asked.value.lstrip("@").casefold()
        if name in NONE_WORDS | ANY_WORDS:
            return (f"NOT ({_ASSIGNED})" if name in NONE_WORDS else _ASSIGNED), ()
        named = [each for each in self._facts.names_beginning(name) if each[len(name) + 1 :][:1] in _NAME_ENDS]
        listed = ", ".join("?" * len(named))
        return (f"t.task_id IN (SELECT task_id FROM task_terms WHERE term IN ({listed}))", tuple(named))

    def _project(self, asked: TaskField) -> Clause:
        return self._kept("project", asked, self._facts.keepers("project"))

    def _sprint(self, asked: TaskField) -> Clause:
        """By name, or ``current``, ``next`` and ``last`` by their dates, in every project."""
        sprints = self._facts.keepers("sprint")
        word, today = asked.value.casefold(), self._today.isoformat()
        if word in ("current", "active"):
            sprints = [each for each in sprints if each.is_current(today)]
        elif word in ("next", "future", "last", "previous"):
            ahead = word in ("next", "future")
            sprints = _nearest([each for each in sprints if each.is_ahead(today) == ahead], ahead=ahead)
        else:
            return self._kept("sprint", asked, sprints)
        return _in("t.sprint_id", [each.file_id for each in sprints])

    def _kept(self, kind: str, asked: TaskField, keepers: list[Keeper]) -> Clause:
        word = asked.value.casefold()
        if word in NONE_WORDS | ANY_WORDS:
            return f"t.{kind}_id IS {'' if word in NONE_WORDS else 'NOT '}NULL", ()
        exact = [each.file_id for each in keepers if each.is_named(asked.value)]
        return _in(f"t.{kind}_id", exact or [each.file_id for each in keepers if word in each.title.casefold()])

    def _problem(self, asked: TaskField, problem: str, hint: str) -> QuerySyntaxError:
        at = max(0, self._source.find(asked.value, max(0, self._source.find(f"{asked.name}:"))))
        return QuerySyntaxError(self._source, at, f"{asked.value!r} {problem}", hint)


def _nearest(sprints: list[Keeper], *, ahead: bool) -> list[Keeper]:
    """Of each project the sprint that begins next, or that began last; of those given that have dates."""
    found: dict[str | None, Keeper] = {}
    for each in sorted((s for s in sprints if s.start), key=lambda s: s.start or "", reverse=not ahead):
        found.setdefault(each.project, each)
    return list(found.values())


def _in(column: str, ids: list[int]) -> Clause:
    if len(ids) == 1:
        return f"{column} = ?", (ids[0],)
    return (f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(ids),)) if ids else ("0", ())


def _plain(value: str) -> str:
    return value.casefold().replace("_", "-").replace(" ", "-")
