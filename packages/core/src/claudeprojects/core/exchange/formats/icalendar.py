"""Calendars (iCalendar, RFC 5545): to-dos become task lines of one note, events a note each with their dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.formats.tasklists import Section, write_list
from claudeprojects.core.exchange.names import safe_name, split_extension
from claudeprojects.core.exchange.notetext import TaskLine, moment, tag_names
from claudeprojects.core.exchange.when import rule_of_rrule
from icalendar import Calendar

if TYPE_CHECKING:
    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.model import Options
    from claudeprojects.core.exchange.sources import Entry, Source
    from icalendar import Component

_STATUS: Final = {"COMPLETED": "done", "IN-PROCESS": "in_progress", "CANCELLED": "cancelled"}
_NOT_KEPT: Final = {
    "VALARM": "reminders are not kept",
    "VJOURNAL": "journals are not read",
    "VFREEBUSY": "is not read",
}


def read(source: Source, batch: Batch, options: Options) -> None:  # noqa: ARG001 - the signature of all formats
    """Read one calendar, or all of a zip."""
    for entry in source.with_suffix(".ics", ".ical") or list(source.entries.values()):
        _read_calendar(source, entry, batch)


def _read_calendar(source: Source, entry: Entry, batch: Batch) -> None:
    try:
        calendars = Calendar.from_ical(source.text_of(entry), multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise ImportFailed(entry.name, f"it is no calendar that can be read ({error})") from error
    if not calendars:
        raise ImportFailed(entry.name, "it holds no calendar")
    for calendar in calendars:
        title = str(calendar.get("X-WR-CALNAME") or split_extension(entry.name.rpartition("/")[2])[0])
        components = list(calendar.walk())
        for one in components:
            _without_damage(one, title, batch)
        todos = [one for one in components if one.name == "VTODO"]
        events = [one for one in components if one.name == "VEVENT"]
        if todos:
            section = Section("", _nested(todos, batch))
            write_list(batch, f"icalendar:{title}", f"{safe_name(title)}.md", title, [section], {})
        _read_events(events, title, batch)
        for one in components:
            if one.name in _NOT_KEPT:
                batch.lost(title, str(one.name), _NOT_KEPT[one.name])


def _without_damage(component: Component, calendar: str, batch: Batch) -> None:
    """Take out the properties that cannot be read; asking for one would raise."""
    for name, problem in component.errors:
        if name is not None:
            component.pop(name, None)
        batch.lost(_text(component, "SUMMARY") or calendar, f"its {name or 'line'}", f"it is damaged ({problem})")


def _nested(todos: list[Component], batch: Batch) -> list[TaskLine]:
    """The to-dos as tasks, each below the one it is related to."""
    lines = {_text(todo, "UID") or str(number): _task(todo, batch) for number, todo in enumerate(todos)}
    roots: list[TaskLine] = []
    for (uid, line), todo in zip(lines.items(), todos, strict=False):
        parent = lines.get(_text(todo, "RELATED-TO") or "")
        (parent.children if parent is not None and parent is not line and uid else roots).append(line)
    return roots


def _task(todo: Component, batch: Batch) -> TaskLine:
    status = _STATUS.get(_text(todo, "STATUS").upper(), "done" if todo.get("COMPLETED") else "todo")
    title = _text(todo, "SUMMARY")
    task = TaskLine(
        title, status, due=_day(todo, "DUE"), start=_day(todo, "DTSTART"), created=_day(todo, "CREATED"),
        done=_day(todo, "COMPLETED") if status == "done" else None, priority=_priority(todo), tags=_categories(todo),
        recurrence=_rule(todo, title, batch), notes=_text(todo, "DESCRIPTION").splitlines(),
    )  # fmt: skip
    if "T" in (due := _moment(todo, "DUE") or ""):
        task.time = due[11:16]
    if url := _text(todo, "URL"):
        task.notes.append(url)
    return task


def _read_events(events: list[Component], calendar: str, batch: Batch) -> None:
    folder = safe_name(calendar)
    for number, event in enumerate(events):
        batch.progress("reading", number, len(events))
        title = _text(event, "SUMMARY") or "Event"
        day = _day(event, "DTSTART")
        changed = _moment(event, "RECURRENCE-ID")
        key = f"icalendar:{_text(event, 'UID') or f'{calendar}/{title}/{day}'}" + (f"/{changed}" if changed else "")
        name = f"{day} {title}" if day else title
        if batch.reserve(key, f"{folder}/{safe_name(name)}.md").already:
            continue
        properties: dict[str, Any] = {
            "type": "event", "date": _moment(event, "DTSTART"), "end": _moment(event, "DTEND"),
            "location": _text(event, "LOCATION"), "people": _people(event), "tags": tag_names(_categories(event)),
            "repeats": _rule(event, title, batch), "url": _text(event, "URL"),
            "status": _text(event, "STATUS").lower(), "calendar": calendar,
        }  # fmt: skip
        heading = f"# {title}\n\n" if safe_name(title) != title or day else ""
        batch.note(key, properties, heading + _text(event, "DESCRIPTION"))


def _rule(component: Component, title: str, batch: Batch) -> str | None:
    found = component.get("RRULE")
    if found is None:
        return None
    rule = found[0] if isinstance(found, list) else found
    words = rule_of_rrule({name: [_plain(one) for one in value] for name, value in rule.items()})
    if words is None:
        text = rule.to_ical().decode()
        batch.lost(title, f"the recurrence {text!r}", "our rules cannot say it")
    return words


def _plain(value: object) -> str:
    return str(value)


def _priority(component: Component) -> str | None:
    """RFC 5545, 3.8.1.9: 1 is the highest, 9 the lowest, 0 none."""
    try:
        number = int(str(component.get("PRIORITY") or 0))
    except ValueError:
        return None
    return {0: None, 1: "highest", 5: "medium", 9: "lowest"}.get(number, "high" if number < 5 else "low")


def _categories(component: Component) -> list[str]:
    found = component.get("CATEGORIES")
    groups = found if isinstance(found, list) else [found] if found is not None else []
    return [str(one) for group in groups for one in getattr(group, "cats", [group])]


def _people(component: Component) -> list[str]:
    found = component.get("ATTENDEE")
    people = found if isinstance(found, list) else [found] if found is not None else []
    return [str(one.params.get("CN") or str(one).removeprefix("mailto:")) for one in people]


def _text(component: Component, name: str) -> str:
    found = component.get(name)
    return "" if found is None else str(found[0] if isinstance(found, list) else found).strip()


def _value(component: Component, name: str) -> date | datetime | None:
    found = component.get(name)
    found = found[0] if isinstance(found, list) else found
    value = getattr(found, "dt", None)
    return value if isinstance(value, date) else None


def _day(component: Component, name: str) -> str | None:
    value = _value(component, name)
    return None if value is None else value.strftime("%Y-%m-%d")


def _moment(component: Component, name: str) -> str | None:
    value = _value(component, name)
    return None if value is None else moment(value) if isinstance(value, datetime) else value.isoformat()
