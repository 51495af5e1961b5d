"""Steps: the four reversible changes that every operation on a vault consists of.

A step can be applied, recognised as applied by looking at the disk, reverted, and inverted into a step of its own.
That is all that undo and recovery after a crash need.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import NoteExists, NoteNotFound
from claudeprojects.core.vault.merge import take_back
from claudeprojects.core.vault.paths import name_of, parent_of
from claudeprojects.core.vault.textfile import content_hash, hash_of

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable
    from typing import Protocol

    from claudeprojects.core.vault.disk import Disk

    class Bytes(Protocol):
        """Where bytes are kept outside of the vault: a file, or a part of one."""

        def pieces(self) -> Iterable[bytes]:
            """All of them, piece by piece."""


LARGE: Final = 1 << 16
"""Bytes from which on a file is not held as a whole where that can be helped."""


@dataclass(frozen=True, slots=True)
class Write:
    """The file at ``path`` gets other bytes, comes to be (``before_hash`` is ``None``) or goes (``after_hash`` is).

    ``before`` is always known; ``after`` only until the step is in the journal, except where it is ``kept`` for
    a merge.
    """

    path: str
    before: bytes | None
    after: bytes | None
    before_hash: str | None
    after_hash: str | None
    links: int = 0
    kept: bool = False
    mode: int | None = None
    source: Bytes | None = None
    """What holds the bytes after, outside of the vault, so that many large ones need no memory."""

    @classmethod
    def of(
        cls,
        path: str,
        before: bytes | None,
        after: bytes | None,
        *,
        links: int = 0,
        kept: bool = False,
        mode: int | None = None,
    ) -> Write:
        """Return the step from ``before`` to ``after``."""
        return cls(path, before, after, _hash(before), _hash(after), links, kept, mode)


@dataclass(frozen=True, slots=True)
class Rename:
    """The file or folder ``path`` becomes ``target``, where nothing is."""

    path: str
    target: str


@dataclass(frozen=True, slots=True)
class MakeFolder:
    """A folder comes to be at ``path``; harmless when it is there."""

    path: str


@dataclass(frozen=True, slots=True)
class RemoveFolder:
    """The folder at ``path`` goes if it is empty; harmless when it is not."""

    path: str


Step = Write | Rename | MakeFolder | RemoveFolder


def apply(disk: Disk, step: Step, token: str) -> bool:
    """Do ``step``; ``False`` when it is a ``Write`` and the file is not as it was before (nothing is changed).

    Raises:
        NoteNotFound, NoteExists: a rename has no source, or a taken target.
        StorageFailed: the disk refused; nothing is changed.
    """
    match step:
        case Write():
            return _apply_write(disk, step, token)
        case Rename():
            disk.rename(step.path, step.target)
        case MakeFolder():
            _make_folder(disk, step.path)
        case RemoveFolder():
            disk.remove_folder(step.path)
    return True


def is_applied(disk: Disk, step: Step) -> bool:
    """Tell whether the disk looks as it does after ``step``."""
    match step:
        case Write():
            return _hash(read_or_none(disk, step.path)[0]) == step.after_hash
        case Rename():
            return _is_renamed(disk, step)
        case MakeFolder():
            return disk.is_folder(step.path)
        case RemoveFolder():
            return not disk.is_folder(step.path)


def revert(disk: Disk, step: Step, token: str) -> bool:
    """Put back what ``step`` did, if it did; ``False`` when something newer stands in the way and was left."""
    match step:
        case Write():
            return _revert_write(disk, step, token)
        case Rename():
            if _is_renamed(disk, step):
                _make_folders(disk, parent_of(step.path))
                disk.rename(step.target, step.path)
            return disk.exists(step.path)
        case MakeFolder():
            return disk.remove_folder(step.path)
        case RemoveFolder():
            _make_folders(disk, step.path)
            return True


def put_back(step: Write, current: bytes | None) -> Write | None:
    """Return the step that takes ``step`` back out of ``current``, ``None`` when that cannot be told.

    The file must be as the step left it, or still hold the lines it changed.
    """
    if _hash(current) == step.after_hash:
        return Write.of(step.path, current, step.before, links=step.links, kept=step.kept, mode=step.mode)
    if step.before is None or step.after is None or current is None:
        return None
    merged = take_back(step.before, step.after, current)
    return None if merged is None else Write.of(step.path, current, merged, links=step.links, kept=True)


def is_large_and_new(disk: Disk, step: Write) -> bool:
    """Tell whether ``step`` made a file larger than ``LARGE`` that is still as it made it."""
    if step.before_hash is not None or step.after_hash is None:
        return False
    status = disk.lstat(step.path)
    if status is None or not stat.S_ISREG(status.st_mode) or status.st_size <= LARGE:
        return False
    with disk.open(step.path) as file:
        return hash_of(iter(lambda: file.read(LARGE), b"")) == step.after_hash


def missing_folders(disk: Disk, folder: str) -> list[str]:
    """Return ``folder`` and the folders above it that do not exist, outermost first."""
    missing: list[str] = []
    while folder:
        status = disk.lstat(folder)  # one look: another writer may make the folder between two
        if status is not None:
            if not stat.S_ISDIR(status.st_mode):
                raise NoteExists(folder)
            break
        missing.append(folder)
        folder = parent_of(folder)
    return missing[::-1]


def read_or_none(disk: Disk, path: str) -> tuple[bytes | None, os.stat_result | None]:
    """Return the bytes and the status of the file at ``path``, ``None`` twice when there is no file."""
    try:
        return disk.read(path)
    except NoteNotFound:
        return None, None


def _apply_write(disk: Disk, step: Write, token: str) -> bool:
    current, status = read_or_none(disk, step.path)
    if _hash(current) != step.before_hash:
        return False
    after = step.after if step.source is None else step.source.pieces()
    if after is None:
        return status is None or disk.remove_file(step.path, status)
    return disk.write(step.path, after, replaces=status, token=token, mode=step.mode) is not None


def _revert_write(disk: Disk, step: Write, token: str) -> bool:
    current, _ = read_or_none(disk, step.path)
    if _hash(current) == step.before_hash:
        return True
    back = put_back(step, current)
    return back is not None and _apply_write(disk, back, token)


def _make_folder(disk: Disk, path: str) -> None:
    try:
        disk.make_folder(path)
    except NoteExists:
        if not disk.is_folder(path):
            raise


def _make_folders(disk: Disk, folder: str) -> None:
    for path in missing_folders(disk, folder):
        _make_folder(disk, path)


def _is_renamed(disk: Disk, step: Rename) -> bool:
    if not disk.exists(step.target):
        return False
    if step.path.casefold() != step.target.casefold() or not disk.exists(step.path):
        return not disk.exists(step.path)
    return name_of(step.path) not in disk.names_in(parent_of(step.path))  # a disk where case does not count


def _hash(data: bytes | None) -> str | None:
    return None if data is None else content_hash(data)
