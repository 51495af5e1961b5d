"""The clients of models in use, kept for each event loop: their connections belong to the loop they began in."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.agents.models.port import ChatModel

    Stamp = tuple[str, ...]


class Clients:
    """Clients by event loop and ``stamp``: the model's name first, then all that would make it another client."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Stamp, ChatModel]] = WeakKeyDictionary()

    def kept(self, stamp: Stamp, make: Callable[[], ChatModel]) -> ChatModel:
        """The client for the event loop that runs, made when there is none; outside of one it is not kept."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return make()
        with self._lock:
            clients = self._clients.setdefault(loop, {})
            known = clients.get(stamp)
        made = known or make()
        with self._lock:
            return clients.setdefault(stamp, made)

    def forget(self, name: str) -> None:
        """Let go of the clients of the model ``name``."""
        with self._lock:
            for clients in self._clients.values():
                for stamp in [stamp for stamp in clients if stamp[0] == name]:
                    del clients[stamp]
