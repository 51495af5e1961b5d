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
from claudeprojects.agents.mcp.servers import McpServers
from mcp.server.auth.provider import AccessToken, AuthorizationCode, AuthorizationParams, RefreshToken
from mcp.server.auth.settings import AuthSettings, ClientRegistrationOptions
from mcp.server.mcpserver import MCPServer
from mcp.shared.auth import OAuthClientInformationFull, OAuthToken

from .conftest import House, until

HOUR = 3600


class Later:
    """The time as the client sees it."""

    def __init__(self) -> None:
        self.hours = 0

    def time(self) -> float:
        return time.time() + self.hours * HOUR


class Provider:
    """An authorization server in memory whose user says yes at once; its tokens last an hour."""

    def __init__(self) -> None:
        self.signed_in = self.renewed = 0
        self.renewals: dict[str, RefreshToken] = {}
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
        self.signed_in += 1
        return self._given(client.client_id, authorization_code.scopes, authorization_code.resource)

    async def load_access_token(self, token: str) -> AccessToken | None:
        return self.tokens.get(token)

    async def load_refresh_token(self, client: Any, refresh_token: str) -> RefreshToken | None:
        return self.renewals.get(refresh_token)

    async def exchange_refresh_token(self, client: Any, refresh_token: Any, scopes: list[str]) -> OAuthToken:
        del self.renewals[refresh_token.token]
        self.renewed += 1
        return self._given(client.client_id, scopes, refresh_token.resource)

    def lapse(self) -> None:
        """Every token given so far is worth nothing any more."""
        for token in self.tokens.values():
            token.expires_at = 1

    def _given(self, client_id: str, scopes: list[str], resource: str | None) -> OAuthToken:
        token, renewal = secrets.token_hex(16), secrets.token_hex(16)
        self.tokens[token] = AccessToken(token=token, client_id=client_id, scopes=scopes, resource=resource)
        self.renewals[renewal] = RefreshToken(token=renewal, client_id=client_id, scopes=scopes, resource=resource)
        return OAuthToken(
            access_token=token, token_type="Bearer", scope=" ".join(scopes), expires_in=HOUR,
            refresh_token=renewal,
        )  # fmt: skip

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


async def sign_in(servers: McpServers) -> None:
    """Go through what a user goes through in the browser."""
    await servers.start_soon("far")
    await until(lambda: servers.status("far").sign_in_url is not None)
    assert servers.status("far").state == "signing_in"
    assert await asyncio.to_thread(_visit, servers.status("far").sign_in_url) == 200
    await until(lambda: servers.status("far").state not in ("signing_in", "starting"))
    assert servers.status("far").state == "running", servers.logs("far")


async def greeted(servers: McpServers) -> str:
    return text_of(await servers.call("far", "_greet", {"name": "Ada"}))


def test_a_user_signs_in_once_and_the_keychain_keeps_what_was_given(house: House, run) -> None:
    provider = Provider()

    async def work() -> None:
        async with remote(provider) as url:
            async with house.servers() as servers:
                await servers.add("far", {"type": "http", "url": url})
                await sign_in(servers)
                assert await greeted(servers) == "Hello Ada"
            kept = {name.rpartition("/")[2] for _, name in house.keychain.kept}
            assert kept == {"oauth.tokens", "oauth.client", "oauth.grant"}
            async with house.servers() as later:
                assert await greeted(later) == "Hello Ada"
                assert (provider.signed_in, provider.renewed) == (1, 0), "nobody was asked again"
                await later.remove("far")
            assert not house.keychain.kept

    run(work())


def test_what_lapsed_is_renewed_and_nobody_is_asked_again(house: House, run, monkeypatch) -> None:
    provider, clock = Provider(), Later()
    for module in ("mcp.client.auth.oauth2", "mcp.shared.auth_utils", "claudeprojects.agents.mcp.signing_in"):
        monkeypatch.setattr(f"{module}.time", clock)

    async def work() -> None:
        async with remote(provider) as url:
            async with house.servers() as servers:
                await servers.add("far", {"type": "http", "url": url})
                await sign_in(servers)
                provider.lapse()
                clock.hours = 2
                assert await greeted(servers) == "Hello Ada"
                assert provider.renewed == 1
            provider.lapse()
            clock.hours = 4
            async with house.servers() as later:
                assert await greeted(later) == "Hello Ada"
                assert provider.renewed == 2, "also after a restart"
            assert provider.signed_in == 1

    run(work())


def test_a_user_signs_in_again_when_what_was_given_was_taken_back(house: House, run) -> None:
    provider = Provider()

    async def work() -> None:
        async with remote(provider) as url, house.servers() as servers:
            await servers.add("far", {"type": "http", "url": url})
            await sign_in(servers)
            provider.tokens.clear()
            provider.renewals.clear()
            calling = asyncio.create_task(greeted(servers))
            await until(lambda: servers.status("far").sign_in_url is not None)
            assert await asyncio.to_thread(_visit, servers.status("far").sign_in_url) == 200
            assert await calling == "Hello Ada"
            assert provider.signed_in == 2

    run(work())
