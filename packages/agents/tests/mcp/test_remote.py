"""Remote servers: over streamable HTTP, with headers, and with OAuth against a real authorization server."""

from __future__ import annotations

import asyncio
import secrets
import socket
import time
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
import uvicorn
from claudeprojects.agents.errors import ServerFailed
from claudeprojects.agents.mcp.results import text_of
from mcp.server.auth.provider import AccessToken, AuthorizationCode, AuthorizationParams, RefreshToken
from mcp.server.auth.settings import AuthSettings, ClientRegistrationOptions
from mcp.server.mcpserver import MCPServer
from mcp.shared.auth import OAuthClientInformationFull, OAuthToken

from .conftest import House, until


class Provider:
    """An authorization server in memory whose user says yes at once."""

    def __init__(self) -> None:
        self.clients: dict[str, OAuthClientInformationFull] = {}
        self.codes: dict[str, AuthorizationCode] = {}
        self.tokens: dict[str, AccessToken] = {}

    async def get_client(self, client_id: str) -> OAuthClientInformationFull | None:
        return self.clients.get(client_id)

    async def register_client(self, client_info: OAuthClientInformationFull) -> None:
        self.clients[client_info.client_id or ""] = client_info

    async def authorize(self, client: OAuthClientInformationFull, params: AuthorizationParams) -> str:
        code = secrets.token_hex(16)
        self.codes[code] = AuthorizationCode(
            code=code, client_id=client.client_id or "", redirect_uri=params.redirect_uri, scopes=params.scopes or [],
            redirect_uri_provided_explicitly=params.redirect_uri_provided_explicitly, expires_at=time.time() + 60,
            code_challenge=params.code_challenge, resource=params.resource,
        )  # fmt: skip
        return f"{params.redirect_uri}?{urlencode({'code': code, 'state': params.state or ''})}"

    async def load_authorization_code(self, client: Any, authorization_code: str) -> AuthorizationCode | None:
        return self.codes.get(authorization_code)

    async def exchange_authorization_code(self, client: Any, authorization_code: AuthorizationCode) -> OAuthToken:
        del self.codes[authorization_code.code]
        token = secrets.token_hex(16)
        self.tokens[token] = AccessToken(
            token=token, client_id=client.client_id, scopes=authorization_code.scopes,
            resource=authorization_code.resource,
        )  # fmt: skip
        return OAuthToken(access_token=token, token_type="Bearer", scope=" ".join(authorization_code.scopes))

    async def load_access_token(self, token: str) -> AccessToken | None:
        return self.tokens.get(token)

    async def load_refresh_token(self, client: Any, refresh_token: str) -> RefreshToken | None:
        return None

    async def exchange_refresh_token(self, client: Any, refresh_token: Any, scopes: list[str]) -> OAuthToken:
        raise NotImplementedError

    async def revoke_token(self, token: Any) -> None:
        self.tokens.pop(token.token, None)


@asynccontextmanager
async def remote(provider: Provider | None = None) -> AsyncIterator[str]:
    """A real server over HTTP; the address of its endpoint."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    options: dict[str, Any] = {}
    if provider is not None:
        options["auth_server_provider"] = provider
        options["auth"] = AuthSettings(
            issuer_url=address, resource_server_url=f"{address}/mcp", required_scopes=["notes"],
            validate_token_resource=True,
            client_registration_options=ClientRegistrationOptions(
                enabled=True, valid_scopes=["notes"], default_scopes=["notes"]
            ),
        )  # fmt: skip
    made = MCPServer("remote", version="9", **options)
    made.tool()(_greet)
    config = uvicorn.Config(made.streamable_http_app(), port=port, log_config=None, lifespan="on", ws="none")
    serving = uvicorn.Server(config)
    task = asyncio.create_task(serving.serve())
    await until(lambda: serving.started)
    try:
        yield f"{address}/mcp"
    finally:
        serving.should_exit = True
        serving.force_exit = True
        await task


def _greet(name: str) -> str:
    """Greet somebody."""
    return f"Hello {name}"


def _visit(address: str) -> int:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return int(answer.status)


def test_a_remote_server_is_used_over_http(house: House, run) -> None:
    async def work() -> None:
        async with remote() as url, house.servers() as servers:
            await servers.add("far", {"type": "http", "url": url})
            assert text_of(await servers.call("far", "_greet", {"name": "Ada"})) == "Hello Ada"
            status = servers.status("far")
            assert (status.state, status.transport, status.local) == ("running", "http", False)

    run(work())


def test_a_remote_server_that_is_not_there_says_so(house: House, run) -> None:
    house.configure({"gone": {"url": "http://127.0.0.1:9/mcp"}})

    async def work() -> None:
        async with house.servers() as servers:
            with pytest.raises(ServerFailed):
                await servers.start("gone")
            assert servers.status("gone").state == "failed"

    run(work())


def test_a_user_signs_in_once_and_the_keychain_keeps_what_was_given(house: House, run) -> None:
    provider = Provider()

    async def work() -> None:
        async with remote(provider) as url:
            async with house.servers() as servers:
                await servers.add("far", {"type": "http", "url": url})
                await servers.start_soon("far")
                await until(lambda: servers.status("far").sign_in_url is not None)
                assert servers.status("far").state == "signing_in"
                assert await asyncio.to_thread(_visit, servers.status("far").sign_in_url) == 200
                await until(lambda: servers.status("far").state not in ("signing_in", "starting"))
                assert servers.status("far").state == "running", servers.logs("far")
                assert text_of(await servers.call("far", "_greet", {"name": "Ada"})) == "Hello Ada"
            kept = {name.rpartition("/")[2] for _, name in house.keychain.kept}
            assert kept == {"oauth.tokens", "oauth.client"}
            async with house.servers() as later:
                assert text_of(await later.call("far", "_greet", {"name": "Bob"})) == "Hello Bob"
                assert len(provider.tokens) == 1, "nobody was asked again"

    run(work())
