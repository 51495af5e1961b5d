"""The notes of a project as they are in the vault now: found by their properties, wherever they were moved to."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from claudeprojects.core.errors import NoteNotFound
from claudeprojects.core.methodologies.checklist import task_key
from claudeprojects.core.vault.paths import join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.core.methodologies.layout import Layout
    from claudeprojects.core.workspace import Workspace

_MARKED = """
SELECT files.path, properties.name_key, properties.value FROM files JOIN properties USING (file_id)
WHERE files.path > ? AND files.path < ? AND properties.name_key IN ('artefact', 'phase', 'type')
ORDER BY files.path
"""
_TASKS = """
SELECT tasks.description FROM files JOIN tasks USING (file_id) WHERE files.path > ? AND files.path < ?
"""


class ProjectNotes:
    """What lies below ``folder`` of ``workspace``. Texts are read from the disk, the rest comes from the index."""

    def __init__(self, workspace: Workspace, folder: str) -> None:
        self._workspace = workspace
        self._folder = folder

    def text(self, path: str) -> str | None:
        """The text of the note at ``path``; ``None`` when there is none. Raises ``NotEditable``."""
        try:
            return self._workspace.vault.read_text(path).text
        except NoteNotFound:
            return None

    def artefact(self, layout: Layout, identifier: str) -> str | None:
        """The path of an artefact's note: where it is planned, else where it was moved to; ``None`` for nowhere."""
        planned = layout.artefacts[identifier]
        if self._workspace.vault.stat(planned) is not None:
            return planned
        return self.find("artefact", identifier)

    def find(self, name: str, value: str, folder: str = "") -> str | None:
        """The first note below the project's ``folder`` whose property ``name`` is ``value``.

        For a phase's note its ``type`` must be ``phase`` as well: the project note has a phase too.
        """
        inside = join(self._folder, folder) + "/" if folder else ""
        marked = [path for path, marks in self._marked.items() if marks.get(name) == value]
        if name == "phase":
            marked = [path for path in marked if self._marked[path].get("type") == "phase"]
        nearest = sorted(marked, key=lambda path: (not path.startswith(inside), path))
        return next((path for path in nearest if self._workspace.vault.stat(path) is not None), None)

    def has_note_named(self, title: str) -> bool:
        """Whether a note of the project has that title."""
        return any(path.rpartition("/")[2] == f"{title}.md" for path in self._marked)

    def marked(self, name: str) -> Iterator[tuple[str, str]]:
        """Every note with a property ``name``, and its value."""
        return ((path, marks[name]) for path, marks in self._marked.items() if name in marks)

    @cached_property
    def task_texts(self) -> frozenset[str]:
        """The words of all tasks of the project, for comparing."""
        rows = self._workspace.database.read(_TASKS, self._range)
        return frozenset(task_key(description) for (description,) in rows)

    @cached_property
    def _marked(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for path, name, value in self._workspace.database.read(_MARKED, self._range):
            if isinstance(value, str):
                found.setdefault(path, {})[name] = value
        return found

    @property
    def _range(self) -> tuple[str, str]:
        return (f"{self._folder}/", f"{self._folder}0") if self._folder else ("", "\U0010ffff")
