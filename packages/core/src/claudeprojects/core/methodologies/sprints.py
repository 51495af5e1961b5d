"""Sprints as a methodology plans them: those a project begins with, and the next one of a project under way."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.errors import NotEditable, NotGuided
from claudeprojects.core.methodologies.values import Days, in_a_name
from claudeprojects.core.methodologies.workdays import add_workdays, on_workday
from claudeprojects.core.vault.paths import check_new_path, join

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from claudeprojects.core.methodologies.layout import Layout
    from claudeprojects.core.methodologies.model import SprintPlan
    from claudeprojects.core.projects.model import Sprint

SPRINTS: Final = "Sprints"
"""The folder of the notes of the sprints."""
_NUMBER: Final = re.compile(r"(?<!\d)[1-9]\d{0,3}(?!\d)")


class PlannedSprint(NamedTuple):
    """A sprint whose note is to be made."""

    path: str
    title: str
    days: Days
    goal: str
    capacity: float | None


class Wishes(NamedTuple):
    """What somebody wants of a sprint; the methodology says what is left out."""

    title: str | None = None
    goal: str | None = None
    start: date | None = None
    end: date | None = None
    capacity: float | None = None


AS_USUAL: Final = Wishes()


def planned_sprints(layout: Layout) -> list[PlannedSprint]:
    """The sprints a project begins with, one after the other."""
    plan = layout.methodology.sprints
    if plan is None:
        return []
    starts = [add_workdays(layout.first, number * plan.days) for number in range(plan.count)]
    return [_sprint(layout, plan, number, _name(layout, plan, number), day) for number, day in enumerate(starts, 1)]


def next_sprint(layout: Layout, there: Sequence[Sprint], today: date, wishes: Wishes = AS_USUAL) -> PlannedSprint:
    """The sprint after those that are ``there``: the next number, the next working days, the usual capacity.

    It begins with the day after the last one; when it would be over already, today. Raises ``NotGuided`` when the
    methodology has no sprints, ``NotEditable`` for a sprint that would end before it begins.
    """
    plan = layout.methodology.sprints
    if plan is None:
        raise NotGuided(layout.project, f"{layout.methodology.name!r} has no sprints")
    titles = {sprint.title.casefold() for sprint in there}
    number = _next_number(layout, plan, titles)
    name = in_a_name(wishes.title) if wishes.title else _name(layout, plan, number)
    if not wishes.title and name.casefold() in titles:
        name = f"{name} {number}"
    planned = _sprint(layout, plan, number, name, wishes.start or _next_day(layout, plan, there, today))
    if wishes.end is not None and wishes.end < planned.days.start:
        reason = f"the sprint would end on {wishes.end} and begin on {planned.days.start}"
        raise NotEditable(planned.path, reason, "Name a later end, or an earlier start.")
    return planned._replace(
        days=Days(planned.days.start, wishes.end or planned.days.end),
        goal=planned.goal if wishes.goal is None else wishes.goal,
        capacity=planned.capacity if wishes.capacity is None else wishes.capacity,
    )


def _sprint(layout: Layout, plan: SprintPlan, number: int, name: str, start: date) -> PlannedSprint:
    path = check_new_path(join(layout.folder, f"{SPRINTS}/{name}.md"))
    goal = layout.text(plan.goal, number=number)
    return PlannedSprint(path, name, Days(start, add_workdays(start, plan.days - 1)), goal, plan.capacity)


def _name(layout: Layout, plan: SprintPlan, number: int) -> str:
    return in_a_name(layout.text(plan.name, number=number))


def _next_number(layout: Layout, plan: SprintPlan, titles: set[str]) -> int:
    """The number after the highest whose name is taken; where names tell nothing, after as many as there are."""
    if _name(layout, plan, 1) == _name(layout, plan, 2):
        return len(titles) + 1
    written = {int(digits) for title in titles for digits in _NUMBER.findall(title)}
    known = [number for number in written if _name(layout, plan, number).casefold() in titles]
    return max(known, default=len(titles)) + 1


def _next_day(layout: Layout, plan: SprintPlan, there: Sequence[Sprint], today: date) -> date:
    ends = [day for sprint in there if (day := sprint.end or sprint.start) is not None]
    start = on_workday(max(ends) + timedelta(days=1)) if ends else layout.first
    return start if add_workdays(start, plan.days - 1) >= today else on_workday(today)
