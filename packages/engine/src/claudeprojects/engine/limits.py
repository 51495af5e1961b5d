"""How much one request may send: a body over the limit is refused, by its declared length or by its bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.engine.problems import edge_problem
from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 64 * 1024 * 1024
"""Bytes; twice the largest note that is indexed by default."""

UNLIMITED = "/api/v1/imports/uploads"
"""Where files are sent that go to the disk as they come."""

TOO_LARGE = f"The body is larger than {LARGEST_BODY // 1024**2} MB."


class BodyLimit:
    """An ASGI app that stops bodies larger than ``largest`` bytes before ``app`` has read them whole."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST_BODY) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 413 at once when the length says so, else count."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"} or scope["path"] == UNLIMITED:
            await self._app(scope, receive, send)
            return
        if _declared_length(scope) > self._largest:
            await edge_problem(413, TOO_LARGE, headers={"Connection": "close"})(scope, receive, send)
            return
        await self._app(scope, self._counting(receive), send)

    def _counting(self, receive: Receive) -> Receive:
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._largest:
                raise HTTPException(413, TOO_LARGE)
            return message

        return counted


def _declared_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0
