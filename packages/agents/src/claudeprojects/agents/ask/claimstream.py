"""Claims as they come: a model's reply read beside the event loop, each claim told once a file has held it up."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from claudeprojects.agents.ask.writing import ClaimReader


class ClaimStream:
    """Feeds ``reader`` with a reply, and tells of claims; an async context manager around the model's call."""

    def __init__(self, reader: ClaimReader, tell: Callable[[str, dict[str, object]], None]) -> None:
        self._reader, self._tell = reader, tell
        self._coming: asyncio.Queue[str | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def feed(self, text: str) -> None:
        """Take a piece of the reply."""
        self._coming.put_nowait(text)

    def restart(self) -> None:
        """Forget the reply so far: the model is asked again."""
        self._coming.put_nowait(None)

    async def finish(self, reply: str) -> None:
        """Wait until the whole ``reply`` is read."""
        await self._coming.join()
        for claim in await asyncio.to_thread(self._reader.finish, reply):
            self._tell("claim", claim.to_json())

    async def _read(self) -> None:
        while True:
            text = await self._coming.get()
            try:
                if text is None:
                    self._reader.restart()
                    self._tell("void", {})
                    continue
                for claim in await asyncio.to_thread(self._reader.feed, text):
                    self._tell("claim", claim.to_json())
            finally:
                self._coming.task_done()
