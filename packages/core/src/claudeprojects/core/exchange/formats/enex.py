"""Evernote's file (``.enex``) as a stream of notes.

Each note is parsed by itself, so that one that is damaged costs only itself, and files in notes are decoded piece by
piece, so that a large export needs little memory. Declarations of entities are refused (defusedxml).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import tempfile
from dataclasses import dataclass, field
from html.entities import name2codepoint
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_external_ges

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.formats.enex_text import LONGEST, MarkedText, pieces
from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.core.exchange.sources import Entry

_CHUNK: Final = 1 << 16
_IN_MEMORY: Final = 1 << 20
_HEAD: Final = '<!DOCTYPE en-export SYSTEM "enex"><en-export>'
"""What a note is parsed below; with a DTD that is never fetched, entities of HTML are passed on by name."""
_BEGIN: Final = re.compile(r"<note(?=[\s>])")
_END: Final = "</note>"


@dataclass(slots=True)
class EvernoteNote:
    """A note as it stands in the file."""

    values: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    tasks: list[dict[str, str]] = field(default_factory=list)
    resources: list[EvernoteFile] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What it is called."""
        return " ".join(self.values.get("title", "").split()) or "Untitled"

    def close(self) -> None:
        """Let go of the files."""
        for file in self.resources:
            file.data.close()


class Damaged(NamedTuple):
    """A note that cannot be read: its title, where it is known, and why."""

    title: str
    reason: str


@dataclass(slots=True)
class EvernoteFile:
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
    def begin(cls) -> EvernoteFile:
        """A file without bytes."""
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


def notes_of(entry: Entry, *, with_data: bool) -> Iterator[EvernoteNote | Damaged]:
    """Every note of an export in order; ``with_data`` decodes the files in them, else they are passed over.

    Raises ``ImportFailed`` when it is no export, or one made to do harm.
    """
    text = MarkedText(pieces(entry))
    head = text.until(_BEGIN)
    _check_head(head, entry)
    begun = 0
    while not text.ended:
        begun += 1
        parsing = _Parsing(with_data=with_data)
        closed = text.pass_on(_END, parsing.feed)
        yield parsing.finish(closed=closed)
        text.until(_BEGIN)
    if not begun and "</en-export>" not in head and not re.search(r"<en-export[^>]*/>", head):
        raise ImportFailed(entry.name, "its XML is damaged (it ends before its first note)", _AGAIN)


_AGAIN: Final = "Export the notebook again; an export that was cut off cannot be read."


def _check_head(head: str, entry: Entry) -> None:
    parser = _parser(ContentHandler())
    try:
        parser.feed(head)
    except DefusedXmlException as error:
        reason = "it declares entities, as files made to do harm do"
        raise ImportFailed(entry.name, reason, "Export it again from Evernote.") from error
    except SAXException as error:
        raise ImportFailed(entry.name, f"its XML is damaged ({error})", _AGAIN) from error
    if "<en-export" not in head:
        raise ImportFailed(entry.name, "it is no export of Evernote", _AGAIN)


class _Parsing:
    """One note on its way through the parser; what is wrong with it is remembered, the rest of it passed over."""

    def __init__(self, *, with_data: bool) -> None:
        self._handler = _Handler(with_data=with_data)
        self._parser = _parser(self._handler)
        self._problem: str | None = None
        self.feed(_HEAD)

    def feed(self, text: str) -> None:
        if self._problem is None and text:
            try:
                self._parser.feed(text)
            except SAXException as error:
                self._problem = f"its XML is damaged ({error.getMessage()})"

    def finish(self, *, closed: bool) -> EvernoteNote | Damaged:
        note = self._handler.note
        if self._problem is None and not closed:
            self._problem = "its XML is damaged (the file ends in the middle of it)"
        if self._problem is None and self._handler.whole:
            return note
        note.close()
        return Damaged(note.values.get("title") or "a note", self._problem or "it holds no note")


class _Handler(ContentHandler):
    """Gathers one note."""

    def __init__(self, *, with_data: bool) -> None:
        super().__init__()
        self.note = EvernoteNote()
        self.whole = False
        self._with_data = with_data
        self._path: list[str] = []
        self._in_data = False
        self._file: EvernoteFile | None = None
        self._task: dict[str, str] | None = None
        self._text: list[str] = []
        self._length = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - SAX names it
        self._path.append(name)
        self._in_data = name == "data"
        self._text, self._length = [], 0
        if name == "resource" and self._with_data:
            self._file = EvernoteFile.begin()
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
        if self._length > LONGEST:
            raise SAXException("it is larger than 64 MB")
        self._text.append(content)

    def skippedEntity(self, name: str) -> None:  # noqa: N802 - SAX names it
        self.characters(chr(name2codepoint[name]) if name in name2codepoint else f"&{name};")

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX names it
        self._path.pop()
        self._in_data = False
        text = "".join(self._text)
        self._text, self._length = [], 0
        if name == "note":
            self.whole = True
        elif name == "task" and self._task is not None:
            self.note.tasks.append(self._task)
            self._task = None
        elif name == "resource" and self._file is not None:
            self._file.finish()
            self.note.resources.append(self._file)
            self._file = None
        elif name == "tag":
            self.note.tags.append(text)
        elif self._task is not None:
            self._task.setdefault(name, text.strip())  # a reminder in it has names of the same kind
        elif self._file is not None:
            self._file.values[name] = text.strip()
        elif "resource" not in self._path:
            self.note.values.setdefault(name, text if name == "content" else text.strip())


def _parser(handler: ContentHandler) -> Any:
    parser = make_parser()
    parser.forbid_dtd = parser.forbid_external = False  # every export names its DTD …
    parser.setFeature(feature_external_ges, False)  # … which is never fetched
    parser.setContentHandler(handler)
    return parser
