"""Figures of flow: how much is in each status day by day, and how long items take from their start to their end."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from claudeprojects.core.projects.figures.counting import days_between, end_of, states_at
from claudeprojects.core.projects.figures.model import CycleTimes, Finished, FlowDay
from claudeprojects.core.projects.history.moments import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from claudeprojects.core.projects.history.model import Past

_SECONDS: Final = 86_400.0
_MOST: Final = 0.85


def cumulative_flow(project: str, items: Sequence[Past], first: date, last: date) -> tuple[FlowDay, ...]:
    """The items of a project (its path) by status at the end of every day from ``first`` to ``last``."""
    found = []
    for day in days_between(first, last):
        states = states_at(items, end_of(day), lambda state: state.project == project)
        counts = Counter(state.status for state in states)
        found.append(FlowDay(day, counts["todo"], counts["in_progress"], counts["on_hold"], counts["done"]))
    return tuple(found)


def cycle_times(items: Sequence[Past], first: date, last: date) -> CycleTimes:
    """The items that were finished from ``first`` to ``last`` and are so still, and how long they took."""
    finished = sorted(
        (each for item in items if (each := _finished(item)) is not None and first <= each.ended <= last),
        key=lambda each: (each.ended, each.path, each.line),
    )
    weeks = Counter(each.ended - timedelta(days=each.ended.weekday()) for each in finished)
    monday = first - timedelta(days=first.weekday())
    weekly = tuple((week, weeks[week]) for week in days_between(monday, last) if week.weekday() == 0)
    times = sorted(each.cycle_days for each in finished if each.cycle_days is not None)
    return CycleTimes(tuple(finished), _share(times, 0.5), _share(times, _MOST), weekly)


def _finished(item: Past) -> Finished | None:
    if item.states[-1].status != "done":
        return None
    place = len(item.states) - 1
    while place and item.states[place - 1].status == "done":
        place -= 1
    ended, began = item.moments[place], item.moments[0]
    started = next(
        (at for at, state in zip(item.moments, item.states, strict=True) if state.status == "in_progress"), began
    )
    return Finished(
        item.words,
        item.path,
        item.line,
        day_of(min(started, ended)) if started else None,
        day_of(ended),
        max(0.0, ended - started) / _SECONDS if started else None,
        (ended - began) / _SECONDS if began else None,
    )


def _share(ordered: Sequence[float], share: float) -> float | None:
    """The value below or at which ``share`` of the values lie."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None
