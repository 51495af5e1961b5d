"""Projects over one workspace: what there is to do, found and shown. ``Editing`` changes it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from claudeprojects.core.errors import TaskNotFound
from claudeprojects.core.projects.adding import TaskAdder
from claudeprojects.core.projects.dependencies import Dependencies
from claudeprojects.core.projects.editing import Edited, TaskEditor
from claudeprojects.core.projects.model import Column
from claudeprojects.core.projects.moving import TaskMover
from claudeprojects.core.projects.queries import DEFAULT_SORT, Page, TaskQueries
from claudeprojects.core.projects.quickadd import read_draft
from claudeprojects.core.projects.reading import ProjectNotes
from claudeprojects.core.projects.views import Views
from claudeprojects.core.vault.taskstatuses import plugin_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.core.projects.edits import TaskEdit
    from claudeprojects.core.projects.model import (
        Belonging,
        Group,
        Milestone,
        Progress,
        Project,
        Sprint,
        Status,
        WorkItem,
    )
    from claudeprojects.core.projects.quickadd import Draft
    from claudeprojects.core.vault.operations import Operation
    from claudeprojects.core.vault.taskstatuses import PluginSettings
    from claudeprojects.core.workspace import Workspace


class Projects:
    """Everything about the work in one vault. Cheap to make; safe in any thread; answers from the index.

    ``today`` says which day it is, for what is overdue or current.
    """

    def __init__(self, workspace: Workspace, today: Callable[[], date] = date.today) -> None:
        self.workspace = workspace
        self.today = today
        self.queries = TaskQueries(workspace.database)
        self.notes = ProjectNotes(workspace.database, workspace.names)

    @property
    def plugin(self) -> PluginSettings:
        """The vault's settings of the Tasks plugin: its statuses and its notation."""
        return plugin_settings(self.workspace.vault)

    def projects(self, *, closed: bool = True) -> list[Project]:
        """All projects by title; without ``closed`` only those still going on."""
        return [project for project in self.notes.projects(self.today()) if closed or project.is_open]

    def project(self, name: str) -> Project:
        """The project that a path, title, alias or link means. Raises ``NoteNotFound``."""
        path = self.notes.named("project", name)
        return next(project for project in self.notes.projects(self.today()) if project.path == path)

    def sprints(self, project: str | None = None) -> list[Sprint]:
        """All sprints by their dates, or those of one project (its path or name)."""
        of = None if project is None else self.notes.named("project", project)
        return [sprint for sprint in self.notes.sprints(self.today()) if of is None or sprint.project == of]

    def sprint(self, name: str) -> Sprint:
        """The sprint that a path, title, alias or link means. Raises ``NoteNotFound``."""
        path = self.notes.named("sprint", name)
        return next(sprint for sprint in self.notes.sprints(self.today()) if sprint.path == path)

    def milestones(self, project: str | None = None) -> list[Milestone]:
        """All milestones by day, or those of one project."""
        of = None if project is None else self.notes.named("project", project)
        return [each for each in self.notes.milestones() if of is None or each.project == of]

    def people(self) -> dict[str, int]:
        """Everyone who has open work, with how many items."""
        return self.notes.people()

    def find(self, query: str = "", *, sort: Sequence[str] = DEFAULT_SORT, limit: int = 200, offset: int = 0) -> Page:
        """A page of the items that ``query`` asks for, in the language of search."""
        return self.queries.find(query, self.today(), sort=sort, limit=limit, offset=offset)

    def grouped(self, query: str, by: str, *, sort: Sequence[str] = DEFAULT_SORT, limit: int = 200) -> list[Group]:
        """The items that ``query`` asks for in groups."""
        return self.queries.grouped(query, self.today(), by, sort=sort, limit=limit)

    def progress(self, query: str = "") -> Progress:
        """How far the items are that ``query`` asks for."""
        return self.queries.progress(query, self.today())

    def explain(self, item: WorkItem) -> tuple[Belonging, Belonging]:
        """Why an item belongs to its project, and why to its sprint."""
        return self.notes.explain(item)

    def edit(self, item: WorkItem | str, edit: TaskEdit) -> Edited:
        """Change one item (or that of a key), as an operation that can be undone.

        Raises:
            TaskNotFound: it is not in its note any more.
            NotEditable: a value that its field cannot hold, or a note that cannot be changed.
        """
        return self.edit_all([item], edit)

    def edit_all(self, items: Sequence[WorkItem | str], edit: TaskEdit) -> Edited:
        """Change many items in the same way, as one operation; when one cannot be changed, none is."""
        found = [self.item(item) if isinstance(item, str) else item for item in items]
        return TaskEditor(self).edit(found, edit) if found else Edited(None, [])

    def move(self, items: Sequence[WorkItem | str], note: str, heading: str | None = None) -> Edited:
        """Move task lines with their sub-items into ``note`` (a path or title), as one operation; links follow.

        They go where ``add`` would put them. Raises ``TaskNotFound`` and ``NotEditable``.
        """
        return TaskMover(self, note, heading).move(
            [self.item(each) if isinstance(each, str) else each for each in items]
        )

    def add(
        self,
        texts: str | Sequence[str],
        *,
        note: str | None = None,
        heading: str | None = None,
        project: str | None = None,
        sprint: str | None = None,
    ) -> Edited:
        """Write tasks as people type them (see ``quickadd``), as one operation.

        They go into ``note``, else into the note of the project or sprint they name, else into ``Inbox.md``; there
        below ``heading``, else below a heading for tasks, else at the end. Raises ``NotEditable``, ``NoteNotFound``.
        """
        lines = [texts] if isinstance(texts, str) else texts
        return TaskAdder(self).add(lines, note=note, heading=heading, project=project, sprint=sprint)

    def draft(self, text: str) -> Draft:
        """What ``add`` would read from a line, with the places of what it understood."""
        return read_draft(text, self.today())

    def new_project(self, title: str, *, folder: str = "Projects", **properties: Any) -> Operation:
        """Make a project's folder and note. Raises ``NoteExists``."""
        return TaskAdder(self).new_project(title, folder=folder, properties=properties)

    def new_sprint(self, title: str, project: str | None = None, **properties: Any) -> Operation:
        """Make a sprint's note beside that of its project. Raises ``NoteExists`` and ``NoteNotFound``."""
        return TaskAdder(self).new_sprint(title, project, properties=properties)

    def board(
        self,
        query: str = "",
        columns: Sequence[Column] | None = None,
        *,
        sort: Sequence[str] = DEFAULT_SORT,
        limit: int = 100,
    ) -> list[Group]:
        """The items that ``query`` asks for in the columns of a board, of each the first ``limit``."""
        return self.queries.board(query, self.today(), columns or self.columns, sort=sort, limit=limit)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a board that nobody has said others for: what the vault has statuses of."""
        plugin = self.plugin
        kinds = {status.type for status in plugin.statuses}
        found = [("To do", "TODO"), ("In progress", "IN_PROGRESS"), ("On hold", "ON_HOLD"), ("Done", "DONE")]
        return tuple(
            Column(title, (cast("Status", kind.lower()),), plugin.symbol_of(kind))
            for title, kind in found
            if kind in kinds or kind != "ON_HOLD"
        )

    @property
    def views(self) -> Views:
        """The saved views."""
        return Views(self)

    @property
    def dependencies(self) -> Dependencies:
        """What waits for what."""
        return Dependencies(self.workspace.database)

    def item(self, key: str) -> WorkItem:
        """The item of a key (``path:line``, or a note's path), or with an id (🆔). Raises ``TaskNotFound``."""
        path, colon, line = key.rpartition(":")
        if colon and line.isascii() and line.isdigit() and (found := self.queries.at(path, int(line) - 1)):
            return found
        if found := self.queries.at(key, -1):
            return found
        with_id = self.queries.with_id(key)
        if len(with_id) == 1:
            return with_id[0]
        raise TaskNotFound(key)
