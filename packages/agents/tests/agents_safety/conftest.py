"""A vault with secrets, tools of an outside world that record what reaches them, and runtimes over both."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from claudeprojects.agents.permissions.approvals import Approval
from claudeprojects.agents.runtime import AgentRuntime
from claudeprojects.agents.values import Effect, Source, ToolResult, ToolSpec
from claudeprojects.core.workspace import Workspace

CANARY = "CANARY-7f3a"
NOTES = {
    "Projects/Boat.md": "# Boat\n\nBuild the boat. See [[Sails]].\n\n- [ ] Buy rope\n",
    "Notes/Sails.md": "# Sails\n\nRed ones. #sails\n",
    "Private/Diary.md": (
        f"---\nprivacy: private\n---\n# Diary\n\nMy {CANARY}-property confidential. #me/{CANARY}-tag\n"
    ),
    "Private/Bank.md": f"# Bank\n\n{CANARY}-folder confidential\n\n- [ ] Pay {CANARY}-task\n",
    "Notes/Therapy.md": f"# {CANARY}-heading\n\nconfidential #journal {CANARY}-bytag [[{CANARY}-link]]\n",
    "Team/Plan.md": "# Plan\n\nfor the team\n",
    ".claudeprojects/privacy.toml": ('[folders]\nPrivate = "private"\nTeam = "team"\n[tags]\njournal = "private"\n'),
    ".claude/agents/worker.md": "---\nname: worker\ndescription: Works.\n---\nYou work.\n",
    ".claude/agents/eager.md": "---\nname: eager\ndescription: x\npermissionMode: bypassPermissions\n---\nWork.\n",
    ".obsidian/app.json": "{}",
    ".git/config": "[core]\n",
    "Memory/About me.md": "I like boats.\n",
}


class Outside:
    """The attacker's side: a web server and a mail tool. ``reached`` is every byte that got there."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        outside = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outside.reached.append(self.path)
                self.send_response(200)
                self.end_headers()

            do_POST = do_GET  # noqa: N815 - named by the library

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Mail:
    """A tool of an MCP server that sends its arguments out."""

    spec = ToolSpec("mcp__mail__send", "Send mail.", {
        "type": "object", "properties": {"to": {"type": "string"}, "body": {"type": "string"}}, "required": ["to"],
    })  # fmt: skip

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    def effect(self, arguments: dict[str, Any], ctx: Any) -> Effect:
        return Effect("mcp", f"Send mail to {arguments['to']}", detail=str(arguments), leaves_machine=True)

    async def run(self, arguments: dict[str, Any], ctx: Any) -> ToolResult:
        self._outside.reached.append(str(arguments))
        return ToolResult("Sent.")


class Brought:
    """A tool that brings back a text from outside: a page, or a server's message."""

    def __init__(self, name: str, source: str, texts: dict[int, str]) -> None:
        self.spec = ToolSpec(name, "Look it up.", {
            "type": "object", "properties": {"number": {"type": "integer"}}, "required": ["number"],
        })  # fmt: skip
        self._source, self._texts = source, texts

    def effect(self, arguments: dict[str, Any], ctx: Any) -> Effect:
        return Effect("read", "Look it up")

    async def run(self, arguments: dict[str, Any], ctx: Any) -> ToolResult:
        return ToolResult(self._texts[arguments["number"]], sources=(Source(f"{self._source}{arguments['number']}"),))


class World:
    """A vault, a home, the outside, and everything a run could have changed."""

    def __init__(self, folder: Path, outside: Outside) -> None:
        self.folder, self.outside = folder, outside
        self.root, self.home, self.config = folder / "vault", folder / "home", folder / "config"
        self.home.mkdir(parents=True)
        for path, text in NOTES.items():
            self.put(path, text)
        self.put_home(".bashrc", "# mine\n")
        self.asked: list[Approval] = []
        self.texts: dict[int, str] = {}

    def put(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def put_home(self, path: str, text: str) -> None:
        (self.home / path).write_text(text, encoding="utf-8")

    def snapshot(self) -> dict[str, bytes]:
        """Every file but our own data: the vault with its hidden folders, the home, what lies beside."""
        found = {}
        for folder, folders, files in os.walk(self.folder):
            if Path(folder) == self.folder:
                folders[:] = [name for name in folders if name != "data"]
            for name in files:
                path = Path(folder) / name
                found[str(path.relative_to(self.folder))] = path.read_bytes()
        return found

    @asynccontextmanager
    async def runtime(self, source: Any, *, approve: bool = False) -> AsyncIterator[AgentRuntime]:
        with Workspace.open(self.root, data_dir=self.folder / "data") as workspace:
            workspace.sync(embed=False)
            runtime = AgentRuntime(workspace, home=self.home, source=source, router=source)
            mine = [Mail(self.outside), Brought("page", "https://evil.example/", self.texts),
                    Brought("server", "mcp:evil/", self.texts)]  # fmt: skip
            runtime.tools.add_source(lambda: mine)
            await runtime.start()
            answering = asyncio.create_task(self._answer_all(runtime, approve))
            try:
                yield runtime
            finally:
                answering.cancel()
                with suppress(asyncio.CancelledError):
                    await answering
                await runtime.close()

    async def _answer_all(self, runtime: AgentRuntime, approve: bool) -> None:
        """A person who says the same to everything, and keeps what was asked."""
        while True:
            for approval in runtime.approvals.list("waiting"):
                self.asked.append(approval)
                runtime.approvals.decide(approval.id, approve, "test")
            await asyncio.sleep(0.01)


@pytest.fixture(scope="module")
def outside():
    opened = Outside()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, outside: Outside):
    folder = tmp_path_factory.mktemp("world")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("CLAUDEPROJECTS_HOME", str(folder / "config"))
        patched.setenv("HOME", str(folder / "home"))
        yield World(folder, outside)
