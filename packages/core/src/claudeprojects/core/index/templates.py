"""Templates: notes that others are made from. Search finds them; what they hold is no work, and they are no project.

A note is one when it lies in a folder that the settings of Obsidian's template plugins name, or in the folder
``templates`` beside a methodology. Kept true in the index as files, methodologies and settings change.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from claudeprojects.core.vault.paths import join, parent_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.core.index.store import IndexStore
    from claudeprojects.core.store.database import Database, Transaction

BESIDE: Final = "templates"
"""The folder beside a methodology that holds its templates."""
_KEPT: Final = "template_folders"
_METHODOLOGIES: Final = """
SELECT DISTINCT path FROM properties JOIN files USING (file_id)
WHERE name_key = 'type' AND value IN ('methodology', 'Methodology')
"""
_FRESH: Final = "SELECT file_id, path FROM files WHERE kind = 'note' AND file_id IN (SELECT value FROM json_each(?))"
_BELOW: Final = "SELECT file_id, path FROM files WHERE kind = 'note' AND path > ? || '/' AND path < ? || '0'"
_WORK: Final = (("task_terms", "task_id"), ("task_needs", "task_id"), ("task_words", "rowid"), ("tasks", "task_id"))
_FORGOTTEN: Final = """
UPDATE files SET hash = NULL, size = -1 WHERE file_id IN (SELECT value FROM json_each(?)) RETURNING path
"""


class TemplateKeeper:
    """Says inside the transactions that change the index which notes are templates, and takes their work out."""

    def __init__(self, store: IndexStore) -> None:
        self._named: tuple[str, ...] = tuple(json.loads(store.meta(_KEPT, "[]")))
        self._folders = self._now(store.database.read(_METHODOLOGIES))
        self._revived: set[str] = set()

    def use(self, transaction: Transaction, folders: tuple[str, ...]) -> bool:
        """Take what lies in ``folders`` for templates from now on, what is indexed too; whether that is new."""
        if folders == self._named:
            return False
        self._named = folders
        transaction.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_KEPT, json.dumps(folders)))
        self.settle(transaction, ())
        return True

    def settle(self, transaction: Transaction, fresh: Iterable[int]) -> None:
        """Make it true again, after the files ``fresh`` were written."""
        before, self._folders = self._folders, self._now(transaction.execute(_METHODOLOGIES))
        rows = list(transaction.execute(_FRESH, (json.dumps(list(fresh)),))) if self._folders else []
        for folder in before ^ self._folders:
            rows += transaction.execute(_BELOW, (folder, folder))
        if not rows:
            return
        known = {file_id for (file_id,) in transaction.execute("SELECT file_id FROM templates")}
        are = {file_id for file_id, path in rows if self._holds(path)}
        were = {file_id for file_id, _ in rows} & known - are
        transaction.executemany("INSERT OR IGNORE INTO templates VALUES (?)", ((file_id,) for file_id in are))
        transaction.executemany("DELETE FROM templates WHERE file_id = ?", ((file_id,) for file_id in were))
        self._drop_work(transaction, are)
        found = transaction.execute(_FORGOTTEN, (json.dumps(sorted(were)),)) if were else []
        self._revived.update(path for (path,) in found)

    def take_revived(self) -> set[str]:
        """The notes that are templates no more since this was asked last: they are to be read again."""
        revived, self._revived = self._revived, set()
        return revived

    @staticmethod
    def _drop_work(transaction: Transaction, file_ids: set[int]) -> None:
        marks = json.dumps(sorted(file_ids))
        tasks = transaction.execute(
            "SELECT task_id FROM tasks WHERE file_id IN (SELECT value FROM json_each(?))", (marks,)
        )
        numbers = json.dumps([number for (number,) in tasks])
        for table, column in _WORK:
            transaction.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (numbers,))

    def _now(self, methodologies: Iterable[tuple[str, ...]]) -> frozenset[str]:
        beside = (join(parent_of(path), BESIDE) for (path,) in methodologies if BESIDE not in path.split("/")[:-1])
        return frozenset((*self._named, *beside))

    def _holds(self, path: str) -> bool:
        folder = parent_of(path)
        while folder:
            if folder in self._folders:
                return True
            folder = parent_of(folder)
        return False


def count_templates(database: Database) -> int:
    """How many notes are templates."""
    return int(database.value("SELECT count(*) FROM templates"))
