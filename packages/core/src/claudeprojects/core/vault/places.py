"""Places: an open parent folder and a name in it, reached without following any symbolic link.

Every read and change of a vault goes through ``open_place``. It opens the folders of a path one inside the
other, each with ``O_NOFOLLOW``, so that a link planted on the way (even between check and use) cannot lead out
of the vault. The root itself may be a link: that is the user's choice. Systems without ``openat`` (Windows) get
the same checks by path.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.errors import NoteExists, NoteNotFound, PathRefused, StorageFailed, VaultOffline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_RELATIVE_TO_FOLDERS = {os.open, os.stat, os.rename, os.unlink, os.mkdir, os.rmdir} <= os.supports_dir_fd
_OPEN_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_LINK_ERRORS = {errno.ELOOP, errno.ENOTDIR, errno.EMLINK}


class Place(NamedTuple):
    """Where a file or folder is or will be: give ``name`` and ``dir_fd=folder`` to the functions of ``os``."""

    folder: int | None
    """An open descriptor of the parent folder; ``None`` where the system has no ``openat``."""
    name: str
    """The name in ``folder``; the full path when there is no ``folder``."""

    def beside(self, name: str) -> Place:
        """Return the place of ``name`` in the same folder."""
        return Place(self.folder, name if self.folder is not None else f"{os.path.dirname(self.name)}/{name}")

    def lstat(self) -> os.stat_result | None:
        """Return the status of what is here (a link's own), ``None`` when nothing is."""
        try:
            return os.stat(self.name, dir_fd=self.folder, follow_symlinks=False)
        except FileNotFoundError:
            return None


@contextmanager
def open_place(root: Path, path: str) -> Iterator[Place]:
    """Hold the place of ``path`` open for the block; errors of the disk inside it become vault errors.

    Raises:
        VaultOffline: the root is gone.
        NoteNotFound: a folder on the way is missing, or the block found no file.
        PathRefused: a folder on the way is a symbolic link.
        StorageFailed: the disk refused.
    """
    folders, _, name = path.rpartition("/")
    with _translated(root, path):
        if not _RELATIVE_TO_FOLDERS:
            yield _checked_by_path(root, path)
            return
        descriptor = os.open(root, _OPEN_FOLDER)
        try:
            for folder in folders.split("/") if folders else ():
                inner = _open_inner(descriptor, folder, path)
                os.close(descriptor)
                descriptor = inner
            yield Place(descriptor, name)
        finally:
            os.close(descriptor)


def same_file(first: os.stat_result, second: os.stat_result | None) -> bool:
    """Tell whether both are one file on disk that has not been written in between."""
    return second is not None and _identity(first) == _identity(second)


def _identity(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _open_inner(descriptor: int, folder: str, path: str) -> int:
    try:
        return os.open(folder, _OPEN_FOLDER | NO_FOLLOW, dir_fd=descriptor)
    except OSError as error:
        if error.errno in _LINK_ERRORS:
            status = os.stat(folder, dir_fd=descriptor, follow_symlinks=False)
            _refuse_link(status, folder, path)
            raise NoteNotFound(path) from error
        raise


def _checked_by_path(root: Path, path: str) -> Place:
    here = root
    *folders, name = path.split("/")
    if not root.is_dir():
        raise FileNotFoundError(str(root))
    for folder in folders:
        here = here / folder
        _refuse_link(here.lstat(), folder, path)
    return Place(None, str(here / name))


def _refuse_link(status: os.stat_result, folder: str, path: str) -> None:
    if stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", False):
        raise PathRefused(path, f"the folder {folder!r} is a symbolic link")


@contextmanager
def _translated(root: Path, path: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        if not root.is_dir():
            raise VaultOffline(str(root)) from error
        raise NoteNotFound(path) from error
    except FileExistsError as error:
        raise NoteExists(path) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise PathRefused(path, "the name or the path is too long for this disk") from error
        if error.errno == errno.ELOOP:
            raise PathRefused(path, "it is a symbolic link") from error
        raise StorageFailed(path, error.strerror or str(error)) from error
