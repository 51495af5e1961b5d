"""The servers that run, each supervised: made from its configuration as it stands, and let go when that changes."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import McpError
from claudeprojects.agents.mcp.node import node_program
from claudeprojects.agents.mcp.presets import PRESETS
from claudeprojects.agents.mcp.signing_in import SignIn, TokenKeeper, signs_in
from claudeprojects.agents.mcp.supervised import Supervised

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from contextlib import AbstractAsyncContextManager

    from claudeprojects.agents.definitions.records import ServerDefinition
    from claudeprojects.agents.mcp.configured import Configurations, Configured
    from claudeprojects.agents.mcp.events import Announcer
    from claudeprojects.agents.mcp.installing import Installer
    from claudeprojects.agents.mcp.logs import ServerLogs
    from claudeprojects.agents.mcp.records import Offer

log = logging.getLogger(__name__)

SIGN_IN_SECONDS = 330.0
"""For a remote server's first words: a person may have to sign in before them."""


class Running:
    """The servers of ``configurations`` that were started. Used on one event loop; close it there.

    ``startable`` gives a server that may be started now, by name, or raises; ``idle_seconds`` is how long one stays
    that nobody uses.
    """

    def __init__(
        self,
        configurations: Configurations,
        installer: Installer,
        logs: ServerLogs,
        announcer: Announcer,
        startable: Callable[[str], Awaitable[Configured]],
        idle_seconds: Callable[[], float],
        supervise: Callable[..., Supervised] = Supervised,
    ) -> None:
        self._configurations, self._installer, self._logs = configurations, installer, logs
        self._announcer, self._startable = announcer, startable
        self._idle_seconds, self._supervise = idle_seconds, supervise
        self._live: dict[str, tuple[str, Supervised]] = {}
        self._sign_in: dict[str, str] = {}
        self._work: set[asyncio.Future[Any]] = set()

    def of(self, server: Configured) -> Supervised:
        """The server, running or not; one whose configuration changed is let go and made anew."""
        digest, live = self._live.get(server.name, ("", None))
        if live is not None and digest == server.digest:
            return live
        if live is not None:
            self.later(live.stop())
        self._announcer.listen()
        patience = {} if server.definition.transport == "stdio" else {"start_seconds": SIGN_IN_SECONDS}
        made = self._supervise(
            server.name, partial(self._transports, server.name), self._logs.of(server.name), self._changed,
            idle_seconds=self._idle_seconds, **patience,
        )  # fmt: skip
        self._live[server.name] = (server.digest, made)
        return made

    def found(self, server: Configured) -> Supervised | None:
        """The server when it was started with this configuration."""
        digest, live = self._live.get(server.name, ("", None))
        return live if digest == server.digest else None

    def offer(self, server: Configured) -> Offer:
        """What it offers: now when it runs, else when it ran last."""
        live = self.found(server)
        return live.offer if live is not None and live.state == "running" else server.known.offer

    def sign_in_url(self, name: str) -> str | None:
        """Where the user signs in to the server, while it waits for that."""
        return self._sign_in.get(name)

    def later(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do ``work`` without waiting for it; what fails of it the server's state and log tell."""
        task = asyncio.ensure_future(work)
        self._work.add(task)
        task.add_done_callback(self._done)

    async def end(self, name: str) -> None:
        """End a server; harmless when it does not run."""
        _, live = self._live.pop(name, ("", None))
        self._sign_in.pop(name, None)
        if live is not None:
            await live.stop()
            self._announcer.changed(name, live.state)

    async def close(self) -> None:
        """End every server, and wait for what is under way."""
        await asyncio.gather(*(self.end(name) for name in list(self._live)))
        while self._work:
            await asyncio.wait(set(self._work))

    async def _transports(self, name: str) -> Callable[[], AbstractAsyncContextManager[Any]]:
        from claudeprojects.agents.mcp.transports import transport_of

        server, told = await self._startable(name), self._logs.of(name)
        definition = await asyncio.to_thread(self._configurations.expanded, server)
        if server.preset:
            await self._installer.install(PRESETS[server.preset], told.note)
        auth = None
        if definition.transport != "stdio" and signs_in(dict(definition.headers)):
            keeper = TokenKeeper(server.key, self._configurations.secrets, told.note)
            auth = await SignIn(name, keeper, partial(self._show_sign_in, name)).auth(definition.url or "")
        folder = self._configurations.library.root if server.found.origin == "vault" else self._installer.folder
        await asyncio.to_thread(partial(self._installer.folder.mkdir, parents=True, exist_ok=True))
        return lambda: transport_of(_with_node(definition, server), folder, told, auth)

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
        if current is not live:
            return
        if live.state == "running":
            register = self._configurations.register
            self.later(asyncio.to_thread(register.remember, live.name, digest, live.offer))
        self._announcer.changed(live.name, live.state, live.why)

    def _done(self, task: asyncio.Future[Any]) -> None:
        self._work.discard(task)
        if not task.cancelled() and (error := task.exception()) and not isinstance(error, McpError):
            log.error("work for a server failed", exc_info=error)


def _with_node(definition: ServerDefinition, server: Configured) -> ServerDefinition:
    """A preset runs in the Node that comes with us, whichever other the machine has."""
    return replace(definition, command=node_program()) if server.preset else definition
