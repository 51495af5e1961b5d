"""Tasks as a calendar (iCalendar, RFC 5545): to-dos, or events for programs that show no to-dos."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from claudeprojects.core.vault.rulegrammar import parse_rule
from dateutil.rrule import rrule
from icalendar import Calendar, Event, Todo, vRecur

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.core.projects.model import WorkItem

_STATUS: Final = {
    "todo": "NEEDS-ACTION", "on_hold": "NEEDS-ACTION", "in_progress": "IN-PROCESS", "done": "COMPLETED",
    "cancelled": "CANCELLED",
}  # fmt: skip
_PRIORITY: Final = {"highest": 1, "high": 3, "medium": 5, "low": 7, "lowest": 9}
_USUAL_LENGTH: Final = timedelta(minutes=30)
_REFRESHED: Final = timedelta(hours=1)
_UNTIL: Final = re.compile(r"(UNTIL=\d{8})T\d{6}")


def calendar_of(items: Sequence[WorkItem], name: str, *, events: bool = False) -> str:
    """A calendar with a to-do for each task, and its recurrence as far as RFC 5545 can say it.

    With ``events`` it has an event for each task that has a day instead. Times are those of whoever looks at it.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//ClaudeProjects//Tasks//EN")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESHED, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    stamp = datetime.now(UTC)
    seen: Counter[str] = Counter()
    for item in items:
        mark = _mark(item)
        seen[mark] += 1
        uid = hashlib.sha256(f"{mark}\0{seen[mark]}".encode() if seen[mark] > 1 else mark.encode()).hexdigest()[:32]
        made = _event(item) if events else _todo(item)
        if made is not None:
            made.add("uid", f"{uid}@claudeprojects")
            made.add("dtstamp", stamp)
            calendar.add_component(made)
    return bytes(calendar.to_ical()).decode()


def _todo(item: WorkItem) -> Todo:
    todo = Todo()
    todo.add("summary", item.description or "Untitled")
    todo.add("status", _STATUS.get(item.status, "NEEDS-ACTION"))
    if item.priority is not None:
        todo.add("priority", _PRIORITY[item.priority])
    day = item.due or item.scheduled
    due = None if day is None else _moment(day, item.time if item.due else None)
    rule = _rrule(item, due)
    # What recurs begins with its first day, as the rule counts from there.
    first = day if rule else item.start if day is None or (item.start is not None and item.start <= day) else None
    if due is not None:
        todo.add("due", due)
    if first is not None:  # of the same kind as the due, as RFC 5545 wants it
        clock = item.time if rule else "00:00"
        todo.add("dtstart", _moment(first, clock) if isinstance(due, datetime) else first)
    if item.done is not None and item.status == "done":
        todo.add("completed", datetime.combine(item.done, time(12), UTC))
    _add_rest(todo, item, rule)
    return todo


def _event(item: WorkItem) -> Event | None:
    day = item.due or item.scheduled or item.start
    if day is None or item.status == "cancelled":
        return None
    event = Event()
    event.add("summary", f"{'✓ ' if item.status == 'done' else ''}{item.description or 'Untitled'}")
    begin = _moment(day, item.time if item.due else None)
    event.add("dtstart", begin)
    if isinstance(begin, datetime):
        hours = item.estimate.amount if item.estimate and item.estimate.unit == "hours" else 0
        event.add("duration", timedelta(hours=min(hours, 24)) or _USUAL_LENGTH)
    event.add("transp", "TRANSPARENT")
    _add_rest(event, item, _rrule(item, begin))
    return event


def _add_rest(made: Todo | Event, item: WorkItem, rule: str | None) -> None:
    """What to-dos and events have in common."""
    if item.created is not None:
        made.add("created", datetime.combine(item.created, time(12), UTC))
    if item.tags:
        made.add("categories", list(item.tags))
    lines = [item.path if item.line is None else f"{item.path}:{item.line + 1}"]
    if rule is not None:
        made.add("rrule", vRecur.from_ical(rule))
    elif item.recurrence:
        lines.append(f"Repeats {item.recurrence}")
    if item.assignees:
        lines.append("For " + ", ".join(item.assignees))
    made.add("description", "\n".join(lines))


def _moment(day: date, clock: str | None) -> date | datetime:
    """The day, or the moment when a time of day is known: that of whoever looks at it (a "floating" time)."""
    try:
        return datetime.combine(day, time.fromisoformat(clock)) if clock else day
    except ValueError:
        return day


def _rrule(item: WorkItem, first: date | datetime | None) -> str | None:
    """Its rule as ``RRULE``, its end of the kind that ``first`` has; ``None`` when there is none, it counts from when
    the task is done, or RFC 5545 cannot say it."""
    if not item.recurrence or first is None or "when done" in item.recurrence.lower():
        return None
    day = datetime(first.year, first.month, first.day)
    try:
        text = str(rrule(dtstart=day, **parse_rule(item.recurrence))).rpartition("RRULE:")[2]
    except (ValueError, TypeError, OverflowError):
        return None
    return _UNTIL.sub(r"\1T235959" if isinstance(first, datetime) else r"\1", text) or None


def _mark(item: WorkItem) -> str:
    """The same for the same task as long as its note and its words stay; its id, where it has one, stays longer."""
    if item.id:
        return item.id
    return f"{item.path}\0{item.block_id or item.description}"
