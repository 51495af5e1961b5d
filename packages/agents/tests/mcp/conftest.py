"""An open workspace with the servers of its user, a keychain in memory, and a real server that misbehaves."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import keyring.backend
import pytest
from claudeprojects.agents.changes.store import ChangeStore
from claudeprojects.agents.definitions.library import Library
from claudeprojects.agents.definitions.records import AgentDefinition
from claudeprojects.agents.mcp.servers import McpServers
from claudeprojects.agents.models.keys import Keys
from claudeprojects.agents.permissions.approvals import ApprovalStore
from claudeprojects.agents.permissions.files import PermissionFiles
from claudeprojects.agents.privacy.audit import AuditLog
from claudeprojects.agents.privacy.guard import Guard
from claudeprojects.agents.privacy.rules import PrivacyRules
from claudeprojects.agents.store import AgentStore
from claudeprojects.agents.tools.box import ToolBox
from claudeprojects.agents.tools.port import ToolContext
from claudeprojects.agents.values import Privacy, Source
from claudeprojects.core.workspace import Workspace

MISBEHAVING = Path(__file__).with_name("misbehaving.py")
SECONDS = 60


class MemoryKeychain(keyring.backend.KeyringBackend):
    """A keychain that forgets with the test."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError(username)


class House:
    """A vault, its user's configuration and the rooms that servers stand on."""

    def __init__(self, path: Path, workspace: Workspace) -> None:
        self.home, self.vault = path / "home", path / "vault"
        self.workspace = workspace
        self.store = AgentStore(path / "data", durability="normal")
        self.library = Library(self.vault, self.home)
        self.rules = PrivacyRules(workspace)
        self.audit = AuditLog(self.store)
        self.guard = Guard(self.rules, self.audit)
        self.keychain = MemoryKeychain()
        self.changes = ChangeStore(self.store, workspace, self.rules)
        self.approvals = ApprovalStore(self.store.database)
        self.permissions = PermissionFiles(self.vault, self.home / "permissions.toml")

    def note(self, path: str, text: str) -> None:
        file = self.vault / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def configure(self, servers: dict[str, Any], file: str = "home/mcp.json") -> None:
        path = self.home.parent / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"mcpServers": servers}), encoding="utf-8")

    @asynccontextmanager
    async def servers(self, **options: Any) -> AsyncIterator[McpServers]:
        servers = McpServers(self.library, self.store, self.guard, Keys(self.keychain), **options)
        try:
            yield servers
        finally:
            await servers.close()

    def box(self, servers: McpServers) -> ToolBox:
        return ToolBox(self.permissions, self.approvals, [], servers.tools)

    def context(self, **changes: Any) -> ToolContext:
        given: dict[str, Any] = {
            "run_id": "run", "key": "run/1/a", "agent": AgentDefinition("tester", "Tests.", "You test."),
            "mode": "default", "workspace": self.workspace, "view": self.changes.view("run"), "privacy": self.rules,
            "taint": Privacy.OPEN, "spawn": None, "emit": lambda kind, data: None, "cancelled": asyncio.Event(),
            "sources": tuple[Source, ...](),
        }  # fmt: skip
        return ToolContext(**{**given, **changes})


def misbehaving(*args: str, **more: Any) -> dict[str, Any]:
    """The configuration of the server that misbehaves."""
    return {"command": sys.executable, "args": [str(MISBEHAVING), *args], **more}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAUDEPROJECTS_HOME", str(tmp_path / "home"))
    (tmp_path / "vault").mkdir()
    (tmp_path / "home").mkdir()
    with Workspace.open(tmp_path / "vault", data_dir=tmp_path / "data") as workspace:
        made = House(tmp_path, workspace)
        yield made
        made.store.close()


@pytest.fixture
def run() -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """Runs a coroutine, for a minute at most."""
    return lambda work: asyncio.run(asyncio.wait_for(work, SECONDS))


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition; the test's own limit ends a wait for nothing."""
    while not condition():
        await asyncio.sleep(0.02)
