"""What a parsed file consists of: plain immutable records, cheap to make by the million and to send to a worker.

Offsets are indices into the decoded text of the file (a leading BOM removed, line ends as they stand); ``end`` is
exclusive. Lines are 0-based and end at ``\\n``, ``\\r\\n`` or a lone ``\\r`` (as ``TextFile.text`` holds them).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

LinkKind = Literal["wikilink", "markdown", "property", "canvas", "base"]
"""Where a link stands: ``[[…]]``, ``[…](…)``, a frontmatter value, a canvas node, a base."""

FileKind = Literal["note", "canvas", "base", "pdf", "image", "audio", "video", "attachment"]
"""What a file in a vault is, by its extension; ``note`` is ``.md``."""


class Link(NamedTuple):
    """One link or embed as written: ``target`` is decoded and without its subpath, ``""`` for the same note.

    A reference link is the definition ``[label]: target`` that holds its target (kind ``markdown``, the label its
    ``display``). The offsets of a link on a canvas point into the text of its cards.
    """

    kind: LinkKind
    embed: bool
    target: str
    subpath: str
    """``#Heading#Sub`` or ``#^block``, ``#page=3``; ``""`` when there is none."""
    display: str | None
    """The alias or link text; the size of an image embed (``640x480``)."""
    start: int
    end: int
    line: int


class Tag(NamedTuple):
    """One tag, without its ``#``, in the case it was written.

    ``start`` is where the ``#`` stands, or the name itself in a property that leaves it out.
    """

    name: str
    start: int
    line: int


class Heading(NamedTuple):
    """One heading: ``text`` without marks or trailing ``#``, level 1 to 6."""

    level: int
    text: str
    start: int
    line: int


class Block(NamedTuple):
    """One block id (without ``^``) and the lines of the block it names (``last_line`` inclusive)."""

    id: str
    first_line: int
    last_line: int


class Task(NamedTuple):
    """One task line in either notation of the Obsidian Tasks plugin. Dates are ``YYYY-MM-DD`` as written."""

    line: int
    start: int
    end: int
    indent: str
    marker: str
    symbol: str
    status: str
    """``TODO``, ``IN_PROGRESS``, ``ON_HOLD``, ``DONE``, ``CANCELLED`` or ``NON_TASK``."""
    description: str
    """The text with the fields taken off; tags stay in it."""
    tags: tuple[str, ...]
    priority: str | None
    created: str | None
    scheduled: str | None
    starts: str | None
    due: str | None
    done: str | None
    cancelled: str | None
    recurrence: str | None
    on_completion: str | None
    id: str | None
    depends_on: tuple[str, ...]
    block_id: str | None


class Passage(NamedTuple):
    """One stretch of a note under one heading path, sized for embedding and for quoting."""

    ordinal: int
    heading_path: tuple[str, ...]
    start: int
    end: int
    line: int
    page: int | None
    """1-based page of a PDF, else ``None``."""


Notation = Literal["none", "yaml", "json"]
"""How a frontmatter is written; ``none`` when there is none."""


@dataclass(slots=True)
class Properties:
    """A note's frontmatter: its values in order, where it stands, and whether it can be edited."""

    values: dict[str, Any] = field(default_factory=dict)
    end: int = 0
    """Offset just after the closing ``---`` line; 0 when the note has no frontmatter."""
    error: str | None = None
    """Why the YAML could not be read (the note is indexed all the same, and property edits are refused)."""
    notation: Notation = "none"


@dataclass(slots=True)
class ParsedFile:
    """Everything the index needs of one file. ``text`` is what is searched and quoted: a note's decoded text, a
    canvas's cards, a PDF's pages joined by form feeds (``\\f``), a base's source; ``""`` for other attachments.
    """

    kind: FileKind
    text: str = ""
    properties: Properties = field(default_factory=Properties)
    aliases: tuple[str, ...] = ()
    tags: list[Tag] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
