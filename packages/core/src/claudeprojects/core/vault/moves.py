"""Moves: checking that a file or folder may go where it is to go, and the steps that take it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.errors import NoteExists, NoteNotFound, PathRefused
from claudeprojects.core.vault.paths import check_changeable, check_new_path, is_inside, join, name_of, parent_of
from claudeprojects.core.vault.relink import plan_links
from claudeprojects.core.vault.steps import MakeFolder, Rename, Step, missing_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claudeprojects.core.vault.disk import Disk
    from claudeprojects.core.vault.relink import KnownNames
    from claudeprojects.core.vault.scan import Scanner


def check_move(disk: Disk, source: str, target: str) -> None:
    """Raise what speaks against the move: ``NoteNotFound``, ``NoteExists`` or ``PathRefused``."""
    if not disk.exists(source):
        raise NoteNotFound(source)
    if target == source:
        raise NoteExists(target)
    if is_inside(target, source):
        raise PathRefused(target, "a folder cannot go into itself")
    check_changeable(target)
    existing = parent_of(target)
    while existing and not disk.exists(existing):
        existing = parent_of(existing)
    keeps_name = name_of(source) == name_of(target)
    if not (keeps_name and existing == parent_of(target)):
        check_new_path(parent_of(target) if keeps_name else target, existing)
    if disk.exists(target) and not _is_change_of_case(disk, source, target):
        raise NoteExists(target)


def move_steps(
    disk: Disk,
    scanner: Scanner,
    source: str,
    target: str,
    linking: Callable[[Iterable[str]], Iterable[str]] | None,
    names: KnownNames | None,
    *,
    update_links: bool,
) -> list[Step]:
    """Return the steps of a move that ``check_move`` allows: new folders, the rename, the files with links."""
    folders = [MakeFolder(folder) for folder in missing_folders(disk, parent_of(target))]
    writes = plan_links(disk, scanner, source, target, linking, names) if update_links else []
    return [*folders, Rename(source, target), *writes]


def free_name(disk: Disk, path: str) -> str:
    """Return a path beside ``path`` where nothing is: ``Note 1.md`` for ``Note.md``."""
    stem, dot, extension = name_of(path).rpartition(".")
    if not stem:
        stem, dot, extension = name_of(path), "", ""
    number = 1
    while disk.exists(free := join(parent_of(path), f"{stem} {number}{dot}{extension}")):
        number += 1
    return free


def _is_change_of_case(disk: Disk, source: str, target: str) -> bool:
    """Tell whether both are one entry of a disk where case does not count."""
    if parent_of(source) != parent_of(target):
        return False
    old, new = disk.lstat(source), disk.lstat(target)
    if old is None or new is None or (old.st_dev, old.st_ino) != (new.st_dev, new.st_ino):
        return False
    return name_of(target) not in disk.names_in(parent_of(target))
