"""A desk to call tools at: a real vault, index, changesets, permissions and approvals; only the model is missing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from claudeprojects.agents.changes.store import ChangeStore
from claudeprojects.agents.definitions.library import Library
from claudeprojects.agents.definitions.records import AgentDefinition
from claudeprojects.agents.permissions.approvals import Approval, ApprovalStore
from claudeprojects.agents.permissions.files import Document, PermissionFiles
from claudeprojects.agents.privacy.audit import AuditLog
from claudeprojects.agents.privacy.guard import Guard
from claudeprojects.agents.privacy.rules import PrivacyRules
from claudeprojects.agents.store import AgentStore
from claudeprojects.agents.tools.box import ToolBox
from claudeprojects.agents.tools.builtin import builtin_tools
from claudeprojects.agents.tools.port import ToolContext
from claudeprojects.agents.values import Privacy, ToolCall, ToolResult
from claudeprojects.core.workspace import Workspace

HELPER = AgentDefinition("helper", "Helps", "Help.")

NOTES = {
    "Home.md": "# Home\n\nSee [[Plan]].\n\n- [ ] Call the printer 📅 2026-01-02\n- [x] Done\n",
    "Projects/Plan.md": "# Plan\n\n## Goals\n\nThe lighthouse opens in May.\n",
    "Private/Diary.md": "---\nprivacy: private\n---\nThe lighthouse keeper is in debt.\n",
}


@dataclass
class Desk:
    """Calls tools as a run would, each with a key of its own."""

    root: Path
    workspace: Workspace
    store: AgentStore
    approvals: ApprovalStore
    permissions: PermissionFiles
    privacy: PrivacyRules
    changes: ChangeStore
    guard: Guard
    box: ToolBox
    told: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    _calls: int = 0

    def context(self, **changed: Any) -> ToolContext:
        """What a call of the run ``run`` works with."""
        self._calls += 1
        given: dict[str, Any] = {
            "run_id": "run", "key": f"run/{self._calls}/0", "agent": HELPER, "mode": "default",
            "workspace": self.workspace, "view": self.changes.view("run"), "privacy": self.privacy,
            "taint": Privacy.OPEN, "spawn": None, "emit": lambda kind, data: self.told.append((kind, data)),
            "cancelled": asyncio.Event(), **changed,
        }  # fmt: skip
        return ToolContext(**given)

    async def acall(self, name: str, arguments: dict[str, Any], context: ToolContext | None = None) -> ToolResult:
        return await self.box.call(ToolCall("1", name, arguments), context or self.context())

    def call(self, tool: str, /, context: ToolContext | None = None, **arguments: Any) -> ToolResult:
        return asyncio.run(self.acall(tool, arguments, context))

    def allow(self, *rules: str, **more: Any) -> None:
        """Write the user's file of permissions."""
        self.permissions.save(Document(allow=list(rules), **more))

    async def question(self) -> Approval:
        """The one approval that waits, as soon as it does."""
        while not (waiting := self.approvals.list("waiting")):
            await asyncio.sleep(0.01)
        return waiting[0]

    def answered(
        self, tool: str, arguments: dict[str, Any], answer: Callable[[Approval], Awaitable[None] | None]
    ) -> ToolResult:
        """Call a tool that asks, and let ``answer`` see what is asked."""

        async def scene() -> ToolResult:
            calling = asyncio.create_task(self.acall(tool, arguments))
            reply = answer(await asyncio.wait_for(self.question(), 20))
            if reply is not None:
                await reply
            return await asyncio.wait_for(calling, 20)

        return asyncio.run(scene())


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("CLAUDEPROJECTS_HOME", str(tmp_path / "home"))
    root = tmp_path / "vault"
    for path, text in NOTES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="")
    with Workspace.open(root, data_dir=tmp_path / "data") as workspace:
        workspace.sync(embed=False)
        store = AgentStore(tmp_path / "data", durability="normal")
        privacy = PrivacyRules(workspace)
        guard = Guard(privacy, AuditLog(store))
        permissions, approvals = PermissionFiles(root, tmp_path / "permissions.toml"), ApprovalStore(store.database)
        own = builtin_tools(Library(root, tmp_path / "person"), guard, tmp_path / "data")
        box = ToolBox(permissions, approvals, [lambda: own])
        changes = ChangeStore(store, workspace, privacy)
        yield Desk(root, workspace, store, approvals, permissions, privacy, changes, guard, box)
        store.close()
