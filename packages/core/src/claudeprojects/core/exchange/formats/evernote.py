"""Evernote's notebooks (``.enex``): notes with their text (ENML), files, tags, dates and tasks.

The file is read twice: first for the titles, which links between notes name, then for everything.
"""

from __future__ import annotations

import hashlib
import mimetypes
from contextlib import closing
from datetime import UTC, date, datetime
from typing import IO, TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.formats.enex import EvernoteNote, notes_of
from claudeprojects.core.exchange.formats.enml import Resource, markdown_of_enml
from claudeprojects.core.exchange.names import safe_name, split_extension
from claudeprojects.core.exchange.notetext import TaskLine, moment, tag_names
from claudeprojects.core.exchange.rrules import rule_of_rrule
from claudeprojects.core.exchange.when import local

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.formats.enex import EvernoteFile
    from claudeprojects.core.exchange.model import Options
    from claudeprojects.core.exchange.sources import Entry, Source

_CHUNK: Final = 1 << 16
_TOLD_EVERY: Final = 20


def read(source: Source, batch: Batch, options: Options) -> None:  # noqa: ARG001 - the signature of all formats
    """Read one or several exported notebooks; their notes may link to each other."""
    entries = source.with_suffix(".enex") or list(source.entries.values())
    keys = _Keys()
    books = []
    for entry in entries:
        folder = safe_name(split_extension(entry.name.rpartition("/")[2])[0]) if len(entries) > 1 else ""
        book = _Book(entry, batch, folder, keys)
        with batch.trying(entry.name):
            book.reserve()
            books.append(book)
    for book in books:
        with batch.trying(book.name):
            book.read()


class _Keys:
    """The keys of all notes, and those of each title."""

    def __init__(self) -> None:
        self.by_title: dict[str, list[str]] = {}
        self._seen: set[str] = set()

    def take(self, note: EvernoteNote) -> str:
        """A key for ``note`` that is the same when it is exported again."""
        mark = f"{note.title}\0{note.values.get('created', '')}"
        key = "evernote:" + hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()[:24]
        while key in self._seen:
            key += "+"
        self._seen.add(key)
        self.by_title.setdefault(note.title.casefold(), []).append(key)
        return key


class _Book:
    """One notebook on its way into the batch."""

    def __init__(self, entry: Entry, batch: Batch, folder: str, keys: _Keys) -> None:
        self._entry, self._batch = entry, batch
        self._folder = f"{folder}/" if folder else ""
        self._all = keys
        self._keys: list[str] = []

    @property
    def name(self) -> str:
        """Its file."""
        return self._entry.name

    def reserve(self) -> None:
        """Find out which notes there are."""
        for note in notes_of(self._entry, with_data=False):
            if isinstance(note, EvernoteNote):
                key = self._all.take(note)
                self._keys.append(key)
                self._batch.reserve(key, f"{self._folder}{safe_name(note.title)}.md")

    def read(self) -> None:
        """Take the notes in."""
        keys = iter(self._keys)
        for number, note in enumerate(notes_of(self._entry, with_data=True), 1):
            if number % _TOLD_EVERY == 0:
                self._batch.progress("reading", number, len(self._keys))
            if isinstance(note, EvernoteNote):
                with self._batch.trying(note.title), closing(note):
                    self._take(note, next(keys))
            else:
                with self._batch.trying(f"{self._entry.name}, note {number} ({note.title})"):
                    raise ImportFailed(self._entry.name, note.reason)

    def _take(self, note: EvernoteNote, key: str) -> None:
        if self._batch.reserve(key, "").already:
            return
        title = note.title
        files = {
            file.hash.hexdigest(): self._keep(title, file) for file in note.resources if self._is_whole(title, file)
        }
        tasks = [(task.get("taskGroupNoteLevelID", ""), _task(task, self._lost(title))) for task in note.tasks]
        content = note.values.get("content", "")
        body = markdown_of_enml(content, files, tasks, self._linker(title), self._lost(title))
        boxes = sum(body.count(f"- [{symbol}] ") for symbol in " x/-")
        self._batch.note(key, _properties(note), body, tasks=boxes)

    def _is_whole(self, title: str, file: EvernoteFile) -> bool:
        """Whether a file holds anything; what is wrong with it is told of."""
        if file.broken or not file.size:
            name = file.values.get("file-name")
            why = "its data is damaged" if file.broken else "it is empty"
            self._batch.lost(title, f"the file {name!r}" if name else "a file in it", why)
        return file.size > 0

    def _keep(self, title: str, file: EvernoteFile) -> Resource:
        """Put a file among the attachments; an embed of it."""
        mime = file.values.get("mime", "")
        name = file.values.get("file-name") or f"{safe_name(title)}{mimetypes.guess_extension(mime) or ''}"
        stem, extension = split_extension(name)
        file.data.seek(0)

        def copy(out: IO[bytes]) -> None:
            while piece := file.data.read(_CHUNK):
                out.write(piece)

        path = self._batch.attachment(
            f"{self._folder}Attachments/{safe_name(stem, extension or mimetypes.guess_extension(mime) or '')}", copy
        )
        return Resource(self._batch.link_to(path, embed=True), mime)

    def _linker(self, title: str) -> Callable[[str], str | None]:
        """Links between notes name a note by an id that exports lack; the text of a link is the title it had."""

        def link(shown: str) -> str | None:
            keys = self._all.by_title.get(shown.strip().casefold(), [])
            if len(keys) == 1:
                return self._batch.link(keys[0], shown)
            why = "no note of that title is in the export" if not keys else "several notes have that title"
            self._batch.lost(title, f"a link to the note {shown!r}", why)
            return None

        return link

    def _lost(self, title: str) -> Callable[[str, str], None]:
        return lambda what, why: self._batch.lost(title, what, why)


def _properties(note: EvernoteNote) -> dict[str, Any]:
    values, title = note.values, note.title
    found: dict[str, Any] = {"aliases": [title]} if safe_name(title) != title else {}
    found |= {"tags": tag_names(note.tags), "created": _moment(values.get("created")),
              "updated": _moment(values.get("updated")), "source": values.get("source-url"),
              "author": values.get("author"), "reminder": _moment(values.get("reminder-time")),
              "reminder-done": _moment(values.get("reminder-done-time"))}  # fmt: skip
    if values.get("latitude") and values.get("longitude"):
        found["location"] = f"{values['latitude']}, {values['longitude']}"
    return found


def _task(values: dict[str, str], lost: Callable[[str, str], None]) -> TaskLine:
    """A task as Evernote has them: due at a moment in a zone of its own, flagged or not, with an ``RRULE``."""
    done = values.get("taskStatus") == "completed"
    due = _moment(values.get("dueDate"), values.get("timeZone", ""))
    at = due and values.get("dueDateUIOption") == "date_time"
    task = TaskLine(values.get("title", ""), "done" if done else "todo", due=due and due[:10])
    task.time = due[11:16] if due and at else None
    task.priority = "high" if values.get("taskFlag") == "true" else None
    task.done = (_moment(values.get("statusUpdated")) or "")[:10] or None if done else None
    if "reminderDate" in values:
        lost(f"the reminder of {task.text!r}", "our tasks have none")
    written = values.get("recurrence", "").removeprefix("RRULE:")
    if written:
        rule = rule_of_rrule(written, date.fromisoformat(due[:10]) if due else None)
        if rule is None:
            lost(f"the recurrence {written!r} of {task.text!r}", "our rules cannot say it; it is kept as text")
            task.notes.append(f"Repeats: {written}")
        elif values.get("repeatAfterCompletion") == "true":
            rule += " when done"
        task.recurrence = rule
    return task


def _moment(text: str | None, zone: str = "") -> str | None:
    """``20240105T103000Z`` as a property, as the clock shows it in ``zone``, else here."""
    try:
        found = datetime.strptime(text or "", "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return moment(found.astimezone(ZoneInfo(zone)) if zone else local(found))
    except ZoneInfoNotFoundError:
        return _moment(text)
    except (ValueError, OverflowError):
        return None
