"""Edits before they are written: replacing one piece of a text, turning it into bytes, the steps that put bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.errors import NoteConflict, NotEditable, NoteExists, PatchFailed
from claudeprojects.core.vault.paths import parent_of
from claudeprojects.core.vault.steps import MakeFolder, RemoveFolder, Step, Write, missing_folders, read_or_none
from claudeprojects.core.vault.textfile import TextFile, content_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from claudeprojects.core.vault.content import FileContent
    from claudeprojects.core.vault.disk import Disk


def replace_once(path: str, text: str, old: str, new: str) -> str:
    """Return ``text`` with its one ``old`` replaced; raises ``PatchFailed`` when it is missing or not unique.

    A piece given with ``\\n`` is found in a text with ``\\r\\n``, and its replacement gets ``\\r\\n`` too.
    """
    count = text.count(old) if old else 0
    if not count and "\n" in old and "\r\n" in text:
        old, new = _with_crlf(old), _with_crlf(new)
        count = text.count(old)
    if count != 1:
        raise PatchFailed(path, count)
    return text.replace(old, new)


def encode(path: str, text: str, *, bom: bool, max_bytes: int) -> bytes:
    """Return the bytes of ``text``, after a byte order mark where there was one; raises ``NotEditable``."""
    try:
        data = TextFile(text, bom).encode()
    except UnicodeEncodeError as error:
        hint = f"Remove the lone surrogate at character {error.start + 1}."
        raise NotEditable(path, "the text cannot be written as UTF-8", hint) from error
    if len(data) > max_bytes:
        reason = f"the text is {len(data) / 1e6:.0f} MB, and the limit is {max_bytes / 1e6:.0f} MB"
        raise NotEditable(path, reason, "Split the note, or raise the limit in the settings.")
    return data


def put_steps(
    disk: Disk, path: str, data: bytes | None, base_hash: str | None, empties: Iterable[str] = ()
) -> list[Step]:
    """Return the steps that put ``data`` over the content of ``base_hash``; see ``Vault.put`` for what it raises."""
    current, _ = read_or_none(disk, path)
    if base_hash is None and disk.exists(path):
        raise NoteExists(path)
    found = None if current is None else content_hash(current)
    if found != base_hash:
        mine, theirs = (None if it is None else it.decode("utf-8-sig", "replace") for it in (data, current))
        raise NoteConflict(path, mine=mine or "", theirs=theirs, current_hash=found)
    folders = [MakeFolder(folder) for folder in missing_folders(disk, parent_of(path))] if data is not None else []
    gone = [RemoveFolder(folder) for folder in empties] if data is None else []
    return [*folders, Write.of(path, current, data), *gone]


def change_steps(
    disk: Disk,
    read: Callable[[str], FileContent],
    changes: Mapping[str, Callable[[str | None], str]],
    max_bytes: int,
) -> list[Step]:
    """Return the steps that give each file the text its change makes of its text now (``None``: it is to be made).

    The bytes after are kept as well, so that undoing keeps what else was changed in a file meanwhile.
    """
    folders: dict[str, None] = {}
    writes: list[Step] = []
    for path, change in changes.items():
        current = read(path) if disk.exists(path) else None
        text = change(None if current is None else current.text)
        if current is None:
            folders.update(dict.fromkeys(missing_folders(disk, parent_of(path))))
        elif text == current.text:
            continue
        data = encode(path, text, bom=current is not None and current.bom, max_bytes=max_bytes)
        writes.append(Write.of(path, None if current is None else current.data, data, kept=current is not None))
    return [*(MakeFolder(folder) for folder in folders), *writes]


def _with_crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
