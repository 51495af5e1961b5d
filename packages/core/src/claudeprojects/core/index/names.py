"""The names a link can mean, held in memory: which file a link resolves to, and which links a change can affect."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

from claudeprojects.core.vault.paths import is_hidden
from claudeprojects.core.vault.resolve import NameIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.core.store.database import Database

_ALL_NAMES = """
SELECT path, file_id, reason, nullif(aliases, '[]') FROM files LEFT JOIN notes USING (file_id)
"""


class Names:
    """The vault's linkable files by name and alias, with their ids; safe to read while it changes."""

    def __init__(self) -> None:
        self._index = NameIndex()
        self._ids: dict[str, int] = {}
        self._aliases: dict[str, tuple[str, ...]] = {}
        self._lock = threading.RLock()

    def load(self, database: Database) -> None:
        """Read all names anew from the index database."""
        with self._lock:
            self._index, self._ids, self._aliases = NameIndex(), {}, {}
            for path, file_id, reason, aliases in database.iterate(_ALL_NAMES):
                if is_linkable(path, reason):
                    self.add(path, file_id)
                if aliases:
                    self.set_aliases(path, tuple(str(alias) for alias in json.loads(aliases)))

    def add(self, path: str, file_id: int) -> None:
        """Make ``path`` a file that links can mean."""
        with self._lock:
            if path not in self._ids:
                self._index.add(path)
            self._ids[path] = file_id

    def remove(self, path: str) -> set[str]:
        """Take ``path`` out; returns the link keys whose links may now mean something else."""
        with self._lock:
            keys = self.keys(path)
            if self._ids.pop(path, None) is not None:
                self._aliases.pop(path, None)
                self._index.remove(path)
            return keys

    def set_aliases(self, path: str, aliases: tuple[str, ...]) -> set[str]:
        """Give ``path`` other aliases; returns the link keys whose links may now mean something else."""
        with self._lock:
            before = self._aliases.get(path, ())
            if before == aliases or path not in self._ids:
                return set()
            self._index.set_aliases(path, aliases)
            if aliases:
                self._aliases[path] = aliases
            else:
                self._aliases.pop(path, None)
            return NameIndex.keys_of(path, before) | NameIndex.keys_of(path, aliases)

    def keys(self, path: str) -> set[str]:
        """The link keys under which ``path`` can be meant, aliases included."""
        with self._lock:
            return NameIndex.keys_of(path, self._aliases.get(path, ()))

    def resolve(self, target: str, source: str) -> int | None:
        """The id of the file that ``target``, written in the note ``source``, means."""
        path = self.resolve_path(target, source)
        return None if path is None else self._ids.get(path)

    def resolve_path(self, target: str, source: str) -> str | None:
        """The path of the file that ``target``, written in ``source``, means; the source itself for ``""``."""
        if not target:
            return source
        with self._lock:
            return self._index.resolve(target, source)

    def suggest(self, target: str, limit: int = 5) -> list[str]:
        """Existing paths whose names are near ``target``."""
        with self._lock:
            return self._index.suggest(target, limit)

    def paths(self) -> Iterable[str]:
        """All linkable paths."""
        with self._lock:
            return tuple(self._ids)

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """The aliases of every path that has some."""
        with self._lock:
            return dict(self._aliases)

    def __contains__(self, path: str) -> bool:
        return path in self._ids


def is_linkable(path: str, skip_reason: str | None) -> bool:
    """Whether links can mean the file: all but hidden ones, symlinks and names that are no text."""
    if skip_reason in ("symlink", "bad_name"):
        return False
    return skip_reason != "ignored" or not is_hidden(path)
