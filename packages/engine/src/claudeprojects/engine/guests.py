"""The workspace as an MCP server, on the engine's side: over a WebSocket for ``claudeprojects mcp``, and over HTTP.

The WebSocket carries what standard input and output would: JSON-RPC messages, each on a line, in pieces of any size.
HTTP is the streamable transport at ``/api/mcp``. Both pass the gate, so both need the engine's token.
"""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.websockets import WebSocketDisconnect

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from claudeprojects.agents.mcp.serving.guest import Terms
    from claudeprojects.agents.mcp.serving.server import Host
    from claudeprojects.engine.serving import Serving
    from starlette.types import Receive, Scope, Send
    from starlette.websockets import WebSocket

Result = TypeVar("Result")

LARGEST_MESSAGE = 16 * 1024 * 1024
"""Bytes of one message; a note is at most that."""
PIECE = 32 * 1024
"""Bytes of one frame; the engine takes no larger ones."""


def host_of(served: Serving, terms: Terms) -> Host:
    """The MCP server over the workspace, for guests that come on ``terms``."""
    from claudeprojects.agents.mcp.serving.server import Host

    async def perform(work: Callable[[], Awaitable[Result]]) -> Result:
        return await served.with_agents(lambda _agents: work())

    return Host(lambda: served.agents.guests, terms, perform)


async def serve_socket(websocket: WebSocket, served: Serving, terms: Terms) -> None:
    """Serve one program over an accepted WebSocket, until it goes."""
    import anyio

    server = host_of(served, terms).server()
    into, read = anyio.create_memory_object_stream[Any](0)
    write, out = anyio.create_memory_object_stream[Any](0)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_hear, websocket, into)
        tasks.start_soon(_say, websocket, out)
        await server.run(read, write, server.create_initialization_options())
        tasks.cancel_scope.cancel()


async def _hear(websocket: WebSocket, into: Any) -> None:
    """Give what the program says to the server, message by message."""
    from mcp.shared.message import SessionMessage
    from mcp_types import jsonrpc_message_adapter

    heard = b""
    async with into:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            while True:
                heard += await websocket.receive_bytes()
                *lines, heard = heard.split(b"\n")
                if len(heard) > LARGEST_MESSAGE:
                    return
                for line in filter(bytes.strip, lines):
                    try:
                        message: Any = SessionMessage(jsonrpc_message_adapter.validate_json(line, by_name=False))
                    except ValueError as error:
                        message = error
                    await into.send(message)


async def _say(websocket: WebSocket, out: Any) -> None:
    """Give what the server says to the program."""
    async with out:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            async for message in out:
                line = message.message.model_dump_json(by_alias=True, exclude_unset=True).encode() + b"\n"
                for start in range(0, len(line), PIECE):
                    await websocket.send_bytes(line[start : start + PIECE])


class HttpGuests:
    """The ASGI app at ``/api/mcp``. The SDK's manager of sessions starts with the first request, in its own task."""

    def __init__(self, served: Callable[[Scope], Serving], terms: Callable[[], Terms]) -> None:
        self._served, self._terms = served, terms
        self._manager: Any = None
        self._starting = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        async with self._starting:
            if self._manager is None:
                self._manager = await self._start(self._served(scope))
        await self._manager.handle_request(scope, receive, send)

    async def _start(self, served: Serving) -> Any:
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        manager = StreamableHTTPSessionManager(host_of(served, self._terms()).server())
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(_live(manager, ready), name="mcp over http")
        await ready
        return manager


async def _live(manager: Any, ready: asyncio.Future[None]) -> None:
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(manager.run())
        ready.set_result(None)
        await asyncio.Event().wait()
