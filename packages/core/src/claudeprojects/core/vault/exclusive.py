"""Renaming that never replaces anything: ``renameat2(RENAME_NOREPLACE)`` of Linux, ``renameatx_np(RENAME_EXCL)``
of macOS, and ``os.rename`` on Windows, which refuses by itself. A disk that knows neither is asked first whether
the name is free.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.vault.places import Place

_SYSTEM_CALLS = {"linux": ("renameat2", 1), "darwin": ("renameatx_np", 4)}
"""The function in the C library and its flag that means "do not replace"."""
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}


def rename_exclusive(source: Place, target: Place) -> None:
    """Rename ``source`` to ``target``, where nothing may be.

    Raises:
        FileExistsError: something is at ``target``; nothing changed.
        OSError: the disk refused; nothing changed.
    """
    native = _native()
    if native is not None and source.folder is not None and target.folder is not None:
        number = native(source.folder, os.fsencode(source.name), target.folder, os.fsencode(target.name))
        if number not in _UNSUPPORTED:
            if number:
                raise OSError(number, os.strerror(number), target.name)
            return
    if target.lstat() is not None:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target.name)
    os.rename(source.name, target.name, src_dir_fd=source.folder, dst_dir_fd=target.folder)


@cache
def _native() -> Callable[[int, bytes, int, bytes], int] | None:
    name, flag = _SYSTEM_CALLS.get(sys.platform, ("", 0))
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None) if name else None
    if function is None:
        return None
    function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    function.restype = ctypes.c_int

    def call(source_folder: int, source: bytes, target_folder: int, target: bytes) -> int:
        """Return 0, or the error number."""
        if function(source_folder, source, target_folder, target, flag) == 0:
            return 0
        return ctypes.get_errno()

    return call
