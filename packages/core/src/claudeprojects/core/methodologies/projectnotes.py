"""The notes of a project as they are in the vault now: found by their properties, wherever they were moved to."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from claudeprojects.core.errors import NoteNotFound
from claudeprojects.core.methodologies.checklist import task_key
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.paths import is_inside, join

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

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


_MARKS = ("artefact", "phase", "type")


class Drafts(Protocol):
    """The vault with changes that wait for review and are not on disk yet."""

    @property
    def paths(self) -> Collection[str]:
        """The notes that are not on disk as they are here."""

    def text(self, path: str) -> str | None:
        """The text of a note as it is here; ``None`` when there is none."""


class ProjectNotes:
    """What lies below ``folder`` of ``workspace``. Texts are read from the disk, the rest comes from the index.

    With ``drafts`` the notes are seen as they will be once those are accepted.
    """

    def __init__(self, workspace: Workspace, folder: str, drafts: Drafts | None = None) -> None:
        self._workspace = workspace
        self._folder = folder
        self._drafts = drafts

    def text(self, path: str) -> str | None:
        """The text of the note at ``path``; ``None`` when there is none. Raises ``NotEditable``."""
        if self._drafts is not None:
            return self._drafts.text(path)
        try:
            return self._workspace.vault.read_text(path).text
        except NoteNotFound:
            return None

    def artefact(self, layout: Layout, identifier: str) -> str | None:
        """The path of an artefact's note: where it is planned, else where it was moved to; ``None`` for nowhere."""
        planned = layout.artefacts[identifier]
        if self._is_there(planned):
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
        return next(filter(self._is_there, nearest), None)

    def has_note_named(self, title: str) -> bool:
        """Whether a note of the project has that title."""
        return any(path.rpartition("/")[2] == f"{title}.md" for path in self._marked)

    def count(self, kind: str) -> int:
        """How many notes of the project have that ``type``."""
        return sum(marks.get("type") == kind for marks in self._marked.values())

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
        for path in self._drafts.paths if self._drafts is not None else ():
            if is_inside(path, self._folder):
                values = parse_note(self.text(path) or "").properties.values
                found[path] = {name: values[name] for name in _MARKS if isinstance(values.get(name), str)}
        return found

    def _is_there(self, path: str) -> bool:
        if self._drafts is not None:
            return self._drafts.text(path) is not None
        return self._workspace.vault.stat(path) is not None

    @property
    def _range(self) -> tuple[str, str]:
        return (f"{self._folder}/", f"{self._folder}0") if self._folder else ("", "\U0010ffff")
