"""A guest: another program that uses this workspace over MCP, held to the same rules as an agent of ours.

Its model is somebody else's, so what it reads leaves the machine: private notes are left out, and the audit log keeps
what it was given. What it writes is staged as a changeset, unless the user says otherwise when they let it in.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from claudeprojects.agents.definitions.records import AgentDefinition
from claudeprojects.agents.errors import ToolRefused
from claudeprojects.agents.permissions.modes import is_staged
from claudeprojects.agents.tools.port import ToolContext
from claudeprojects.agents.tools.reading import text_of
from claudeprojects.agents.values import Privacy, Source, ToolCall, ToolResult
from claudeprojects.core.errors import Cancelled, ClaudeProjectsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.agents.changes.store import ChangeStore
    from claudeprojects.agents.definitions.records import PermissionMode
    from claudeprojects.agents.permissions.files import PermissionFiles
    from claudeprojects.agents.privacy.guard import Guard
    from claudeprojects.agents.tools.box import ToolBox
    from claudeprojects.agents.values import ToolSpec
    from claudeprojects.core.workspace import Workspace

TOOLS = (
    "search", "read", "list", "grep", "tasks", "graph", "projects", "sprints", "gates",
    "write", "patch", "move", "trash", "add_task", "change_task",
)  # fmt: skip
"""What a guest may use at all; permissions decide the rest."""

TEXTS = (".md", ".canvas", ".base", ".txt")
"""What is listed as a resource."""

CHANGING = frozenset({"write", "patch", "move", "trash", "add_task", "change_task"})

ASKING_SECONDS = 50.0
"""How long a call waits for a person before it says so; programs give up after a minute."""

WAITS = (
    "This waits for the user's approval in ClaudeProjects (`claudeprojects approvals list`, or the inbox in the "
    "browser). Nothing happened yet. Call it again with the same arguments once they have answered."
)


class Recorder(Protocol):
    """Keeps what guests do."""

    def begin(self, title: str, mode: PermissionMode) -> str:
        """Record that a guest came; the id of its run."""

    def record(
        self, run_id: str, name: str, arguments: dict[str, Any], result: ToolResult, began: float, privacy: Privacy
    ) -> None:
        """Add one call to it."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """What guests work with."""

    workspace: Workspace
    tools: ToolBox
    changes: ChangeStore
    guard: Guard
    permissions: PermissionFiles
    recorder: Recorder


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a guest was let in, by the user who started it.

    ``own_model`` says that its model is on this machine, so that what it reads does not leave.
    """

    mode: PermissionMode = "default"
    own_model: bool = False


class Guest:
    """The program ``title`` at work. Used on the loop of the agents; its run begins with its first call."""

    def __init__(self, rooms: Rooms, title: str, terms: Terms) -> None:
        self._rooms, self.title, self._terms = rooms, title, terms
        self._agent = AgentDefinition("mcp", f"{title}, over MCP.", "", tools=TOOLS, mode=terms.mode)
        self._run_id: str | None = None
        self._taint = Privacy.OPEN
        self._sources: dict[Source, None] = {}
        self._done: Counter[str] = Counter()
        self._beginning = asyncio.Lock()

    @property
    def receiver(self) -> str:
        """Who is sent what it reads, as the log and the privacy rules name it."""
        return f"client:{self.title}"

    @property
    def ceiling(self) -> Privacy:
        """The strictest class it may be given."""
        if self._terms.own_model:
            return Privacy.PRIVATE
        return (
            Privacy.TEAM if self._rooms.guard.rules.policy.may_receive(self.receiver, Privacy.TEAM) else Privacy.OPEN
        )

    def specs(self) -> list[ToolSpec]:
        """The tools it is told of."""
        return self._rooms.tools.specs(self._agent, self._terms.mode)

    def knows(self, name: str) -> bool:
        """Whether ``name`` is one of its tools."""
        return any(spec.name == name for spec in self.specs())

    async def call(self, name: str, arguments: dict[str, Any]) -> ToolResult:
        """Use a tool; what goes wrong is in the result. Cancelling ends the waiting, and no approval."""
        began = time.time()
        run_id = await self._run()
        call = json.dumps([name, arguments], sort_keys=True)
        digest = hashlib.sha256(call.encode()).hexdigest()[:12]
        ctx = await asyncio.to_thread(self._context, run_id, f"{run_id}/{digest}/{self._done[digest]}")
        asking = asyncio.get_running_loop().call_later(ASKING_SECONDS, ctx.cancelled.set)
        try:
            result = await self._rooms.tools.call(ToolCall(digest, name, arguments), ctx)
            self._done[digest] += 1
        except Cancelled:
            return ToolResult(WAITS, is_error=True)
        finally:
            asking.cancel()
        result = await self._given(result, name)
        await asyncio.to_thread(self._rooms.recorder.record, run_id, name, arguments, result, began, self._taint)
        return result

    async def read(self, path: str) -> str:
        """The text of a note, for a resource. Raises ``ClaudeProjectsError``."""
        run_id = await self._run()
        ctx = await asyncio.to_thread(self._context, run_id, f"{run_id}/read")
        if not await asyncio.to_thread(self._may_have, path):
            raise ToolRefused("read", f"{path} may not be shown to {self.title}")
        content = await asyncio.to_thread(ctx.view.read, path)
        text = text_of(content)
        read = ToolResult(text, ctx.view.privacy_of(path), (Source(path, hash=content.hash),))
        given = await self._given(read, "resource")
        if given.is_error:
            raise ToolRefused("read", given.text)
        return text

    async def paths(self, start: int, most: int) -> tuple[list[str], int | None]:
        """Notes it may read, from the ``start``-th on, and where the next page begins."""
        return await asyncio.to_thread(self._page, start, most)

    async def near(self, typed: str, most: int) -> list[str]:
        """Notes it may read whose path is like ``typed``."""
        suggested = await asyncio.to_thread(self._rooms.workspace.suggest_files, typed, most * 2)
        shown = await asyncio.to_thread(lambda: [found.path for found in suggested if self._may_have(found.path)])
        return shown[:most]

    def _page(self, start: int, most: int) -> tuple[list[str], int | None]:
        every = sorted(path for path in self._files() if path.endswith(TEXTS))
        found: list[str] = []
        for position in range(start, len(every)):
            if len(found) == most:
                return found, position
            if self._may_have(every[position]):
                found.append(every[position])
        return found, None

    def _files(self) -> Iterable[str]:
        """Every file as it sees them: with its own changes, once it made some."""
        if self._run_id is None:
            return [file.path for file in self._rooms.workspace.vault.walk() if file.skip is None]
        return self._rooms.changes.view(self._run_id).files()

    def _may_have(self, path: str) -> bool:
        if not self._rooms.permissions.policy(self._agent.name).may_read(path):
            return False
        if self._run_id is None:
            return self._rooms.guard.rules.of_path(path) <= self.ceiling
        return self._rooms.changes.view(self._run_id).privacy_of(path) <= self.ceiling

    async def _given(self, result: ToolResult, name: str) -> ToolResult:
        """Let the result go to the program, or say why it may not; and put changes on disk in modes that do so."""
        self._taint = max(self._taint, result.privacy)
        self._sources.update(dict.fromkeys(result.sources))
        if not self._terms.own_model:
            size = len(result.text.encode("utf-8", "surrogatepass"))
            try:
                await asyncio.to_thread(
                    self._rooms.guard.leave, "mcp", self.receiver, size, result.privacy, result.sources,
                    self._run_id, detail=name,
                )  # fmt: skip
            except ClaudeProjectsError as error:
                return ToolResult(f"{error.message} {error.hint}", is_error=True)
        if name in CHANGING and not result.is_error and not is_staged(self._terms.mode):
            await asyncio.to_thread(self._rooms.changes.accept, self._run_id or "")
        return result

    async def _run(self) -> str:
        async with self._beginning:
            if self._run_id is None:
                title = f"{self.title} over MCP"
                self._run_id = await asyncio.to_thread(self._rooms.recorder.begin, title, self._terms.mode)
            return self._run_id

    def _context(self, run_id: str, key: str) -> ToolContext:
        return ToolContext(
            run_id=run_id, key=key, agent=self._agent, mode=self._terms.mode, workspace=self._rooms.workspace,
            view=self._rooms.changes.view(run_id), privacy=self._rooms.guard.rules, taint=self._taint, spawn=None,
            emit=lambda _kind, _data: None, cancelled=asyncio.Event(), ceiling=self.ceiling,
            sources=tuple(self._sources),
        )  # fmt: skip
