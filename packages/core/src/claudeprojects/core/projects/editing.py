"""Changing work: one item or many as one undoable operation, each exactly on its line or in its property.

The item is found again in the note as it is on disk now, by its line and its text; when it has moved, by its text or
id; when it is not there any more, the edit is refused and nothing is changed.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.errors import NotEditable, TaskNotFound
from claudeprojects.core.projects.edits import TaskEdit, check, on_line
from claudeprojects.core.projects.noteedits import on_note
from claudeprojects.core.vault.taskedit import tasks_in
from claudeprojects.core.vault.workfields import work_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from claudeprojects.core.projects.model import WorkItem
    from claudeprojects.core.projects.projects import Projects
    from claudeprojects.core.vault.model import Task
    from claudeprojects.core.vault.operations import Operation

__all__ = ["Edited", "TaskEdit", "TaskEditor"]

_ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_ID_LENGTH = 6
_CALLED: Final = {"assignees": "people", "depends on": "what it waits for"}
"""Fields that people call otherwise."""


class Edited(NamedTuple):
    """What an edit did: the operation to undo, ``None`` when everything was so already, and the items as they are."""

    operation: Operation | None
    items: list[WorkItem]


class TaskEditor:
    """Edits the items of one workspace."""

    def __init__(self, projects: Projects) -> None:
        self._projects = projects

    def edit(self, items: Sequence[WorkItem], edit: TaskEdit, *, summary: str | None = None) -> Edited:
        """Change all ``items`` in the same way, as one operation. Raises ``TaskNotFound`` and ``NotEditable``."""
        wanted = edit.given()
        for item in items:
            check(wanted, item.path)
        changes: dict[str, list[tuple[WorkItem, dict[str, Any]]]] = {}
        ids = self._ids_for(wanted.pop("depends_on", ()) or ()) if "depends_on" in wanted else None
        for needed, new_id in (ids or {}).values():
            if needed is not None and needed.id is None:
                changes.setdefault(needed.path, []).append((needed, {"id": new_id}))
        for item in items:
            own = self._resolved(item, wanted)
            if ids is not None:
                self._check_circle(item, [needed for needed, _ in ids.values() if needed is not None])
                own["depends_on"] = tuple(new_id for _, new_id in ids.values())
            changes.setdefault(item.path, []).append((item, own))
        return self._perform(changes, summary or _summary(items, edit))

    def _perform(self, changes: dict[str, list[tuple[WorkItem, dict[str, Any]]]], summary: str) -> Edited:
        places: dict[str, list[int]] = {}
        operation = self._projects.workspace.change_notes(
            summary, {path: self._change(path, held, places) for path, held in changes.items()}
        )
        queries = self._projects.queries
        found = (queries.at(path, line) for path, lines in places.items() for line in lines)
        return Edited(operation, [item for item in found if item is not None])

    def _change(
        self, path: str, held: list[tuple[WorkItem, dict[str, Any]]], places: dict[str, list[int]]
    ) -> Callable[[str | None], str]:
        """The change of one note's text; where its items stand then goes into ``places``."""
        today, plugin = self._projects.today(), self._projects.plugin

        def change(text: str | None) -> str:
            if text is None:
                raise TaskNotFound(held[0][0].key, held[0][0].description)
            lines: list[int] = []
            located = [(locate(text, item), wanted) for item, wanted in held]
            for line, wanted in sorted(located, key=lambda pair: pair[0], reverse=True):  # lines above stay true
                before = text.count("\n")
                if line < 0:
                    text = on_note(text, wanted, today, plugin, path)
                    lines = [at + text.count("\n") - before for at in lines]
                    lines.append(line)
                    continue
                text, at = on_line(text, line, wanted, today, plugin, path)
                lines = [other + text.count("\n") - before for other in lines]
                lines.append(at)
            places[path] = lines[::-1]
            return text

        return change

    def _resolved(self, item: WorkItem, wanted: dict[str, Any]) -> dict[str, Any]:
        """The edit with the names of notes turned into what a link to them says in this item's note."""
        own = dict(wanted)
        for kind in ("project", "sprint"):
            if own.get(kind) is not None:
                own[kind] = self.link_to(self._projects.notes.named(kind, own[kind]), item.path)
            elif kind in own and getattr(item, kind) is not None:
                self._check_leaves(item, kind)
        return own

    def _check_leaves(self, item: WorkItem, kind: str) -> None:
        why = self._projects.explain(item)[0 if kind == "project" else 1]
        if why.reason not in ("field", None):
            raise NotEditable(item.path, f"the task belongs to its {kind} because {why.text}", "Name another one.")

    def _check_circle(self, item: WorkItem, needed: Sequence[WorkItem]) -> None:
        dependencies = self._projects.dependencies
        own = dependencies.id_of(item)
        wanted = [number for each in needed if (number := dependencies.id_of(each)) is not None]
        circle = None if own is None else dependencies.would_close(own, wanted)
        if circle is not None:
            raise NotEditable(item.path, f"{circle.text}: none of them could begin", "Leave out one of the steps.")

    def link_to(self, path: str, source: str) -> str:
        """What stands between ``[[`` and ``]]`` in ``source`` to mean the note at ``path``: its name if that does."""
        title = path.rpartition("/")[2].removesuffix(".md")
        names = self._projects.workspace.names
        return title if names.resolve_path(title, source) == path else path.removesuffix(".md")

    def _ids_for(self, wanted: Iterable[str]) -> dict[str, tuple[WorkItem | None, str]]:
        """Items by key or id, with the id each has or is to get."""
        found: dict[str, tuple[WorkItem | None, str]] = {}
        for key in wanted:
            needed = self._projects.item(key)
            found[key] = needed, needed.id or self.new_id()
        return found

    def new_id(self) -> str:
        """An id that no task has, of six letters and digits as the plugin makes them."""
        while True:
            made = "".join(secrets.choice(_ID_CHARACTERS) for _ in range(_ID_LENGTH))
            if not self._projects.queries.with_id(made):
                return made


def locate(text: str, item: WorkItem) -> int:
    """The line of ``item`` in a note's text as it is now, -1 for the note itself. Raises ``TaskNotFound``."""
    if item.line is None:
        return -1
    tasks = tasks_in(text)
    same = [task for task in tasks if _is(task, item)]
    if not same and item.id:
        same = [task for task in tasks if task.id == item.id]
    if not same:
        raise TaskNotFound(item.key, item.description)
    line = item.line
    return min(same, key=lambda task: (abs(task.line - line), task.line)).line


def _is(task: Task, item: WorkItem) -> bool:
    text = work_fields(task.description).text
    return text.split() == item.description.split() and (item.id is None or task.id == item.id)


def _summary(items: Sequence[WorkItem], edit: TaskEdit) -> str:
    changed = (name.removeprefix("add_").removeprefix("remove_").replace("_", " ") for name in edit.given())
    names = ", ".join(dict.fromkeys(_CALLED.get(name, name) for name in changed)) or "nothing"
    what = f"“{items[0].description[:60]}”" if len(items) == 1 else f"{len(items)} tasks"
    return f"Changed {names} of {what}"
