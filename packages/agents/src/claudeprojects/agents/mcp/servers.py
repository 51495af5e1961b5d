"""The MCP servers of one workspace: what is configured, what runs, and their tools for agents.

A server starts when it is used for the first time, or when the user starts it, and is kept running as long as it is
used now and then. What it offers is remembered, so that agents know its tools before it runs. One that the vault or a
plugin brings starts only after the user trusted exactly what stands there.
"""

from __future__ import annotations

import asyncio
import threading
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import KeychainMissing, ServerInvalid, ServerNotFound, ServerOff, ServerUntrusted
from claudeprojects.agents.mcp.configured import Configurations
from claudeprojects.agents.mcp.configuring import remove_server
from claudeprojects.agents.mcp.events import Announcer
from claudeprojects.agents.mcp.installing import Installer
from claudeprojects.agents.mcp.lending import Lending, servers_for
from claudeprojects.agents.mcp.logs import ServerLogs
from claudeprojects.agents.mcp.presets import PRESETS, preset
from claudeprojects.agents.mcp.register import Register
from claudeprojects.agents.mcp.running import Running
from claudeprojects.agents.mcp.secrets import Secrets
from claudeprojects.agents.mcp.signing_in import KEPT
from claudeprojects.agents.mcp.statuses import status_of, unused_status
from claudeprojects.agents.mcp.supervised import Supervised
from claudeprojects.agents.mcp.tools import McpTool
from claudeprojects.agents.mcp.trials import Trials

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractAsyncContextManager

    import mcp_types as types
    from claudeprojects.agents.definitions.library import Library
    from claudeprojects.agents.definitions.records import AgentDefinition
    from claudeprojects.agents.mcp.configured import Configured
    from claudeprojects.agents.mcp.records import ServerStatus
    from claudeprojects.agents.models.keys import Keys
    from claudeprojects.agents.privacy.guard import Guard
    from claudeprojects.agents.store import AgentStore
    from claudeprojects.agents.tools.port import Tool
    from claudeprojects.agents.values import Privacy
    from claudeprojects.core.events import Event

CALL_SECONDS = 60.0
"""For one call, when the configuration does not say otherwise."""
IDLE_SECONDS = 15 * 60.0
"""Before a server that nobody uses is ended, when nobody says otherwise."""


class McpServers:
    """The servers of the workspace of ``library`` and ``store``. Used on one event loop; close it there.

    ``publish`` hears of every change of a server; ``idle_seconds`` is how long one stays that nobody uses.
    """

    def __init__(
        self,
        library: Library,
        store: AgentStore,
        guard: Guard,
        keys: Keys,
        *,
        publish: Callable[[Event], None] = lambda _event: None,
        idle_seconds: Callable[[], float] = lambda: IDLE_SECONDS,
        installer: Installer | None = None,
        supervise: Callable[..., Supervised] = Supervised,
    ) -> None:
        self.guard = guard
        self.installer = installer or Installer()
        self.secrets = Secrets(keys)
        self.register = Register(store.database)
        self.configurations = Configurations(library, self.register, self.installer.folder, self.secrets)
        self.trials = Trials(self.configurations)
        self._announcer = Announcer(publish)
        self._logs = ServerLogs(store.folder / "mcp-logs", self._announcer.wrote)
        self._running = Running(
            self.configurations, self.installer, self._logs, self._announcer,
            lambda name: asyncio.to_thread(self._startable, name), idle_seconds, supervise,
        )  # fmt: skip
        self._lending = Lending(self.configurations, self._running)
        self._sent = threading.Lock()

    def statuses(self) -> list[ServerStatus]:
        """Every server of every configuration and on trial, those in use first. Blocking."""
        servers = self._servers()
        shown = self.configurations.library.shown
        used = [self._status(server) for server in servers.values()]
        unused = [unused_status(found, shown(found.path)) for found in self.configurations.found() if not found.used]
        return sorted(used, key=lambda status: status.name) + unused

    def status(self, name: str) -> ServerStatus:
        """One server in use. Blocking. Raises ``ServerNotFound``."""
        return self._status(self.server(name))

    def tools(self, agent: AgentDefinition | None = None) -> list[Tool]:
        """The tools, as last known, of every server that may run and that ``agent`` may use."""
        servers = servers_for(agent, self.configurations.servers())
        usable = [server for server in servers if server.trusted and not server.known.off]
        return [McpTool(self, server, tool) for server in usable for tool in self._running.offer(server).tools]

    def lent_to(self, agent: AgentDefinition) -> AbstractAsyncContextManager[None]:
        """For a run of ``agent``: the servers its file names are there within, its own end with it."""
        return self._lending.to(agent)

    def server(self, name: str) -> Configured:
        """The server ``name`` as configured, or on trial. Raises ``ServerNotFound``."""
        servers = self._servers()
        if name not in servers:
            raise ServerNotFound(name, tuple(get_close_matches(name, [*servers, *PRESETS], 3)))
        return servers[name]

    async def call(self, name: str, tool: str, arguments: dict[str, Any]) -> types.CallToolResult:
        """Call a tool, starting its server when need be. Raises ``McpError``."""
        server = await asyncio.to_thread(self._startable, name)
        seconds = server.definition.timeout or CALL_SECONDS
        return await self._running.of(server).call(tool, arguments, seconds)

    async def start(self, name: str) -> None:
        """Start a server, switching it on when it was off; one on trial is added then. Raises ``McpError``."""
        await self._running.of(await asyncio.to_thread(self._switched_on, name)).start()
        await self._kept(name)

    async def start_soon(self, name: str) -> None:
        """Start a server without waiting for it; its status and log tell what becomes of it. Raises as ``start``."""
        live = self._running.of(await asyncio.to_thread(self._switched_on, name))
        live.expect()
        self._running.later(self.start(name))

    async def stop(self, name: str) -> None:
        """End a server and switch it off: its tools are gone until it is started."""
        server = await asyncio.to_thread(self.server, name)
        if name not in self.trials:
            await asyncio.to_thread(partial(self.register.switch, name, server.digest, off=True))
        await self._running.end(name)
        await self._tell(name)

    async def restart(self, name: str) -> None:
        """End a server and start it. Raises ``McpError``."""
        await asyncio.to_thread(self.server, name)
        await self._running.end(name)
        await self.start(name)

    async def trust(self, name: str) -> None:
        """Trust a server that came with the vault or a plugin, exactly as it is configured now."""
        server = await asyncio.to_thread(self.server, name)
        await asyncio.to_thread(self.register.trust, name, server.digest)
        await self._tell(name)

    async def add_preset(self, name: str, secrets: Mapping[str, str] | None = None) -> None:
        """Put a preset on trial and keep its ``secrets``; its first start installs it, and adds it.

        Raises:
            ServerNotFound, ServerExists, ServerInvalid, KeychainMissing: nothing happened.
        """
        wanted = preset(name)
        unknown = set(secrets or {}) - {variable.name for variable in wanted.variables}
        if unknown:
            raise ServerInvalid(name, f"it takes no {min(unknown)}.")
        await self.add(name, wanted.config())
        try:
            for variable, value in (secrets or {}).items():
                await asyncio.to_thread(self.secrets.set, name, variable, value)
        except KeychainMissing:
            self.trials.drop(name)
            raise

    async def add(self, name: str, config: dict[str, Any]) -> None:
        """Put a server on trial: it is added once it was started. Raises ``ServerExists`` and ``ServerInvalid``."""
        await asyncio.to_thread(self.trials.begin, name, config)
        await self._running.end(name)
        await self._tell(name)

    async def keep(self, name: str) -> None:
        """Add a server that is on trial as it is. Raises ``ServerNotFound``, and as ``Trials.keep`` does."""
        await asyncio.to_thread(self.server, name)
        await self._kept(name)

    async def remove(self, name: str) -> None:
        """Take a server out of the user's configuration, and forget it, its log and what signing in gave.

        Raises:
            ServerNotFound: there is none.
            ServerInvalid: it stands in a file that is not the user's own to change here.
        """
        server = await asyncio.to_thread(self.server, name)
        if not self.trials.drop(name) and not await asyncio.to_thread(remove_server, name):
            where = self.configurations.library.shown(server.found.path)
            raise ServerInvalid(name, f"it stands in {where}; take it out there.")
        await self._running.end(name)
        await asyncio.to_thread(self._forget, server)
        self._announcer.changed(name)

    def keep_secret(self, name: str, variable: str, value: str) -> None:
        """Keep a secret of a server in the keychain; the next start uses it. Raises ``KeychainMissing``."""
        server = self.server(name)
        offered = {variable.name for variable in PRESETS[server.preset].variables} if server.preset else set()
        if variable not in {*server.variables, *offered}:
            raise ServerInvalid(name, f"its configuration names no ${{{variable}}}.")
        self.secrets.set(server.key, variable, value)
        self._announcer.changed(name, self.status(name).state)

    def logs(self, name: str, lines: int = 200) -> list[str]:
        """The end of a server's log, the newest line last. Raises ``ServerNotFound``."""
        self.server(name)
        return self._logs.of(name).tail(lines)

    def sent(self, server: Configured, privacy: Privacy) -> Privacy:
        """Note that ``server`` is sent text of this class; return the strictest it ever was sent. Blocking."""
        with self._sent:
            known = self.register.entries().get((server.name, server.digest))
            before = known.privacy if known else server.known.privacy
            if privacy > before:
                self.register.sent(server.name, server.digest, privacy)
        return max(privacy, before)

    async def close(self) -> None:
        """End every server."""
        await self._running.close()

    def _servers(self) -> dict[str, Configured]:
        return {**self.configurations.servers(), **self.trials.servers()}

    async def _kept(self, name: str) -> None:
        """Add the server when it is on trial."""
        if name in self.trials:
            await asyncio.to_thread(self.trials.keep, name)
            await self._tell(name)

    def _switched_on(self, name: str) -> Configured:
        server = self.server(name)
        if server.trusted and server.known.off:
            self.register.switch(name, server.digest, off=False)
        return self._startable(name)

    def _startable(self, name: str) -> Configured:
        server = self.server(name)
        if not server.trusted:
            raise ServerUntrusted(name)
        if server.known.off:
            raise ServerOff(name)
        return server

    def _forget(self, server: Configured) -> None:
        for entry in (*KEPT, *server.variables):
            self.secrets.forget(server.key, entry)
        self.register.forget(server.name)
        self._logs.of(server.name).remove()

    async def _tell(self, name: str) -> None:
        """Tell whoever watches how the server stands, after a person changed something."""
        status = await asyncio.to_thread(self.status, name)
        self._announcer.changed(name, status.state, status.why)

    def _status(self, server: Configured) -> ServerStatus:
        return status_of(
            server,
            self._running.found(server),
            self._running.offer(server),
            self.configurations.library.shown(server.found.path),
            self.configurations.missing(server),
            self._running.sign_in_url(server.name),
            kept=server.name not in self.trials,
            not_kept=self.trials.why(server.name),
        )
