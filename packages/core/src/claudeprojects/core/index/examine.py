"""Examining a file: from its bytes to the rows and the search document it contributes. Runs in worker processes."""

from __future__ import annotations

import json
import math
import os
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from claudeprojects.core.index.tasks import NONE, TaskRows, task_rows
from claudeprojects.core.search.document import SearchDocument, search_document
from claudeprojects.core.vault.model import Link, ParsedFile
from claudeprojects.core.vault.parse import file_kind, parse_file
from claudeprojects.core.vault.resolve import link_key
from claudeprojects.core.vault.textfile import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = tuple[Any, ...]

OWN_TEXT_KINDS = frozenset({"note", "base"})
_READ_KINDS = frozenset({"note", "canvas", "base", "pdf"})
_RACY_NS = 20_000_000
"""A file written within this long (20 ms, more than a tick of any file system we know but FAT) of being read may
change again without its time telling; it is looked into again at the next reconcile."""


class Candidate(NamedTuple):
    """A file to examine, as the walk found it."""

    file_id: int
    path: str
    size: int
    mtime_ns: int
    inode: int
    skip: str | None = None
    detail: str | None = None
    known_hash: str | None = None
    """The hash the index holds, when finding it again means that nothing changed."""
    by_name: bool = False
    """Index the file by its name alone, without reading it."""


class Examined(NamedTuple):
    """What one file contributes to the index; ``note`` is ``None`` when the file is skipped."""

    file_id: int
    path: str
    file: Row
    """The row of ``files`` without ``seq``."""
    aliases: tuple[str, ...] = ()
    note: Row | None = None
    text: str | None = None
    tags: Sequence[Row] = ()
    links: Sequence[Row] = ()
    """Rows of ``links`` without ``target_id``."""
    properties: Sequence[Row] = ()
    tasks: TaskRows = NONE
    passages: Sequence[Row] = ()
    document: SearchDocument | None = None
    same: bool = False
    """The content is what the index holds already; only size, time and inode of the row may be new."""

    @property
    def reason(self) -> str | None:
        """Why the file is skipped, or ``None`` when it is indexed."""
        return None if self.file[10] is None else str(self.file[10])


def examine(root: str, candidate: Candidate) -> Examined | None:
    """Read and parse one file; ``None`` when it is gone. Never raises for what a file holds or how it is read."""
    kind = file_kind(candidate.path)
    if candidate.skip is not None:
        return _skipped(candidate, kind, candidate.skip, candidate.detail)
    try:
        data, status, racy = _read(
            os.path.join(root, candidate.path), with_data=kind in _READ_KINDS and not candidate.by_name
        )
    except FileNotFoundError:
        return None
    except OSError as error:
        return _skipped(candidate, kind, "unreadable", error.strerror or str(error))
    found = candidate._replace(size=status.st_size, mtime_ns=status.st_mtime_ns, inode=status.st_ino)
    digest = content_hash(data) if data is not None else None
    if digest is not None and digest == candidate.known_hash:
        row = _file_row(found, kind, digest, "indexed", None, None, racy=racy)
        return Examined(found.file_id, found.path, row, same=True)
    try:
        parsed = ParsedFile(kind) if data is None else parse_file(candidate.path, data)
    except UnicodeDecodeError as error:
        return _skipped(found, kind, "not_utf8", f"byte {error.start} cannot be read", digest, racy=racy)
    return _indexed(found, digest, parsed, racy=racy)


def _read(path: str, *, with_data: bool) -> tuple[bytes | None, os.stat_result, bool]:
    """Return bytes that belong to one state of the file, its status, and whether its time can be trusted."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(descriptor)
        if not with_data:
            return None, status, False
        for _ in range(3):
            data = _read_all(descriptor, status.st_size)
            after = os.fstat(descriptor)
            if (after.st_size, after.st_mtime_ns) == (status.st_size, status.st_mtime_ns):
                break
            status = after
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            return data, status, True
        return data, status, time.time_ns() - status.st_mtime_ns < _RACY_NS
    finally:
        os.close(descriptor)


def _read_all(descriptor: int, size: int) -> bytes:
    data = os.read(descriptor, size + 1)
    if len(data) <= size and size < (1 << 20):
        return data
    pieces = [data]
    while piece := os.read(descriptor, 1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


def _file_row(
    candidate: Candidate,
    kind: str,
    digest: str | None,
    state: str,
    reason: str | None,
    detail: str | None,
    *,
    racy: bool,
) -> Row:
    folder, _, name = candidate.path.rpartition("/")
    return (
        *(candidate.file_id, candidate.path, folder, name, kind),
        *(candidate.size, candidate.mtime_ns, candidate.inode, digest, state, reason, detail, int(racy)),
    )


def _skipped(
    candidate: Candidate, kind: str, reason: str, detail: str | None, digest: str | None = None, *, racy: bool = False
) -> Examined:
    row = _file_row(candidate, kind, digest, "skipped", reason, detail, racy=racy)
    return Examined(candidate.file_id, candidate.path, row)


def _indexed(candidate: Candidate, digest: str | None, parsed: ParsedFile, *, racy: bool) -> Examined:
    file_id = candidate.file_id
    text, note = parsed.text, _note_row(candidate.file_id, candidate.path, parsed)
    return Examined(
        file_id=file_id,
        path=candidate.path,
        file=_file_row(candidate, parsed.kind, digest, "indexed", None, None, racy=racy),
        aliases=parsed.aliases,
        note=note,
        text=text if text and parsed.kind not in OWN_TEXT_KINDS else None,
        tags=[(file_id, n, tag.name, tag.name.casefold(), tag.line) for n, tag in enumerate(parsed.tags)],
        links=_link_rows(file_id, parsed.links),
        properties=list(_property_rows(file_id, parsed.properties.values)),
        tasks=task_rows(file_id, note[1], parsed),
        passages=[
            (file_id, p.ordinal, _json(p.heading_path), p.start, p.end, p.line, p.page) for p in parsed.passages
        ],
        document=search_document(file_id, candidate.path, parsed),
    )


def _note_row(file_id: int, path: str, parsed: ParsedFile) -> Row:
    name = path.rpartition("/")[2]
    title = name.removesuffix(".md") if parsed.kind == "note" else name
    properties = parsed.properties
    words = len(parsed.text.split())
    return (
        *(file_id, title, _json(parsed.aliases), _json(properties.values), properties.error),
        *(_json(parsed.headings), _json(parsed.blocks), _json(parsed.warnings), words),
    )


def _link_rows(file_id: int, links: Sequence[Link]) -> list[Row]:
    keys = {target: link_key(target) for target in {link.target for link in links}}
    return [(file_id, ordinal, *link, keys[link.target]) for ordinal, link in enumerate(links)]


def _property_rows(file_id: int, values: dict[str, Any]) -> Iterable[Row]:
    """One row for a value, one for every entry of a list, one empty row for nothing or an empty list."""
    ordinal = 0
    for name, value in values.items():
        key = name.casefold()
        for entry in (value or [None]) if isinstance(value, list) else [value]:
            yield (file_id, ordinal, name, key, _as_text(entry), _as_number(entry))
            ordinal += 1


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return _json(value) if isinstance(value, (dict, list, bool)) else str(value)


def _as_number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if abs(value) < 1e300 else None


_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=str, separators=(",", ":")).encode


def _json(value: Any) -> str:
    """JSON without spaces, valid for every reader: what JSON cannot hold (``.nan``) becomes text."""
    if value in ([], ()):
        return "[]"
    try:
        return _ENCODE(value)
    except ValueError:
        return json.dumps(_finite(value), ensure_ascii=False, default=str, separators=(",", ":"))


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _finite(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(entry) for entry in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
