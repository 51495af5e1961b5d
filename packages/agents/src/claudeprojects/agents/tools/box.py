"""``ToolBox``: the one way from a model's wish to an effect.

A call is put into our words, checked against the tool's schema, turned into its exact effect, decided on, shown to a
person when that is the decision, and only then run. What goes wrong on this way is told to the model as a result and
never raised, so that a run goes on; only cancelling ends it (``Cancelled``).
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import asdict, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import ToolRefused
from claudeprojects.agents.permissions.decision import Decision, decide, may_use
from claudeprojects.agents.permissions.modes import in_force, is_staged
from claudeprojects.agents.permissions.names import canonical
from claudeprojects.agents.tools.dialect import in_our_words
from claudeprojects.agents.tools.labels import labelled
from claudeprojects.agents.tools.schemas import check
from claudeprojects.agents.values import Privacy, ToolResult
from claudeprojects.core.errors import Cancelled, ClaudeProjectsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claudeprojects.agents.definitions.records import AgentDefinition, PermissionMode
    from claudeprojects.agents.permissions.approvals import Approval, ApprovalStore
    from claudeprojects.agents.permissions.files import PermissionFiles
    from claudeprojects.agents.permissions.policy import Policy
    from claudeprojects.agents.tools.port import Tool, ToolContext
    from claudeprojects.agents.values import Effect, ToolCall, ToolSpec

logger = logging.getLogger(__name__)

CHANGING = frozenset({"write", "patch", "move", "trash", "add_task", "change_task", "remember", "shell", "fetch"})
"""The tools of ours that plan mode has no use for."""
SIDE_BY_SIDE = frozenset(
    {"search", "read", "list", "grep", "tasks", "graph", "projects", "sprints", "gates", "skill", "agent", "fetch"}
)

_ASKED_AT_MOST = 3
"""How often one call asks anew because its effect became another one while a person was thinking."""


class ToolBox:
    """The tools of one workspace under its permissions.

    ``sources`` are asked for tools each time they are needed, and ``servers`` for those that depend on the agent;
    ``imported`` names the notes that instruction files import.
    """

    def __init__(
        self,
        permissions: PermissionFiles,
        approvals: ApprovalStore,
        sources: Iterable[Callable[[], Iterable[Tool]]],
        servers: Callable[[AgentDefinition | None], Iterable[Tool]] = lambda _agent: (),
        imported: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        self._permissions = permissions
        self._approvals = approvals
        self._sources = list(sources)
        self._servers = servers
        self._imported = imported

    def add_source(self, source: Callable[[], Iterable[Tool]]) -> None:
        """Take tools from ``source`` too, as plugins bring them. A name that is taken already is left out."""
        self._sources.append(source)

    def tools(self, agent: AgentDefinition | None = None) -> dict[str, Tool]:
        """Every tool there is now by name, for ``agent`` or for nobody in particular."""
        found: dict[str, Tool] = {}
        for tools in (*(source() for source in self._sources), self._servers(agent)):
            for tool in tools:
                found.setdefault(tool.spec.name, tool)
        return found

    def specs(self, agent: AgentDefinition, mode: PermissionMode) -> list[ToolSpec]:
        """What a model working as ``agent`` in ``mode`` is told of: the tools it could use at all."""
        policy = self._permissions.policy(agent.name)
        planning = in_force(agent, mode) == "plan"
        return [
            tool.spec
            for name, tool in self.tools(agent).items()
            if may_use(agent, name) and not (planning and name in CHANGING) and not _switched_off(name, policy)
        ]

    def parallel(self, call: ToolCall) -> bool:
        """Whether ``call`` may run beside others of its turn: it reads, or starts a sub-agent."""
        return canonical(call.name) in SIDE_BY_SIDE

    async def call(self, call: ToolCall, ctx: ToolContext) -> ToolResult:
        """Carry out ``call``, or say in the result why not. ``result.data`` tells the run page what was decided.

        Raises:
            Cancelled: the run was cancelled while the call waited or ran.
        """
        try:
            tool, call = self._find(call, ctx.agent)
            return await self._checked(tool, call, ctx)
        except Cancelled:
            raise
        except ClaudeProjectsError as error:
            return _failed(error)
        except Exception as error:  # a tool of a plugin or server may raise anything; the run goes on
            logger.exception("the tool %s failed", call.name)
            return ToolResult(f"The tool failed: {type(error).__name__}: {error}", ctx.taint, is_error=True)

    def _find(self, call: ToolCall, agent: AgentDefinition) -> tuple[Tool, ToolCall]:
        tools = self.tools(agent)
        tool = tools.get(call.name) or tools.get(canonical(call.name))
        if tool is None:
            near = get_close_matches(canonical(call.name), tools, n=3)
            hint = f"there is no such tool; near it: {', '.join(near)}" if near else "there is no such tool"
            raise ToolRefused(call.name, hint)
        ours = in_our_words(call, set(tool.spec.parameters.get("properties", ())))
        return tool, replace(ours, name=tool.spec.name)

    async def _checked(self, tool: Tool, call: ToolCall, ctx: ToolContext) -> ToolResult:
        policy = await asyncio.to_thread(self._permissions.policy, ctx.agent.name, ctx.above)
        if not is_staged(in_force(ctx.agent, ctx.mode)) and call.name in CHANGING:
            policy = replace(policy, imported=await asyncio.to_thread(self._imported))
        ctx = replace(ctx, policy=policy)
        if _switched_off(call.name, policy):
            raise ToolRefused(call.name, "fetching pages is switched off in this user's permissions")
        check(tool.spec, call.arguments)
        if await asyncio.to_thread(ctx.view.done, ctx.key):  # decided and staged before a crash; nothing is done anew
            result = await tool.run(call.arguments, ctx)
            return replace(result, text=labelled(call.name, result))
        effect, decision, approval = await self._settled(tool, call, ctx)
        data = {"decision": asdict(decision), "effect": asdict(effect)}
        if approval is not None:
            data["approval"] = approval.to_json()
        if decision.action == "deny":
            return ToolResult(f"Refused. {decision.why} Nothing happened.", is_error=True, data=data)
        if ctx.cancelled.is_set():
            raise Cancelled(f"The run {ctx.run_id}")
        result = await tool.run(call.arguments, ctx)
        return replace(result, text=labelled(call.name, result), data={**result.data, **data})

    async def _settled(
        self, tool: Tool, call: ToolCall, ctx: ToolContext
    ) -> tuple[Effect, Decision, Approval | None]:
        """The effect as it stands, and a decision on exactly that: by rule, or by a person."""
        approval: Approval | None = None
        for _ in range(_ASKED_AT_MOST):
            effect = await asyncio.to_thread(tool.effect, call.arguments, ctx)
            decision = _by_privacy(effect, ctx) or decide(ctx.agent, ctx.mode, effect, call.name, ctx.policy)
            if decision.action != "ask":
                return effect, decision, None
            known = approval
            approval = await asyncio.to_thread(
                self._approvals.request, ctx.run_id, ctx.key, effect, call.name, call.arguments, decision
            )
            if known is not None and known.id == approval.id and approval.state == "approved":
                return effect, replace(decision, action="allow", why=_answered(approval)), approval
            approval = await self._answer(approval, ctx)
            if approval.state != "approved":
                return effect, replace(decision, action="deny", why=_answered(approval)), approval
        why = "What it would do kept changing while it waited for approval."
        return effect, replace(decision, action="deny", why=why), approval

    async def _answer(self, approval: Approval, ctx: ToolContext) -> Approval:
        """Wait for a person; ``approval`` events before and after tell the run and everyone who watches."""
        if approval.state != "waiting":
            return approval
        ctx.emit("approval", approval.to_json())
        answered = await self._approvals.wait(approval.id, ctx.cancelled)
        if answered.state == "waiting":
            raise Cancelled(f"The run {ctx.run_id}")
        ctx.emit("approval", answered.to_json())
        return answered


def _by_privacy(effect: Effect, ctx: ToolContext) -> Decision | None:
    """What follows from what the run has read, whatever the rules say."""
    if not effect.leaves_machine or ctx.taint is not Privacy.PRIVATE:
        return None
    notes = sorted({source.path for source in ctx.sources if ctx.privacy.of_source(source) is Privacy.PRIVATE})
    named = f": {', '.join(notes[:3])}" if notes else ""
    return Decision(
        "deny", "privacy", f"This run has read private notes{named}. Nothing of it may leave the machine."
    )


def _answered(approval: Approval) -> str:
    said = {"approved": "approved it", "denied": "refused it", "withdrawn": "was not asked in time"}[approval.state]
    note = f": {approval.note}" if approval.note else "."
    return f"A person {said}{note}" if approval.decided_by != "run" else "The run ended before anyone answered."


def _switched_off(name: str, policy: Policy) -> bool:
    return name == "fetch" and not policy.web


def _failed(error: ClaudeProjectsError) -> ToolResult:
    data: dict[str, Any] = {"code": error.code}
    return ToolResult(f"{error.message} {error.hint}", is_error=True, data=data)
