"""The two ways a client's requests travel: a loopback connection, or a call of the ASGI app in this process."""

from __future__ import annotations

import asyncio
import secrets
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, Any

from claudeprojects.core.errors import EngineUnreachable
from claudeprojects.engine.client import Answer

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from claudeprojects.core.workspace import Workspace
    from claudeprojects.engine.locate import EngineInfo


class HttpTransport:
    """One connection to a running engine, kept open, and opened anew when the engine closed it."""

    def __init__(self, info: EngineInfo, timeout: float) -> None:
        self._info = info
        self._connection = HTTPConnection(info.host, info.port, timeout=timeout)
        self._headers = {"Authorization": f"Bearer {info.token}", "Accept": "application/json"}

    def send(self, method: str, target: str, body: bytes | None) -> Answer:
        """Send one request. A connection the engine has closed meanwhile is replaced before sending again."""
        fresh = self._connection.sock is None
        try:
            return self._send(method, target, body)
        except (OSError, HTTPException) as error:
            self._connection.close()
            if fresh or isinstance(error, TimeoutError) or method != "GET":
                raise EngineUnreachable(self._info.vault, str(error) or type(error).__name__) from error
        return HttpTransport.send(self, method, target, body)

    def _send(self, method: str, target: str, body: bytes | None) -> Answer:
        headers = self._headers if body is None else {**self._headers, "Content-Type": "application/json"}
        self._connection.request(method, target, body, headers)
        response = self._connection.getresponse()
        return Answer(response.status, response.read())

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class InProcessTransport:
    """Calls of the app itself, one after the other, on an event loop of its own."""

    def __init__(self, workspace: Workspace) -> None:
        from claudeprojects.engine.app import create_app

        token = secrets.token_urlsafe()
        self._app = create_app(workspace, token)
        self._headers = [(b"host", b"127.0.0.1:0"), (b"authorization", f"Bearer {token}".encode())]
        self._runner = asyncio.Runner()

    def send(self, method: str, target: str, body: bytes | None) -> Answer:
        """Call the app with one request."""
        return self._runner.run(self._call(method, target, body or b""))

    async def _call(self, method: str, target: str, body: bytes) -> Answer:
        from urllib.parse import unquote

        path, _, query = target.partition("?")
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [*self._headers, (b"content-type", b"application/json")],
            "client": None,
            "server": ("127.0.0.1", 0),
        }
        status, parts = 500, list[bytes]()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                parts.append(message.get("body", b""))

        await self._app(scope, receive, send)
        return Answer(status, b"".join(parts))

    def close(self) -> None:
        """Close the loop and the app's threads; the workspace stays open."""
        self._app.state.serving.close()
        self._runner.close()
