"""The tasks a gate asks about: those of a phase, of one artefact, or of the whole project.

The tasks of a phase are those in its note and in the notes of the artefacts that its activities write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.methodologies.layout import PHASES
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.search.query import quoted

if TYPE_CHECKING:
    from claudeprojects.core.methodologies.layout import Layout
    from claudeprojects.core.methodologies.model import Phase
    from claudeprojects.core.methodologies.projectnotes import ProjectNotes
    from claudeprojects.core.methodologies.state import ProjectState
    from claudeprojects.core.projects.model import WorkItem
    from claudeprojects.core.workspace import Workspace

MOST = 10_000
"""Tasks of one project that are looked at."""


class TaskFinder:
    """Finds tasks of the project of ``state``, in the language of search."""

    def __init__(self, workspace: Workspace, state: ProjectState, there: ProjectNotes, layout: Layout) -> None:
        self._projects = Projects(workspace)
        self._state, self._there, self._layout = state, there, layout

    def open_tasks(self, of: str, phase: Phase) -> list[WorkItem]:
        """The tasks that are still to do, by where they stand; an empty box is none."""
        return [item for item in self.matching("", of, phase) if item.is_open and item.description]

    def matching(self, query: str, of: str, phase: Phase) -> list[WorkItem]:
        """The tasks that ``query`` finds. Raises ``QuerySyntaxError``."""
        if of == "project":
            found = self._projects.find(f"project:{quoted(self._state.path)} {query}", sort=("path",), limit=MOST)
            return [item for item in found.items if item.project == self._state.path]
        paths = self._phase_paths(phase) if of == "phase" else {self._there.artefact(self._layout, of)}
        wanted = [path for path in paths if path is not None]
        items = [
            item
            for path in wanted
            for item in self._projects.find(f"path:{quoted(path)} {query}", sort=("path",), limit=MOST).items
            if item.path == path
        ]
        return sorted(items, key=lambda item: (item.path, item.line or 0))

    def _phase_paths(self, phase: Phase) -> set[str | None]:
        artefacts = {output for activity in phase.activities for output in activity.outputs}
        note = self._there.find("phase", phase.id, PHASES) or self._layout.phases[phase.id]
        return {note, *(self._there.artefact(self._layout, artefact) for artefact in artefacts)}
