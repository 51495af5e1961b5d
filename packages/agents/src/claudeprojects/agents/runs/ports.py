"""What a run needs of the other rooms, as ports: the gateway to models, the box of tools, changesets, definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager

    from claudeprojects.agents.changes.view import ChangeView
    from claudeprojects.agents.definitions.records import AgentDefinition, PermissionMode
    from claudeprojects.agents.models.port import Answered, Task
    from claudeprojects.agents.permissions.approvals import ApprovalStore
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.agents.runs.conducting import Conductor
    from claudeprojects.agents.runs.model import Run
    from claudeprojects.agents.tools.port import ToolContext
    from claudeprojects.agents.values import Message, Privacy, ToolCall, ToolResult, ToolSpec
    from claudeprojects.core.workspace import Workspace


class Gateway(Protocol):
    """The one road to any model."""

    async def reply(
        self,
        task: Task,
        messages: Sequence[Message],
        tools: Sequence[ToolSpec] = (),
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int | None = None,
        on_token: Callable[[str], None] | None = None,
        run_id: str | None = None,
        step: str | None = None,
        reuse: bool = True,
    ) -> Answered:
        """Choose a model, check what may leave, and answer. Raises ``ModelError`` and ``PrivacyRefused``."""


class Tools(Protocol):
    """The tools an agent may use, checked and asked for at every call."""

    def specs(self, agent: AgentDefinition, mode: PermissionMode) -> Sequence[ToolSpec]:
        """What the agent's model is told of."""

    async def call(self, call: ToolCall, ctx: ToolContext) -> ToolResult:
        """Carry out one call; what goes wrong is in the result."""


class Changes(Protocol):
    """The changes that runs make."""

    def view(self, run_id: str) -> ChangeView:
        """The vault with the changes of the run's tree on top."""

    def settle(self, run_id: str) -> object:
        """Put what the run itself proposed so far on disk."""

    def take_over(self, run_id: str, calls: Mapping[str, str]) -> None:
        """Propose for a fork what the calls that it shares had proposed: their keys there, and here."""

    def summary(self, run_id: str) -> dict[str, Any]:
        """How much is proposed, for the run's page: JSON values."""


@dataclass(frozen=True, slots=True)
class Rooms:
    """All that a run works with."""

    workspace: Workspace
    gateway: Gateway
    tools: Tools
    changes: Changes
    privacy: PrivacyRules
    agent: Callable[[str], AgentDefinition]
    """The definition by name; raises ``AgentNotFound``."""
    approvals: ApprovalStore
    opening: Callable[[Run, AgentDefinition], Awaitable[list[Message]]]
    """The messages a run begins with: who the agent is, what it knows, what is asked."""
    ceiling: Callable[[str], Privacy]
    """The strictest class that the model of that full name may be sent."""
    servers: Callable[[AgentDefinition], AbstractAsyncContextManager[None]]
    """The MCP servers that the agent's file names, there as long as it works."""
    conductor: Callable[[str], Conductor | None] = lambda _run_id: None
    """Who carries out the root run of that id, when no agent's loop does."""
