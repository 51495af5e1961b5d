"""Notes that are tasks themselves: ``type: task`` in the properties, and which property holds which field.

Each field has several names that are read; the first is the one that is written where the note has none yet.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from claudeprojects.core.vault.workfields import estimate_of, link_target, time_of

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "status": ("status", "state"),
    "priority": ("priority",),
    "created": ("created", "date created"),
    "scheduled": ("scheduled", "scheduled date"),
    "starts": ("start", "starts", "start date"),
    "due": ("due", "due date", "deadline"),
    "done": ("done", "completed", "completion", "completed date"),
    "cancelled": ("cancelled", "cancelled date"),
    "recurrence": ("recurrence", "repeat", "recurring"),
    "id": ("id",),
    "depends_on": ("depends-on", "depends on", "dependson", "depends_on", "blocked by"),
    "assignees": ("assignee", "assignees", "assigned", "owner"),
    "estimate": ("estimate", "points"),
    "sprint": ("sprint",),
    "project": ("project", "projects"),
    "time": ("time",),
}
"""The properties of each field, in lower case."""

STATUS_WORDS: Final[dict[str, str]] = {
    **dict.fromkeys(("todo", "to do", "open", "backlog", "planned", "new", "ready", "not started"), "TODO"),
    **dict.fromkeys(("in progress", "doing", "active", "started", "review", "in review"), "IN_PROGRESS"),
    **dict.fromkeys(("on hold", "waiting", "paused", "blocked"), "ON_HOLD"),
    **dict.fromkeys(("done", "completed", "complete", "closed", "finished"), "DONE"),
    **dict.fromkeys(("cancelled", "canceled", "dropped", "rejected", "wont do"), "CANCELLED"),
    **dict.fromkeys(("non task",), "NON_TASK"),
}
"""What the words for a status stand for, with ``-`` and ``_`` as spaces; any other word is read as ``TODO``."""

SYMBOL_OF_STATUS: Final = {
    "TODO": " ", "IN_PROGRESS": "/", "ON_HOLD": "h", "DONE": "x", "CANCELLED": "-", "NON_TASK": "Q",
}  # fmt: skip
"""The symbol a status is shown with when there is no box."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PRIORITIES = ("highest", "high", "medium", "low", "lowest")


class TaskNote(NamedTuple):
    """The fields of a note with ``type: task``, as ``Task`` and ``WorkFields`` have them for a line."""

    status: str
    priority: str | None
    created: str | None
    scheduled: str | None
    starts: str | None
    due: str | None
    done: str | None
    cancelled: str | None
    recurrence: str | None
    id: str | None
    depends_on: tuple[str, ...]
    assignees: tuple[str, ...]
    points: float | None
    hours: float | None
    sprint: str | None
    project: str | None
    time: str | None


def type_of(values: dict[str, Any]) -> str:
    """What a note says it is, in lower case: the property ``type``; ``""`` when it says nothing."""
    for name, value in values.items():
        if name.casefold() == "type":
            first = value[0] if isinstance(value, list) and value else value
            return link_target(first).casefold() if isinstance(first, str) else ""
    return ""


def task_note(values: dict[str, Any]) -> TaskNote | None:
    """The task a note with these properties is; ``None`` when it is none."""
    if type_of(values) != "task":
        return None
    by_name = {name.casefold(): value for name, value in values.items()}

    def held(field: str) -> Any:
        return next((by_name[name] for name in NAMES[field] if by_name.get(name) not in (None, "", [])), None)

    done = held("done")
    status = status_of(held("status"))
    if status == "TODO" and done not in (None, False):
        status = "DONE"
    priority = str(held("priority") or "").strip().casefold()
    points, hours = estimate_of(str(held("estimate") or ""))
    due = held("due")
    return TaskNote(
        status,
        priority if priority in _PRIORITIES else None,
        _date(held("created")),
        _date(held("scheduled")),
        _date(held("starts")),
        _date(due),
        _date(done),
        _date(held("cancelled")),
        str(held("recurrence")) if isinstance(held("recurrence"), str) else None,
        str(held("id")) if held("id") is not None else None,
        tuple(_entries(held("depends_on"))),
        tuple(dict.fromkeys(_entries(held("assignees")))),
        points,
        hours,
        next(iter(_entries(held("sprint"))), None),
        next(iter(_entries(held("project"))), None),
        time_of(str(held("time") or "")) or (time_of(str(due)[11:16]) if due else None),
    )


def status_of(value: Any) -> str:
    """The status a property's value stands for."""
    word = re.sub(r"[-_\s]+", " ", str(value or "")).strip().casefold()
    return STATUS_WORDS.get(word, "TODO")


def _entries(value: Any) -> list[str]:
    entries = value if isinstance(value, list) else [] if value is None else [value]
    return [name for entry in entries if isinstance(entry, str | int) and (name := link_target(str(entry)))]


def _date(value: Any) -> str | None:
    match = _DATE.match(value) if isinstance(value, str) else None
    return match[0] if match else None
