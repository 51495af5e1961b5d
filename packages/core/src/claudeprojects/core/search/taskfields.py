"""The operators about tasks (``due:<friday``, ``is:overdue``, ``sprint:current``), each as a SQL condition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import QuerySyntaxError
from claudeprojects.core.search.conditions import Condition, all_of, among, negated, one_of, with_term
from claudeprojects.core.search.facts import OPEN, STATUSES
from claudeprojects.core.vault.days import read_span
from claudeprojects.core.vault.workfields import estimate_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.search.facts import Facts, Keeper
    from claudeprojects.core.search.query import TaskField

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
_OPEN: Final = one_of("t.status", OPEN)
_BLOCKED: Final = among(f"""SELECT DISTINCT needing.task_id AS task_id
    FROM task_needs AS needing CROSS JOIN tasks AS needed USING (id) WHERE +needed.status IN {OPEN}""")
"""What depends on something open."""
_BLOCKING: Final = Condition(f"""t.id IN (
    SELECT needed.id FROM task_needs AS needed JOIN tasks AS needing USING (task_id)
    WHERE +needing.status IN {OPEN})""")
_ASSIGNED: Final = Condition("t.assignees != '[]'")

IS: Final[dict[str, Condition | None]] = {
    **{word: one_of("t.status", statuses) for word, statuses in STATUSES.items() if word != "any"},
    "todo": Condition("t.status = 'TODO'"),
    "overdue": None,
    "due": None,
    "today": None,
    "ready": None,
    "blocked": all_of([_OPEN, _BLOCKED]),
    "blocking": all_of([_OPEN, _BLOCKING]),
    "recurring": Condition("t.recurrence IS NOT NULL"),
    "assigned": _ASSIGNED,
    "unassigned": negated(_ASSIGNED),
    "milestone": with_term("#milestone"),
    "note": Condition("t.line < 0"),
}
"""What may stand after ``is:``; those without a condition depend on the day."""

HAS: Final[dict[str, Condition]] = {
    **{name: Condition(f"t.{column} IS NOT NULL") for name, column in _DATES.items()},
    "priority": Condition("t.priority IS NOT NULL"),
    "estimate": Condition("(t.points IS NOT NULL OR t.hours IS NOT NULL)"),
    "assignee": _ASSIGNED,
    "project": Condition("t.project_id IS NOT NULL"),
    "sprint": Condition("t.sprint_id IS NOT NULL"),
    "id": Condition("t.id IS NOT NULL"),
    "dependency": Condition("t.depends_on != '[]'"),
    "recurrence": Condition("t.recurrence IS NOT NULL"),
    "tag": Condition("t.tags != '[]'"),
    "time": Condition("t.time IS NOT NULL"),
}
"""What may stand after ``has:``."""


_NAME_ENDS: Final = ("", " ", ".", "-", "_")
"""What may follow the part of a name that is asked for."""


class FieldConditions:
    """Conditions for the operators of one query, as of ``today``."""

    def __init__(self, source: str, facts: Facts, today: date) -> None:
        self._source, self._facts, self._today = source, facts, today
        self._readers: dict[str, Callable[[TaskField], Condition]] = {
            "is": self._is,
            "has": self._has,
            "status": self._status,
            "priority": self._priority,
            "estimate": self._estimate,
            "assignee": self._assignee,
            "project": self._project,
            "sprint": self._sprint,
            "id": lambda asked: one_of("t.id", (asked.value,), narrow=True),
        }

    def condition(self, asked: TaskField) -> Condition:
        """The condition for one operator; raises ``QuerySyntaxError`` for a value that means nothing."""
        return self._readers.get(asked.name, self._date)(asked)

    def _date(self, asked: TaskField) -> Condition:
        column, word = _DATES[asked.name], asked.value.casefold()
        if word in NONE_WORDS:
            return Condition(f"t.{column} IS NULL")
        if word in ANY_WORDS:
            return Condition(f"t.{column} IS NOT NULL")
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
                return Condition(f"{column} < ?", (first,))
            case "<=":
                return Condition(f"{column} <= ?", (last,))
            case ">":
                return Condition(f"{column} > ?", (last,))
            case ">=":
                return Condition(f"{column} >= ?", (first,))
            case _:
                return Condition(f"{column} BETWEEN ? AND ?", (first, last))

    def _is(self, asked: TaskField) -> Condition:
        word, today = _plain(asked.value), self._today.isoformat()
        by_day = {
            "overdue": (_OPEN, Condition(f"{_DUE} < ?", (today,))),
            "due": (_OPEN, Condition(f"{_DUE} <= ?", (today,))),
            "today": (_OPEN, Condition(f"({_DUE} <= ? OR t.scheduled <= ?)", (today, today))),
            "ready": (
                one_of("t.status", (status for status in OPEN if status != "ON_HOLD")),
                negated(_BLOCKED),
                Condition("coalesce(t.starts, '') <= ?", (today,)),
            ),
        }
        if word not in IS:
            raise self._problem(asked, "is no state of a task", f"Write one of {', '.join(sorted(IS))}.")
        return IS[word] or all_of(by_day[word])

    def _has(self, asked: TaskField) -> Condition:
        word = _plain(asked.value)
        if word not in HAS:
            raise self._problem(asked, "is no field of a task", f"Write one of {', '.join(sorted(HAS))}.")
        return HAS[word]

    def _status(self, asked: TaskField) -> Condition:
        word = _plain(asked.value)
        statuses = ("TODO",) if word == "todo" else STATUSES.get(word)
        if statuses is not None:
            return one_of("t.status", statuses)
        if len(asked.value) == 1:
            return one_of("t.symbol", (asked.value,))
        known = ", ".join(sorted(STATUSES))
        raise self._problem(asked, "is no status", f"Write one of {known}, or the symbol in the box.")

    def _priority(self, asked: TaskField) -> Condition:
        rank = RANKS.get(asked.value.casefold())
        if rank is None:
            raise self._problem(asked, "is no priority", "Write highest, high, medium, low, lowest or none.")
        return Condition(f"{RANK} {asked.comparator or '='} ?", (rank,))

    def _estimate(self, asked: TaskField) -> Condition:
        if asked.value.casefold() in NONE_WORDS | ANY_WORDS:
            return negated(HAS["estimate"]) if asked.value.casefold() in NONE_WORDS else HAS["estimate"]
        points, hours = estimate_of(asked.value)
        if points is None and hours is None:
            raise self._problem(asked, "is no estimate", "Write a number of points, or hours such as 2h.")
        column, amount = ("points", points) if points is not None else ("hours", hours)
        return Condition(f"t.{column} {asked.comparator or '='} ?", (amount,))

    def _assignee(self, asked: TaskField) -> Condition:
        """A whole name, or the beginning of one up to a space, dot or hyphen: ``mara`` finds ``@mara.okafor``."""
        name = asked.value.lstrip("@").casefold()
        if name in NONE_WORDS | ANY_WORDS:
            return negated(_ASSIGNED) if name in NONE_WORDS else _ASSIGNED
        named = [each for each in self._facts.names_beginning(name) if each[len(name) + 1 :][:1] in _NAME_ENDS]
        if len(named) == 1:
            return with_term(named[0])
        listed = ", ".join("?" * len(named))
        return among(f"SELECT DISTINCT task_id FROM task_terms WHERE term IN ({listed})", *named)

    def _project(self, asked: TaskField) -> Condition:
        return self._kept("project", asked, self._facts.keepers("project"))

    def _sprint(self, asked: TaskField) -> Condition:
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
        return one_of("t.sprint_id", [each.file_id for each in sprints], narrow=True)

    def _kept(self, kind: str, asked: TaskField, keepers: list[Keeper]) -> Condition:
        word = asked.value.casefold()
        if word in NONE_WORDS | ANY_WORDS:
            return Condition(f"t.{kind}_id IS {'' if word in NONE_WORDS else 'NOT '}NULL")
        exact = [each.file_id for each in keepers if each.is_named(asked.value)]
        meant = exact or [each.file_id for each in keepers if word in each.title.casefold()]
        return one_of(f"t.{kind}_id", meant, narrow=True)

    def _problem(self, asked: TaskField, problem: str, hint: str) -> QuerySyntaxError:
        at = max(0, self._source.find(asked.value, max(0, self._source.find(f"{asked.name}:"))))
        return QuerySyntaxError(self._source, at, f"{asked.value!r} {problem}", hint)


def _nearest(sprints: list[Keeper], *, ahead: bool) -> list[Keeper]:
    """Of each project the sprint that begins next, or that began last; of those given that have dates."""
    found: dict[str | None, Keeper] = {}
    for each in sorted((s for s in sprints if s.start), key=lambda s: s.start or "", reverse=not ahead):
        found.setdefault(each.project, each)
    return list(found.values())


def _plain(value: str) -> str:
    return value.casefold().replace("_", "-").replace(" ", "-")
