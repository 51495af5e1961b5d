"""Figures of sprints: burndown, velocity, and capacity against commitment."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import SprintUndated
from claudeprojects.core.projects.figures.counting import amount, days_between, end_of, states_at, unit_of
from claudeprojects.core.projects.figures.model import (
    UNITS,
    Burndown,
    BurndownDay,
    Capacity,
    Load,
    SprintResult,
    Velocity,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from claudeprojects.core.projects.figures.model import Unit
    from claudeprojects.core.projects.history.model import Past, State
    from claudeprojects.core.projects.model import Sprint

_AVERAGED: Final = 3
_LONGEST: Final = timedelta(days=366)


def burndown(sprint: Sprint, items: Sequence[Past], today: date, unit: Unit | None = None) -> Burndown:
    """The sprint day by day. ``items`` are all that were ever in it. Raises ``SprintUndated``."""
    start, end = dates_of(sprint)
    inside = _inside(sprint)
    unit = unit or unit_of(items, inside)
    committed = amount(states_at(items, end_of(start), inside), unit)
    steps = max(1, (end - start).days)
    days = []
    for number, day in enumerate(days_between(start, end)):
        ideal = committed * (1 - number / steps)
        if day > today:
            days.append(BurndownDay(day, ideal))
            continue
        states = states_at(items, end_of(day), inside)
        left = [state for state in states if state.is_open]
        days.append(BurndownDay(day, ideal, amount(states, unit), amount(left, unit)))
    return Burndown(sprint.path, unit, committed, tuple(days))


def velocity(
    sprints: Sequence[Sprint], items_of: Callable[[Sprint], list[Past]], today: date, unit: Unit | None = None
) -> Velocity:
    """What each sprint with days that has begun set out to do and did, in order of time."""
    begun = sorted(
        ((each, items_of(each)) for each in sprints if is_dated(each) and each.start and each.start <= today),
        key=lambda pair: str(pair[0].start),
    )
    chosen = unit or _common_unit({unit_of(items, _inside(sprint)) for sprint, items in begun})
    results = tuple(_result(sprint, items, today, chosen) for sprint, items in begun)
    over = [result.done for result in results if result.is_over][-_AVERAGED:]
    return Velocity(chosen, results, sum(over) / len(over) if over else None)


def capacity(sprint: Sprint, items: Sequence[Past], today: date, unit: Unit | None = None) -> Capacity:
    """The sprint's work as it is now (at its end, when it is over) against its capacity, for each person too.

    The work of several people together counts in equal parts. Raises ``SprintUndated``.
    """
    _, end = dates_of(sprint)
    inside = _inside(sprint)
    unit = unit or unit_of(items, inside)
    states = states_at(items, end_of(min(end, today)), inside)
    shares: dict[str | None, list[float]] = {}
    for state in states:
        people: Sequence[str | None] = state.assignees or (None,)
        part = amount([state], unit) / len(people)
        for person in people:
            share = shares.setdefault(person, [0.0, 0.0])
            share[0] += part
            share[1] += part if state.status == "done" else 0.0
    loads = sorted(shares.items(), key=lambda pair: (pair[0] is None, -pair[1][0], pair[0] or ""))
    done = amount([state for state in states if state.status == "done"], unit)
    return Capacity(
        sprint.path, unit, sprint.capacity, amount(states, unit), done, tuple(Load(name, *s) for name, s in loads)
    )


def is_dated(sprint: Sprint) -> bool:
    """Whether a sprint has days that can be counted: from its start to its end, at most a year."""
    days = sprint.end - sprint.start if sprint.start and sprint.end else None
    return days is not None and timedelta() <= days <= _LONGEST


def dates_of(sprint: Sprint) -> tuple[date, date]:
    """The first and the last day. Raises ``SprintUndated`` when they are missing, turned round or years apart."""
    if sprint.start is None or sprint.end is None:
        raise SprintUndated(sprint.path, "its note has no start or no end")
    if not is_dated(sprint):
        raise SprintUndated(sprint.path, f"it is to go from {sprint.start} to {sprint.end}")
    return sprint.start, sprint.end


def _common_unit(found: set[Unit]) -> Unit:
    return next((unit for unit in UNITS if unit in found), "items")


def _result(sprint: Sprint, items: Sequence[Past], today: date, unit: Unit) -> SprintResult:
    start, end = dates_of(sprint)
    inside = _inside(sprint)
    states = states_at(items, end_of(min(end, today)), inside)
    before = [item for item in items if _was_done(item, end_of(start - timedelta(days=1)))]
    done = [state for state in states if state.status == "done"]
    earlier = states_at(before, end_of(min(end, today)), inside)
    carried = amount([state for state in states if state.is_open], unit)
    return SprintResult(
        sprint.path,
        sprint.title,
        start,
        end,
        sprint.capacity,
        amount(states_at(items, end_of(start), inside), unit),
        amount(done, unit) - amount(earlier, unit),
        carried,
        end < today,
    )


def _was_done(item: Past, moment: float) -> bool:
    state = item.at(moment)
    return state is not None and state.status == "done"


def _inside(sprint: Sprint) -> Callable[[State], bool]:
    return lambda state: state.sprint == sprint.path
