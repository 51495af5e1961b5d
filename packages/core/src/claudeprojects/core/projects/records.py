"""From rows of the index to the records of projects: work items, projects, sprints and their progress."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from claudeprojects.core.projects.model import CLOSED, Estimate, Progress, Project, Sprint, WorkItem
from claudeprojects.core.vault.foldernotes import owned_folder, title_of
from claudeprojects.core.vault.properties import aliases_of
from claudeprojects.core.vault.tags import property_tags
from claudeprojects.core.vault.workfields import MENTION, link_target, work_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.core.projects.model import Priority, Status
    from claudeprojects.core.store.database import Row

ITEM_COLUMNS: Final = """
t.task_id, f.path, n.title, t.line, t.symbol, t.status, t.description, t.priority, t.created, t.scheduled, t.starts,
t.due, t.done, t.cancelled, t.time, t.recurrence, t.assignees, t.points, t.hours, t.id, t.block_id, t.depends_on,
t.tags, project.path, sprint.path
"""
ITEM_TABLES: Final = """
tasks AS t JOIN files AS f ON f.file_id = t.file_id JOIN notes AS n ON n.file_id = t.file_id
LEFT JOIN files AS project ON project.file_id = t.project_id LEFT JOIN files AS sprint ON sprint.file_id = t.sprint_id
"""

PROGRESS_COLUMNS: Final = """
t.status, count(*), total(t.points), total(t.hours),
sum(t.status IN ('TODO', 'IN_PROGRESS', 'ON_HOLD') AND coalesce(t.due, '9999') < :today)
"""
"""With ``GROUP BY t.status``, what ``progress`` takes; ``:today`` is a date."""


def work_item(row: Row, blocked_by: tuple[str, ...] = ()) -> WorkItem:
    """The item of a row of ``ITEM_COLUMNS``."""
    (_, path, title, line, symbol, status, description, priority, *dates, time, recurrence) = row[:16]
    assignees, points, hours, own_id, block_id, depends_on, tags, project, sprint = row[16:]
    created, scheduled, start, due, done, cancelled = map(day, dates)
    return WorkItem(
        key=item_key(path, line),
        path=path,
        line=line if line >= 0 else None,
        title=title,
        symbol=symbol,
        status=cast("Status", status.lower()),
        description=work_fields(description).text if line >= 0 and "::" in description else description,
        priority=cast("Priority | None", priority),
        created=created,
        scheduled=scheduled,
        start=start,
        due=due,
        done=done,
        cancelled=cancelled,
        time=time,
        recurrence=recurrence,
        assignees=_listed(assignees),
        estimate=estimate(points, hours),
        id=own_id,
        block_id=block_id,
        depends_on=_listed(depends_on),
        tags=_listed(tags),
        project=project,
        sprint=sprint,
        blocked_by=blocked_by,
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text != "[]" else ()


def item_key(path: str, line: int) -> str:
    """The key of the item on a 0-based line; a negative line stands for the whole note."""
    return f"{path}:{line + 1}" if line >= 0 else path


def estimate(points: float | None, hours: float | None) -> Estimate | None:
    """The estimate that the two columns hold."""
    if points is not None:
        return Estimate(points, "points")
    return None if hours is None else Estimate(hours, "hours")


def progress(rows: Iterable[Row]) -> Progress:
    """The progress that rows of ``PROGRESS_COLUMNS`` add up to."""
    counts = dict.fromkeys(("todo", "in_progress", "on_hold", "done", "cancelled"), 0)
    points = points_done = hours = hours_done = 0.0
    overdue = 0
    for status, count, with_points, with_hours, late in rows:
        if status.lower() not in counts:
            continue
        counts[status.lower()] += count
        overdue += late or 0
        if status != "CANCELLED":
            points, hours = points + with_points, hours + with_hours
        if status == "DONE":
            points_done, hours_done = points_done + with_points, hours_done + with_hours
    return Progress(
        **counts, points=points, points_done=points_done, hours=hours, hours_done=hours_done, overdue=overdue
    )


def project(path: str, values: dict[str, Any], done: Progress) -> Project:
    """The project a note with these properties is."""
    by_name = {name.casefold(): value for name, value in values.items()}
    owners = _names(by_name, "owner", "lead", "manager")
    return Project(
        path,
        title_of(path),
        owned_folder(path),
        _text(by_name, "status", "state"),
        _text(by_name, "methodology"),
        _text(by_name, "phase"),
        day(_text(by_name, "start", "starts")),
        day(_text(by_name, "due", "deadline", "end")),
        owners[0] if owners else None,
        _names(by_name, "members", "team", "people"),
        tuple(dict.fromkeys(tag for _, tag in property_tags(values))),
        aliases_of(values),
        done,
    )


def sprint(
    path: str, title: str, values: dict[str, Any], in_project: str | None, today: date, done: Progress
) -> Sprint:
    """The sprint a note with these properties is; ``in_project`` is the path of its project's note."""
    by_name = {name.casefold(): value for name, value in values.items()}
    start, end = day(_text(by_name, "start", "starts")), day(_text(by_name, "end", "ends", "due"))
    capacity = by_name.get("capacity")
    return Sprint(
        path,
        title,
        in_project,
        _text(by_name, "goal"),
        start,
        end,
        float(capacity) if isinstance(capacity, int | float) and not isinstance(capacity, bool) else None,
        _text(by_name, "status", "state"),
        _state(start, end, today),
        done,
    )


def plain_text(description: str) -> str:
    """A description without fields, tags and names: what it says."""
    text = MENTION.sub("", work_fields(description).text)
    return " ".join(word for word in text.split() if not (word.startswith("#") and len(word) > 1))


def is_over(status: object) -> bool:
    """Whether the status of a project, sprint or milestone says that it is over."""
    return isinstance(status, str) and status.casefold() in CLOSED


def _state(start: date | None, end: date | None, today: date) -> Any:
    if start is None and end is None:
        return "undated"
    if start is not None and today < start:
        return "future"
    return "past" if end is not None and today > end else "current"


def day(text: str | None) -> date | None:
    """The day an ISO date or time says, ``None`` when the calendar does not have it."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _text(values: dict[str, Any], *names: str) -> str | None:
    found = next((values[name] for name in names if values.get(name) not in (None, "", [])), None)
    entry = found[0] if isinstance(found, list) else found
    return None if entry is None else link_target(str(entry))


def _names(values: dict[str, Any], *names: str) -> tuple[str, ...]:
    found: Any = next((values[name] for name in names if values.get(name) not in (None, "", [])), [])
    entries = found if isinstance(found, list) else [found]
    return tuple(link_target(str(entry)) for entry in entries if entry is not None)
