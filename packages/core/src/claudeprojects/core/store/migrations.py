"""Forward-only migrations: numbered ``.sql`` files applied once each, in order, in one transaction apiece.

A file is named ``NNNN_verb_noun.sql``; which ones a database has seen is recorded in its table ``migrations``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.errors import IndexDamaged

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from claudeprojects.core.store.database import Database

_LEDGER = """
CREATE TABLE IF NOT EXISTS migrations (
    name TEXT PRIMARY KEY,
    applied_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
) STRICT
"""


def migrate(database: Database, folder: Traversable) -> list[str]:
    """Apply every migration of ``folder`` the database has not seen; return the names applied.

    Raises:
        IndexDamaged: the database has seen a migration this version does not know (it is from a newer one).
    """
    files = {entry.name: entry for entry in folder.iterdir() if entry.name.endswith(".sql")}
    with database.write() as transaction:
        transaction.execute(_LEDGER)
        seen = {name for (name,) in transaction.execute("SELECT name FROM migrations")}
    if unknown := sorted(seen - files.keys()):
        raise IndexDamaged(str(database.path), f"it was made by a newer version (migration {unknown[-1]})")
    applied = []
    for name in sorted(files.keys() - seen):
        with database.write() as transaction:
            transaction.execute(files[name].read_text(encoding="utf-8"))
            transaction.execute("INSERT INTO migrations (name) VALUES (?)", (name,))
        applied.append(name)
    return applied
