"""Tasks as a table (CSV) and as a calendar (iCalendar, RFC 5545), of any query."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final

from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.vault.rulegrammar import parse_rule
from dateutil.rrule import rrule
from icalendar import Calendar, Todo, vRecur

if TYPE_CHECKING:
    from datetime import date

    from claudeprojects.core.projects.model import WorkItem
    from claudeprojects.core.workspace import Workspace

COLUMNS: Final = (
    "task", "status", "priority", "due", "time", "scheduled", "start", "created", "done", "cancelled", "assignees",
    "estimate", "project", "sprint", "tags", "recurrence", "id", "depends on", "path", "line",
)  # fmt: skip
"""The columns of the table; an import recognises them."""

MOST: Final = 100_000
_STATUS: Final = {
    "todo": "NEEDS-ACTION", "on_hold": "NEEDS-ACTION", "in_progress": "IN-PROCESS", "done": "COMPLETED",
    "cancelled": "CANCELLED",
}  # fmt: skip
_PRIORITY: Final = {"highest": 1, "high": 3, "medium": 5, "low": 7, "lowest": 9}
_FORMULA: Final = ("=", "+", "-", "@", "\t")


def tasks_of(workspace: Workspace, query: str = "") -> list[WorkItem]:
    """The tasks that ``query`` asks for, in the language of search; those that are none are left out."""
    return [item for item in Projects(workspace).find(query, limit=MOST).items if item.status != "non_task"]


def csv_of(items: list[WorkItem]) -> str:
    """A table with a row for each task. A cell that a spreadsheet would take for a formula begins with ``'``."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows([_cell(value) for value in _row(item)] for item in items)
    return out.getvalue()


def calendar_of(items: list[WorkItem], name: str) -> str:
    """A calendar with a to-do for each task, and its recurrence as far as RFC 5545 can say it."""
    calendar = Calendar()
    calendar.add("prodid", "-//ClaudeProjects//Tasks//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    stamp = datetime.now(UTC)
    for item in items:
        calendar.add_component(_todo(item, stamp))
    return bytes(calendar.to_ical()).decode()


def _row(item: WorkItem) -> list[object]:
    return [
        item.description, item.status, item.priority, item.due, item.time, item.scheduled, item.start, item.created,
        item.done, item.cancelled, ", ".join(item.assignees), item.estimate, _name(item.project), _name(item.sprint),
        ", ".join(item.tags), item.recurrence, item.id, ", ".join(item.depends_on), item.path,
        None if item.line is None else item.line + 1,
    ]  # fmt: skip


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _name(path: str | None) -> str:
    return "" if path is None else path.rpartition("/")[2].removesuffix(".md")


def _todo(item: WorkItem, stamp: datetime) -> Todo:
    todo = Todo()
    todo.add("uid", _uid(item))
    todo.add("dtstamp", stamp)
    todo.add("summary", item.description or "Untitled")
    todo.add("status", _STATUS.get(item.status, "NEEDS-ACTION"))
    if item.priority is not None:
        todo.add("priority", _PRIORITY[item.priority])
    day = item.due or item.scheduled
    due = None if day is None else _moment(day, item.time if item.due else None)
    start = item.start if day is None or (item.start is not None and item.start <= day) else None
    if due is not None:
        todo.add("due", due)
    if start is not None:  # of the same kind as the due, as RFC 5545 wants it
        todo.add("dtstart", _moment(start, "00:00") if isinstance(due, datetime) else start)
    if item.done is not None and item.status == "done":
        todo.add("completed", datetime.combine(item.done, time(12), UTC))
    if item.tags:
        todo.add("categories", list(item.tags))
    lines = [item.path if item.line is None else f"{item.path}:{item.line + 1}"]
    if item.recurrence and day is not None:
        rule = _rrule(item.recurrence, day)
        if rule is not None:
            todo.add("rrule", vRecur.from_ical(rule))
            if start is None and due is not None:
                todo.add("dtstart", due)
        else:
            lines.append(f"Repeats {item.recurrence}")
    if item.assignees:
        lines.append("For " + ", ".join(item.assignees))
    todo.add("description", "\n".join(lines))
    return todo


def _moment(day: date, clock: str | None) -> date | datetime:
    """The day, or the moment when a time of day is known: that of whoever looks at it (a "floating" time)."""
    try:
        return datetime.combine(day, time.fromisoformat(clock)) if clock else day
    except ValueError:
        return day


def _rrule(words: str, day: date) -> str | None:
    """Our rule as ``RRULE``; ``None`` when it counts from when a task is done, or RFC 5545 cannot say it."""
    if "when done" in words.lower():
        return None
    try:
        text = str(rrule(dtstart=datetime.combine(day, time()), **parse_rule(words)))
    except (ValueError, TypeError, OverflowError):
        return None
    return text.rpartition("RRULE:")[2] or None


def _uid(item: WorkItem) -> str:
    """The same for the same task as long as its note and its words stay: its ids, where it has some, last longer."""
    mark = item.id or item.block_id or f"{item.description}\0{item.project}"
    return hashlib.sha256(f"{item.path}\0{mark}".encode()).hexdigest()[:32] + "@claudeprojects"
