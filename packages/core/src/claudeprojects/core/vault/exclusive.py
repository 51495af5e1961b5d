"""Renaming that never replaces anything, and exchanging two files: ``renameat2`` of Linux, ``renameatx_np`` of macOS.

Windows' ``os.rename`` refuses to replace by itself. A disk that knows neither is asked first whether the name is
free, and exchanges nothing.
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

_SYSTEM_CALLS = {"linux": ("renameat2", 1, 2), "darwin": ("renameatx_np", 4, 2)}
"""The function in the C library, and its flags that mean "do not replace" and "exchange"."""
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}


def rename_exclusive(source: Place, target: Place) -> None:
    """Rename ``source`` to ``target``, where nothing may be.

    Raises:
        FileExistsError: something is at ``target``; nothing changed.
        OSError: the disk refused; nothing changed.
    """
    if _called(source, target, exchange=False):
        return
    if target.lstat() is not None:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target.name)
    os.rename(source.name, target.name, src_dir_fd=source.folder, dst_dir_fd=target.folder)


def exchange(first: Place, second: Place) -> bool:
    """Let two files take each other's names in one step; ``False`` where the system or the disk cannot.

    Raises:
        OSError: the disk refused, or one of them is gone; nothing changed.
    """
    return _called(first, second, exchange=True)


def _called(source: Place, target: Place, *, exchange: bool) -> bool:
    """Whether the system's own call did it; raises its ``OSError``."""
    native = _native()
    if native is None or source.folder is None or target.folder is None:
        return False
    names = os.fsencode(source.name), os.fsencode(target.name)
    number = native(source.folder, names[0], target.folder, names[1], exchange)
    if number in _UNSUPPORTED:
        return False
    if number:
        raise OSError(number, os.strerror(number), target.name)
    return True


@cache
def _native() -> Callable[[int, bytes, int, bytes, bool], int] | None:
    name, keep, swap = _SYSTEM_CALLS.get(sys.platform, ("", 0, 0))
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None) if name else None
    if function is None:
        return None
    function.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    function.restype = ctypes.c_int

    def call(source_folder: int, source: bytes, target_folder: int, target: bytes, exchange: bool) -> int:
        """Return 0, or the error number."""
        if function(source_folder, source, target_folder, target, swap if exchange else keep) == 0:
            return 0
        return ctypes.get_errno()

    return call
