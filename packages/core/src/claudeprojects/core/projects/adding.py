"""Writing new work into notes: tasks from quick-add lines, and the notes of projects and sprints."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.errors import NotEditable, NoteExists
from claudeprojects.core.projects.editing import Edited, TaskEditor
from claudeprojects.core.projects.edits import check, on_line
from claudeprojects.core.projects.placing import with_lines
from claudeprojects.core.projects.quickadd import Draft, read_draft
from claudeprojects.core.vault.edit import set_property
from claudeprojects.core.vault.taskedit import tasks_in
from claudeprojects.core.vault.taskline import is_dataview

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claudeprojects.core.projects.projects import Projects
    from claudeprojects.core.vault.operations import Operation
    from claudeprojects.core.vault.taskstatuses import PluginSettings

INBOX: Final = "Inbox.md"
"""The note that takes tasks for which nothing says where they go."""

_NAME_REFUSED: Final = re.compile(r'[\\/:*?"<>|#^\[\]\r\n\t]+')


class TaskAdder:
    """Adds to the notes of one workspace."""

    def __init__(self, projects: Projects) -> None:
        self._projects = projects

    def add(
        self,
        texts: Sequence[str],
        *,
        note: str | None = None,
        heading: str | None = None,
        project: str | None = None,
        sprint: str | None = None,
    ) -> Edited:
        """Write a task for each line in ``texts`` as one operation; see ``Projects.add``."""
        today = self._projects.today()
        drafts = [read_draft(text, today) for text in texts if text.strip()]
        if not drafts:
            raise NotEditable(note or INBOX, "there is nothing to add", "Write what is to be done.")
        drafts = [replace(draft, project=draft.project or project, sprint=draft.sprint or sprint) for draft in drafts]
        by_note: dict[str, list[Draft]] = {}
        for draft in drafts:
            by_note.setdefault(note or self._note_for(draft), []).append(draft)
        places: dict[str, list[int]] = {}

        def change(path: str) -> Any:
            return lambda text: self._added(text or "", path, by_note[path], heading, places)

        what = f"“{drafts[0].description[:60]}”" if len(drafts) == 1 else f"{len(drafts)} tasks"
        operation = self._projects.workspace.change_notes(f"Added {what}", {path: change(path) for path in by_note})
        found = (self._projects.queries.at(path, line) for path, lines in places.items() for line in lines)
        return Edited(operation, [item for item in found if item is not None])

    def _note_for(self, draft: Draft) -> str:
        if draft.project is not None:
            return self._projects.notes.named("project", draft.project)
        if draft.sprint is not None:
            return self._sprint(draft.sprint)
        return INBOX

    def _sprint(self, name: str) -> str:
        if name.casefold() == "current":
            current = [sprint for sprint in self._projects.sprints() if sprint.state == "current"]
            if len(current) == 1:
                return current[0].path
        return self._projects.notes.named("sprint", name)

    def _added(
        self, text: str, path: str, drafts: Sequence[Draft], heading: str | None, places: dict[str, list[int]]
    ) -> str:
        plugin = self._projects.plugin
        if not plugin.declared and (notation := _notation(text)) is not None:
            plugin = replace(plugin, dataview=notation)
        places[path] = []
        for draft in drafts:
            line = self._line(draft, path, plugin)
            text, at = with_lines(text, [line], heading)
            places[path].append(at)
        return text

    def _line(self, draft: Draft, path: str, plugin: PluginSettings) -> str:
        wanted: dict[str, Any] = {
            name: value
            for name in ("estimate", "time", "priority", "recurrence", "start", "scheduled", "due")
            if (value := getattr(draft, name)) is not None
        }
        editor = TaskEditor(self._projects)
        for kind, of in (("project", draft.project), ("sprint", draft.sprint)):
            if of is None:
                continue
            target = self._sprint(of) if kind == "sprint" else self._projects.notes.named(kind, of)
            if not self._belongs(path, target):
                wanted[kind] = editor.link_to(target, path)
        if plugin.created_date:
            wanted["created"] = self._projects.today()
        check(wanted, path)
        asked = "" if plugin.global_filter in draft.description else f"{plugin.global_filter} "
        text = f"{asked}{draft.description}".rstrip()
        line = f"- [{plugin.symbol_of('TODO')}] {text}"
        return on_line(line, 0, wanted, self._projects.today(), plugin, path)[0] if wanted else line

    def _belongs(self, path: str, target: str) -> bool:
        """Whether a line in the note ``path`` belongs to ``target`` without saying so."""
        folder = next((p.folder for p in self._projects.projects() if p.path == target), None)
        return path == target or bool(folder and path.startswith(f"{folder}/"))

    def new_project(self, title: str, *, folder: str = "Projects", properties: Mapping[str, Any]) -> Operation:
        """Make ``<folder>/<title>/<title>.md`` with ``type: project``. Raises ``NoteExists``."""
        name = file_name(title)
        path = "/".join(part for part in (folder.strip("/"), name, f"{name}.md") if part)
        return self._make(path, {"type": "project", "status": "active", **properties}, "## Tasks\n")

    def new_sprint(self, title: str, project: str | None, *, properties: Mapping[str, Any]) -> Operation:
        """Make a sprint's note beside its project's. Raises ``NoteExists`` and ``NoteNotFound``."""
        of = None if project is None else self._projects.project(project)
        folder = of.folder or of.path.rpartition("/")[0] if of else "Sprints"
        path = f"{folder}/{file_name(title)}.md".lstrip("/")
        link = {} if of is None else {"project": f"[[{TaskEditor(self._projects).link_to(of.path, path)}]]"}
        return self._make(path, {"type": "sprint", **link, **properties}, "## Tasks\n")

    def _make(self, path: str, properties: Mapping[str, Any], body: str) -> Operation:
        def made(text: str | None) -> str:
            if text is not None:
                raise NoteExists(path)
            written = body
            for name, value in properties.items():
                if value not in (None, "", []):
                    written = set_property(written, name, _plain(value), path=path)
            return written.replace("---\n## ", "---\n\n## ", 1)

        operation = self._projects.workspace.change_notes(f"Created {path}", {path: made})
        assert operation is not None  # noqa: S101 - a note was made, or an error raised
        return operation


def file_name(title: str) -> str:
    """``title`` as the name of a file or folder that every system allows."""
    name = " ".join(_NAME_REFUSED.sub(" ", title).split()).strip(". ")
    if not name:
        raise NotEditable(title, "the name has no letter that a file may have", "Write another name.")
    return name


def _notation(text: str) -> bool | None:
    """Whether the tasks of a note are in Dataview's notation, as its first one with fields is."""
    for task in tasks_in(text):
        if (found := is_dataview(text[task.start : task.end])) is not None:
            return found
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return value if isinstance(value, str | int | float | bool) else str(value)
