"""The agent runtime: every room of the agents of one workspace, made when it is first used and wired to the others.

Making one costs next to nothing, so an engine can always have it; models, the queue of runs and servers are loaded
by the first call that needs them.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from functools import cached_property
from typing import TYPE_CHECKING

from claudeprojects.agents.runs.records import RunRecords
from claudeprojects.agents.store import AgentStore

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.agents.ask.ask import Ask
    from claudeprojects.agents.ask.chats import Chats
    from claudeprojects.agents.changes.store import ChangeStore
    from claudeprojects.agents.context.builder import ContextBuilder
    from claudeprojects.agents.definitions.library import Library
    from claudeprojects.agents.mcp.servers import McpServers
    from claudeprojects.agents.mcp.serving.guest import Rooms as GuestRooms
    from claudeprojects.agents.models.cache import ReplyCache
    from claudeprojects.agents.models.gateway import Chooser, ModelGateway, ModelSource
    from claudeprojects.agents.models.port import Task
    from claudeprojects.agents.models.room import Models
    from claudeprojects.agents.permissions.files import PermissionFiles
    from claudeprojects.agents.phases.guided import Serving
    from claudeprojects.agents.phases.phases import Phases
    from claudeprojects.agents.plugins.manager import PluginManager
    from claudeprojects.agents.privacy.audit import AuditLog
    from claudeprojects.agents.privacy.guard import Guard
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.agents.runs.jobs import QueueLimits
    from claudeprojects.agents.runs.ports import Rooms
    from claudeprojects.agents.runs.preview import Previews
    from claudeprojects.agents.runs.schedules import Schedules
    from claudeprojects.agents.runs.service import Runs
    from claudeprojects.agents.runs.waiting import RunApprovals
    from claudeprojects.agents.tools.box import ToolBox
    from claudeprojects.agents.values import Privacy
    from claudeprojects.core.workspace import Workspace


class AgentRuntime:
    """The rooms of ``workspace``. All of it is used on one event loop, that of ``start``; close it there.

    ``home`` is the user's home folder, for their own agents; ``queue_url`` names another job database than
    ``jobs.db`` (PostgreSQL, for a pool of workers); ``source`` and ``router`` stand in for the user's models.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        home: Path | None = None,
        source: ModelSource | None = None,
        router: Chooser | None = None,
        queue_url: str | None = None,
        limits: QueueLimits | None = None,
    ) -> None:
        self.workspace = workspace
        self._home, self._source, self._router = home, source, router
        self._queue_url, self._limits = queue_url, limits
        self._roots: dict[str, str] = {}

    @cached_property
    def store(self) -> AgentStore:
        """``agents.db``."""
        return AgentStore(self.workspace.data_dir)

    @cached_property
    def records(self) -> RunRecords:
        """The tables of runs."""
        return RunRecords(self.store)

    @cached_property
    def library(self) -> Library:
        """Agents, skills, instructions and servers that files define."""
        from claudeprojects.agents.definitions.library import Library

        return Library(self.workspace.vault.root, self._home, lambda: self.plugins.agent_folders())

    @cached_property
    def plugins(self) -> PluginManager:
        """What others add."""
        from claudeprojects.agents.plugins.manager import PluginManager

        return PluginManager(self.workspace.vault.root, self.workspace.data_dir)

    @cached_property
    def privacy(self) -> PrivacyRules:
        """The privacy class of anything."""
        from claudeprojects.agents.privacy.rules import PrivacyRules

        return PrivacyRules(self.workspace)

    @cached_property
    def audit(self) -> AuditLog:
        """What left this machine."""
        from claudeprojects.agents.privacy.audit import AuditLog

        return AuditLog(self.store)

    @cached_property
    def guard(self) -> Guard:
        """The gate that everything passes that would leave."""
        from claudeprojects.agents.privacy.guard import Guard

        return Guard(self.privacy, self.audit)

    @cached_property
    def models(self) -> Models:
        """The models there are."""
        from claudeprojects.agents.models.room import Models

        return Models.of(self.workspace, self.store, self.plugins.model_providers)

    @cached_property
    def router(self) -> Chooser:
        """Which model serves what."""
        return self._router or self.models.router

    @property
    def source(self) -> ModelSource:
        """Where the gateway gets models from."""
        return self._source or self.models

    @cached_property
    def gateway(self) -> ModelGateway:
        """The one road to any model."""
        from claudeprojects.agents.models.gateway import ModelGateway

        return ModelGateway(self.source, self.router, self.guard, cache=self.replies)

    @cached_property
    def replies(self) -> ReplyCache:
        """What models said before, to be said again."""
        from claudeprojects.agents.models.cache import ReplyCache

        return ReplyCache(self.store.database, lambda: self.workspace.settings.models_cache_days)

    @cached_property
    def context(self) -> ContextBuilder:
        """What is worth reading for a question."""
        from claudeprojects.agents.context.builder import ContextBuilder

        return ContextBuilder(self.workspace, self.privacy)

    @cached_property
    def ask(self) -> Ask:
        """Questions of the vault."""
        from claudeprojects.agents.ask.ask import Ask

        return Ask(self.workspace, self.privacy, self.context, self.gateway, self.router, self.models.catalogue)

    @cached_property
    def chats(self) -> Chats:
        """Questions and answers that are kept as notes."""
        from claudeprojects.agents.ask.chats import Chats

        return Chats(self.workspace, self.privacy, self.ask)

    @cached_property
    def permissions(self) -> PermissionFiles:
        """The rules on what agents may do."""
        from claudeprojects.agents.permissions.files import PermissionFiles
        from claudeprojects.agents.permissions.known import KnownTools

        return PermissionFiles(self.workspace.vault.root, known=KnownTools(lambda: self.plugins.tool_names()))

    @cached_property
    def approvals(self) -> RunApprovals:
        """Effects that wait for a person."""
        from claudeprojects.agents.runs.waiting import RunApprovals

        return RunApprovals(self.store.database, self.records, lambda root: self.runs.worker.live.get(root))

    @cached_property
    def changes(self) -> ChangeStore:
        """What runs changed or would change."""
        from claudeprojects.agents.changes.store import ChangeStore

        return ChangeStore(
            self.store, self.workspace, self.privacy, root_of=self._root_of, on_change=self._changes_told
        )

    @cached_property
    def mcp(self) -> McpServers:
        """The MCP servers of others, and their tools."""
        from claudeprojects.agents.mcp.servers import McpServers
        from claudeprojects.agents.models.keys import Keys

        return McpServers(
            self.library, self.store, self.guard, Keys(), publish=self.workspace.events.publish,
            idle_seconds=lambda: self.workspace.settings.mcp_idle_minutes * 60.0,
        )  # fmt: skip

    @cached_property
    def guests(self) -> GuestRooms:
        """What other programs work with that use this workspace over MCP."""
        from claudeprojects.agents.mcp.serving.guest import Rooms as GuestRooms
        from claudeprojects.agents.runs.guests import GuestRuns

        recorder = GuestRuns(self.records)
        return GuestRooms(self.workspace, self.tools, self.changes, self.guard, self.permissions, recorder)

    @cached_property
    def tools(self) -> ToolBox:
        """The tools agents may use."""
        from claudeprojects.agents.permissions.instructing import imported_notes
        from claudeprojects.agents.tools.box import ToolBox
        from claudeprojects.agents.tools.builtin import builtin_tools

        own = builtin_tools(self.library, self.guard, self.workspace.data_dir)
        return ToolBox(
            self.permissions, self.approvals, [lambda: own, self.plugins.tools], self.mcp.tools,
            lambda: imported_notes(self.library, self.workspace),
        )  # fmt: skip

    @cached_property
    def runs(self) -> Runs:
        """Agents at work."""
        from claudeprojects.agents.runs.jobs import JobQueue, QueueLimits, sqlite_url
        from claudeprojects.agents.runs.service import Runs

        worker = f"{os.getpid()}-{secrets.token_hex(4)}"
        url = self._queue_url or sqlite_url(self.workspace.data_dir)
        limits = self._limits or QueueLimits()
        return Runs(
            lambda: self.rooms, self.records, worker, lambda runs: JobQueue(url, worker, runs.carry_out, limits)
        )

    @cached_property
    def phases(self) -> Phases:
        """Phases of methodologies that agents carry out."""
        from claudeprojects.agents.phases.phases import Phases

        return Phases(
            self.workspace, self.store, lambda: self.runs, lambda: self.changes, self.library.agent,
            lambda: self.gateway, lambda: self.serving,
        )  # fmt: skip

    @cached_property
    def serving(self) -> Serving:
        """What phases know of the models that would serve them."""
        from claudeprojects.agents.phases.guided import Serving

        def is_tiny(name: str) -> bool:
            return self.models.catalogue.card(name).capability == "tiny"

        return Serving(self.router.choose, is_tiny, self._ceiling, self.context, self.ask.check)

    @cached_property
    def previews(self) -> Previews:
        """What a run would begin with."""
        from claudeprojects.agents.runs.preview import Previews

        return Previews(self.library.agent, self.privacy, self.models, self.router)

    @cached_property
    def schedules(self) -> Schedules:
        """Tasks that start by the clock."""
        from claudeprojects.agents.runs.schedules import Schedules

        return Schedules(self.store, lambda: self.runs, self.library.agent)

    @cached_property
    def rooms(self) -> Rooms:
        """What a run works with."""
        from claudeprojects.agents.runs.opening import Opening
        from claudeprojects.agents.runs.ports import Rooms

        opening = Opening(self.workspace, self.library, self.privacy, self.context, self.changes.view, self._reach)
        return Rooms(
            self.workspace, self.gateway, self.tools, self.changes, self.privacy, self.library.agent, self.approvals,
            opening, self._ceiling, self.mcp.lent_to, lambda run_id: self.phases.conductor(run_id),
        )  # fmt: skip

    async def start(self) -> None:
        """Go on with the runs that an earlier process left, and follow the schedules."""
        await self.runs.open()
        self.schedules.open()

    async def close(self) -> None:
        """Stop what works and leave it for the next start; harmless when nothing was used."""
        made = vars(self)
        if "schedules" in made:
            await self.schedules.close()
        if "runs" in made:
            await self.runs.close()
        if "mcp" in made:
            await self.mcp.close()
        if "models" in made:
            await asyncio.to_thread(self.models.close)
        if "store" in made:
            self.store.close()

    def _root_of(self, run_id: str) -> str:
        if run_id not in self._roots:
            self._roots[run_id] = self.records.get(run_id).root_id
        return self._roots[run_id]

    def _changes_told(self, root_id: str) -> None:
        """Tell whoever looks on that the changes of a tree moved."""
        from claudeprojects.agents.runs.events import RunEvent

        self.workspace.events.publish(RunEvent(root_id, root_id, "changes", self.changes.summary(root_id)))

    def _reach(self, task: Task) -> Privacy:
        """The strictest class that may be sent to the model that would do ``task``."""
        return self._ceiling(self.router.choose(task).model_name)

    def _ceiling(self, model: str) -> Privacy:
        """The strictest class that ``model`` may be sent."""
        from claudeprojects.agents.values import Privacy

        remote = self.models.is_remote(model) if self._source is None else self._source.model(model).remote
        if not remote:
            return Privacy.PRIVATE
        return max(privacy for privacy in Privacy if self.privacy.policy.may_receive(model, privacy))
