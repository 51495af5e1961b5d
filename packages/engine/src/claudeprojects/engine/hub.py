"""The hub of events: from the workspace's bus, whose callbacks run in any thread, to the clients on the event loop.

Each client has a bounded queue. One that reads too slowly loses its events and gets a single ``resync`` instead, and
so does every client after a change of very many files. Status events are thinned to ten a second. While no client
listens, nothing is done.
"""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from claudeprojects.core.events import StatusChanged
from pydantic_core import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claudeprojects.core.events import Event, EventBus

QUEUE_LENGTH = 256
STATUS_INTERVAL = 0.1
"""Seconds between two status events."""

RESYNC = to_json({"type": "resync"}).decode()


class Subscriber:
    """One client's events, oldest first, as JSON texts; used on the event loop only."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[str] = asyncio.Queue(QUEUE_LENGTH)

    def put(self, text: str) -> None:
        """Add an event; when there is no room, drop all and ask the client to load anew."""
        try:
            self._queue.put_nowait(text)
        except asyncio.QueueFull:
            while not self._queue.empty():
                self._queue.get_nowait()
            self._queue.put_nowait(RESYNC)

    async def next(self) -> str:
        """Wait for the next event."""
        return await self._queue.get()


class Hub:
    """Hands every event of ``bus`` to every client that has joined."""

    def __init__(self, bus: EventBus) -> None:
        self._bus = bus
        self._subscribers: set[Subscriber] = set()
        self._unsubscribe: Callable[[], None] | None = None
        self._latest_status: str | None = None
        self._flush_due = False

    @contextmanager
    def joined(self) -> Iterator[Subscriber]:
        """Be a client for the block; needs a running event loop, always the same one."""
        subscriber = Subscriber()
        if self._unsubscribe is None:
            loop = asyncio.get_running_loop()
            self._unsubscribe = self._bus.subscribe(lambda event: self._on_event(loop, event))
        self._subscribers.add(subscriber)
        try:
            yield subscriber
        finally:
            self._subscribers.discard(subscriber)
            if not self._subscribers and self._unsubscribe is not None:
                self._unsubscribe()
                self._unsubscribe = None

    def _on_event(self, loop: asyncio.AbstractEventLoop, event: Event) -> None:
        """Take an event in the publisher's thread."""
        deliver = self._deliver_status if isinstance(event, StatusChanged) else self._deliver
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody is left to tell
            loop.call_soon_threadsafe(deliver, _text_of(event))

    def _deliver(self, text: str) -> None:
        for subscriber in self._subscribers:
            subscriber.put(text)

    def _deliver_status(self, text: str) -> None:
        self._latest_status = text
        if not self._flush_due:
            self._flush_due = True
            asyncio.get_running_loop().call_later(STATUS_INTERVAL, self._flush_status)

    def _flush_status(self) -> None:
        self._flush_due = False
        if self._latest_status is not None:
            self._deliver(self._latest_status)
            self._latest_status = None


def _text_of(event: Event) -> str:
    return to_json(event.to_json()).decode()
