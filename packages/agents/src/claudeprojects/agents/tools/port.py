"""What a tool is, and what it is given: the port that built-in tools, MCP servers and plugins all fit.

A tool says in ``effect`` exactly what a call would do, without doing it; ``run`` does it. ``run`` may be repeated
after a crash with the same ``ToolContext.key``, so what it does outside of the view must be harmless to do twice.
Both raise ``ClaudeProjectsError`` for what cannot be; the model is told so, and the run goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from claudeprojects.agents.permissions.policy import Policy
from claudeprojects.agents.values import Privacy

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from claudeprojects.agents.changes.view import ChangeView
    from claudeprojects.agents.definitions.records import AgentDefinition, PermissionMode
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.agents.values import Effect, Source, ToolResult, ToolSpec
    from claudeprojects.core.workspace import Workspace


class Spawn(Protocol):
    """Starts a sub-agent of the run and waits for it; its mode is no looser than its parent's."""

    async def __call__(self, agent: str, prompt: str, *, title: str, key: str) -> ToolResult:
        """Run ``agent`` on ``prompt``; the result's text is its last answer. The same ``key`` is the same run."""


@dataclass(slots=True)
class ToolContext:
    """What a call of a tool works with. The run makes one for each call; the box completes it."""

    run_id: str
    key: str
    """``run/step/call``: the same when a call is repeated after a crash."""
    agent: AgentDefinition
    mode: PermissionMode
    workspace: Workspace
    view: ChangeView
    """The vault with the run's own changes on top; the only road to files."""
    privacy: PrivacyRules
    taint: Privacy
    """The privacy of all the run has read so far."""
    spawn: Spawn | None
    emit: Callable[[str, dict[str, Any]], None]
    cancelled: asyncio.Event
    ceiling: Privacy = Privacy.PRIVATE
    """The strictest class that the run's model may be sent; what is above is left out, and told to be."""
    sources: tuple[Source, ...] = ()
    """The notes the run has read so far: who is named when something may not leave."""
    above: tuple[str, ...] = ()
    """The agents that gave this one its work, the nearest first: what is denied to them is denied here."""
    policy: Policy = field(default_factory=Policy)
    """The permission rules in force; set by the box."""
    withheld: set[str] = field(default_factory=set)
    """The files that were left out because of the ceiling: for the run's page, never for its model."""
    _staged: frozenset[str] | None = None

    def may_read(self, path: str) -> bool:
        """Whether the file may be read without asking; what looks through many files leaves the others out."""
        return self.policy.may_read(path)

    def privacy_of(self, path: str) -> Privacy:
        """The class of the file at ``path`` with the run's changes as they were when this was first asked."""
        return self.view.privacy_of(path) if self._is_staged(path) else self.privacy.of_path(path)

    def glance(self, path: str) -> bytes:
        """The bytes of a file of the view, for looking through many: it does not count as read by the run."""
        return self.view.read(path).data if self._is_staged(path) else self.workspace.vault.glance(path)

    def _is_staged(self, path: str) -> bool:
        if self._staged is None:
            self._staged = frozenset(self.view.staged())
        return path in self._staged

    def class_of(self, path: str) -> Privacy | None:
        """The privacy class of the file at ``path``; ``None`` when this run may not be shown it at all."""
        if not self.may_read(path):
            return None
        found = self.privacy_of(path)
        if found <= self.ceiling:
            return found
        self.withheld.add(path)
        return None


class Tool(Protocol):
    """A tool. ``spec.name`` is its name for rules and models."""

    @property
    def spec(self) -> ToolSpec:
        """What models are told of it."""

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:
        """What the call would do. May read files, changes nothing; called in a worker thread."""

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """Do it."""
