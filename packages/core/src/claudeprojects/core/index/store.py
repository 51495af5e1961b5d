"""The index database of one vault: opened, made anew when its schema is another, and numbered by change."""

from __future__ import annotations

import uuid
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from claudeprojects.core.errors import IndexDamaged
from claudeprojects.core.store.database import Database

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.core.store.database import Transaction

SCHEMA_VERSION = 8
"""Raised with every change of ``schema.sql`` or of what the parser puts in it: an older index is made anew."""

_CONTENT_TABLES = (
    *("files", "removed", "notes", "templates", "texts", "tags", "links", "properties", "passages", "vectors"),
    *("tasks", "task_terms", "task_needs", "task_words"),
)


class IndexStore:
    """``index.db`` with its change number ``seq`` and an identity that the search stores beside it must share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self.database = self._opened()
        except IndexDamaged:
            self.delete(folder)
            self.database = self._opened()

    def _opened(self) -> Database:
        database = Database(self.folder / "index.db")
        version = database.value("PRAGMA user_version")
        if version == SCHEMA_VERSION:
            return database
        if version != 0 or database.value("SELECT count(*) FROM sqlite_master"):
            database.close()
            raise IndexDamaged(str(database.path), f"it has schema {version}, this version needs {SCHEMA_VERSION}")
        with database.write() as transaction:
            transaction.execute(files(__package__).joinpath("schema.sql").read_text(encoding="utf-8"))
            transaction.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            transaction.execute("INSERT INTO meta VALUES ('store_id', ?), ('seq', 0)", (uuid.uuid4().hex,))
        return database

    @staticmethod
    def delete(folder: Path) -> None:
        """Remove the database files; the next opening starts empty."""
        for name in ("index.db", "index.db-wal", "index.db-shm"):
            (folder / name).unlink(missing_ok=True)

    @property
    def store_id(self) -> str:
        """The identity of this database, new with every rebuild."""
        return str(self.meta("store_id"))

    @property
    def seq(self) -> int:
        """The number of the last committed change."""
        return int(self.meta("seq"))

    def meta(self, key: str, default: Any = None) -> Any:
        """Return one value of the ``meta`` table."""
        value = self.database.value("SELECT value FROM meta WHERE key = ?", (key,))
        return default if value is None else value

    def set_meta(self, key: str, value: Any) -> None:
        """Keep one value in the ``meta`` table."""
        with self.database.write() as transaction:
            transaction.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def clear(self) -> None:
        """Forget every file; the change number goes on, so that the stores beside see the difference."""
        with self.database.write() as transaction:
            for table in _CONTENT_TABLES:
                transaction.execute(f"DELETE FROM {table}")
            transaction.execute("DELETE FROM meta WHERE key = 'reconciled_at'")
            self.next_seq(transaction)

    @staticmethod
    def next_seq(transaction: Transaction) -> int:
        """Take the next change number, inside the transaction that makes the change."""
        transaction.execute("UPDATE meta SET value = value + 1 WHERE key = 'seq'")
        return int(transaction.execute("SELECT value FROM meta WHERE key = 'seq'")[0][0])

    def close(self) -> None:
        """Close the database."""
        self.database.close()
