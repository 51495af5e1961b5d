"""The agent store: one SQLite file, ``agents.db`` in the workspace's data folder, for what agents did and wait for.

It holds runs and their steps, changesets, approvals, the audit log and the figures of models; none of it can be
rebuilt from the vault, so every commit survives a power cut. Each room keeps the SQL of its own tables in
``store/sql`` as a migration (``NNNN_verb_noun.sql``), applied once by name, in order.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from claudeprojects.core.store.database import Database
from claudeprojects.core.store.migrations import migrate

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.core.store.database import Durability

FILE_NAME = "agents.db"


class AgentStore:
    """``agents.db`` in ``folder``, opened and brought up to date; the rooms read and write through ``database``.

    Raises:
        IndexDamaged: the file is no database, or a newer version made it.
        StorageFailed: the folder or file cannot be written.
    """

    def __init__(self, folder: Path, *, durability: Durability = "full") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.database = Database(folder / FILE_NAME, durability=durability, cache_mib=4)
        migrate(self.database, resources.files("claudeprojects.agents.store") / "sql")

    def close(self) -> None:
        """Close every connection; harmless when closed already."""
        self.database.close()
