"""What an app serves with: the workspace, a bounded pool for its blocking calls, events and counters."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, TypeVar

from claudeprojects.engine.hub import Hub
from claudeprojects.engine.locate import vault_id
from claudeprojects.engine.metrics import Metrics
from claudeprojects.engine.paging import page_of
from fastapi import Depends
from starlette.requests import HTTPConnection
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from claudeprojects.agents.definitions.library import Library
    from claudeprojects.agents.plugins.manager import PluginManager
    from claudeprojects.agents.runtime import AgentRuntime
    from claudeprojects.core.workspace import Workspace
    from claudeprojects.engine.agents import AgentsHost
    from claudeprojects.engine.exchange import Exchange
    from claudeprojects.engine.work import Work
    from pydantic import BaseModel

Result = TypeVar("Result")

POOL_THREADS = 32
"""As many as writers we promise to serve well at once: they wait for the disk together, and commit together."""

JSON = "application/json"


def written(model: BaseModel) -> bytes:
    """``model`` as JSON."""
    return model.__pydantic_serializer__.to_json(model)


class Serving:
    """One workspace being served. Owns the thread pool; the workspace stays its caller's."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.vault_id = vault_id(workspace.vault.root)
        self.started_at = datetime.now(UTC)
        self.hub = Hub(workspace.events)
        self.metrics = Metrics()
        self._pool = ThreadPoolExecutor(POOL_THREADS, thread_name_prefix="engine")

    @cached_property
    def agents_host(self) -> AgentsHost:
        """The loop and thread of the agents, made when first asked for."""
        from claudeprojects.engine.agents import AgentsHost

        return AgentsHost(self.workspace)

    @property
    def agents(self) -> AgentRuntime:
        """The runtime of the agents; what is ``async`` in it goes through ``with_agents``."""
        return self.agents_host.runtime

    @cached_property
    def exchange(self) -> Exchange:
        """Imports and exports."""
        from claudeprojects.engine.exchange import Exchange

        return Exchange(self)

    @cached_property
    def work(self) -> Work:
        """Projects, tasks and their history."""
        from claudeprojects.engine.work import Work

        return Work(self.workspace)

    @property
    def library(self) -> Library:
        """The agents, skills, instructions and servers that files define."""
        return self.agents.library

    @property
    def plugins(self) -> PluginManager:
        """The plugins there are."""
        return self.agents.plugins

    async def with_agents(self, work: Callable[[AgentRuntime], Awaitable[Result]]) -> Result:
        """Do ``work`` on the loop of the agents."""
        return await self.agents_host.run(work)

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do blocking ``work`` off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    async def answer(self, model: type[BaseModel], work: Callable[[], object], status: int = 200) -> Response:
        """Do blocking ``work`` and write what it returns as the JSON of ``model``, both off the event loop."""
        return Response(await self.run(lambda: written(model.model_validate(work()))), status, media_type=JSON)

    async def page(
        self, model: type[BaseModel], work: Callable[[], Sequence[object]], cursor: str | None, limit: int
    ) -> Response:
        """Write the part of the list that ``work`` returns which ``cursor`` and ``limit`` name; the same way."""

        def part() -> dict[str, object]:
            items, following = page_of(work(), cursor, limit)
            return {"items": items, "next_cursor": following}

        return await self.answer(model, part)

    def close(self) -> None:
        """Let running work end and take no more; runs of agents are left for the next start."""
        if "exchange" in vars(self):
            self.exchange.close()
        if "agents_host" in vars(self):
            self.agents_host.close()
        if "work" in vars(self):
            self.work.close()
        self._pool.shutdown(wait=True, cancel_futures=True)


async def _serving(connection: HTTPConnection) -> Serving:
    serving: Serving = connection.app.state.serving
    return serving


Served = Annotated[Serving, Depends(_serving)]
"""The parameter by which a route gets what it serves with."""
