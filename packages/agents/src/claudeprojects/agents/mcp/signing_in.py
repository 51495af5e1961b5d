"""Signing in to a remote server with OAuth 2.1: the user's browser, a loopback address it comes back to, a keychain.

The SDK finds the authorization server, registers, and keeps PKCE and state (RFC 6749, 7591, 7636, 8252, 9728); this
module shows the address, waits for the answer, and keeps what was given.
"""

from __future__ import annotations

import asyncio
import html
import json
import socket
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from claudeprojects.agents.errors import KeychainMissing, SignInFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2
    from claudeprojects.agents.mcp.secrets import Secrets
    from mcp.client.auth.oauth2 import OAuthContext
    from mcp.shared.auth import AuthorizationCodeResult, OAuthClientInformationFull, OAuthToken

WAIT_SECONDS = 300.0
"""How long the user may take."""

TOKENS, CLIENT, GRANT = "oauth.tokens", "oauth.client", "oauth.grant"
KEPT = (TOKENS, CLIENT, GRANT)
"""What is kept of signing in: what was given, as whom, and until when and by whom."""

_PAGE = """<!doctype html><meta charset="utf-8"><title>ClaudeProjects</title>
<body style="font:16px system-ui;margin:20vh auto;max-width:30em;text-align:center"><p>{text}</p></body>"""


class TokenKeeper:
    """What signing in to ``server`` gave, in the keychain; without one, until the engine ends.

    When tokens lapse and where new ones are had the SDK forgets when it ends, so that is kept too: then tokens that
    lapsed meanwhile are renewed, and nobody has to sign in again.
    """

    def __init__(self, server: str, secrets: Secrets, log: Callable[[str], None]) -> None:
        self._server, self._secrets, self._log = server, secrets, log
        self._here: dict[str, str] = {}
        self._context: OAuthContext | None = None

    async def recall(self, context: OAuthContext) -> None:
        """Tell the SDK what it knew when tokens were given last, and from now on keep what it knows then."""
        from mcp.shared.auth import OAuthMetadata, ProtectedResourceMetadata

        self._context = context
        if (kept := await self._get(GRANT)) is None:
            return
        known = json.loads(kept)
        context.token_expiry_time = known.get("expires_at")
        if known.get("by"):
            context.oauth_metadata = OAuthMetadata.model_validate(known["by"])
        if known.get("for"):
            context.protected_resource_metadata = ProtectedResourceMetadata.model_validate(known["for"])

    async def get_tokens(self) -> OAuthToken | None:
        """The tokens given last."""
        from mcp.shared.auth import OAuthToken

        kept = await self._get(TOKENS)
        return OAuthToken.model_validate_json(kept) if kept else None

    async def set_tokens(self, tokens: OAuthToken) -> None:
        """Keep ``tokens``."""
        await self._set(TOKENS, tokens.model_dump_json(exclude_none=True))
        if self._context is not None:
            by, whose = self._context.oauth_metadata, self._context.protected_resource_metadata
            known = {
                "expires_at": None if tokens.expires_in is None else time.time() + tokens.expires_in,
                "by": by.model_dump(mode="json", exclude_none=True) if by else None,
                "for": whose.model_dump(mode="json", exclude_none=True) if whose else None,
            }
            await self._set(GRANT, json.dumps(known))

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        """What we are registered as."""
        from mcp.shared.auth import OAuthClientInformationFull

        kept = await self._get(CLIENT)
        return OAuthClientInformationFull.model_validate_json(kept) if kept else None

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        """Keep what we are registered as."""
        await self._set(CLIENT, client_info.model_dump_json(exclude_none=True))

    async def _get(self, name: str) -> str | None:
        return self._here.get(name) or await asyncio.to_thread(self._secrets.kept, self._server, name)

    async def _set(self, name: str, value: str) -> None:
        self._here[name] = value
        try:
            await asyncio.to_thread(self._secrets.set, self._server, name, value)
        except KeychainMissing as error:
            self._log(f"{error.message} You will be asked to sign in again after a restart.")


class SignIn:
    """One server's sign-in. ``show`` is told the address to open, and ``None`` when the user is through."""

    def __init__(self, server: str, keeper: TokenKeeper, show: Callable[[str | None], None]) -> None:
        self._server, self._keeper, self._show = server, keeper, show
        self._answer: asyncio.Future[dict[str, str]] | None = None
        self._listening: asyncio.Server | None = None
        self._port = 0

    async def auth(self, url: str) -> httpx2.Auth:
        """What signs requests to the server at ``url``, and asks the user when there is need."""
        from mcp.client.auth import OAuthClientProvider
        from mcp.shared.auth import OAuthClientMetadata
        from pydantic import AnyUrl

        known = await self._keeper.get_client_info()
        uris = (known.redirect_uris or []) if known else []
        self._port = next((port for uri in uris if (port := urlsplit(str(uri)).port)), 0) or _free_port()
        metadata = OAuthClientMetadata(
            client_name="ClaudeProjects",
            redirect_uris=[AnyUrl(f"http://127.0.0.1:{self._port}/callback")],
        )
        provider = OAuthClientProvider(url, metadata, self._keeper, self._open, self._wait)
        await self._keeper.recall(provider.context)
        return provider

    async def _open(self, address: str) -> None:
        self._answer = asyncio.get_running_loop().create_future()
        try:
            self._listening = await asyncio.start_server(self._answered, "127.0.0.1", self._port)
        except OSError as error:
            raise SignInFailed(self._server, f"port {self._port} of this machine is in use.") from error
        self._show(address)

    async def _wait(self) -> AuthorizationCodeResult:
        from mcp.shared.auth import AuthorizationCodeResult

        if self._answer is None:
            raise SignInFailed(self._server, "nobody was asked.")
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                answer = await self._answer
        except TimeoutError:
            raise SignInFailed(self._server, "nobody signed in in time.") from None
        finally:
            self._show(None)
            if self._listening is not None:
                self._listening.close()
        if "code" not in answer:
            raise SignInFailed(
                self._server, answer.get("error_description") or answer.get("error") or "it was refused."
            )
        return AuthorizationCodeResult(code=answer["code"], state=answer.get("state"), iss=answer.get("iss"))

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one request of the browser, and tell the user that they may go back."""
        try:
            async with asyncio.timeout(10):
                request = (await reader.readline()).decode("latin-1").split()
                while (await reader.readline()).strip():
                    pass
            target = urlsplit(request[1]) if len(request) > 1 else urlsplit("/")
            query = {name: values[0] for name, values in parse_qs(target.query).items()}
            ours = target.path == "/callback" and ("code" in query or "error" in query)
            if ours and self._answer is not None and not self._answer.done():
                self._answer.set_result(query)
            writer.write(_response(ours, "code" in query, self._server))
            await writer.drain()
        except (TimeoutError, OSError, ValueError):
            return  # a browser that went away; the user tries again
        finally:
            writer.close()


def _response(ours: bool, signed_in: bool, server: str) -> bytes:
    said = f"Signed in to {server}. You can close this page." if signed_in else f"Not signed in to {server}."
    body = _PAGE.format(text=html.escape(said if ours else "There is nothing here.")).encode()
    head = f"HTTP/1.1 {'200 OK' if ours else '404 Not Found'}\r\nContent-Type: text/html; charset=utf-8\r\n"
    return f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def signs_in(headers: dict[str, Any]) -> bool:
    """Whether a server with these ``headers`` may ask to sign in: not when they hold a credential already."""
    return not any(name.casefold() in ("authorization", "x-api-key") for name in headers)
