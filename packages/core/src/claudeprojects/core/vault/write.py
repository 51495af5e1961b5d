"""Atomic changes of single files: a reader finds the old bytes or the new ones, never a part, whatever fails.

New bytes go to a temporary file in the same folder, are synced to the disk and then take the name in one rename;
where the system can, by exchanging names with the old file, which is put back when another program has just written
it.
When anything fails before that rename the old file is untouched and the temporary file is taken away.
"""

from __future__ import annotations

import contextlib
import logging
import os
import stat
from typing import TYPE_CHECKING

from claudeprojects.core.vault.exclusive import exchange, rename_exclusive
from claudeprojects.core.vault.places import NO_FOLLOW, same_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.core.vault.places import Place

_log = logging.getLogger(__name__)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def write_atomically(
    place: Place,
    data: bytes | Iterable[bytes],
    *,
    temporary: str,
    replaces: os.stat_result | None,
    mode: int | None = None,
) -> os.stat_result | None:
    """Put ``data``, whole or in pieces, at ``place`` and return the new file's status.

    ``replaces`` is the status the present file must still have; ``None`` means there must be none. When that no
    longer holds, nothing is written and ``None`` comes back. The file keeps the mode and owner of the one it
    replaces; a new one gets ``mode``, or what the process' umask leaves.

    Raises:
        OSError: the disk refused; the old file is intact.
    """
    draft = place.beside(temporary)
    try:
        status = _write_draft(draft, data, replaces, mode)
        if not _take_name(draft, place, replaces):
            _discard(draft)
            return None
    except BaseException:
        _discard(draft)
        raise
    sync_folder(place)
    return status


def sync_folder(place: Place) -> None:
    """Make the names in the folder of ``place`` durable.

    The change itself has happened by now, so a disk that cannot do this is noted in the log and no failure.
    """
    if place.folder is None:
        return
    try:
        os.fsync(place.folder)
    except OSError as error:
        _log.warning("The folder of %r could not be synced: %s", place.name, error)


def _write_draft(
    draft: Place, data: bytes | Iterable[bytes], replaces: os.stat_result | None, mode: int | None
) -> os.stat_result:
    descriptor = os.open(draft.name, _CREATE, 0o666, dir_fd=draft.folder)
    try:
        for piece in [data] if isinstance(data, bytes) else data:
            view = memoryview(piece)
            while view:
                view = view[os.write(descriptor, view) :]
        if replaces is not None:
            _keep_attributes(descriptor, replaces)
        elif mode is not None and hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _keep_attributes(descriptor: int, old: os.stat_result) -> None:
    if not hasattr(os, "fchmod"):
        return
    new = os.fstat(descriptor)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with contextlib.suppress(PermissionError):  # only the superuser may give files away
            os.fchown(descriptor, old.st_uid, old.st_gid)
    if stat.S_IMODE(new.st_mode) != stat.S_IMODE(old.st_mode):
        os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def _take_name(draft: Place, place: Place, replaces: os.stat_result | None) -> bool:
    if replaces is None:
        try:
            rename_exclusive(draft, place)
        except FileExistsError:
            return False
        return True
    if not same_file(replaces, place.lstat()):
        return False
    if exchange(draft, place):
        # What was taken away can be looked at: another program may have written it since it was looked at above.
        unchanged = same_file(replaces, draft.lstat())
        if not unchanged:
            _put_back(draft, place)
        _discard(draft)
        return unchanged
    os.replace(draft.name, place.name, src_dir_fd=draft.folder, dst_dir_fd=place.folder)
    return True


def _put_back(draft: Place, place: Place) -> None:
    try:
        exchange(draft, place)
    except FileNotFoundError:  # our version has been taken away again in the meantime
        rename_exclusive(draft, place)


def _discard(draft: Place) -> None:
    try:
        os.unlink(draft.name, dir_fd=draft.folder)
    except FileNotFoundError:
        return
    except OSError as error:
        _log.warning("The temporary file %r could not be removed: %s", draft.name, error)
