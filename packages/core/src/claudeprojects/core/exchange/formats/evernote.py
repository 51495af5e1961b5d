"""Evernote's export (``.enex``): notes with their text (ENML), files, tags, dates and tasks, read as a stream.

The file is read twice: first for the titles, which links between notes name, then for everything. Files in notes are
decoded piece by piece, so a large export needs little memory. Declarations of entities are refused (defusedxml).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import mimetypes
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any, Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_external_ges
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.formats.enml import Resource, markdown_of_enml
from claudeprojects.core.exchange.names import safe_name, split_extension
from claudeprojects.core.exchange.notetext import TaskLine, moment, tag_names
from claudeprojects.core.exchange.when import rule_of_rrule
from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.model import Options
    from claudeprojects.core.exchange.sources import Entry, Source

_CHUNK: Final = 1 << 16
_IN_MEMORY: Final = 1 << 20
_LONGEST: Final = 64 * 1024 * 1024
_TOLD_EVERY: Final = 20


@dataclass(slots=True)
class _Note:
    """A note as it is being read."""

    values: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    tasks: list[dict[str, str]] = field(default_factory=list)
    resources: list[_File] = field(default_factory=list)


@dataclass(slots=True)
class _File:
    """A file in a note: its bytes as they come, and what is said of it."""

    data: IO[bytes]
    hash: Any
    waiting: list[str] = field(default_factory=list)
    length: int = 0
    left: str = ""
    size: int = 0
    broken: bool = False
    values: dict[str, str] = field(default_factory=dict)

    @classmethod
    def begin(cls) -> _File:
        data = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with its note
        return cls(data, hashlib.md5(usedforsecurity=False))

    def take(self, text: str) -> None:
        """Take another piece of base64; the parser gives it line by line."""
        self.waiting.append(text)
        self.length += len(text)
        if self.length >= _CHUNK:
            self.decode()

    def finish(self) -> None:
        """Decode what is left."""
        self.decode()
        self.waiting.append("=" * (-len(self.left) % 4))
        self.decode()

    def decode(self) -> None:
        """Decode what was taken, as far as it is whole."""
        text = self.left + "".join("".join(self.waiting).split())
        self.waiting.clear()
        self.length = 0
        whole = len(text) // 4 * 4
        self.left = text[whole:]
        try:
            piece = base64.b64decode(text[:whole])
        except binascii.Error:
            self.broken = True
            return
        self.data.write(piece)
        self.hash.update(piece)
        self.size += len(piece)


class _Handler(ContentHandler):
    """Calls ``on_note`` with every note; ``with_data`` decodes the files in it, else they are passed over."""

    def __init__(self, on_note: Callable[[_Note], None], *, with_data: bool) -> None:
        super().__init__()
        self._on_note, self._with_data = on_note, with_data
        self._path: list[str] = []
        self._in_data = False
        self._note: _Note | None = None
        self._file: _File | None = None
        self._task: dict[str, str] | None = None
        self._text: list[str] = []
        self._length = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - SAX names it
        self._path.append(name)
        self._in_data = name == "data"
        self._text, self._length = [], 0
        if name == "note":
            self._note = _Note()
        elif name == "resource" and self._with_data:
            self._file = _File.begin()
        elif name == "task":
            self._task = {}
        if len(self._path) > 100:
            raise SAXException("its elements are nested too deeply")
        del attrs

    def characters(self, content: str) -> None:
        if self._in_data:
            if self._file is not None:
                self._file.take(content)
            return
        self._length += len(content)
        if self._length > _LONGEST:
            raise SAXException("a note in it is larger than 64 MB")
        self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX names it
        self._path.pop()
        self._in_data = False
        text = "".join(self._text)
        self._text, self._length = [], 0
        if self._note is None:
            return
        if name == "note":
            self._on_note(self._note)
            for file in self._note.resources:
                file.data.close()
            self._note = None
        elif name == "task" and self._task is not None:
            self._note.tasks.append(self._task)
            self._task = None
        elif name == "resource" and self._file is not None:
            self._file.finish()
            self._note.resources.append(self._file)
            self._file = None
        elif name == "tag":
            self._note.tags.append(text)
        elif self._task is not None:
            self._task[name] = text.strip()
        elif self._file is not None:
            self._file.values[name] = text.strip()
        elif "resource" not in self._path:
            self._note.values.setdefault(name, text if name == "content" else text.strip())


def read(source: Source, batch: Batch, options: Options) -> None:  # noqa: ARG001 - the signature of all formats
    """Read one or several exported notebooks."""
    books = source.with_suffix(".enex") or list(source.entries.values())
    for book in books:
        folder = safe_name(split_extension(book.name.rpartition("/")[2])[0]) if len(books) > 1 else ""
        _Book(source, book, batch, folder).read()


class _Book:
    """One notebook on its way into the batch."""

    def __init__(self, source: Source, entry: Entry, batch: Batch, folder: str) -> None:
        self._source, self._entry, self._batch = source, entry, batch
        self._folder = f"{folder}/" if folder else ""
        self._keys: list[str] = []
        self._seen: set[str] = set()
        self._by_title: dict[str, list[str]] = {}
        self._read = 0

    def read(self) -> None:
        self._parse(self._reserve, with_data=False)
        self._parse(self._take, with_data=True)

    def _parse(self, on_note: Callable[[_Note], None], *, with_data: bool) -> None:
        parser = make_parser()
        parser.forbid_dtd = parser.forbid_external = False  # every export names its DTD …
        parser.setFeature(feature_external_ges, False)  # … which is never fetched
        parser.setContentHandler(_Handler(on_note, with_data=with_data))
        try:
            with self._entry.open() as file:
                while chunk := file.read(_CHUNK):
                    parser.feed(chunk)
                parser.close()
        except DefusedXmlException as error:
            reason = "it declares entities, as files made to do harm do"
            raise ImportFailed(self._entry.name, reason, "Export it again from Evernote.") from error
        except SAXException as error:
            hint = "Export the notebook again; an export that was cut off cannot be read."
            raise ImportFailed(self._entry.name, f"its XML is damaged ({error})", hint) from error

    def _reserve(self, note: _Note) -> None:
        title = note.values.get("title") or "Untitled"
        mark = f"{title}\0{note.values.get('created', '')}\0{self._entry.name}"
        key = "evernote:" + hashlib.sha256(mark.encode("utf-8", "replace")).hexdigest()[:24]
        while key in self._seen:
            key += "+"
        self._seen.add(key)
        self._keys.append(key)
        self._by_title.setdefault(title.casefold(), []).append(key)
        self._batch.reserve(key, f"{self._folder}{safe_name(title)}.md")

    def _take(self, note: _Note) -> None:
        key = self._keys[self._read]
        self._read += 1
        if self._read % _TOLD_EVERY == 0:
            self._batch.progress("reading", self._read, len(self._keys))
        if self._batch.reserve(key, "").already:
            return
        title = note.values.get("title") or "Untitled"
        files = {file.hash.hexdigest(): self._keep(title, file) for file in note.resources}
        body = markdown_of_enml(note.values.get("content", ""), files, self._linker(title), self._lost(title))
        tasks = [_task(task, self._lost(title)) for task in note.tasks]
        lines = [line for task in tasks for line in task.lines()]
        text = "\n\n".join(filter(None, [body, "\n".join(lines)]))
        self._batch.note(
            key, _properties(note, title), text, tasks=len(tasks) + body.count("- [ ] ") + body.count("- [x] ")
        )

    def _keep(self, title: str, file: _File) -> Resource:
        """Put a file among the attachments; an embed of it."""
        if file.broken or not file.size:
            self._batch.lost(title, "a file in it", "its data is damaged or empty")
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
            keys = self._by_title.get(shown.strip().casefold(), [])
            if len(keys) == 1:
                return self._batch.link(keys[0], shown)
            why = "no note of that title is in the export" if not keys else "several notes have that title"
            self._batch.lost(title, f"a link to the note {shown!r}", why)
            return None

        return link

    def _lost(self, title: str) -> Callable[[str, str], None]:
        return lambda what, why: self._batch.lost(title, what, why)


def _properties(note: _Note, title: str) -> dict[str, Any]:
    values = note.values
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
    written = values.get("recurrence", "").removeprefix("RRULE:")
    if written:
        parts = dict(part.split("=", 1) for part in written.split(";") if "=" in part)
        rule = rule_of_rrule({name: value.split(",") for name, value in parts.items()})
        if rule is None:
            lost(f"the recurrence {written!r} of {task.text!r}", "our rules cannot say it")
        elif values.get("repeatAfterCompletion") == "true":
            rule += " when done"
        task.recurrence = rule
    return task


def _moment(text: str | None, zone: str = "UTC") -> str | None:
    """``20240105T103000Z`` as a property, as the clock shows it in ``zone``."""
    try:
        found = datetime.strptime(text or "", "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        return moment(found.astimezone(ZoneInfo(zone)) if zone else found)
    except ZoneInfoNotFoundError:
        return _moment(text)
    except (ValueError, OverflowError):
        return None
