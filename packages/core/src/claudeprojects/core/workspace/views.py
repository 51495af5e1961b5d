"""What a workspace shows of single files: a note as it is on disk now, a folder's entries, the tasks of all notes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from claudeprojects.core.store.rows import Rows
from claudeprojects.core.vault.model import ParsedFile
from claudeprojects.core.vault.parse import file_kind, is_text_kind, parse_file

if TYPE_CHECKING:
    from claudeprojects.core.index.names import Names
    from claudeprojects.core.store.database import Database
    from claudeprojects.core.vault.content import FileContent, ReasonCode
    from claudeprojects.core.vault.model import Heading, Link, Notation, Task


class LinkView(NamedTuple):
    """One link as written; ``path`` is the file it leads to, ``None`` when there is none."""

    kind: str
    embed: bool
    target: str
    subpath: str
    display: str | None
    line: int
    path: str | None


@dataclass(frozen=True, slots=True)
class NoteView:
    """One file as it is on disk now. ``text`` is ``None`` when it is not text; ``hash`` is the base of a write."""

    path: str
    title: str
    kind: str
    text: str | None
    hash: str
    size: int
    mtime: datetime
    editable: bool
    reason: str | None
    """Why it is not editable, for a person; ``reason_code`` says the same to a program."""
    reason_code: ReasonCode | None
    properties: dict[str, Any]
    properties_error: str | None
    properties_notation: Notation
    aliases: list[str]
    tags: list[str]
    headings: list[Heading]
    links: list[LinkView]
    tasks: list[Task]
    warnings: list[str]
    words: int


def note_view(content: FileContent, names: Names) -> NoteView:
    """Parse what was read and resolve its links."""
    kind = file_kind(content.path)
    readable = content.text is not None and is_text_kind(kind)
    parsed = parse_file(content.path, content.data) if readable else ParsedFile(kind)
    name = content.path.rpartition("/")[2]
    return NoteView(
        path=content.path,
        title=name.removesuffix(".md") if kind == "note" else name,
        kind=kind,
        text=content.text,
        hash=content.hash,
        size=content.size,
        mtime=datetime.fromtimestamp(content.mtime_ns / 1e9, UTC),
        editable=content.editable,
        reason=content.reason,
        reason_code=content.reason_code,
        properties=json.loads(json.dumps(parsed.properties.values, default=str)),
        properties_error=parsed.properties.error,
        properties_notation=parsed.properties.notation,
        aliases=list(parsed.aliases),
        tags=list({tag.name.casefold(): tag.name for tag in reversed(parsed.tags)}.values())[::-1],
        headings=parsed.headings,
        links=_link_views(parsed.links, content.path, names),
        tasks=parsed.tasks,
        warnings=parsed.warnings,
        words=len(parsed.text.split()),
    )


def _link_views(links: list[Link], source: str, names: Names) -> list[LinkView]:
    """The links with the paths they lead to; each target is looked up once."""
    paths = {target: names.resolve_path(target, source) for target in {link.target for link in links}}
    return [LinkView(*link[:5], link.line, paths[link.target]) for link in links]


class FolderEntry(NamedTuple):
    """One entry of a folder. A folder has ``children`` (how many files it holds) and none of a file's facts."""

    type: str
    path: str
    name: str
    kind: str | None = None
    size: int | None = None
    mtime: datetime | None = None
    state: str | None = None
    reason: str | None = None
    children: int | None = None


_FILES_IN = """
SELECT path, name, kind, size, mtime_ns, state, reason FROM files WHERE folder = ? AND name NOT LIKE '.%'
"""
_COUNT_BELOW = "SELECT count(*) FROM files WHERE path > ? AND path < ? AND reason IS NOT 'ignored'"


def folder_entries(database: Database, folder: str, subfolders: list[str]) -> list[FolderEntry]:
    """The entries of ``folder``: first its ``subfolders`` (names, as on disk), then the files the index knows."""
    prefix = f"{folder}/" if folder else ""
    entries = []
    for name in sorted(subfolders, key=_natural):
        path = prefix + name
        children = database.value(_COUNT_BELOW, (path + "/", path + "0"))
        entries.append(FolderEntry("folder", path, name, children=children))
    rows = database.read(_FILES_IN, (folder,))
    for path, name, kind, size, mtime_ns, state, reason in sorted(rows, key=lambda row: _natural(row[1])):
        changed = datetime.fromtimestamp(mtime_ns / 1e9, UTC)
        entries.append(FolderEntry("file", path, name, kind, size, changed, state, reason))
    return entries


def _natural(name: str) -> tuple[list[tuple[bool, int, str]], str]:
    """Case-blind, with numbers in their order: ``Note 2`` before ``Note 10``."""
    parts: list[tuple[bool, int, str]] = []
    digits, letters = "", ""
    for character in name.casefold():
        if character.isascii() and character.isdigit():
            if letters:
                parts.append((True, 0, letters))
                letters = ""
            digits += character
        else:
            if digits:
                parts.append((False, int(digits), ""))
                digits = ""
            letters += character
    parts.append((False, int(digits), "") if digits else (True, 0, letters))
    return parts, name


class VaultTask(NamedTuple):
    """One task and the note it stands in."""

    path: str
    title: str
    line: int
    symbol: str
    status: str
    description: str
    priority: str | None
    created: str | None
    scheduled: str | None
    starts: str | None
    due: str | None
    done: str | None
    cancelled: str | None
    recurrence: str | None
    id: str | None
    depends_on: list[str]
    tags: list[str]


_TASKS = """
SELECT f.path, n.title, t.line, t.symbol, t.status, t.description, t.priority, t.created, t.scheduled, t.starts,
    t.due, t.done, t.cancelled, t.recurrence, t.id, t.depends_on, t.tags
FROM tasks AS t JOIN files AS f USING (file_id) JOIN notes AS n USING (file_id) WHERE t.line >= 0
"""
_OPEN = "('TODO', 'IN_PROGRESS', 'ON_HOLD')"


def vault_tasks(database: Database, status: str | None) -> Rows[VaultTask]:
    """All tasks, those due first; ``status`` is ``open``, one status type (any case), or ``None`` for all."""
    if status is None:
        return Rows(database, _TASKS, {}, _task, _TASK_ORDER)
    if status.casefold() == "open":
        return Rows(database, f"{_TASKS} AND t.status IN {_OPEN}", {}, _task, _TASK_ORDER)
    return Rows(database, f"{_TASKS} AND t.status = :status", {"status": status.upper()}, _task, _TASK_ORDER)


_TASK_ORDER = "t.due IS NULL, t.due, f.path, t.line"


def _task(*row: Any) -> VaultTask:
    return VaultTask._make([*row[:15], json.loads(row[15]), json.loads(row[16])])
