"""Secrets of servers: tokens and keys in the keychain of the system, and what signing in gave; never in a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claudeprojects.agents.errors import KeychainMissing

if TYPE_CHECKING:
    from claudeprojects.agents.models.keys import Keys


class Secrets:
    """The secrets of MCP servers, kept by ``keys``. Blocking: a person may have to unlock the keychain."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def get(self, server: str, name: str) -> str | None:
        """The secret ``name`` of ``server``: from the keychain, else an environment variable of that name."""
        return self._keys.get(_entry(server, name)) or os.environ.get(name) or None

    def kept(self, server: str, name: str) -> str | None:
        """What the keychain holds, whatever the environment says."""
        return self._keys.get(_entry(server, name))

    def set(self, server: str, name: str, value: str) -> None:
        """Keep ``value``. Raises ``KeychainMissing``."""
        try:
            self._keys.set(_entry(server, name), value)
        except KeychainMissing as error:
            raise KeychainMissing(f"{name} of {server}", name, error.reason) from error

    def forget(self, server: str, name: str) -> bool:
        """Forget the secret; tell whether there was one."""
        try:
            return self._keys.delete(_entry(server, name))
        except KeychainMissing:
            return False


def _entry(server: str, name: str) -> str:
    return f"mcp/{server}/{name}"
