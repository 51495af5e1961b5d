"""The presets that need a service: their real programs against one that stands in for GitHub and Context7."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from claudeprojects.agents.mcp.presets import PRESETS
from claudeprojects.agents.values import ToolCall, ToolResult

from .conftest import House

ELSEWHERE = Path(__file__).with_name("elsewhere.cjs")
GOOD = "ghp_good"
REPOSITORIES = {
    "total_count": 1,
    "incomplete_results": False,
    "items": [
        {
            "id": 1, "node_id": "n", "name": "tides", "full_name": "ada/tides", "private": False,
            "owner": {"login": "ada", "id": 2, "node_id": "o", "avatar_url": "x", "url": "x", "html_url": "x",
                      "type": "User"},
            "html_url": "https://github.com/ada/tides", "description": "When the water is high.", "fork": False,
            "url": "x", "created_at": "2026-01-01", "updated_at": "2026-01-01", "pushed_at": "2026-01-01",
            "git_url": "x", "ssh_url": "x", "clone_url": "x", "default_branch": "main",
        }
    ],
}  # fmt: skip


class Service(BaseHTTPRequestHandler):
    """GitHub's search of repositories; Context7's service answers that it knows nothing."""

    def log_message(self, *_args: object) -> None: ...

    def do_GET(self) -> None:
        token = self.headers.get("Authorization", "").rpartition(" ")[2]
        if not self.path.startswith("/search/repositories"):
            return self._answer(429, {"message": "Rate limited: create a free API key."})
        if token != GOOD:
            return self._answer(401, {"message": "Bad credentials", "documentation_url": "x"})
        return self._answer(200, REPOSITORIES)

    do_POST = do_GET  # noqa: N815 - the name is the base class's

    def _answer(self, status: int, data: object) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def service() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def configured(house: House, name: str, address: str) -> None:
    """The preset as the user's configuration has it, its network ending at ``address``."""
    config = PRESETS[name].config()
    config["env"] = {**config["env"], "NODE_OPTIONS": f'--require "{ELSEWHERE}"', "ELSEWHERE": address}
    (house.home / "permissions.toml").write_text(f'allow = ["mcp__{name}"]\n')
    house.configure({name: config})


async def search(house: House, servers, token: str) -> ToolResult:
    servers.keep_secret("github", "GITHUB_PERSONAL_ACCESS_TOKEN", token)
    await servers.restart("github")
    call = ToolCall("a", "mcp__github__search_repositories", {"query": "tides"})
    return await house.box(servers).call(call, house.context())


def test_github_searches_with_the_users_token_and_says_what_is_wrong_with_it(house: House, run, service) -> None:
    configured(house, "github", service)

    async def work() -> None:
        async with house.servers() as servers:
            found = await search(house, servers, GOOD)
            assert not found.is_error
            assert "ada/tides" in found.text
            refused = await search(house, servers, "ghp_old")
            assert refused.is_error
            assert "Bad credentials" in refused.text
            assert "claudeprojects mcp secret github" in refused.text
            configured(house, "github", "http://127.0.0.1:9")
            alone = await search(house, servers, GOOD)
            assert alone.is_error
            assert "check the network" in alone.text

    run(work())


def test_context7_says_when_its_service_is_out_of_reach_or_wants_a_key(house: House, run, service) -> None:
    configured(house, "context7", service)

    async def work() -> None:
        async with house.servers() as servers:
            await servers.start("context7")
            call = ToolCall("a", "mcp__context7__resolve-library-id", {"libraryName": "react", "query": "hooks"})
            wants = await house.box(servers).call(call, house.context())
            assert wants.is_error
            assert "create a free API key" in wants.text
            assert "claudeprojects mcp secret context7" in wants.text
            configured(house, "context7", "http://127.0.0.1:9")
            await servers.start("context7")
            alone = await house.box(servers).call(call, house.context())
            assert alone.is_error
            assert "check the network" in alone.text

    run(work())
