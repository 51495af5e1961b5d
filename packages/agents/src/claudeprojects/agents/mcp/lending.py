"""Servers for the run of one agent: which it may use, started for it when need be, its own ended behind it.

An agent whose file names servers uses those and no others; one that names none uses all that are configured. A server
that its file configures in place is its own: nobody else sees it, and it runs only while the agent works. Nothing
starts that the user has not trusted, whatever the file says.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from claudeprojects.agents.definitions.servers import own_name
from claudeprojects.agents.errors import McpError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from claudeprojects.agents.definitions.records import AgentDefinition
    from claudeprojects.agents.mcp.configured import Configurations, Configured
    from claudeprojects.agents.mcp.running import Running

PATIENCE = 20.0
"""Seconds a run waits for a server whose tools are not known yet; then it begins without them."""


def servers_for(agent: AgentDefinition | None, servers: Mapping[str, Configured]) -> list[Configured]:
    """Those of ``servers`` that ``agent`` may use; without an agent, those that are nobody's own."""
    if agent is None or not agent.mcp_servers:
        return [server for server in servers.values() if server.agent is None]
    named = (servers.get(own_name(name, agent.name)) or servers.get(name) for name in agent.mcp_servers)
    return [server for server in named if server is not None and server.agent in (None, agent.name)]


class Lending:
    """Lends ``running`` servers of ``configurations`` to the runs of agents. Used on one event loop."""

    def __init__(self, configurations: Configurations, running: Running) -> None:
        self._configurations, self._running = configurations, running
        self._runs: Counter[str] = Counter()
        """How many runs have an agent's own server, by its name."""

    @asynccontextmanager
    async def to(self, agent: AgentDefinition) -> AsyncIterator[None]:
        """What ``agent`` may use is there for the block, as far as it may be; what fails its log and state tell."""
        usable = servers_for(agent, await asyncio.to_thread(self._configurations.servers))
        own = [server.name for server in usable if server.agent is not None]
        self._runs.update(own)
        try:
            await self._begin(server for server in usable if self._unknown(server) and self._wanted(server, agent))
            yield
        finally:
            self._runs.subtract(own)
            for name in own:
                self._running.later(self._end_unused(name))

    def _unknown(self, server: Configured) -> bool:
        """Whether it may be started and has to be, because nobody knows its tools."""
        return server.trusted and not server.known.off and not self._running.offer(server).tools

    def _wanted(self, server: Configured, agent: AgentDefinition) -> bool:
        """Whether ``agent`` waits for it: it names it, or may use any, and it was not tried in vain already."""
        if agent.mcp_servers:
            return True
        takes_any = agent.tools is None or any(tool.startswith("mcp__") for tool in agent.tools)
        return takes_any and self._running.found(server) is None

    async def _begin(self, servers: Iterable[Configured]) -> None:
        starting = []
        for server in servers:
            started = asyncio.Event()
            self._running.later(self._start(server, started))
            starting.append(asyncio.ensure_future(started.wait()))
        if starting:
            _, late = await asyncio.wait(starting, timeout=PATIENCE)
            for waiting in late:
                waiting.cancel()

    async def _end_unused(self, name: str) -> None:
        if self._runs[name] == 0:
            await self._running.end(name)

    async def _start(self, server: Configured, started: asyncio.Event) -> None:
        try:
            await self._running.of(server).start()
        except McpError:
            return  # its state and its log tell why
        finally:
            started.set()
