"""The servers there are, from all configurations, and what is known of each: whose it is, and whether it may run."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claudeprojects.agents.definitions.records import FoundServer
from claudeprojects.agents.definitions.servers import expanded, own_name, variables_of
from claudeprojects.agents.errors import ServerSecretMissing, ServerVariableMissing
from claudeprojects.agents.mcp.presets import PRESETS
from claudeprojects.agents.mcp.reach import sees_vault
from claudeprojects.agents.mcp.register import Entry, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from claudeprojects.agents.definitions.library import Library
    from claudeprojects.agents.definitions.records import ServerDefinition
    from claudeprojects.agents.mcp.register import Register
    from claudeprojects.agents.mcp.secrets import Secrets

OURS = ("CLAUDEPROJECTS_MCP", "CLAUDEPROJECTS_VAULT")
"""Variables that configurations may use and we fill in: where presets are installed, and the vault."""


@dataclass(frozen=True, slots=True)
class Configured:
    """A server that could run, as it is configured now."""

    found: FoundServer
    definition: ServerDefinition
    digest: str
    known: Entry
    sees_vault: bool
    agent: str | None = None
    """The agent whose own file configures it, and who alone may use it."""

    @property
    def name(self) -> str:
        """Its name among all servers; ``docs@researcher`` for the server ``docs`` of an agent's own."""
        return self.found.name

    @property
    def short(self) -> str:
        """Its name in the names of its tools."""
        return self.definition.name

    @property
    def key(self) -> str:
        """What its secrets are kept under: a server that the vault brings gets none of the user's by its name."""
        return self.name if self.found.origin == "user" else f"{self.name}@{self.digest[:16]}"

    @property
    def trusted(self) -> bool:
        """Whether it may be started: the user's own always, others once the user trusted them as they stand."""
        return self.found.origin in ("user", "builtin") or self.known.trusted

    @property
    def preset(self) -> str | None:
        """The preset it was made from, when the user's own configuration says so."""
        named = self.definition.extra.get("preset")
        return named if self.found.origin == "user" and named in PRESETS else None

    @property
    def local(self) -> bool:
        """Whether the user says that nothing it is sent leaves this machine; only their own word counts."""
        own = self.found.origin == "user" and self.definition.extra.get("local") is True
        return own and (self.definition.transport == "stdio")

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that somebody has to set."""
        return tuple(name for name in variables_of(self.definition) if name not in OURS)


class Configurations:
    """The servers of one vault, for this user. Asking again reads only files that changed."""

    def __init__(self, library: Library, register: Register, installed: Path, secrets: Secrets) -> None:
        self.library, self.register, self.secrets = library, register, secrets
        self._own = {OURS[0]: str(installed), OURS[1]: str(library.root)}

    def found(self) -> list[FoundServer]:
        """Every entry of every configuration, also those that are not used."""
        return self.library.mcp_config()

    def servers(self) -> dict[str, Configured]:
        """Those in use by name, with those that agents configure for themselves."""
        known = self.register.entries()
        used = [(found, None) for found in self.found() if found.used]
        return {
            found.name: self._configured(found, definition, agent, known)
            for found, agent in [*used, *self._of_agents()]
            if (definition := found.definition) is not None
        }

    def configured(self, found: FoundServer) -> Configured:
        """A server that stands in no file yet, as if it did; ``found`` has a definition."""
        if found.definition is None:
            raise ValueError(f"{found.name} defines nothing")
        return self._configured(found, found.definition, None, self.register.entries())

    def expanded(self, server: Configured) -> ServerDefinition:
        """Its definition with every variable filled in, secrets included. Raises ``ServerSecretMissing``."""
        secrets = {name: value for name in server.variables if (value := self.secrets.get(server.key, name))}
        optional = _optional(server)
        kept = {name: value for name in optional if (value := self.secrets.get(server.key, name))}
        try:
            return expanded(server.definition, {**os.environ, **kept, **secrets, **self._own})
        except ServerVariableMissing as error:
            raise ServerSecretMissing(server.name, error.variable) from error

    def missing(self, server: Configured) -> tuple[str, ...]:
        """The variables it needs and nobody has set."""
        return tuple(name for name in server.variables if not self.secrets.get(server.key, name))

    def _of_agents(self) -> Iterator[tuple[FoundServer, str | None]]:
        """The servers that files of agents configure in place, each with its agent."""
        for file in self.library.agents():
            if (agent := file.definition) is None or not file.used:
                continue
            for server in agent.servers:
                name = own_name(server.name, agent.name)
                why = f"The agent {agent.name} brings it for itself."
                yield FoundServer(server, name, file.path, file.origin, True, why, (), file.plugin), agent.name

    def _configured(
        self,
        found: FoundServer,
        definition: ServerDefinition,
        agent: str | None,
        known: Mapping[tuple[str, str], Entry],
    ) -> Configured:
        digest = digest_of(definition, found.origin, self.library.root)
        filler = {
            **os.environ,
            **self._own,
            **{name: "-" for name in variables_of(definition) if name not in self._own},
        }
        reaches = sees_vault(expanded(definition, filler), self.library.root) or (
            found.origin == "vault" and definition.transport == "stdio"
        )
        entry = known.get((found.name, digest), Entry())
        return Configured(found, definition, digest, entry, reaches, agent)


def _optional(server: Configured) -> tuple[str, ...]:
    """The variables of its preset that it also works without."""
    preset = PRESETS.get(server.preset or "")
    return tuple(variable.name for variable in preset.variables) if preset else ()
