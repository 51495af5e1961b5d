"""Changes of work items on the wire: new ones as people type them, edits, and moves."""

from __future__ import annotations

from datetime import date

from claudeprojects.core.projects.model import Priority, Status
from claudeprojects.engine.schemas.base import Command, View
from claudeprojects.engine.schemas.operations import Operation
from claudeprojects.engine.schemas.work import WorkItem
from pydantic import Field


class DraftStretch(View):
    """A stretch of the line in characters, its end exclusive, and the field it was read as."""

    start: int
    end: int
    kind: str


class Draft(View):
    """What a line is read as before it is written; `read` says which stretches mean what."""

    description: str
    due: date | None
    scheduled: date | None
    start: date | None
    time: str | None
    recurrence: str | None
    priority: Priority | None
    estimate: str | None
    project: str | None
    sprint: str | None
    read: list[DraftStretch]


class NewTasks(Command):
    """Tasks as people type them, one a line. They go into `note`, else to their project or sprint, else the inbox."""

    texts: list[str] = Field(min_length=1, max_length=500)
    note: str | None = None
    heading: str | None = None
    project: str | None = None
    sprint: str | None = None


class TaskRef(Command):
    """An item by its key; with its `description` it is found again when its line has moved."""

    key: str = Field(min_length=1)
    description: str | None = None


class TaskChanges(Command):
    """What items are to be. A field that is left out stays as it is; null takes it away."""

    status: Status = "todo"
    symbol: str = Field(default=" ", min_length=1, max_length=1)
    description: str = Field(default="", max_length=10_000)
    priority: Priority | None = None
    due: date | None = None
    scheduled: date | None = None
    start: date | None = None
    created: date | None = None
    done: date | None = None
    cancelled: date | None = None
    time: str | None = None
    recurrence: str | None = None
    estimate: str | None = None
    assignees: list[str] = Field(default_factory=list)
    add_assignees: list[str] = Field(default_factory=list)
    remove_assignees: list[str] = Field(default_factory=list)
    add_tags: list[str] = Field(default_factory=list)
    remove_tags: list[str] = Field(default_factory=list)
    sprint: str | None = None
    project: str | None = None
    depends_on: list[str] = Field(default_factory=list)


class TaskEditRequest(Command):
    """Change one item or many in the same way, as one operation."""

    items: list[TaskRef] = Field(min_length=1, max_length=1000)
    changes: TaskChanges


class TaskMoveRequest(Command):
    """Move tasks into the note `note` (a path or title), below `heading` or among its tasks, as one operation."""

    items: list[TaskRef] = Field(min_length=1, max_length=1000)
    note: str = Field(min_length=1, max_length=4000)
    heading: str | None = Field(default=None, max_length=1000)


class EditedTasks(View):
    """What an edit did: the operation to undo, null when all was so already, and the items as they are now."""

    operation: Operation | None
    items: list[WorkItem]
