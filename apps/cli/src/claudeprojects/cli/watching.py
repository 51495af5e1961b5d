"""Watching: the events of the engine, or of the vault opened here, as a queue a command can read."""

from __future__ import annotations

import contextlib
import json
import queue
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.core.workspace import Workspace
    from claudeprojects.engine.locate import EngineInfo

Events = queue.SimpleQueue[dict[str, Any]]


@contextmanager
def events_of(workspace: Workspace) -> Iterator[Events]:
    """What happens in a workspace of this process, while the block runs."""
    told: Events = queue.SimpleQueue()
    unsubscribe = workspace.events.subscribe(lambda event: told.put(event.to_json()))
    try:
        yield told
    finally:
        unsubscribe()


@contextmanager
def events_from(engine: EngineInfo) -> Iterator[Events]:
    """What happens in a running engine, while the block runs."""
    from websockets.exceptions import ConnectionClosed
    from websockets.sync.client import connect

    told: Events = queue.SimpleQueue()
    header = {"Authorization": f"Bearer {engine.token}"}
    with connect(f"ws://{engine.host}:{engine.port}/ws", additional_headers=header, max_size=None) as socket:

        def read() -> None:
            with contextlib.suppress(ConnectionClosed):
                for text in socket:
                    told.put(json.loads(text))

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        yield told
    reader.join(timeout=1)
