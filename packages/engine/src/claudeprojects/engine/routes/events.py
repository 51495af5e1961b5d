"""The WebSocket of events."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from claudeprojects.engine.gate import SUBPROTOCOL
from claudeprojects.engine.serving import Served, Serving, written
from fastapi import APIRouter, WebSocket, WebSocketDisconnect

if TYPE_CHECKING:
    from claudeprojects.engine.hub import Subscriber

router = APIRouter()


@router.websocket("/ws")
async def tell_events(websocket: WebSocket, served: Served) -> None:
    """Tell one client every event from now on, the status first. What the client says is not listened to."""
    offered: list[str] = websocket.scope["subprotocols"]
    await websocket.accept(next((name for name in offered if name.startswith(SUBPROTOCOL)), None))
    with served.hub.joined() as subscriber:
        subscriber.put(await served.run(lambda: _status_event(served)))
        telling = asyncio.create_task(_tell(websocket, subscriber))
        try:
            await _until_gone(websocket)
        finally:
            telling.cancel()
            with contextlib.suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
                await telling


def _status_event(served: Serving) -> str:
    from claudeprojects.engine.schemas.events import StatusEvent

    return written(StatusEvent.model_validate(served.workspace.status())).decode()


async def _tell(websocket: WebSocket, subscriber: Subscriber) -> None:
    while True:
        await websocket.send_text(await subscriber.next())


async def _until_gone(websocket: WebSocket) -> None:
    while (await websocket.receive())["type"] != "websocket.disconnect":
        pass
