"""One MCP server kept alive: started when it is needed, watched, started again when it dies, cut when it hangs.

A server that dies by itself is started again after a growing pause; one that dies at once again and again is given up
until somebody starts it. One that does not answer a call is asked for its tools, which takes a working server no
time: without an answer it is ended, and the next call starts it anew. One that nobody used for long is ended too, so
that its memory is free.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import McpError, ServerFailed, ServerTimeout
from claudeprojects.agents.mcp.records import Offer
from claudeprojects.agents.mcp.session import SHORT, Session
from claudeprojects.core.wording import count

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractAsyncContextManager

    import mcp_types as types
    from claudeprojects.agents.mcp.logs import ServerLog
    from claudeprojects.agents.mcp.records import ServerState

    Transports = Callable[[], Awaitable[Callable[[], AbstractAsyncContextManager[Any]]]]

START_SECONDS = 60.0
"""For the first words: a server in Node takes some seconds when the machine is busy."""
PAUSES = (0.2, 1.0, 3.0, 10.0, 30.0)
"""Seconds before each new start of a server that died; after the last it is given up."""
PROVEN = 60.0
"""Seconds after which a server is one that works, and its deaths before are forgotten."""
LOOK_EVERY = 30.0
LOOK_SECONDS = 10.0

ENDED = "It ended and is started again."


class Supervised:
    """The server ``name``. ``transports`` prepares how it is reached; ``on_change`` hears of every change of state.

    All of it happens on one event loop.
    """

    def __init__(
        self,
        name: str,
        transports: Transports,
        log: ServerLog,
        on_change: Callable[[Supervised], None],
        *,
        start_seconds: float = START_SECONDS,
        look_every: float = LOOK_EVERY,
        pauses: tuple[float, ...] = PAUSES,
        idle_seconds: Callable[[], float] = lambda: math.inf,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name, self.log = name, log
        self.state: ServerState = "ready"
        self.why = ""
        self.offer = Offer()
        self.started_at: float | None = None
        self.restarts = 0
        self._transports, self._on_change = transports, on_change
        self._start_seconds, self._look_every, self._pauses = start_seconds, look_every, pauses
        self._idle_seconds, self._clock = idle_seconds, clock
        self._calls, self._used_at = 0, clock()
        self._session: Session | None = None
        self._starting = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None
        self._deaths = 0

    async def start(self) -> Session:
        """The connection, made now when there is none. Raises ``McpError``."""
        async with self._starting:
            self._used_at = self._clock()
            if self._session is not None and not self._session.over:
                return self._session
            return await self._start()

    async def call(self, tool: str, arguments: dict[str, Any], seconds: float) -> types.CallToolResult:
        """Call a tool, starting the server when it does not run. Raises ``McpError``; never calls twice."""
        self._calls += 1
        try:
            return await self._call(await self.start(), tool, arguments, seconds)
        finally:
            self._calls -= 1
            self._used_at = self._clock()

    async def _call(
        self, session: Session, tool: str, arguments: dict[str, Any], seconds: float
    ) -> types.CallToolResult:
        try:
            return await session.call(tool, arguments, seconds)
        except ServerTimeout:
            self.log.note(f"No answer to {tool} within {seconds:g} s.")
            await self._cut_if_hung(session)
            raise
        finally:
            if session.over and self._session is session and self.state == "running":
                self._become("starting", ENDED)

    async def rest_if_idle(self) -> bool:
        """End it when it was not used for long, until it is used again; tell whether it was ended."""
        async with self._starting:
            session, idle = self._session, self._clock() - self._used_at
            if session is None or session.over or self._calls or idle < self._idle_seconds():
                return False
            self._session = self.started_at = None
            await session.close()
            self.log.note(
                f"Ended: nobody used it for {count(round(idle / 60), 'minute')}. The next call starts it again."
            )
            self._become("ready")
            return True

    async def stop(self) -> None:
        """End it, and leave it so until somebody starts or calls it."""
        if self._watching is not None:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching
            self._watching = None
        async with self._starting:
            session, self._session = self._session, None
            if session is not None:
                await session.close()
                self.log.note("Stopped.")
            self._deaths = 0
            self._become("ready")

    def expect(self) -> None:
        """Say that it is about to be started."""
        if self._session is None or self._session.over:
            self._become("starting")

    def signing_in(self, why: str) -> None:
        """Say that it waits for the user to sign in."""
        self._become("signing_in", why)

    async def _start(self) -> Session:
        if self._watching is not None and self._watching is not asyncio.current_task():
            self._watching.cancel()
            self._watching = None
        self._become("starting")
        try:
            transport = await self._transports()
            session = Session(self.name, transport, self.log.note)
            self.log.note("Starting.")
            await session.open(self._start_seconds)
            try:
                self.offer = await session.offer(self._start_seconds)
            except BaseException:
                await session.close()
                raise
        except McpError as error:
            raise self._failed(error) from error
        except BaseException:
            self._become("ready")
            raise
        self._session, self.started_at = session, time.time()
        self.log.note(f"Running; it offers {count(len(self.offer.tools), 'tool')}.")
        self._become("running")
        self._watching = asyncio.create_task(self._watch(session), name=f"watch mcp {self.name}")
        return session

    def _failed(self, error: McpError) -> McpError:
        said = self.log.said()
        if isinstance(error, ServerFailed | ServerTimeout) and said:
            error = ServerFailed(
                self.name, f"{getattr(error, 'reason', 'it does not answer')}. It wrote: {said}", said
            )
        self.log.note(f"Not started: {error.message}")
        reason = str(getattr(error, "reason", error.message)).rstrip(".")
        self._become("failed", f"{reason[:1].upper()}{reason[1:]}.")
        return error

    async def _watch(self, session: Session) -> None:
        """Look after a running session until it ends, then start the server again."""
        while not session.ended.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._look_every):
                    await _any(session.ended, session.tools_changed)
            if not session.ended.is_set() and not await self.rest_if_idle():
                await self._look(session)
        if self._session is session:
            await self._again()

    async def _look(self, session: Session) -> None:
        session.tools_changed.clear()
        try:
            offer = await session.offer(LOOK_SECONDS)
        except McpError as error:
            self.log.note(f"It does not answer: {error.message} It is ended.")
            await session.close()
            return
        if offer != self.offer:
            self.offer = offer
            self._on_change(self)

    async def _again(self) -> None:
        """Start a server that died, with patience; give up after the last pause."""
        lived = time.time() - (self.started_at or 0.0)
        self._deaths = 0 if lived > PROVEN else self._deaths
        self.log.note("It ended by itself.")
        while self._deaths < len(self._pauses):
            pause = self._pauses[self._deaths]
            self._deaths += 1
            self._become("starting", ENDED)
            await asyncio.sleep(pause)
            async with self._starting:
                self.restarts += 1
                with contextlib.suppress(McpError):
                    await self._start()
                    return
        said = self.log.said()
        self._become("failed", "It ended again and again." + (f" It wrote: {said}" if said else ""))

    async def _cut_if_hung(self, session: Session) -> None:
        try:
            await session.offer(min(SHORT, LOOK_SECONDS))
        except McpError:
            self.log.note("It does not answer at all and is ended; the next call starts it again.")
            await session.close()

    def _become(self, state: ServerState, why: str = "") -> None:
        if (self.state, self.why) != (state, why):
            self.state, self.why = state, why
            self._on_change(self)


async def _any(*events: asyncio.Event) -> None:
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for waiting in waits:
            waiting.cancel()
