"""The local models of one workspace as processes: made when asked for, one loaded at a time as far as that can be."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from claudeprojects.agents.models.local.gguf import read_gguf
from claudeprojects.agents.models.shelf import BUILTIN_SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.agents.models.local.process import LocalServer
    from claudeprojects.agents.models.shelf import Shelf


class LoadedModels:
    """The processes of the models on ``shelf``; each ends when it was not used for ``idle_seconds()``."""

    def __init__(self, shelf: Shelf, idle_seconds: Callable[[], float]) -> None:
        self._shelf, self._idle_seconds = shelf, idle_seconds
        self._lock = threading.RLock()
        self._servers: dict[str, LocalServer] = {}
        self._contexts: dict[tuple[str, int], int] = {}

    def server(self, name: str) -> LocalServer:
        """The process of a model, running or not. Raises ``ModelUnknown`` and ``ModelCorrupt``."""
        from claudeprojects.agents.models.local.process import LocalServer

        with self._lock:
            if name not in self._servers:
                file = self._shelf.file(name)
                own = file.source == BUILTIN_SOURCE or not read_gguf(file.path, name).has_template
                self._servers[name] = LocalServer(
                    name,
                    file.path,
                    own_template=own,
                    context_tokens=self.context_tokens(name),
                    before_start=self._make_room,
                )
            server = self._servers[name]
            server.idle_seconds = self._idle_seconds()
            return server

    def running(self, name: str) -> bool:
        """Whether a model is loaded."""
        server = self._servers.get(name)
        return server is not None and server.running

    def context_tokens(self, name: str) -> int:
        """How many tokens question and answer may have together, by the model's file."""
        from claudeprojects.agents.models.local.process import LONGEST_CONTEXT

        file = self._shelf.file(name)
        stamp = (str(file.path), file.size)
        if stamp not in self._contexts:
            self._contexts[stamp] = min(read_gguf(file.path, name).context_tokens, LONGEST_CONTEXT)
        return self._contexts[stamp]

    def forget(self, name: str) -> None:
        """Unload a model, as before its file is removed."""
        with self._lock:
            server = self._servers.pop(name, None)
        if server is not None:
            server.stop()

    def close(self) -> None:
        """Unload all."""
        for server in list(self._servers.values()):
            server.stop()

    def _make_room(self) -> None:
        """Before one model is loaded, those that nobody waits for are unloaded."""
        for server in list(self._servers.values()):
            if server.running and not server.in_use:
                server.stop()
