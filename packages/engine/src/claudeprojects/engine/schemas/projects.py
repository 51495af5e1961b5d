"""Projects, sprints and work items on the wire."""

from __future__ import annotations

from datetime import date
from typing import Literal

from claudeprojects.core.projects.model import Priority, Reason, Status
from claudeprojects.engine.schemas.base import Command, Page, View
from claudeprojects.engine.schemas.operations import Operation
from pydantic import Field, model_validator


class Estimate(View):
    """How much work something is."""

    amount: float
    unit: Literal["points", "hours"]


class WorkProgress(View):
    """How many items are in each status, and the estimated points and hours of all and of those done."""

    todo: int
    in_progress: int
    on_hold: int
    done: int
    cancelled: int
    points: float
    points_done: float
    hours: float
    hours_done: float
    overdue: int
    open: int
    total: int = Field(description="All but the cancelled ones.")
    share: float = Field(description="How much is done, from 0 to 1, counted in items.")


class WorkItem(View):
    """One thing to do: a task line, or a note with `type: task` (its `line` is null)."""

    key: str = Field(description="The note's path, with `:` and the line counted from 1 for a task line.")
    path: str
    line: int | None = Field(description="0-based.")
    title: str = Field(description="The title of the note it stands in.")
    symbol: str
    status: Status
    description: str
    priority: Priority | None
    created: date | None
    scheduled: date | None
    start: date | None
    due: date | None
    done: date | None
    cancelled: date | None
    time: str | None
    recurrence: str | None
    assignees: list[str]
    estimate: Estimate | None
    id: str | None
    block_id: str | None
    depends_on: list[str]
    tags: list[str]
    project: str | None = Field(description="The path of its project's note.")
    sprint: str | None = Field(description="The path of its sprint's note.")
    blocked_by: list[str] = Field(description="Keys of the open items it waits for.")


class WorkItemPage(Page[WorkItem]):
    """One page of what a query finds; `total` counts all of it."""

    total: int


class WorkGroup(View):
    """Items that have something in common; `total` counts all of them, `items` are the first."""

    key: str | None
    title: str
    total: int
    items: list[WorkItem]
    progress: WorkProgress


class WorkGroups(View):
    """Groups of items."""

    groups: list[WorkGroup]


class WorkColumn(WorkGroup):
    """A column of a board: an item that is put into it gets `symbol`; `limit` is for work in progress."""

    statuses: list[Status]
    symbol: str
    limit: int | None


class Board(View):
    """The columns of a board."""

    groups: list[WorkColumn]


class Belonging(View):
    """What an item belongs to and why."""

    path: str | None
    reason: Reason | None
    text: str


class WorkItemDetail(View):
    """One item with why it belongs where it does, what it waits for and what waits for it."""

    item: WorkItem
    project: Belonging
    sprint: Belonging
    waits_for: list[WorkItem]
    waited_for_by: list[WorkItem]


class TaskStatus(View):
    """A status a task can have in this vault; `next` is the symbol that follows when the box is clicked."""

    symbol: str
    name: str
    type: str
    next: str


class TaskVocabulary(View):
    """What this vault's tasks can have: statuses, people, and the names of projects and sprints."""

    statuses: list[TaskStatus]
    people: dict[str, int] = Field(description="Everyone with open work, and how many items.")


class Circle(View):
    """Items that all wait for each other, so that none can begin."""

    keys: list[str]
    text: str


class MissingDependency(View):
    """An item and the id it waits for, which no task has."""

    key: str
    id: str


class UnreadRule(View):
    """An open item (`key`) whose recurrence is no rule, or is not understood to its end."""

    key: str
    rule: str
    problem: str


class DependencyReport(View):
    """Circles of dependencies, items that wait for an id no task has, and recurrences that cannot be read."""

    circles: list[Circle]
    missing: list[MissingDependency]
    rules: list[UnreadRule]


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


class Project(View):
    """A note with `type: project` and how far it is."""

    path: str
    title: str
    folder: str | None
    status: str | None
    methodology: str | None
    phase: str | None
    start: date | None
    due: date | None
    owner: str | None
    members: list[str]
    tags: list[str]
    aliases: list[str]
    is_open: bool
    progress: WorkProgress


class ProjectPage(Page[Project]):
    """One page of projects."""


class NewProject(Command):
    """A project to make: its note, in a folder of its own below `folder`."""

    title: str = Field(min_length=1, max_length=200)
    folder: str = "Projects"
    owner: str | None = None
    members: list[str] = Field(default_factory=list)
    start: date | None = None
    due: date | None = None


class Sprint(View):
    """A note with `type: sprint` and how far it is."""

    path: str
    title: str
    project: str | None
    goal: str | None
    start: date | None
    end: date | None
    capacity: float | None
    status: str | None
    state: Literal["past", "current", "future", "undated"]
    progress: WorkProgress


class SprintPage(Page[Sprint]):
    """One page of sprints."""


class NewSprint(Command):
    """A sprint to make. Where a methodology plans the project's sprints, it says what is left out, the title too."""

    title: str | None = Field(default=None, min_length=1, max_length=200)
    project: str | None = None
    goal: str | None = None
    start: date | None = None
    end: date | None = None
    capacity: float | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _is_named(self) -> NewSprint:
        """A sprint without a title is the next one of a project."""
        if self.title is None and self.project is None:
            raise ValueError("name the sprint, or the project whose next sprint it is")
        return self


class Milestone(View):
    """A day that matters to a project."""

    path: str
    line: int | None
    title: str
    project: str | None
    due: date | None
    done: bool


class MilestonePage(Page[Milestone]):
    """One page of milestones."""


class SavedView(View):
    """A saved query: a note with `type: view`."""

    path: str
    title: str
    query: str
    sort: list[str]
    group: str | None
    kind: Literal["list", "board", "timeline", "calendar"]


class SavedViewPage(Page[SavedView]):
    """One page of views."""


class ViewWrite(Command):
    """A view to save; without a `path` it becomes a new note in `Views/`."""

    path: str = ""
    title: str = Field(min_length=1, max_length=200)
    query: str = ""
    sort: list[str] = Field(default_factory=list)
    group: str | None = None
    kind: Literal["list", "board", "timeline", "calendar"] = "list"
