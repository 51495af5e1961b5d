"""Counting work in the history: how much of it was there, and in which state, at the end of a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from claudeprojects.core.projects.history.moments import start_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from claudeprojects.core.projects.figures.model import Unit
    from claudeprojects.core.projects.history.model import Past, State

_DAY = timedelta(days=1)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from ``first`` to ``last``, both included."""
    while first <= last:
        yield first
        first += _DAY


def end_of(day: date) -> float:
    """The last moment of a day where the user is."""
    return start_of(day + _DAY) - 0.001


def states_at(items: Iterable[Past], moment: float, belongs: Callable[[State], bool]) -> list[State]:
    """The states in force at ``moment`` of the items that were work and belonged there then."""
    found = (item.at(moment) for item in items)
    return [state for state in found if state is not None and state.counts and belongs(state)]


def amount(states: Iterable[State], unit: Unit) -> float:
    """The work in ``states``; what has no estimate counts nothing, unless items are counted."""
    if unit == "items":
        return float(sum(1 for _ in states))
    return float(sum(getattr(state, unit) or 0.0 for state in states))


def unit_of(items: Sequence[Past], belongs: Callable[[State], bool]) -> Unit:
    """Points when any item ever had some, else hours, else items."""
    states = [state for item in items for state in item.states if belongs(state)]
    if any(state.points for state in states):
        return "points"
    return "hours" if any(state.hours for state in states) else "items"
