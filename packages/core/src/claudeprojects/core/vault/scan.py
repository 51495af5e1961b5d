"""The scanner: what is on disk under the ignore rules of a vault, all of it or at some paths."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from claudeprojects.core.errors import PathRefused, VaultError
from claudeprojects.core.vault.ignore import IgnoreRules
from claudeprojects.core.vault.paths import IGNORE_FILE, OBSIDIAN_SETTINGS, check_path, is_printable, join
from claudeprojects.core.vault.walk import DiskFile, Limits, inspect, walk, walk_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claudeprojects.core.vault.disk import Disk

_MAX_RULE_BYTES = 4_000_000


class Scanner:
    """Lists the files of ``disk``. The rules are read when first needed and by ``reload_rules``; ``limits`` may be
    set at any time and hold from the next listing on."""

    def __init__(self, disk: Disk, limits: Limits) -> None:
        self._disk = disk
        self.limits = limits
        self._rules: IgnoreRules | None = None

    @property
    def rules(self) -> IgnoreRules:
        """The rules in force."""
        return self._rules or self._read_rules()

    def reload_rules(self) -> tuple[str, ...]:
        """Read the rules anew; return the problems in them."""
        return self._read_rules().problems

    def walk(self) -> Iterator[DiskFile]:
        """Yield every file, under rules read now."""
        self.reload_rules()
        return walk(self._disk.root, self.rules, self.limits)

    def look(self, paths: Iterable[str]) -> Iterator[DiskFile]:
        """Yield the files at and below ``paths``, each once."""
        seen: set[str] = set()
        for path in paths:
            for file in self._at_or_below(path):
                if file.path not in seen:
                    seen.add(file.path)
                    yield file

    def stat(self, path: str) -> DiskFile | None:
        """Return the file at ``path``, ``None`` when there is none."""
        try:
            status = self._disk.lstat(path)
        except PathRefused:  # behind a link: the walk lists the link, and nothing beyond it
            return None
        if status is None or not (stat.S_ISREG(status.st_mode) or stat.S_ISLNK(status.st_mode)):
            return None
        return inspect(path, status, self.rules, self.limits)

    def files_in(self, folder: str) -> Iterator[DiskFile]:
        """Yield the files directly in ``folder``."""
        return walk_below(self._disk.root, folder, self.rules, self.limits, deep=False)

    def folders_in(self, folder: str) -> list[str]:
        """Return the names of the visible folders in ``folder``."""
        names = self._disk.names_in(folder)
        return [
            name
            for name in names
            if not name.startswith(".") and is_printable(name) and self._disk.is_folder(join(folder, name))
        ]

    def _at_or_below(self, path: str) -> Iterator[DiskFile]:
        if not path:
            yield from walk(self._disk.root, self.rules, self.limits)
            return
        try:
            is_folder = self._disk.is_folder(check_path(path))
        except PathRefused:
            return
        if is_folder:
            yield from walk_below(self._disk.root, path, self.rules, self.limits)
        elif (file := self.stat(path)) is not None:
            yield file

    def _read_rules(self) -> IgnoreRules:
        self._rules = rules = IgnoreRules.compile(self._text(IGNORE_FILE), self._text(OBSIDIAN_SETTINGS))
        return rules

    def _text(self, path: str) -> str:
        """Return the text of a rule file, ``""`` when there is none or it cannot be read."""
        try:
            status = self._disk.lstat(path)
            if status is None or status.st_size > _MAX_RULE_BYTES:
                return ""
            return self._disk.read(path)[0].decode("utf-8", "replace")
        except VaultError:
            return ""
