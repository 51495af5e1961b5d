"""What an app serves with: the workspace, a bounded pool for its blocking calls, and the events for its clients."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

from fastapi import Depends
from starlette.requests import HTTPConnection
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.workspace import Workspace
    from pydantic import BaseModel

Result = TypeVar("Result")

POOL_THREADS = 16
"""Enough to overlap waits for the disk; more only queue for the one interpreter."""

JSON = "application/json"


def written(model: BaseModel) -> bytes:
    """``model`` as JSON."""
    return model.__pydantic_serializer__.to_json(model)


class Serving:
    """One workspace being served. Owns the thread pool; the workspace stays its caller's."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.started_at = datetime.now(UTC)
        self._pool = ThreadPoolExecutor(POOL_THREADS, thread_name_prefix="engine")

    async def run(self, work: Callable[[], Result]) -> Result:
        """Do blocking ``work`` off the event loop."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    async def answer(self, work: Callable[[], BaseModel], status: int = 200) -> Response:
        """Do blocking ``work`` and write what it returns as JSON, both off the event loop."""
        body = await self.run(lambda: written(work()))
        return Response(body, status, media_type=JSON)

    def close(self) -> None:
        """Let running work end and take no more."""
        self._pool.shutdown(wait=True, cancel_futures=True)


async def _serving(connection: HTTPConnection) -> Serving:
    serving: Serving = connection.app.state.serving
    return serving


Served = Annotated[Serving, Depends(_serving)]
"""The parameter by which a route gets what it serves with."""
