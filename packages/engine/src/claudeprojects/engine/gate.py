"""The gate every request passes: it must come from this machine, by our own address, and carry the token.

- ``Host`` must name the loopback address the request came in on. A page that rebinds its own name to 127.0.0.1
  (DNS rebinding) still sends its own name, and is refused.
- ``Origin``, when a browser sends it, must be that address too, and ``Sec-Fetch-Site`` must not be another site.
- The token comes as ``Authorization: Bearer``, as a cookie, or, on a WebSocket, as the subprotocol
  ``bearer.<token>``. It is compared in constant time and never logged. ``/?token=…`` turns it into the cookie.
- Every response gets the security headers, unless it brings stricter ones.
"""

from __future__ import annotations

import hmac
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlencode

from claudeprojects.core.errors import EngineRefused
from claudeprojects.engine.problems import problem_of
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

GUARDED = ("/api/", "/ws", "/metrics")
"""Where the token is needed. The rest is the UI's files, which hold nothing of the vault, and ``/healthz``."""

SUBPROTOCOL = "bearer."

API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": API_POLICY,
    "Cache-Control": "no-store",
}

_RAW_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]

UNAUTHORIZED, FORBIDDEN = 401, 403


class _Claims(NamedTuple):
    """What a request says of itself, as its headers stand."""

    hosts: list[str]
    origins: list[str]
    site: str
    authorization: str
    cookies: str
    subprotocols: str


def cookie_name(port: int) -> str:
    """The cookie of the engine on ``port``; cookies do not tell ports apart, so the name does."""
    return f"claudeprojects_{port}"


class Gate:
    """An ASGI app that lets only our own clients through to ``app``."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, sign in, or pass on."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        send = _with_headers(send) if scope["type"] == "http" else send
        try:
            answer = self._answer(scope)
        except EngineRefused as refusal:
            await self._refuse(refusal, scope, receive, send)
            return
        await (answer or self._app)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        """The gate's own answer, ``None`` to pass the request on; raises ``EngineRefused``."""
        claims = _claims_of(scope)
        port = _port_of(scope)
        _check_address(claims, port)
        if scope["path"].startswith(GUARDED):
            if claims.site not in {"", "same-origin", "none"}:
                raise EngineRefused("it comes from another site")
            if not self._is_ours(_token_of(claims, port)):
                raise _unauthorized()
            return None
        if scope["type"] == "http" and b"token=" in scope["query_string"]:
            return self._sign_in(scope, port)
        return None

    def _sign_in(self, scope: Scope, port: int) -> Response:
        """Keep the token of the address as a cookie, and lead to the address without it."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if not self._is_ours(dict(query).get("token", "")):
            raise _unauthorized()
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        path = "/" + scope["path"].lstrip("/\\")
        response = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
        response.set_cookie(cookie_name(port), self._token.decode(), httponly=True, samesite="strict", path="/")
        return response

    def _is_ours(self, token: str) -> bool:
        return hmac.compare_digest(token.encode("utf-8", "surrogatepass"), self._token)

    @staticmethod
    async def _refuse(refusal: EngineRefused, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refusal.reason})
            return
        status = UNAUTHORIZED if isinstance(refusal, _Unauthorized) else FORBIDDEN
        response = problem_of(refusal, status)
        if status == UNAUTHORIZED:
            response.headers["WWW-Authenticate"] = "Bearer"
        await response(scope, receive, send)


class _Unauthorized(EngineRefused):
    """The token is missing or not ours; the rest of the request is in order."""


def _unauthorized() -> EngineRefused:
    return _Unauthorized("the token is missing or not this engine's")


def _claims_of(scope: Scope) -> _Claims:
    hosts: list[str] = []
    origins: list[str] = []
    single = {b"sec-fetch-site": "", b"authorization": "", b"cookie": "", b"sec-websocket-protocol": ""}
    for name, value in scope["headers"]:
        if name == b"host":
            hosts.append(value.decode("latin-1").lower())
        elif name == b"origin":
            origins.append(value.decode("latin-1").lower())
        elif name in single:
            single[name] = value.decode("latin-1")
    return _Claims(hosts, origins, *single.values())


def _port_of(scope: Scope) -> int:
    """The port the request came in on, as the socket says; no header can change it."""
    server = scope.get("server")
    return int(server[1]) if server and server[1] else 0


@cache
def _addresses(port: int) -> frozenset[str]:
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))


def _check_address(claims: _Claims, port: int) -> None:
    ours = _addresses(port)
    if len(claims.hosts) != 1 or claims.hosts[0] not in ours:
        raise EngineRefused("its Host is not this engine's address")
    if any(not origin.startswith("http://") or origin[7:] not in ours for origin in claims.origins):
        raise EngineRefused("its Origin is not this engine's address")


def _token_of(claims: _Claims, port: int) -> str:
    scheme, _, token = claims.authorization.partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    for offered in claims.subprotocols.split(","):
        if offered.strip().startswith(SUBPROTOCOL):
            return offered.strip().removeprefix(SUBPROTOCOL)
    return cookie_parser(claims.cookies).get(cookie_name(port), "")


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message["headers"])
            given = {name for name, _ in headers}
            headers.extend(header for header in _RAW_HEADERS if header[0] not in given)
            message = {**message, "headers": headers}
        await send(message)

    return sending
