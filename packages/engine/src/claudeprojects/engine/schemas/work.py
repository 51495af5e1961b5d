"""Work items on the wire: found, grouped, on boards, and with why they are where they are."""

from __future__ import annotations

from datetime import date
from typing import Literal

from claudeprojects.core.projects.model import Priority, Reason, Status
from claudeprojects.engine.schemas.base import Page, View
from pydantic import Field


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
