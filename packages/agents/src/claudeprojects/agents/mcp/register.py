"""The register of servers in ``agents.db``: which the user trusts or switched off, and what each offered last.

A row is about one exact configuration. When that changes, what was known of the server before counts no more.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from claudeprojects.agents.definitions.servers import to_config
from claudeprojects.agents.mcp.records import Offer, ServerTool
from claudeprojects.agents.values import Privacy

if TYPE_CHECKING:
    from claudeprojects.agents.definitions.records import Origin, ServerDefinition
    from claudeprojects.core.store.database import Database, Transaction

_COLUMNS = "name, digest, trusted_at, switched_off, tools, title, version, privacy"
_LARGEST_PROGRAM = 20_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one configuration."""

    trusted: bool = False
    off: bool = False
    offer: Offer = field(default_factory=Offer)
    privacy: Privacy = Privacy.OPEN
    """The strictest class of text it was ever sent."""


class Register:
    """The register in ``database``. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self) -> dict[tuple[str, str], Entry]:
        """Everything known, by name and digest."""
        rows = self._database.read(f"SELECT {_COLUMNS} FROM mcp_servers")
        return {
            (name, digest): Entry(
                trusted is not None,
                bool(off),
                Offer(tuple(ServerTool(**tool) for tool in json.loads(tools)), title, version),
                Privacy(privacy),
            )
            for name, digest, trusted, off, tools, title, version, privacy in rows
        }

    def trust(self, name: str, digest: str) -> None:
        """Trust this exact configuration."""
        self._change(name, digest, "trusted_at", time.time())

    def switch(self, name: str, digest: str, *, off: bool) -> None:
        """Switch it off, or on again."""
        self._change(name, digest, "switched_off", int(off))

    def sent(self, name: str, digest: str, privacy: Privacy) -> None:
        """Keep that it was sent text of this class."""
        self._change(name, digest, "privacy", int(privacy))

    def remember(self, name: str, digest: str, offer: Offer) -> None:
        """Keep what it offers, so that its tools are known before it runs."""
        tools = json.dumps([tool.to_json() for tool in offer.tools])
        with self._database.write() as write:
            self._renew(write, name, digest)
            write.execute(
                "UPDATE mcp_servers SET tools = ?, title = ?, version = ?, seen_at = ? WHERE name = ?",
                (tools, offer.title, offer.version, time.time(), name),
            )

    def forget(self, name: str) -> None:
        """Forget all that is known of ``name``."""
        with self._database.write() as write:
            write.execute("DELETE FROM mcp_servers WHERE name = ?", (name,))

    def _change(self, name: str, digest: str, column: str, value: float) -> None:
        with self._database.write() as write:
            self._renew(write, name, digest)
            write.execute(f"UPDATE mcp_servers SET {column} = ? WHERE name = ?", (value, name))

    @staticmethod
    def _renew(write: Transaction, name: str, digest: str) -> None:
        write.execute("DELETE FROM mcp_servers WHERE name = ? AND digest != ?", (name, digest))
        write.execute("INSERT OR IGNORE INTO mcp_servers (name, digest) VALUES (?, ?)", (name, digest))


def digest_of(server: ServerDefinition, origin: Origin, vault: Path) -> str:
    """What stands for the configuration of ``server``, whose it is, and the programs of the vault it would run."""
    digest = hashlib.sha256(json.dumps([origin, to_config(server)], sort_keys=True).encode())
    for word in (server.command or "", *server.args):
        if (content := _program(word, server, vault)) is not None:
            digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def _program(word: str, server: ServerDefinition, vault: Path) -> bytes | None:
    """The content of the file in the vault that ``word`` of a command names."""
    base = vault / (server.cwd or "")
    path = Path(word.replace("${CLAUDEPROJECTS_VAULT}", str(vault)))
    found = path if path.is_absolute() else base / path
    try:
        if not found.is_file() or not found.resolve().is_relative_to(vault.resolve()):
            return None
        return (
            found.read_bytes() if found.stat().st_size <= _LARGEST_PROGRAM else str(found.stat().st_mtime_ns).encode()
        )
    except (OSError, ValueError):
        return None
