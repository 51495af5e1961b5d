"""Servers on trial: added, and not in the user's configuration before they answered once, or the user keeps them.

A trial is only in memory. One that failed stays to be looked at, tried again, kept or dropped; it ends with the
engine at the latest, so that a command that never worked is nowhere configured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.definitions.places import user_mcp_file
from claudeprojects.agents.definitions.records import FoundServer
from claudeprojects.agents.mcp.configuring import add_server, new_server

if TYPE_CHECKING:
    from claudeprojects.agents.definitions.records import ServerDefinition
    from claudeprojects.agents.mcp.configured import Configurations, Configured


@dataclass
class Trial:
    """One server on trial; ``why`` says what kept it from being kept although it answered."""

    config: dict[str, Any]
    definition: ServerDefinition
    why: str = ""


class Trials:
    """The servers on trial beside ``configurations``. Its methods block."""

    def __init__(self, configurations: Configurations) -> None:
        self._configurations = configurations
        self._trials: dict[str, Trial] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._trials

    def begin(self, name: str, config: dict[str, Any]) -> None:
        """Put a server on trial, in place of one of that name. Raises ``ServerExists`` and ``ServerInvalid``."""
        self._trials[name] = Trial(config, new_server(name, config))

    def servers(self) -> dict[str, Configured]:
        """Those on trial, as they would be configured."""
        file, why = user_mcp_file(), "It is added once it answered."
        return {
            name: self._configurations.configured(FoundServer(trial.definition, name, file, "user", True, why))
            for name, trial in list(self._trials.items())
        }

    def why(self, name: str) -> str:
        """What kept the server from being kept, if anything did."""
        trial = self._trials.get(name)
        return trial.why if trial else ""

    def keep(self, name: str) -> None:
        """Write the server into the user's configuration; harmless when it is not on trial.

        Raises:
            ServerExists, ServerInvalid, StorageFailed: it stays on trial, and says why.
        """
        trial = self._trials.get(name)
        if trial is None:
            return
        try:
            add_server(name, trial.config)
        except Exception as error:
            trial.why = str(error)
            raise
        self.drop(name)

    def drop(self, name: str) -> bool:
        """End the trial; tell whether there was one."""
        return self._trials.pop(name, None) is not None
