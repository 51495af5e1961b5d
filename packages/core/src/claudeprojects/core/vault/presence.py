"""Presence: whether a vault's root is there, or only the empty folder that an unmounted disk leaves behind."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Presence:
    """Watches over ``root``, remembering the device it was on when it was last known to be there."""

    def __init__(self, root: Path) -> None:
        self._root = root
        status = self._status()
        self._device = status.st_dev if status is not None else None

    def identity(self) -> tuple[int, int] | None:
        """Return what tells this root folder from another at the same path; ``None`` while it is offline."""
        status = self._status()
        if status is None or (self._is_other_device(status) and self._is_empty()):
            return None
        self._device = status.st_dev
        return status.st_dev, status.st_ino

    def _status(self) -> os.stat_result | None:
        try:
            status = self._root.stat()
        except OSError:
            return None
        return status if self._root.is_dir() else None

    def _is_other_device(self, status: os.stat_result) -> bool:
        return self._device is not None and status.st_dev != self._device

    def _is_empty(self) -> bool:
        try:
            with os.scandir(self._root) as entries:
                return next(entries, None) is None
        except OSError:
            return True
