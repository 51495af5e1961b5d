"""How a server is reached: the SDK's transport for its definition, its variables filled in."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.mcp.node import node_folder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    import httpx2
    from claudeprojects.agents.definitions.records import ServerDefinition
    from claudeprojects.agents.mcp.logs import ServerLog

    Streams = AbstractAsyncContextManager[Any]

CONNECT_SECONDS = 10.0
READ_SECONDS = 300.0
"""How long a server may keep a stream of answers open without a word."""


def transport_of(server: ServerDefinition, folder: Path, log: ServerLog, auth: httpx2.Auth | None = None) -> Streams:
    """The transport of ``server``, expanded already; ``folder`` is where a program starts without its own ``cwd``."""
    if server.transport == "stdio":
        return _process(server, folder, log)
    return _remote(server, auth)


@asynccontextmanager
async def _process(server: ServerDefinition, folder: Path, log: ServerLog) -> AsyncIterator[Any]:
    from mcp.client.stdio import StdioServerParameters, stdio_client

    environment = {
        "PATH": search_path(server.env.get("PATH")),
        **{k: v for k, v in server.env.items() if k != "PATH"},
    }
    parameters = StdioServerParameters(
        command=server.command or "",
        args=list(server.args),
        env=environment,
        cwd=server.cwd or folder,
        encoding_error_handler="replace",
    )
    with log.receiving() as errors:
        async with stdio_client(parameters, errors) as streams:
            yield streams


@asynccontextmanager
async def _remote(server: ServerDefinition, auth: httpx2.Auth | None) -> AsyncIterator[Any]:
    import httpx2
    from mcp.client.sse import sse_client
    from mcp.client.streamable_http import streamable_http_client

    url, headers = server.url or "", dict(server.headers)
    if server.transport == "sse":
        async with sse_client(url, headers=headers, timeout=CONNECT_SECONDS, auth=auth) as streams:
            yield streams
        return
    timeout = httpx2.Timeout(30.0, connect=CONNECT_SECONDS, read=READ_SECONDS)
    async with (
        httpx2.AsyncClient(headers=headers, timeout=timeout, auth=auth) as client,
        streamable_http_client(url, http_client=client) as streams,
    ):
        yield streams


def search_path(own: str | None = None) -> str:
    """Where programs are looked for: as usual, and Node's own folder last, so that ``npx`` is always found."""
    usual = own or os.environ.get("PATH", os.defpath)
    node = node_folder()
    return usual if node is None else os.pathsep.join((usual, str(node)))


@asynccontextmanager
async def watched(transport: Streams, ended: Callable[[], None]) -> AsyncIterator[Any]:
    """``transport``, which tells ``ended`` when the other side is gone; the SDK only tells those who wait."""
    async with transport as streams:
        read, write = streams[0], streams[1]
        yield _Watched(read, ended), write


class _Watched:
    """A stream of messages that tells when it is over."""

    def __init__(self, stream: Any, ended: Callable[[], None]) -> None:
        self._stream, self._ended = stream, ended

    async def receive(self) -> Any:
        """The next message."""
        import anyio

        try:
            return _mended(await self._stream.receive())
        except (anyio.EndOfStream, anyio.ClosedResourceError, anyio.BrokenResourceError):
            self._ended()
            raise

    async def aclose(self) -> None:
        """Close it."""
        await self._stream.aclose()

    @property
    def last_context(self) -> Any:
        """The context of the message given last, for the SDK."""
        return getattr(self._stream, "last_context", None)

    def __aiter__(self) -> _Watched:
        return self

    async def __anext__(self) -> Any:
        import anyio

        try:
            return await self.receive()
        except anyio.EndOfStream:
            raise StopAsyncIteration from None

    async def __aenter__(self) -> _Watched:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def _mended(message: Any) -> Any:
    """A list of tools whose schemas lack the type they must have, with it; some servers leave it out."""
    result = getattr(getattr(message, "message", None), "result", None)
    tools = result.get("tools") if isinstance(result, dict) else None
    for tool in tools if isinstance(tools, list) else ():
        schema = tool.get("inputSchema") if isinstance(tool, dict) else None
        if isinstance(schema, dict):
            schema.setdefault("type", "object")
    return message
