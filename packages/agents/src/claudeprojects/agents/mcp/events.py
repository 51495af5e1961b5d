"""What happens with servers, told to whoever watches: changes of state at once, lines of logs gathered."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from claudeprojects.core.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.agents.mcp.records import ServerState

GATHER_SECONDS = 0.25
"""Lines of a log that come within it are told of together."""


@dataclass(frozen=True, slots=True)
class ServerChanged(Event):
    """A server of the workspace is another than before, or wrote something."""

    type: ClassVar[str] = "mcp_server"
    name: str
    kind: Literal["state", "log"]
    state: ServerState | None = None
    """Its new state; ``None`` when it wrote something, or is gone."""
    why: str = ""
    log_lines: int = 0
    """Lines its log got since the engine started."""


class Announcer:
    """Tells ``publish``. Lines may come from any thread; they are gathered on the event loop of ``listen``."""

    def __init__(self, publish: Callable[[Event], None]) -> None:
        self._publish = publish
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: dict[str, int] = {}

    def listen(self) -> None:
        """Gather lines on the event loop that runs now."""
        self._loop = asyncio.get_running_loop()

    def changed(self, name: str, state: ServerState | None = None, why: str = "") -> None:
        """Tell that the server stands otherwise."""
        self._publish(ServerChanged(name, "state", state, why))

    def wrote(self, name: str, lines: int) -> None:
        """Tell soon that the log of the server has ``lines`` lines by now."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed, and nobody watches any more
                self._loop.call_soon_threadsafe(self._gather, name, lines)

    def _gather(self, name: str, lines: int) -> None:
        if name not in self._waiting:
            asyncio.get_running_loop().call_later(GATHER_SECONDS, self._tell, name)
        self._waiting[name] = max(lines, self._waiting.get(name, 0))

    def _tell(self, name: str) -> None:
        self._publish(ServerChanged(name, "log", log_lines=self._waiting.pop(name)))
