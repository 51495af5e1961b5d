"""``mcp``: the workspace as a server for other programs, by the line we show them, and held to the public suite."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from claudeprojects.agents.mcp.node import node_program, npm_script
from claudeprojects.agents.mcp.transports import search_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Ran

SUITE, VERSION = "@modelcontextprotocol/conformance", "0.1.16"
ROOT = Path(__file__).parents[3]

OFFERED = (
    "server-initialize", "ping", "tools-list", "completion-complete", "resources-list", "prompts-list",
    "prompts-get-simple", "prompts-get-with-args", "server-sse-multiple-streams", "dns-rebinding-protection",
)  # fmt: skip
"""The scenarios of the suite about what we offer; the others call tools by name that only a test server has, or are
about what we do not offer: logging, sampling, elicitation, subscriptions."""

TEMPLATES = {
    "test_simple_prompt": "This is a simple prompt for testing.\n",
    "test_prompt_with_arguments": "Prompt with arguments: arg1='{{arg1}}', arg2='{{arg2}}'\n",
}


@pytest.fixture(autouse=True)
def no_engine_is_left(run: Callable[..., Ran]) -> Iterator[None]:
    """Serving starts an engine in the background; it ends with the test."""
    yield
    run("stop")


@contextmanager
def over_http(vault: Path, *options: str) -> Iterator[dict[str, Any]]:
    """``mcp --http`` as a process; what it says to tell other programs."""
    command = [sys.executable, "-m", "claudeprojects.cli", "mcp", "--vault", str(vault), "--http", "--port", "0"]
    process = subprocess.Popen([*command, "--json", *options], stdout=subprocess.PIPE, text=True)
    try:
        said = ""
        while process.stdout is not None and (line := process.stdout.readline()):
            said += line
            if line == "}\n":
                break
        yield json.loads(said)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def test_the_line_for_claude_code_serves_the_vault(run: Callable[..., Ran], vault: Path) -> None:
    (line,) = json.loads(run("--json", "mcp", "config", "claude-code").out)
    entry = json.loads(line["config"])["mcpServers"]["claudeprojects"]
    assert line["command"].startswith("claude mcp add claudeprojects -- ")

    async def work() -> None:
        from mcp import Client
        from mcp.client.stdio import StdioServerParameters
        from mcp_types import Implementation

        env = {name: os.environ[name] for name in ("CLAUDEPROJECTS_HOME", "CLAUDEPROJECTS_KEYCHAIN")}
        server = StdioServerParameters(command=entry["command"], args=entry["args"], env=env)
        async with Client(server, client_info=Implementation(name="claude-code", version="2")) as client:
            assert client.server_info is not None
            assert client.server_info.title == "ClaudeProjects"
            read = await client.call_tool("read", {"path": "Start.md"})
            assert "Tide clock" in read.content[0].text
            long = "A long line. " * 20_000
            written = await client.call_tool("write", {"path": "Long.md", "text": long})
            assert not written.is_error
            assert not (vault / "Long.md").exists(), "it waits for review"

    asyncio.run(asyncio.wait_for(work(), 60))


def test_every_program_is_told_in_its_own_way(run: Callable[..., Ran], vault: Path) -> None:
    lines = {line["program"]: line for line in json.loads(run("--json", "mcp", "config").out)}
    assert {"claude-code", "cursor", "vscode", "claude-desktop"} <= set(lines)
    assert str(vault) in lines["cursor"]["config"]
    assert lines["cursor"]["url"].startswith("cursor://anysphere.cursor-deeplink/mcp/install?")
    assert "claude-code" in run("mcp", "config", "emacs").err


def test_over_http_a_program_needs_the_token_and_our_own_address(vault: Path) -> None:
    import httpx

    hello = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    with over_http(vault) as told:
        assert httpx.post(told["url"], json=hello).status_code == 401
        assert httpx.post(told["url"], json=hello, headers={"Host": "evil.example"}).status_code == 403
        foreign = {**told["headers"], "Origin": "http://evil.example"}
        assert httpx.post(told["url"], json=hello, headers=foreign).status_code == 403
    with over_http(vault) as again:
        assert again["headers"] == told["headers"], "a configuration stays good"


def test_it_passes_the_public_conformance_suite_for_what_it_offers(vault: Path) -> None:
    program = _suite()
    for name, text in TEMPLATES.items():
        (vault / "Templates").mkdir(exist_ok=True)
        (vault / "Templates" / f"{name}.md").write_text(text, encoding="utf-8")
    failed = {}
    with over_http(vault, "--no-token") as told:
        for scenario in OFFERED:
            command = [node_program(), str(program), "server", "--url", told["url"], "--scenario", scenario]
            ran = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=vault.parent)
            if ran.returncode or "0 failed" not in ran.stdout:
                failed[scenario] = ran.stdout[-2000:]
    assert not failed


def _suite() -> Path:
    """The suite, installed once."""
    folder = ROOT / "build" / "conformance" / VERSION
    program = folder / "node_modules" / SUITE / "dist" / "index.js"
    if not program.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
        command = [node_program(), str(npm_script()), "install", "--ignore-scripts", "--no-audit", "--no-fund"]
        env = {**os.environ, "PATH": search_path()}
        subprocess.run([*command, f"{SUITE}@{VERSION}"], cwd=folder, check=True, capture_output=True, env=env)
    return program
