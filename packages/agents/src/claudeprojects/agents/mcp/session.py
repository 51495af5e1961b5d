"""One held connection to an MCP server, opened and closed in a task of its own.

The SDK's scopes must be left in the task that entered them, so everyone else only asks: ``open``, ``call``,
``offer``, ``close``. ``ended`` is set when the connection is over, however that came.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import McpError, ServerFailed, ServerTimeout
from claudeprojects.agents.mcp.records import Offer, ServerTool
from claudeprojects.agents.mcp.results import hint_for
from claudeprojects.agents.network import why_unreached

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    import mcp_types as types
    from mcp import Client
    from mcp.client.session import IncomingMessage

    Streams = AbstractAsyncContextManager[Any]

SHORT = 15.0
"""Seconds for what a server that works answers at once: the handshake, its list of tools."""
CLOSING = 8.0
"""Seconds that closing may take; the SDK asks a process to end, then ends it."""
MOST_PAGES = 50
MOST_TOOLS = 500


class Session:
    """A connection to the server ``name`` over the ``transport`` that is made for it."""

    def __init__(self, name: str, transport: Callable[[], Streams], log: Callable[[str], None]) -> None:
        self.name = name
        self.ended = asyncio.Event()
        self.tools_changed = asyncio.Event()
        self._transport, self._log = transport, log
        self._closing = asyncio.Event()
        self._opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._task: asyncio.Task[None] | None = None
        self._client: Client | None = None

    @property
    def over(self) -> bool:
        """Whether the connection is over, or about to be."""
        return self._closing.is_set() or self.ended.is_set()

    async def open(self, seconds: float) -> None:
        """Connect and shake hands. Raises ``ServerFailed`` and ``ServerTimeout``."""
        self._task = asyncio.create_task(self._live(), name=f"mcp {self.name}")
        try:
            async with asyncio.timeout(seconds):
                await asyncio.shield(self._opened)
        except TimeoutError:
            await self.close()
            raise ServerTimeout(self.name, "the first words", seconds) from None

    async def call(self, tool: str, arguments: dict[str, Any], seconds: float) -> types.CallToolResult:
        """Call a tool. Raises ``ServerTimeout``, ``ServerFailed`` when the connection is over, ``McpError``."""
        client = self._client
        if client is None or self.over:
            raise ServerFailed(self.name, "its connection is over")
        call = asyncio.ensure_future(client.call_tool(tool, arguments, read_timeout_seconds=seconds))
        over = asyncio.ensure_future(self.ended.wait())
        try:
            await asyncio.wait({call, over}, timeout=seconds + 1, return_when=asyncio.FIRST_COMPLETED)
            if call.done():
                return call.result()
        except Exception as error:
            raise self._error(error, tool, seconds) from error
        finally:
            for waiting in (call, over):
                waiting.cancel()
                with contextlib.suppress(asyncio.CancelledError, Exception):
                    await waiting
        if self.ended.is_set():
            raise ServerFailed(self.name, "it ended during the call")
        raise ServerTimeout(self.name, tool, seconds)

    async def offer(self, seconds: float = SHORT) -> Offer:
        """Ask what the server offers; this also tells whether it answers at all."""
        client = self._client
        if client is None or self.over:
            raise ServerFailed(self.name, "its connection is over")
        try:
            async with asyncio.timeout(seconds):
                tools = await _tools_of(client)
        except TimeoutError:
            raise ServerTimeout(self.name, "tools/list", seconds) from None
        except Exception as error:
            raise self._error(error, "tools/list", seconds) from error
        info = client.server_info
        title, version = (info.title or info.name, info.version) if info else ("", "")
        return Offer(tools, title, version, client.instructions or "")

    async def close(self) -> None:
        """End the connection, and the process behind it; harmless when it is over."""
        self._closing.set()
        if self._task is None:
            return
        await asyncio.wait({self._task}, timeout=CLOSING)
        if not self._task.done():
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=CLOSING)

    async def _live(self) -> None:
        from claudeprojects.agents.mcp.transports import watched
        from mcp import Client
        from mcp_types import Implementation

        try:
            client = Client(
                watched(self._transport(), self._closing.set),
                read_timeout_seconds=SHORT,
                client_info=Implementation(name="claudeprojects", version="0.1"),
                message_handler=self._heard,
                logging_callback=self._logged,
                cache=None,
            )
            async with client:
                self._client = client
                if not self._opened.done():
                    self._opened.set_result(None)
                await self._closing.wait()
        except BaseException as error:  # also groups of the SDK's task groups; told to whoever opens
            if not self._opened.done():
                self._opened.set_exception(self._error(error, "the first words", SHORT))
                self._opened.exception()  # it is known now, even when nobody asks any more
            elif not isinstance(error, asyncio.CancelledError):
                self._log(f"The connection broke: {reason_of(error)}")
            if isinstance(error, asyncio.CancelledError | KeyboardInterrupt | SystemExit):
                raise
        finally:
            self._client = None
            self.ended.set()
            if not self._opened.done():
                self._opened.set_exception(ServerFailed(self.name, "it ended before it answered"))
                self._opened.exception()

    async def _heard(self, message: IncomingMessage) -> None:
        from mcp_types import ToolListChangedNotification

        if isinstance(message, ToolListChangedNotification):
            self.tools_changed.set()
        elif isinstance(message, Exception):
            self._log(f"It wrote something that is no message: {reason_of(message)}")

    async def _logged(self, params: types.LoggingMessageNotificationParams) -> None:
        self._log(f"[{params.level}] {str(params.data)[:2000]}")

    def _error(self, error: BaseException, request: str, seconds: float) -> McpError:
        """``error`` of the SDK as one of ours."""
        from mcp.shared.exceptions import MCPError
        from mcp_types import CONNECTION_CLOSED, REQUEST_TIMEOUT

        error = _first(error)
        if isinstance(error, McpError):
            return error
        if isinstance(error, MCPError) and error.code == REQUEST_TIMEOUT:
            return ServerTimeout(self.name, request, seconds)
        if isinstance(error, MCPError) and error.code == CONNECTION_CLOSED:
            return ServerFailed(self.name, "it ended without an answer")
        if isinstance(error, MCPError):
            said = error.message.rstrip(".")
            return McpError(
                self.name, f"The MCP server {self.name!r} refused {request!r}: {said}.", hint_for(self.name, said)
            )
        return ServerFailed(self.name, reason_of(error))


async def _tools_of(client: Client) -> tuple[ServerTool, ...]:
    if client.server_capabilities.tools is None:
        return ()
    found: list[ServerTool] = []
    cursor: str | None = None
    for _ in range(MOST_PAGES):
        page = await client.list_tools(cursor=cursor)
        for tool in page.tools:
            claim = tool.annotations.read_only_hint if tool.annotations else None
            found.append(ServerTool(tool.name, tool.description or tool.title or "", tool.input_schema, bool(claim)))
        cursor = page.next_cursor
        if cursor is None or len(found) >= MOST_TOOLS:
            break
    return tuple(found[:MOST_TOOLS])


def _first(error: BaseException) -> BaseException:
    """The first single error in a group of groups."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def reason_of(error: BaseException) -> str:
    """What went wrong, in words for a person."""
    error = _first(error)
    if isinstance(error, FileNotFoundError) and error.filename:
        return f"there is no program {str(error.filename)!r}"
    if isinstance(error, PermissionError) and error.filename:
        return f"{str(error.filename)!r} may not be run"
    if _is_of_the_network(error):
        return why_unreached(error, "its address")
    return (str(error) or type(error).__name__).rstrip(".")


def _is_of_the_network(error: BaseException) -> bool:
    kinds = {kind.__name__ for kind in type(error).__mro__}
    return isinstance(error, OSError) or "HTTPError" in kinds
