"""Which notes hold links that moving a file can concern."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from claudeprojects.core.vault.resolve import NameIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.core.store.database import Database

_BELOW = """
SELECT path, coalesce(aliases, '[]') FROM files LEFT JOIN notes USING (file_id)
WHERE path = ?1 OR (path > ?1 || '/' AND path < ?1 || '0')
"""
_SOURCES = """
SELECT DISTINCT path FROM links JOIN files ON file_id = source_id
WHERE target_key IN (SELECT value FROM json_each(?)) ORDER BY path
"""


def linking_notes(database: Database, paths: Iterable[str]) -> list[str]:
    """The files with a link that could mean one of ``paths`` (files or folders, there or to be), by name or alias."""
    keys: set[str] = set()
    for path in paths:
        keys |= NameIndex.keys_of(path, ())
        for below, aliases in database.iterate(_BELOW, (path,)):
            keys |= NameIndex.keys_of(below, tuple(json.loads(aliases)))
    return [path for (path,) in database.read(_SOURCES, (json.dumps(sorted(keys)),))]
