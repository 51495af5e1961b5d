"""The agents' side of the engine: their runtime, on an event loop and thread of its own.

Runs work there whatever the server does, the server answers whatever runs do, and both can be ended apart. Nothing
is made before it is asked for.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from typing import TYPE_CHECKING, TypeVar

from claudeprojects.agents.runtime import AgentRuntime

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from claudeprojects.core.workspace import Workspace

log = logging.getLogger(__name__)

Result = TypeVar("Result")

RESUME_AFTER = 1.5
"""Seconds after the engine's start when runs that an earlier process left go on: windows are served first."""


class AgentsHost:
    """The runtime of ``workspace`` on its own loop. Safe to use from any thread and loop."""

    def __init__(self, workspace: Workspace) -> None:
        kept_out: object = sys.modules.get("pydantic.v1", sys)
        if kept_out is None:
            del sys.modules["pydantic.v1"]  # kept out while the routes were made; LangChain needs it
        self.runtime = AgentRuntime(workspace)
        self._folder = workspace.data_dir
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._making = threading.Lock()
        self._started: asyncio.Task[None] | None = None
        self._resuming: threading.Timer | None = None

    async def run(self, work: Callable[[AgentRuntime], Awaitable[Result]]) -> Result:
        """Do ``work`` on the loop of the agents, and wait for it on this one."""
        future = asyncio.run_coroutine_threadsafe(self._ready(work), self._running())
        return await asyncio.wrap_future(future)

    def resume_soon(self) -> None:
        """Go on, a little later, with the runs and schedules that an earlier process left, if there are any."""
        if not (self._folder / "agents.db").exists():
            return
        self._resuming = threading.Timer(RESUME_AFTER, self._resume)
        self._resuming.daemon = True
        self._resuming.start()

    def close(self) -> None:
        """Leave what is under way for the next start; blocking."""
        if self._resuming is not None:
            self._resuming.cancel()
        with self._making:
            loop, thread, self._loop = self._loop, self._thread, None
        if loop is None or thread is None:
            asyncio.run(self.runtime.close())
            return
        asyncio.run_coroutine_threadsafe(self.runtime.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()

    def _resume(self) -> None:
        asyncio.run_coroutine_threadsafe(self._ready(_nothing), self._running()).add_done_callback(_say_failure)

    async def _ready(self, work: Callable[[AgentRuntime], Awaitable[Result]]) -> Result:
        if self._started is None or (self._started.done() and self._started.exception() is not None):
            self._started = asyncio.create_task(self.runtime.start())
        await asyncio.shield(self._started)
        return await work(self.runtime)

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._making:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=_serve, args=(self._loop,), name="agents", daemon=True)
                self._thread.start()
            return self._loop


async def _nothing(_runtime: AgentRuntime) -> None:
    return None


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
    finally:
        loop.close()


def _say_failure(done: object) -> None:
    error = done.exception() if hasattr(done, "exception") else None
    if error is not None:
        log.error("the runs left by an earlier process could not go on", exc_info=error)
