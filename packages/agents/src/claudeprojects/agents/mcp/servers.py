"""The MCP servers of one workspace: what is configured, what runs, and their tools for agents.

A server starts when it is used for the first time, or when the user starts it, and is kept running from then on. What
it offers is remembered, so that agents know its tools before it runs. One that the vault or a plugin brings starts
only after the user trusted exactly what stands there.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import McpError, ServerInvalid, ServerNotFound, ServerOff, ServerUntrusted
from claudeprojects.agents.mcp.configured import Configurations
from claudeprojects.agents.mcp.configuring import add_server, remove_server
from claudeprojects.agents.mcp.installing import Installer
from claudeprojects.agents.mcp.logs import ServerLog
from claudeprojects.agents.mcp.presets import PRESETS, preset
from claudeprojects.agents.mcp.register import Register
from claudeprojects.agents.mcp.secrets import Secrets
from claudeprojects.agents.mcp.signing_in import SignIn, TokenKeeper, signs_in
from claudeprojects.agents.mcp.statuses import status_of, unused_status
from claudeprojects.agents.mcp.supervised import Supervised
from claudeprojects.agents.mcp.tools import McpTool

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractAsyncContextManager

    import mcp_types as types
    from claudeprojects.agents.definitions.library import Library
    from claudeprojects.agents.definitions.records import ServerDefinition
    from claudeprojects.agents.mcp.configured import Configured
    from claudeprojects.agents.mcp.records import ServerStatus
    from claudeprojects.agents.models.keys import Keys
    from claudeprojects.agents.privacy.guard import Guard
    from claudeprojects.agents.store import AgentStore
    from claudeprojects.agents.tools.port import Tool
    from claudeprojects.agents.values import Privacy

log = logging.getLogger(__name__)

CALL_SECONDS = 60.0
"""For one call, when the configuration does not say otherwise."""
SIGN_IN_SECONDS = 330.0


class McpServers:
    """The servers of the workspace of ``library`` and ``store``. Used on one event loop; close it there."""

    def __init__(
        self,
        library: Library,
        store: AgentStore,
        guard: Guard,
        keys: Keys,
        *,
        installer: Installer | None = None,
        supervise: Callable[..., Supervised] = Supervised,
    ) -> None:
        self.guard = guard
        self.installer = installer or Installer()
        self.register = Register(store.database)
        self.secrets = Secrets(keys)
        self.configurations = Configurations(library, self.register, self.installer.folder, self.secrets)
        self._logs = store.folder / "mcp-logs"
        self._supervise = supervise
        self._live: dict[str, tuple[str, Supervised]] = {}
        self._sign_in: dict[str, str] = {}
        self._sent = threading.Lock()
        self._work: set[asyncio.Future[Any]] = set()

    def statuses(self) -> list[ServerStatus]:
        """Every server of every configuration, those in use first. Blocking."""
        servers = self.configurations.servers()
        shown = self.configurations.library.shown
        used = [self._status(server) for server in servers.values()]
        unused = [unused_status(found, shown(found.path)) for found in self.configurations.found() if not found.used]
        return sorted(used, key=lambda status: status.name) + unused

    def status(self, name: str) -> ServerStatus:
        """One server in use. Blocking. Raises ``ServerNotFound``."""
        return self._status(self.server(name))

    def tools(self) -> list[Tool]:
        """The tools of every server that may run, as last known."""
        usable = [
            server for server in self.configurations.servers().values() if server.trusted and not server.known.off
        ]
        return [McpTool(self, server, tool) for server in usable for tool in self._offer(server).tools]

    def server(self, name: str) -> Configured:
        """The server ``name`` as configured. Raises ``ServerNotFound``."""
        servers = self.configurations.servers()
        if name not in servers:
            raise ServerNotFound(name, tuple(get_close_matches(name, [*servers, *PRESETS], 3)))
        return servers[name]

    async def call(self, name: str, tool: str, arguments: dict[str, Any]) -> types.CallToolResult:
        """Call a tool, starting its server when need be. Raises ``McpError``."""
        server = await asyncio.to_thread(self._startable, name)
        seconds = server.definition.timeout or CALL_SECONDS
        return await self._supervised(server).call(tool, arguments, seconds)

    async def start(self, name: str) -> None:
        """Start a server, switching it on when it was off. Raises ``McpError``."""
        await self._supervised(await asyncio.to_thread(self._switched_on, name)).start()

    async def start_soon(self, name: str) -> None:
        """Start a server without waiting for it; its status and log tell what becomes of it. Raises as ``start``."""
        server = await asyncio.to_thread(self._switched_on, name)
        live = self._supervised(server)
        live.expect()
        self._later(live.start())

    async def stop(self, name: str) -> None:
        """End a server and switch it off: its tools are gone until it is started."""
        server = await asyncio.to_thread(self.server, name)
        await asyncio.to_thread(partial(self.register.switch, name, server.digest, off=True))
        await self._end(name)

    async def restart(self, name: str) -> None:
        """End a server and start it. Raises ``McpError``."""
        await asyncio.to_thread(self.server, name)
        await self._end(name)
        await self.start(name)

    async def trust(self, name: str) -> None:
        """Trust a server that came with the vault or a plugin, exactly as it is configured now."""
        server = await asyncio.to_thread(self.server, name)
        await asyncio.to_thread(self.register.trust, name, server.digest)

    async def add_preset(self, name: str, secrets: Mapping[str, str] | None = None) -> None:
        """Add a preset to the user's configuration and keep its ``secrets``; its first start installs it.

        Raises:
            ServerNotFound, ServerExists, ServerInvalid, KeychainMissing: nothing was added.
        """
        wanted = preset(name)
        unknown = set(secrets or {}) - {variable.name for variable in wanted.variables}
        if unknown:
            raise ServerInvalid(name, f"it takes no {min(unknown)}.")
        for variable, value in (secrets or {}).items():
            await asyncio.to_thread(self.secrets.set, name, variable, value)
        await asyncio.to_thread(add_server, name, wanted.config())

    async def add(self, name: str, config: dict[str, Any]) -> None:
        """Add a server to the user's own configuration. Raises ``ServerExists`` and ``ServerInvalid``."""
        await asyncio.to_thread(add_server, name, config)

    async def remove(self, name: str) -> None:
        """Take a server out of the user's configuration, and forget it, its log and what signing in gave.

        Raises:
            ServerNotFound: there is none.
            ServerInvalid: it stands in a file that is not the user's own to change here.
        """
        server = await asyncio.to_thread(self.server, name)
        if not await asyncio.to_thread(remove_server, name):
            where = self.configurations.library.shown(server.found.path)
            raise ServerInvalid(name, f"it stands in {where}; take it out there.")
        await self._end(name)
        await asyncio.to_thread(self._forget, server)

    def keep_secret(self, name: str, variable: str, value: str) -> None:
        """Keep a secret of a server in the keychain; the next start uses it. Raises ``KeychainMissing``."""
        server = self.server(name)
        offered = {variable.name for variable in PRESETS[server.preset].variables} if server.preset else set()
        if variable not in {*server.variables, *offered}:
            raise ServerInvalid(name, f"its configuration names no ${{{variable}}}.")
        self.secrets.set(server.key, variable, value)

    def logs(self, name: str, lines: int = 200) -> list[str]:
        """The end of a server's log, the newest line last. Raises ``ServerNotFound``."""
        self.server(name)
        return self.log(name).tail(lines)

    def log(self, name: str) -> ServerLog:
        """The log of a server."""
        return ServerLog(self._logs / f"{''.join(c if c.isalnum() or c in '-_' else '_' for c in name)}.log")

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
        await asyncio.gather(*(self._end(name) for name in list(self._live)))
        while self._work:
            await asyncio.wait(set(self._work))

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

    def _supervised(self, server: Configured) -> Supervised:
        """The live server; one whose configuration changed is let go and made anew."""
        digest, live = self._live.get(server.name, ("", None))
        if live is not None and digest == server.digest:
            return live
        if live is not None:
            self._later(live.stop())
        patience = {} if server.definition.transport == "stdio" else {"start_seconds": SIGN_IN_SECONDS}
        made = self._supervise(
            server.name, partial(self._transports, server.name), self.log(server.name), self._changed, **patience
        )
        self._live[server.name] = (server.digest, made)
        return made

    async def _transports(self, name: str) -> Callable[[], AbstractAsyncContextManager[Any]]:
        from claudeprojects.agents.mcp.transports import transport_of

        server = await asyncio.to_thread(self._startable, name)
        if server.preset:
            await self.installer.install(PRESETS[server.preset], self.log(name).note)
        definition = await asyncio.to_thread(self.configurations.expanded, server)
        auth = None
        if definition.transport != "stdio" and signs_in(dict(definition.headers)):
            keeper = TokenKeeper(server.key, self.secrets, self.log(name).note)
            auth = await SignIn(name, keeper, partial(self._show_sign_in, name)).auth(definition.url or "")
        folder = self.configurations.library.root if server.found.origin == "vault" else self.installer.folder
        await asyncio.to_thread(partial(self.installer.folder.mkdir, parents=True, exist_ok=True))
        return lambda: transport_of(_with_node(definition, server), folder, self.log(name), auth)

    def _show_sign_in(self, name: str, address: str | None) -> None:
        _, live = self._live.get(name, ("", None))
        if address is None:
            self._sign_in.pop(name, None)
            return
        self._sign_in[name] = address
        if live is not None:
            live.log.note("It waits for you to sign in.")
            live.signing_in("Sign in to it in your browser.")

    def _changed(self, live: Supervised) -> None:
        digest, current = self._live.get(live.name, ("", None))
        if current is live and live.state == "running":
            self._later(asyncio.to_thread(self.register.remember, live.name, digest, live.offer))

    def _later(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._work.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Future[Any]) -> None:
        self._work.discard(task)
        if not task.cancelled() and (error := task.exception()) and not isinstance(error, McpError):
            log.error("work for a server failed", exc_info=error)

    async def _end(self, name: str) -> None:
        _, live = self._live.pop(name, ("", None))
        self._sign_in.pop(name, None)
        if live is not None:
            await live.stop()

    def _forget(self, server: Configured) -> None:
        for entry in ("oauth.tokens", "oauth.client", *server.variables):
            self.secrets.forget(server.key, entry)
        self.register.forget(server.name)
        self.log(server.name).remove()

    def _offer(self, server: Configured) -> Any:
        digest, live = self._live.get(server.name, ("", None))
        running = live is not None and digest == server.digest and live.state == "running"
        return live.offer if live is not None and running else server.known.offer

    def _status(self, server: Configured) -> ServerStatus:
        digest, live = self._live.get(server.name, ("", None))
        return status_of(
            server,
            live if digest == server.digest else None,
            self._offer(server),
            self.configurations.library.shown(server.found.path),
            self.configurations.missing(server),
            self._sign_in.get(server.name),
        )


def _with_node(definition: ServerDefinition, server: Configured) -> ServerDefinition:
    """A preset runs in the Node that comes with us, whichever other the machine has."""
    from dataclasses import replace

    from claudeprojects.agents.mcp.node import node_program

    return replace(definition, command=node_program()) if server.preset else definition
