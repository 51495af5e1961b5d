"""The tasks a gate asks about: those of a phase, of one artefact, or of the whole project.

The tasks of a phase are those in its note and in the notes of the artefacts that its activities write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.methodologies.layout import PHASES
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.search.query import quoted
from claudeprojects.core.vault.paths import is_inside
from claudeprojects.core.vault.taskedit import tasks_in
from claudeprojects.core.vault.workfields import work_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claudeprojects.core.methodologies.layout import Layout
    from claudeprojects.core.methodologies.model import Phase
    from claudeprojects.core.methodologies.projectnotes import Drafts, ProjectNotes
    from claudeprojects.core.methodologies.state import ProjectState
    from claudeprojects.core.projects.model import WorkItem
    from claudeprojects.core.vault.model import Task
    from claudeprojects.core.workspace import Workspace

MOST = 10_000
"""Tasks of one project that are looked at."""


_OPEN = frozenset({"TODO", "IN_PROGRESS", "ON_HOLD"})


class Standing(NamedTuple):
    """A task a gate speaks of, by its words and its place."""

    path: str
    line: int
    description: str


class TaskFinder:
    """Finds tasks of the project of ``state``, in the language of search.

    With ``drafts`` the tasks of changed notes are those that stand in them now. A query is answered from the index:
    of what it finds, lines are left out that a draft has taken away or ticked off.
    """

    def __init__(
        self,
        workspace: Workspace,
        state: ProjectState,
        there: ProjectNotes,
        layout: Layout,
        drafts: Drafts | None = None,
    ) -> None:
        self._projects = Projects(workspace)
        self._state, self._there, self._layout, self._drafts = state, there, layout, drafts
        self._drafted = frozenset(drafts.paths) if drafts is not None else frozenset[str]()

    def open_tasks(self, of: str, phase: Phase) -> list[Standing]:
        """The tasks that are still to do, by where they stand; an empty box is none."""
        known = [item for item in self._found("", of, phase) if item.path not in self._drafted]
        drafted = [
            Standing(path, task.line, work_fields(task.description).text)
            for path in self._drafted_in(of, phase)
            for task in self._tasks_in(path)
            if task.status in _OPEN
        ]
        found = [*map(_standing, (item for item in known if item.is_open)), *drafted]
        return sorted(task for task in found if task.description)

    def matching(self, query: str, of: str, phase: Phase) -> list[Standing]:
        """The tasks that ``query`` finds. Raises ``QuerySyntaxError``."""
        found = self._found(query, of, phase)
        return [_standing(item) for item in found if item.path not in self._drafted or self._stands(item)]

    def _found(self, query: str, of: str, phase: Phase) -> list[WorkItem]:
        if of == "project":
            found = self._projects.find(f"project:{quoted(self._state.path)} {query}", sort=("path",), limit=MOST)
            return [item for item in found.items if item.project == self._state.path]
        items = [
            item
            for path in self._paths(of, phase)
            for item in self._projects.find(f"path:{quoted(path)} {query}", sort=("path",), limit=MOST).items
            if item.path == path
        ]
        return sorted(items, key=lambda item: (item.path, item.line or 0))

    def _stands(self, item: WorkItem) -> bool:
        """Whether an item of a changed note is in it still, and as done or open as it was."""
        tasks = self._tasks_in(item.path)
        same = [task for task in tasks if work_fields(task.description).text == item.description]
        return any((task.status in _OPEN) == item.is_open for task in same)

    def _tasks_in(self, path: str) -> Iterable[Task]:
        return tasks_in(self._there.text(path) or "")

    def _drafted_in(self, of: str, phase: Phase) -> Iterator[str]:
        if of == "project":
            return (path for path in self._drafted if is_inside(path, self._state.folder))
        return iter(self._drafted & self._paths(of, phase))

    def _paths(self, of: str, phase: Phase) -> set[str]:
        paths = self._phase_paths(phase) if of == "phase" else {self._there.artefact(self._layout, of)}
        return {path for path in paths if path is not None}

    def _phase_paths(self, phase: Phase) -> set[str | None]:
        artefacts = {output for activity in phase.activities for output in activity.outputs}
        note = self._there.find("phase", phase.id, PHASES) or self._layout.phases[phase.id]
        return {note, *(self._there.artefact(self._layout, artefact) for artefact in artefacts)}


def _standing(item: WorkItem) -> Standing:
    return Standing(item.path, item.line or 0, item.description)
