"""Live settings: the settings of one vault while it is open, following the files they stand in."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from claudeprojects.core.errors import ClaudeProjectsError
from claudeprojects.core.settings.files import load_settings, user_settings, vault_settings

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.core.settings.table import Settings

Stamp = tuple[int, int, int] | None


class LiveSettings:
    """The settings in force for the vault at ``root``. Safe to use from many threads.

    Settings that can no longer be read leave those from before in force; ``problem`` says why. Opening raises
    ``SettingInvalid`` or ``SettingsDamaged`` as ``load_settings`` does: then there is nothing to go on with.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files = (user_settings().path, vault_settings(root).path)
        self._reading = threading.Lock()
        self._stamps = self._look()
        self.current: Settings = load_settings(root)
        self.problem: str | None = None

    def refresh(self) -> bool:
        """Read the files again when one of them changed; tell whether anything is different now.

        Looking costs two calls of the system, so it may be done every second.
        """
        with self._reading:
            stamps = self._look()
            if stamps == self._stamps:
                return False
            self._stamps = stamps
            before = self.current, self.problem
            self._read()
            return (self.current, self.problem) != before

    def _read(self) -> None:
        try:
            self.current = load_settings(self._root)
            self.problem = None
        except ClaudeProjectsError as error:
            self.problem = f"{error.message} The settings from before stay in force."

    def _look(self) -> list[Stamp]:
        return [_stamp(path) for path in self._files]


def _stamp(path: Path) -> Stamp:
    """What changes with every change of the file; ``None`` when there is none or it cannot be seen."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
