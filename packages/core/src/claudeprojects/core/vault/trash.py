"""The trash: deleted files and folders, each whole in a folder of its own, until they are restored.

An entry is ``.claudeprojects/trash/<id>/`` with ``entry.json`` (where it was, and when it was deleted) and
``content/<name>``. The id begins with the time, so ids sort by it. Functions here only say which steps to take.
"""

from __future__ import annotations

import json
import secrets
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from claudeprojects.core.errors import NoteNotFound, TrashEntryNotFound, VaultError
from claudeprojects.core.vault.paths import TRASH_FOLDER, join, name_of, parent_of
from claudeprojects.core.vault.steps import MakeFolder, RemoveFolder, Rename, Step, Write, missing_folders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.core.vault.disk import Disk

_RECORD = "entry.json"
_CONTENT = "content"
_TOGETHER = "Files"
"""What an entry of files is called that share no folder."""
_ID_CHARACTERS = frozenset("0123456789abcdefTZ-")


@dataclass(frozen=True, slots=True)
class TrashEntry:
    """One deleted file or folder."""

    id: str
    path: str
    """Where it was."""
    deleted_at: datetime
    is_folder: bool
    size: int
    """Bytes, of all files when it is a folder."""
    files: int


def steps_to_trash(disk: Disk, path: str) -> list[Step]:
    """Return the steps that move the file or folder at ``path`` into a new entry."""
    steps, entry = _new_entry(disk, path, is_folder=disk.is_folder(path))
    return [*steps, Rename(path, join(entry, f"{_CONTENT}/{name_of(path)}"))]


def steps_to_trash_together(disk: Disk, paths: Sequence[str]) -> list[Step]:
    """Return the steps that move files into one new entry, in the folders they are in below the one they share."""
    shared = common_folder(paths)
    steps, entry = _new_entry(disk, shared or _TOGETHER, is_folder=True)
    top = join(entry, f"{_CONTENT}/{name_of(shared) or _TOGETHER}")
    below = {path: path.removeprefix(f"{shared}/") for path in paths}
    folders = {folder for path in below.values() for folder in folders_above(path)}
    steps += [MakeFolder(top), *(MakeFolder(join(top, folder)) for folder in sorted(folders))]
    return [*steps, *(Rename(path, join(top, rest)) for path, rest in below.items())]


def _new_entry(disk: Disk, path: str, *, is_folder: bool) -> tuple[list[Step], str]:
    """Return the steps that make an entry for what was at ``path``, and where it is."""
    now = datetime.now(UTC)
    entry = join(TRASH_FOLDER, f"{now:%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(4)}")
    record = {"path": path, "deleted_at": now.isoformat(), "type": "folder" if is_folder else "file"}
    folders = [*missing_folders(disk, TRASH_FOLDER), entry, join(entry, _CONTENT)]
    data = (json.dumps(record, ensure_ascii=False) + "\n").encode()
    return [*(MakeFolder(folder) for folder in folders), Write.of(join(entry, _RECORD), None, data)], entry


def steps_to_restore(disk: Disk, entry: TrashEntry, target: str) -> list[Step]:
    """Return the steps that put ``entry`` at ``target``, where nothing is, and take the entry away."""
    folder = join(TRASH_FOLDER, entry.id)
    data, status = disk.read(join(folder, _RECORD))
    return [
        *(MakeFolder(path) for path in missing_folders(disk, parent_of(target))),
        Rename(_content_path(disk, entry.id), target),
        Write.of(join(folder, _RECORD), data, None, mode=stat.S_IMODE(status.st_mode)),
        RemoveFolder(join(folder, _CONTENT)),
        RemoveFolder(folder),
    ]


def trash_entries(disk: Disk) -> list[TrashEntry]:
    """Return what is in the trash, the newest first; what is not an entry of ours is passed over."""
    if not disk.is_folder(TRASH_FOLDER):
        return []
    found = []
    for entry_id in sorted(disk.names_in(TRASH_FOLDER), reverse=True):
        try:
            found.append(find_entry(disk, entry_id))
        except TrashEntryNotFound:
            continue
    return found


def find_entry(disk: Disk, entry_id: str) -> TrashEntry:
    """Return one entry; raises ``TrashEntryNotFound``."""
    if not entry_id or not _ID_CHARACTERS.issuperset(entry_id):
        raise TrashEntryNotFound(entry_id)
    try:
        data, _ = disk.read(join(join(TRASH_FOLDER, entry_id), _RECORD))
        record = json.loads(data)
        path, deleted_at = str(record["path"]), datetime.fromisoformat(record["deleted_at"])
        content = _content_path(disk, entry_id)
    except (VaultError, ValueError, KeyError, TypeError) as error:
        raise TrashEntryNotFound(entry_id) from error
    size, files = _measure(disk, content)
    return TrashEntry(entry_id, path, deleted_at, disk.is_folder(content), size, files)


def common_folder(paths: Sequence[str]) -> str:
    """Return the deepest folder that all ``paths`` are in, ``""`` for the root."""
    shared = parent_of(paths[0])
    while shared and not all(path.startswith(f"{shared}/") for path in paths):
        shared = parent_of(shared)
    return shared


def folders_above(path: str) -> list[str]:
    """Return the folders that ``path`` is in, innermost first."""
    found: list[str] = []
    while path := parent_of(path):
        found.append(path)
    return found


def _content_path(disk: Disk, entry_id: str) -> str:
    folder = join(join(TRASH_FOLDER, entry_id), _CONTENT)
    names = disk.names_in(folder)
    if len(names) != 1:
        raise NoteNotFound(folder)
    return join(folder, names[0])


def _measure(disk: Disk, path: str) -> tuple[int, int]:
    """Return the bytes and the number of the files at or below ``path``."""
    size = files = 0
    stack = [path]
    while stack:
        current = stack.pop()
        status = disk.lstat(current)
        if status is not None and stat.S_ISDIR(status.st_mode):
            stack += [join(current, name) for name in disk.names_in(current)]
        elif status is not None:
            size, files = size + status.st_size, files + 1
    return size, files
