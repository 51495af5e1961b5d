"""How ``mcp`` serves: a pipe between another program and the engine, over standard input and output or over HTTP.

The engine does the work, so that there is one writer and one set of rules, and approvals appear where the user looks.
It is started in the background when none runs.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import sys
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from claudeprojects.agents.network import why_unreached
from claudeprojects.core.errors import EngineUnreachable

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.engine.locate import EngineInfo
    from starlette.types import ASGIApp, Receive, Scope, Send

PIECE = 32 * 1024
"""Bytes of one frame; the engine takes no larger ones."""

CONNECT_SECONDS = 10.0

TOKEN_FILE = "mcp.token"  # noqa: S105 - the name of a file

_PASSED = frozenset({"accept", "content-type", "last-event-id", "user-agent"})
_RETURNED = frozenset({"content-type", "mcp-session-id", "mcp-protocol-version", "allow", "cache-control"})


def pipe(info: EngineInfo, *, mode: str, own_model: bool) -> None:
    """Carry standard input and output to the engine until either ends. Raises ``EngineUnreachable``."""
    from websockets.exceptions import WebSocketException
    from websockets.sync.client import connect

    query = urlencode({"mode": mode, "own_model": str(own_model).lower()})
    address = f"{info.address.replace('http', 'ws', 1)}/ws/mcp?{query}"
    subprotocol: Any = f"bearer.{info.token}"
    try:
        with connect(address, subprotocols=[subprotocol], max_size=None, proxy=None, compression=None) as socket:
            threading.Thread(target=_speak, args=(socket,), daemon=True).start()
            output = sys.stdout.buffer
            for piece in socket:
                output.write(piece if isinstance(piece, bytes) else piece.encode())
                output.flush()
    except (OSError, WebSocketException) as error:
        raise EngineUnreachable(info.vault, why_unreached(error, info.address)) from error


def _speak(socket: Any) -> None:
    """Send what comes on standard input; its end ends the connection."""
    from websockets.exceptions import WebSocketException

    with contextlib.suppress(WebSocketException, OSError, ValueError):
        while piece := os.read(sys.stdin.fileno(), PIECE):
            socket.send(piece)
    socket.close()


def kept_token(folder: Path) -> str:
    """The token that programs bring over HTTP: made once for a vault, so that a configuration stays good."""
    file = folder / TOKEN_FILE
    with contextlib.suppress(FileNotFoundError):
        if token := file.read_text(encoding="ascii").strip():
            return token
    token = secrets.token_urlsafe(32)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        opened.write(token)
    return token


def http_app(info: EngineInfo, port: int, token: str | None) -> ASGIApp:
    """An app at ``/mcp`` that passes requests on to the engine; ``token`` is what programs have to bring."""
    ours = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        from starlette.requests import Request
        from starlette.responses import PlainTextResponse

        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        origin = request.headers.get("origin")
        if request.headers.get("host") not in ours or (origin and origin.removeprefix("http://") not in ours):
            answer: Any = PlainTextResponse("This address is for programs on this machine.", 403)
        elif token and not hmac.compare_digest(
            request.headers.get("authorization", "").encode(), f"Bearer {token}".encode()
        ):
            answer = PlainTextResponse("The token is missing or wrong.", 401, {"WWW-Authenticate": "Bearer"})
        elif request.url.path != "/mcp":
            answer = PlainTextResponse("MCP is served at /mcp.", 404)
        else:
            answer = await _passed_on(info, request)
        await answer(scope, receive, send)

    return app


async def _passed_on(info: EngineInfo, request: Any) -> Any:
    """The engine's answer to ``request``, as it comes."""
    import httpx
    from starlette.background import BackgroundTask
    from starlette.responses import PlainTextResponse, StreamingResponse

    headers = {
        name: value for name, value in request.headers.items() if name in _PASSED or name.startswith("mcp-")
    } | {"authorization": f"Bearer {info.token}"}
    client = httpx.AsyncClient(timeout=httpx.Timeout(None, connect=CONNECT_SECONDS), trust_env=False)
    outgoing = client.build_request(
        request.method, f"{info.address}/api/mcp", headers=headers, content=await request.body()
    )
    try:
        answer = await client.send(outgoing, stream=True)
    except httpx.HTTPError as error:
        await client.aclose()
        return PlainTextResponse(f"The engine is out of reach: {why_unreached(error, info.address)}.", 502)

    async def close() -> None:
        await answer.aclose()
        await client.aclose()

    kept = {name: value for name, value in answer.headers.items() if name in _RETURNED}
    return StreamingResponse(answer.aiter_raw(), answer.status_code, kept, background=BackgroundTask(close))
