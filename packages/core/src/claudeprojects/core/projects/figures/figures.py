"""The figures of one vault's projects and sprints, by name: the history is brought up to date before each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from claudeprojects.core.projects.figures import flow, sprints
from claudeprojects.core.projects.history.seeing import read_seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.projects.figures.model import Burndown, Capacity, CycleTimes, FlowDay, Unit, Velocity
    from claudeprojects.core.projects.history.store import HistoryStore
    from claudeprojects.core.projects.projects import Projects

USUAL: Final = timedelta(days=41)
"""How far back flow and cycle time look when nobody says: six weeks with today."""
_LONGEST: Final = timedelta(days=731)
"""How far back they look at most: two years."""


class Figures:
    """Answers from ``store``. Raises ``NoteNotFound`` for unknown names, ``SprintUndated`` for missing days.

    ``catch_up`` brings the history up to date; without one, all items are compared each time.
    """

    def __init__(self, projects: Projects, store: HistoryStore, catch_up: Callable[[], object] | None = None) -> None:
        self._projects, self._store = projects, store
        self._catch_up = catch_up or self._compare

    @property
    def _history(self) -> HistoryStore:
        self._catch_up()
        return self._store

    def _compare(self) -> None:
        self._store.take(read_seen(self._projects.workspace.database))

    def burndown(self, sprint: str, unit: Unit | None = None) -> Burndown:
        """The sprint day by day."""
        found = self._projects.sprint(sprint)
        return sprints.burndown(found, self._history.of_sprint(found.path), self._projects.today(), unit)

    def capacity(self, sprint: str, unit: Unit | None = None) -> Capacity:
        """The sprint's work against what fits into it."""
        found = self._projects.sprint(sprint)
        return sprints.capacity(found, self._history.of_sprint(found.path), self._projects.today(), unit)

    def velocity(self, project: str, unit: Unit | None = None) -> Velocity:
        """The sprints of a project: what each set out to do and did."""
        found = self._projects.sprints(project)
        return sprints.velocity(found, lambda each: self._history.of_sprint(each.path), self._projects.today(), unit)

    def flow(self, project: str, first: date | None = None, last: date | None = None) -> tuple[FlowDay, ...]:
        """The items of a project by status, day by day; of the last six weeks when no days are given."""
        path = self._projects.project(project).path
        return flow.cumulative_flow(path, self._history.of_project(path), *self._stretch(first, last))

    def cycle_times(self, project: str, first: date | None = None, last: date | None = None) -> CycleTimes:
        """How long the items of a project took that were finished in those days."""
        path = self._projects.project(project).path
        return flow.cycle_times(self._history.of_project(path), *self._stretch(first, last))

    def _stretch(self, first: date | None, last: date | None) -> tuple[date, date]:
        """The days asked for: at most two years, none of them to come."""
        last = min(last or self._projects.today(), self._projects.today())
        return max(first or last - USUAL, last - _LONGEST), last
