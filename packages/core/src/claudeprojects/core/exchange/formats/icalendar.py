"""Calendars (iCalendar, RFC 5545): to-dos become task lines of one note, events and journals a note each.

Times are those of the clock where they are meant; times in UTC become those of the calendar's own time zone, else of
this machine's. What cannot be read is taken out line by line (``ical_mending``) and told of.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import IO, TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.formats.ical_mending import KEPT, mended
from claudeprojects.core.exchange.formats.tasklists import Section, nested, write_list
from claudeprojects.core.exchange.names import safe_name, split_extension
from claudeprojects.core.exchange.notetext import TaskLine, moment, tag_names
from claudeprojects.core.exchange.rrules import rule_of_rrule
from claudeprojects.core.exchange.when import local
from claudeprojects.core.vault.recurrence import is_rule
from icalendar import Calendar

if TYPE_CHECKING:
    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.model import Options
    from claudeprojects.core.exchange.sources import Entry, Source
    from icalendar import Component

_STATUS: Final = {"COMPLETED": "done", "IN-PROCESS": "in_progress", "CANCELLED": "cancelled"}
_NOT_KEPT: Final = {"VALARM": "reminders", "VFREEBUSY": "free and busy times", "VAVAILABILITY": "availability"}
_NOTES: Final = {"VEVENT": "event", "VJOURNAL": "journal"}
_UNREADABLE = (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError)


def read(source: Source, batch: Batch, options: Options) -> None:  # noqa: ARG001 - the signature of all formats
    """Read one calendar, or all of a zip."""
    entries = source.with_suffix(".ics", ".ical", ".ifb") or list(source.entries.values())
    for entry in entries:
        with batch.trying(entry.name):
            for calendar in _calendars(source.text_of(entry), entry, batch):
                _Reader(calendar, entry, batch).read()


def _calendars(text: str, entry: Entry, batch: Batch) -> list[Component]:
    """The calendars in ``text``, mended when the library cannot read them as they are."""
    try:
        found = Calendar.from_ical(text.encode(), multiple=True)
        if found and not any(one.errors for calendar in found for one in calendar.walk()):
            return list(found)
    except _UNREADABLE:
        pass  # line by line it tells what is wrong
    plain, damages = mended(text)
    for damage in damages:
        why = f"line {damage.line.number} cannot be read: {damage.problem}"
        batch.lost(damage.item, f"its {damage.name}, {damage.value!r}", why)
    try:
        found = Calendar.from_ical(plain.encode(), multiple=True)
    except _UNREADABLE as error:
        raise ImportFailed(entry.name, f"it is no calendar that can be read ({error})") from error
    if not any(one.name in {"VTODO", *_NOTES} for calendar in found for one in calendar.walk()):
        raise ImportFailed(entry.name, "it holds no calendar that can be read")
    return list(found)


class _Reader:
    """One calendar on its way into the batch."""

    def __init__(self, calendar: Component, entry: Entry, batch: Batch) -> None:
        self._batch = batch
        self._title = _text(calendar, "X-WR-CALNAME") or split_extension(entry.name.rpartition("/")[2])[0]
        self._components = list(calendar.walk())
        self._zone = _zone(calendar, self._components)
        self._seen: dict[str, list[bytes]] = {}

    def read(self) -> None:
        todos = [one for one in self._components if one.name == "VTODO"]
        if todos:
            title = self._title
            tasks = []
            for todo in todos:
                with self._batch.trying(_text(todo, "SUMMARY") or _text(todo, "UID")):
                    tasks.append((_text(todo, "UID"), _parent(todo), self._task(todo)))
            section = Section("", nested(tasks))
            write_list(self._batch, f"icalendar:{title}", f"{safe_name(title)}.md", title, [section], {})
        events = [one for one in self._components if one.name in _NOTES]
        for number, event in enumerate(events):
            self._batch.progress("reading", number, len(events))
            with self._batch.trying(_text(event, "SUMMARY") or _text(event, "UID")):
                self._event(event)
        for name, count in Counter(str(one.name) for one in self._components).items():
            if name in _NOT_KEPT:
                self._batch.lost(self._title, f"{_NOT_KEPT[name]} ({count:,})", "our notes have none")

    def _task(self, todo: Component) -> TaskLine:
        status = _STATUS.get(_text(todo, "STATUS").upper(), "done" if todo.get("COMPLETED") else "todo")
        title = _text(todo, "SUMMARY")
        task = TaskLine(
            title, status, due=self._day(todo, "DUE"), start=self._day(todo, "DTSTART"),
            created=self._day(todo, "CREATED"), done=self._day(todo, "COMPLETED") if status == "done" else None,
            priority=_priority(todo), tags=_categories(todo), recurrence=self._rule(todo, title),
            notes=_text(todo, "DESCRIPTION").splitlines(),
        )  # fmt: skip
        if "T" in (due := self._moment(todo, "DUE") or ""):
            task.time = due[11:16]
        task.notes += [row for row in (_text(todo, "LOCATION"), _text(todo, "URL")) if row]
        if task.recurrence and not is_rule(task.recurrence):
            task.notes.append(f"Repeats: {task.recurrence}")
        task.notes += self._attachments(todo) + _texts(todo, KEPT)
        return task

    def _event(self, event: Component) -> None:
        kind = _NOTES[str(event.name)]
        title = _text(event, "SUMMARY") or kind.capitalize()
        day = self._day(event, "DTSTART")
        changed = self._moment(event, "RECURRENCE-ID")
        key = f"icalendar:{_text(event, 'UID') or f'{self._title}/{title}/{day}'}"
        key += f"/{changed}" if changed else ""
        same = self._seen.setdefault(key, [])
        whole = event.to_ical()
        if whole in same:
            return
        same.append(whole)
        key += f"#{len(same)}" if len(same) > 1 else ""
        name = f"{day} {title}" if day else title
        if self._batch.reserve(key, f"{safe_name(self._title)}/{safe_name(name)}.md").already:
            return
        properties: dict[str, Any] = {
            "type": kind, "date": self._moment(event, "DTSTART"), "end": self._end(event),
            "location": _text(event, "LOCATION"), "organizer": next(iter(_people(event, "ORGANIZER")), None),
            "people": _people(event, "ATTENDEE"), "tags": tag_names(_categories(event)),
            "repeats": self._rule(event, title), "url": _text(event, "URL"),
            "status": _text(event, "STATUS").lower(), "calendar": self._title,
        }  # fmt: skip
        heading = f"# {title}" if safe_name(title) != title or day else ""
        pieces = [heading, _text(event, "DESCRIPTION"), *self._attachments(event)]
        pieces.append("\n".join(f"- {kept}" for kept in _texts(event, KEPT)))
        self._batch.note(key, properties, "\n\n".join(filter(None, pieces)))

    def _end(self, event: Component) -> str | None:
        """When it ends; the last of whole days, of which the standard names the one after."""
        start, end, duration = (_value(event, name) for name in ("DTSTART", "DTEND", "DURATION"))
        if end is None and isinstance(start, date) and isinstance(duration, timedelta):
            end = start + duration
        if not isinstance(end, date) or isinstance(end, datetime):
            return self._shown(end)
        last = end - timedelta(days=1)
        return last.isoformat() if isinstance(start, date) and last > start else None

    def _rule(self, component: Component, title: str) -> str | None:
        found = component.get("RRULE")
        if found is None:
            return None
        text = (found[0] if isinstance(found, list) else found).to_ical().decode()
        start = self._day(component, "DTSTART") or self._day(component, "DUE")
        words = rule_of_rrule(text, date.fromisoformat(start) if start else None)
        if words is None:
            self._batch.lost(title, f"the recurrence {text!r}", "our rules cannot say it; it is kept as text")
        if component.get("EXDATE") or component.get("RDATE"):
            self._batch.lost(title, "days left out of its recurrence, or added", "our rules have no exceptions")
        return words or text

    def _attachments(self, component: Component) -> list[str]:
        """Embeds of the files that are in it, and links to those that are elsewhere."""
        found: list[str] = []
        for one in _all(component, "ATTACH"):
            name = str(one.params.get("FILENAME") or one.params.get("X-FILENAME") or one.params.get("X-LABEL") or "")
            if str(one.params.get("VALUE", "")).upper() != "BINARY":
                found.append(f"[{name or str(one).rpartition('/')[2] or 'file'}]({str(one).replace(' ', '%20')})")
                continue
            data = one.obj if isinstance(one.obj, bytes) else str(one.obj).encode()
            stem, extension = split_extension(name or _text(component, "SUMMARY") or "File")
            path = f"{safe_name(self._title)}/Attachments/{safe_name(stem, extension)}"
            found.append(self._batch.link_to(self._batch.attachment(path, _copier(data)), embed=True))
        return found

    def _day(self, component: Component, name: str) -> str | None:
        return (self._moment(component, name) or "")[:10] or None

    def _moment(self, component: Component, name: str) -> str | None:
        return self._shown(_value(component, name))

    def _shown(self, value: object) -> str | None:
        """A date, or a moment as the clock shows it."""
        if isinstance(value, datetime):
            if value.tzinfo is not None and value.utcoffset() == timedelta(0) and str(value.tzinfo) in _UTC:
                value = value.astimezone(self._zone) if self._zone else local(value)
            return moment(value)
        return value.isoformat() if isinstance(value, date) else None


_UTC: Final = {"UTC", "Etc/UTC", str(UTC)}


def _copier(data: bytes) -> Any:
    def copy(out: IO[bytes]) -> None:
        out.write(data)

    return copy


def _zone(calendar: Component, components: list[Component]) -> ZoneInfo | None:
    """The time zone that the calendar is in: the one it names, or the only one it describes."""
    described = [_text(one, "TZID") for one in components if one.name == "VTIMEZONE"]
    names = [_text(calendar, "X-WR-TIMEZONE"), *(described if len(described) == 1 else [])]
    for name in filter(None, names):
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            continue
    return None


def _parent(todo: Component) -> str:
    """The UID of the to-do it is a part of (RFC 5545, 3.8.4.5)."""
    related = _all(todo, "RELATED-TO")
    return next((str(one) for one in related if one.params.get("RELTYPE", "PARENT").upper() == "PARENT"), "")


def _priority(component: Component) -> str | None:
    """RFC 5545, 3.8.1.9: 1 is the highest, 9 the lowest, 0 none."""
    number = int(_text(component, "PRIORITY") or 0)
    return {0: None, 1: "highest", 5: "medium", 9: "lowest"}.get(number, "high" if number < 5 else "low")


def _categories(component: Component) -> list[str]:
    return [str(one) for group in _all(component, "CATEGORIES") for one in getattr(group, "cats", [group])]


def _people(component: Component, name: str) -> list[str]:
    people = [str(one.params.get("CN") or str(one)) for one in _all(component, name)]
    return [one[7:] if one.lower().startswith("mailto:") else one for one in people]


def _all(component: Component, name: str) -> list[Any]:
    found = component.get(name)
    return list(found) if isinstance(found, list) else [] if found is None else [found]


def _texts(component: Component, name: str) -> list[str]:
    return [str(one).strip() for one in _all(component, name)]


def _text(component: Component, name: str) -> str:
    return next(iter(_texts(component, name)), "")


def _value(component: Component, name: str) -> date | datetime | timedelta | None:
    value = getattr(next(iter(_all(component, name)), None), "dt", None)
    return value if isinstance(value, date | timedelta) else None
