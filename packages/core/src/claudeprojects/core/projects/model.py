"""What projects consist of: frozen records, read from notes and from task lines.

Paths are vault paths of notes. A work item is one thing to do, whether it is written as a task line or as a note of
its own; its ``key`` names it until its note is edited above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - part of the records, which pydantic reads at run time
from typing import Final, Literal

Status = Literal["todo", "in_progress", "on_hold", "done", "cancelled", "non_task"]
"""What a task's symbol stands for."""

Priority = Literal["highest", "high", "medium", "low", "lowest"]

PRIORITIES: Final[tuple[Priority, ...]] = ("highest", "high", "medium", "low", "lowest")
"""From the most urgent to the least; a task without priority stands between medium and low."""

OPEN: Final[tuple[Status, ...]] = ("todo", "in_progress", "on_hold")
"""The statuses of what is still to do."""

Reason = Literal["field", "note", "folder", "link", "property", "sprint", "mention"]
"""Why something belongs to a project or sprint: see ``docs/projects.md``."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How much work something is: ``amount`` of points, or of hours."""

    amount: float
    unit: Literal["points", "hours"]

    def __str__(self) -> str:
        return f"{self.amount:g}{'h' if self.unit == 'hours' else ''}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many work items are in each status, and the estimated points and hours: of all, and of those done.

    Cancelled items count in ``cancelled`` alone.
    """

    todo: int = 0
    in_progress: int = 0
    on_hold: int = 0
    done: int = 0
    cancelled: int = 0
    points: float = 0.0
    points_done: float = 0.0
    hours: float = 0.0
    hours_done: float = 0.0
    overdue: int = 0

    @property
    def open(self) -> int:
        """How many are still to do."""
        return self.todo + self.in_progress + self.on_hold

    @property
    def total(self) -> int:
        """All but the cancelled ones."""
        return self.open + self.done

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1, counted in items; 0 when there is nothing to do."""
        return self.done / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Project:
    """A note with ``type: project``. ``folder`` is the one it owns, ``None`` when it owns nothing but itself.

    ``status`` is free text, as the note has it (``active``, ``waiting``, ``done`` …). ``phase`` is the id of a phase
    of the ``methodology``.
    """

    path: str
    title: str
    folder: str | None = None
    status: str | None = None
    methodology: str | None = None
    phase: str | None = None
    start: date | None = None
    due: date | None = None
    owner: str | None = None
    members: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    progress: Progress = Progress()

    @property
    def is_open(self) -> bool:
        """Whether it is still going on or to come."""
        return (self.status or "").casefold() not in CLOSED


CLOSED: Final = frozenset({"done", "completed", "complete", "closed", "cancelled", "canceled", "archived", "dropped"})
"""The statuses, in lower case, of projects and sprints that are over."""


@dataclass(frozen=True, slots=True)
class Sprint:
    """A note with ``type: sprint``: a stretch of days (both included) with a goal. ``project`` is a note's path.

    ``capacity`` is in the unit its items are estimated in. ``state`` follows from the dates and the note's status.
    """

    path: str
    title: str
    project: str | None = None
    goal: str | None = None
    start: date | None = None
    end: date | None = None
    capacity: float | None = None
    status: str | None = None
    state: Literal["past", "current", "future", "undated"] = "undated"
    progress: Progress = Progress()


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day that matters to a project: a note with ``type: milestone``, or a task tagged ``#milestone``."""

    path: str
    line: int | None
    title: str
    project: str | None
    due: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do: a task line (``line`` is 0-based), or a note with ``type: task`` (``line`` is ``None``).

    ``key`` is the note's path, with ``:`` and the line counted from 1 for a task line. ``description`` is the text
    without its fields; tags and ``@names`` stay in it. ``blocked_by`` holds the keys of open items it depends on,
    ``depends_on`` the ids as written. Dates the calendar does not have are ``None``.
    """

    key: str
    path: str
    line: int | None
    title: str
    """The title of the note it stands in."""
    symbol: str
    status: Status
    description: str
    priority: Priority | None = None
    created: date | None = None
    scheduled: date | None = None
    start: date | None = None
    due: date | None = None
    done: date | None = None
    cancelled: date | None = None
    time: str | None = None
    """The time of day it is due, ``HH:MM``."""
    recurrence: str | None = None
    assignees: tuple[str, ...] = ()
    estimate: Estimate | None = None
    id: str | None = None
    block_id: str | None = None
    depends_on: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    project: str | None = None
    sprint: str | None = None
    blocked_by: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to do."""
        return self.status in OPEN


@dataclass(frozen=True, slots=True)
class Group:
    """Items that have something in common: ``key`` says what, ``title`` says it to a person; ``total`` counts all."""

    key: str | None
    title: str
    total: int
    items: tuple[WorkItem, ...]
    progress: Progress = Progress()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a board: the statuses it holds, and the symbol an item gets that is put into it."""

    title: str
    statuses: tuple[Status, ...]
    symbol: str
    limit: int | None = None
    """How many items it should hold at most (Kanban's limit of work in progress)."""


@dataclass(frozen=True, slots=True)
class View:
    """A saved query: a note with ``type: view``. ``kind`` says how its items are shown."""

    path: str
    title: str
    query: str
    sort: tuple[str, ...] = ()
    group: str | None = None
    kind: Literal["list", "board", "timeline", "calendar"] = "list"


@dataclass(frozen=True, slots=True)
class Belonging:
    """Why an item belongs where it does: ``reason`` as in ``Reason``, ``text`` says it in words."""

    path: str | None
    reason: Reason | None
    text: str
