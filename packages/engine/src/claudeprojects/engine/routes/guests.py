"""Where other programs come in over MCP: ``/ws/mcp`` for ``claudeprojects mcp``, ``/api/mcp`` over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from claudeprojects.engine.gate import SUBPROTOCOL
from claudeprojects.engine.guests import HttpGuests, serve_socket
from claudeprojects.engine.serving import Served, Serving
from fastapi import APIRouter, Query, WebSocket
from starlette.routing import Route

if TYPE_CHECKING:
    from claudeprojects.agents.mcp.serving.guest import Terms
    from starlette.types import Scope

router = APIRouter()

Mode = Literal["default", "acceptEdits", "plan", "dontAsk"]


@router.websocket("/ws/mcp")
async def serve_guest(
    websocket: WebSocket, served: Served, mode: Annotated[Mode, Query()] = "default", own_model: bool = False
) -> None:
    """Serve one program over MCP, on the terms that the user started it with."""
    from claudeprojects.agents.mcp.serving.guest import Terms

    offered: list[str] = websocket.scope["subprotocols"]
    await websocket.accept(next((name for name in offered if name.startswith(SUBPROTOCOL)), None))
    await serve_socket(websocket, served, Terms(mode, own_model))


def _serving(scope: Scope) -> Serving:
    serving: Serving = scope["app"].state.serving
    return serving


def _terms() -> Terms:
    from claudeprojects.agents.mcp.serving.guest import Terms

    return Terms()


def http_route() -> Route:
    """The route of MCP over HTTP, for one app."""
    return Route("/api/mcp", HttpGuests(_serving, _terms), methods=["GET", "POST", "DELETE"])
