"""The disk below a vault's root: reading and changing files and folders by vault path, one step at a time.

Every method is safe against symbolic links (``places``), never replaces what it was not told to replace, and
raises errors of the vault, never ``OSError``. It keeps no history: ``operations`` does.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING, BinaryIO

from claudeprojects.core.errors import NotEditable, NoteExists, NoteNotFound, StorageFailed
from claudeprojects.core.vault.exclusive import rename_exclusive
from claudeprojects.core.vault.paths import is_temporary, parent_of, temporary_name
from claudeprojects.core.vault.places import NO_FOLLOW, Place, open_place, same_file
from claudeprojects.core.vault.write import sync_folder, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_READ = os.O_RDONLY | NO_FOLLOW
for _flag in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):  # non-blocking, so that a pipe cannot hold us up
    _READ |= getattr(os, _flag, 0)
_READ_ATTEMPTS = 5
_LARGE = 1 << 20
_OPENED = "/proc/self/fd/" if os.path.isdir("/proc/self/fd") else None
"""Where Linux tells the real path of an open file."""
_OCCUPIED = {errno.ENOTEMPTY, errno.EEXIST, errno.EISDIR}


class Disk:
    """The files below ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._real_root = os.path.realpath(root)

    def lstat(self, path: str) -> os.stat_result | None:
        """Return the status of what is at ``path``, ``None`` when nothing is."""
        try:
            with open_place(self.root, path) as place:
                return place.lstat()
        except NoteNotFound:
            return None

    def exists(self, path: str) -> bool:
        """Tell whether anything at all is at ``path``."""
        return self.lstat(path) is not None

    def is_folder(self, path: str) -> bool:
        """Tell whether ``path`` is a folder; the root (``""``) is one."""
        if not path:
            return self.root.is_dir()
        status = self.lstat(path)
        return status is not None and stat.S_ISDIR(status.st_mode)

    def open(self, path: str) -> BinaryIO:
        """Open the file at ``path`` for reading; raises ``NoteNotFound`` when it is a folder, pipe or device."""
        with open_place(self.root, path) as place:
            descriptor = os.open(place.name, _READ, dir_fd=place.folder)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise NoteNotFound(path)
        return os.fdopen(descriptor, "rb")

    def read(self, path: str) -> tuple[bytes, os.stat_result]:
        """Return the bytes of the file at ``path`` and its status, both of one moment.

        A file that is written meanwhile is read again; one that never rests is a ``StorageFailed``.
        """
        for _ in range(_READ_ATTEMPTS):
            with self.open(path) as file:
                before = os.fstat(file.fileno())
                try:
                    data = file.read()
                except OSError as error:
                    raise StorageFailed(path, error.strerror or str(error)) from error
                if same_file(before, os.fstat(file.fileno())):
                    return data, before
        raise StorageFailed(path, "another program keeps writing it")

    def glance(self, path: str) -> bytes:
        """Return the bytes of the file at ``path`` for showing, as ``read`` does, but at half the cost where the
        system tells which file was opened: then one that was reached by a link is found out afterwards."""
        if _OPENED is not None:
            try:
                descriptor = os.open(f"{self._real_root}/{path}", _READ)
                try:
                    status = os.fstat(descriptor)
                    inside = os.readlink(f"{_OPENED}{descriptor}") == f"{self._real_root}/{path}"
                    if inside and stat.S_ISREG(status.st_mode) and status.st_size < _LARGE:
                        return os.read(descriptor, status.st_size + 1)
                finally:
                    os.close(descriptor)
            except (OSError, ValueError):
                pass  # the careful way tells what is wrong
        return self.read(path)[0]

    def write(
        self,
        path: str,
        data: bytes | Iterable[bytes],
        *,
        replaces: os.stat_result | None,
        token: str,
        mode: int | None = None,
    ) -> os.stat_result | None:
        """Put ``data``, whole or in pieces, at ``path``; see ``write_atomically``. ``token`` names what is temporary.

        Raises:
            NotEditable: the file is marked read-only, or is no plain file.
        """
        if replaces is not None:
            _check_writable(path, replaces)
        with open_place(self.root, path) as place:
            return write_atomically(place, data, temporary=temporary_name(token), replaces=replaces, mode=mode)

    def rename(self, source: str, target: str) -> None:
        """Rename a file or folder; a change of case only also works where case does not count.

        Raises:
            NoteNotFound: nothing at ``source``, or the folder of ``target`` is missing.
            NoteExists: something else is at ``target``.
        """
        with open_place(self.root, source) as old, open_place(self.root, target) as new:
            try:
                rename_exclusive(old, new)
            except FileExistsError as error:
                if not _is_same_entry(old, new):
                    raise NoteExists(target) from error
                self._rename_by_way_of_temporary(old, new)
            except OSError as error:
                if error.errno in _OCCUPIED:
                    raise NoteExists(target) from error
                raise
            sync_folder(new)
            if parent_of(source) != parent_of(target):
                sync_folder(old)

    def make_folder(self, path: str) -> None:
        """Make one folder; raises ``NoteExists``."""
        with open_place(self.root, path) as place:
            os.mkdir(place.name, dir_fd=place.folder)
            sync_folder(place)

    def remove_folder(self, path: str) -> bool:
        """Remove one folder when it is empty; tell whether it is gone."""
        try:
            with open_place(self.root, path) as place:
                try:
                    os.rmdir(place.name, dir_fd=place.folder)
                except OSError as error:
                    if error.errno in _OCCUPIED:
                        return False
                    raise
                sync_folder(place)
        except NoteNotFound:
            return True
        return True

    def remove_file(self, path: str, expected: os.stat_result) -> bool:
        """Remove the file at ``path`` when it is still the one of ``expected``; tell whether it was."""
        with open_place(self.root, path) as place:
            if not same_file(expected, place.lstat()):
                return False
            os.unlink(place.name, dir_fd=place.folder)
            sync_folder(place)
        return True

    def names_in(self, folder: str) -> list[str]:
        """Return the names in ``folder``, undecodable ones in their escaped form."""
        if not folder:
            return os.listdir(self.root)
        with open_place(self.root, f"{folder}/.") as place:
            return os.listdir(place.folder if place.folder is not None else os.path.dirname(place.name))

    def discard_temporaries(self, folder: str, token: str) -> None:
        """Remove what an interrupted write under ``token`` (or one of its numbered steps) left in ``folder``."""
        beginning = temporary_name(token).removesuffix(".tmp")
        for name in self.names_in(folder):
            if is_temporary(name) and name.startswith(beginning):
                with open_place(self.root, f"{folder}/{name}" if folder else name) as place:
                    os.unlink(place.name, dir_fd=place.folder)

    def _rename_by_way_of_temporary(self, old: Place, new: Place) -> None:
        between = old.beside(temporary_name(f"case-{os.getpid()}"))
        rename_exclusive(old, between)
        try:
            rename_exclusive(between, new)
        except BaseException:
            rename_exclusive(between, old)
            raise


def _check_writable(path: str, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotEditable(path, "it is no plain file")
    if not status.st_mode & 0o222:
        raise NotEditable(path, "it is marked read-only", "Make the file writable first.")


def _is_same_entry(old: Place, new: Place) -> bool:
    """Tell whether both names lead to one directory entry, as on a disk where case does not count.

    Two hard links are two entries: then the folder lists both names.
    """
    before, after = old.lstat(), new.lstat()
    if before is None or after is None or (before.st_dev, before.st_ino) != (after.st_dev, after.st_ino):
        return False
    folder = new.folder if new.folder is not None else os.path.dirname(new.name)
    return os.path.basename(new.name) not in os.listdir(folder)
