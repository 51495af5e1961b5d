"""``decide``: may this agent have this effect? Allowed, refused, or a person has to say.

Asked in this order, and the first answer holds: what the agent's own file grants, rules that deny, what is protected
always, plan mode, rules that ask, what nothing confines, rules that allow, and at last what the mode says of the
kind of effect (``DEFAULTS``). So a rule that denies wins over everything, and no rule opens what is protected.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from claudeprojects.agents.errors import RuleInvalid
from claudeprojects.agents.permissions.instructing import tells_agents
from claudeprojects.agents.permissions.modes import in_force, is_staged
from claudeprojects.agents.permissions.names import LISTED_TOO, MCP_PREFIX, canonical
from claudeprojects.agents.permissions.rules import Rule
from claudeprojects.core.vault.paths import is_hidden

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claudeprojects.agents.definitions.records import AgentDefinition, PermissionMode
    from claudeprojects.agents.permissions.policy import Policy
    from claudeprojects.agents.permissions.rules import Action
    from claudeprojects.agents.values import Effect

CHANGES = frozenset({"write", "move", "delete", "memory"})

DEFAULTS: Mapping[str, tuple[Action, Action, Action]] = {
    #          staged   acceptEdits  bypassPermissions
    "read": ("allow", "allow", "allow"),
    "write": ("allow", "allow", "allow"),
    "move": ("allow", "allow", "allow"),
    "delete": ("allow", "ask", "allow"),
    "memory": ("allow", "ask", "ask"),
    "agent": ("allow", "allow", "allow"),
    "shell": ("ask", "ask", "allow"),
    "web": ("ask", "ask", "ask"),
    "mcp": ("ask", "ask", "ask"),
}
"""What holds when no rule says anything. Where changes are staged they need no approval one by one: nothing of them
reaches the disk before the changeset is accepted."""

PLAN_ALLOWS = frozenset({"read", "agent"})


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer, the rule it comes from in words, and why, for a person."""

    action: Action
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class _Asked:
    agent: AgentDefinition
    mode: PermissionMode
    effect: Effect
    tool: str
    policy: Policy


def decide(agent: AgentDefinition, mode: PermissionMode, effect: Effect, tool: str, policy: Policy) -> Decision:
    """Decide on one ``effect`` of ``tool`` (any of its names) by the rules in ``policy``."""
    mode = in_force(agent, mode)
    asked = _Asked(agent, mode, effect, canonical(tool), policy)
    decision = next(filter(None, (step(asked) for step in _STEPS)))
    if decision.action == "ask" and mode == "dontAsk":
        return Decision("deny", decision.rule, f"{decision.why} This run refuses instead of asking.")
    return decision


def may_use(agent: AgentDefinition, tool: str) -> bool:
    """Whether the agent's file lets it use ``tool`` at all, for some of what it can do."""
    if any(rule.pattern is None and _names(rule, tool) for rule in _entries(agent.disallowed_tools, "deny")):
        return False
    if agent.tools is None:
        return True
    return any(_names(rule, tool) for rule in _entries(agent.tools, "allow"))


def _granted(asked: _Asked) -> Decision | None:
    agent = asked.agent
    for rule in _entries(agent.disallowed_tools, "deny"):
        if _names(rule, asked.tool) and (rule.pattern is None or rule.matches(asked.tool, asked.effect)):
            return Decision("deny", rule.text, f"The file of {agent.name} disallows {rule.text}.")
    if agent.tools is None:
        return None
    listed = [rule for rule in _entries(agent.tools, "allow") if _names(rule, asked.tool)]
    if any(rule.pattern is None or rule.matches(asked.tool, asked.effect) for rule in listed):
        return None
    allowed = ", ".join(agent.tools) or "none"
    return Decision("deny", "tools", f"The file of {agent.name} lists the tools it may use: {allowed}.")


def _denied(asked: _Asked) -> Decision | None:
    return _by_rule(asked, asked.policy.deny, "deny", "forbid it")


def _protected(asked: _Asked) -> Decision | None:
    hidden = next((path for path in asked.effect.paths if is_hidden(path)), None)
    if hidden is None:
        return None
    return Decision("deny", "hidden files", f"{hidden} is hidden: settings, rules and keys live there, and no notes.")


def _planned(asked: _Asked) -> Decision | None:
    if asked.mode != "plan" or asked.effect.kind in PLAN_ALLOWS:
        return None
    return Decision("deny", "plan mode", "This run only plans: it reads, and changes and sends nothing.")


def _asking(asked: _Asked) -> Decision | None:
    return _by_rule(asked, asked.policy.ask, "ask", "want to be asked")


def _unconfined(asked: _Asked) -> Decision | None:
    if not asked.effect.unconfined:
        return None
    return Decision("ask", "no sandbox", "It would run without a sandbox: nothing limits it, and nothing undoes it.")


def _allowed(asked: _Asked) -> Decision | None:
    if not is_staged(asked.mode) and (note := _instructions(asked)):
        return Decision("ask", "instruction files", f"{note} tells agents what to do.")
    return _by_rule(asked, asked.policy.allow, "allow", "allow it")


def _default(asked: _Asked) -> Decision:
    kind, mode = asked.effect.kind, asked.mode
    column = {"acceptEdits": 1, "bypassPermissions": 2}.get(mode, 0)
    action = DEFAULTS[kind][column]
    if asked.effect.leaves_machine and kind not in ("web", "mcp"):
        action = "ask"
    if action == "allow" and kind in CHANGES and is_staged(mode):
        return Decision(action, f"{mode} mode", "The change waits for your review before it reaches the disk.")
    reason = "It would leave this machine." if asked.effect.leaves_machine else f"No rule speaks of it ({kind})."
    return Decision(action, f"{mode} mode", reason)


_STEPS: tuple[Callable[[_Asked], Decision | None], ...] = (
    _granted,
    _denied,
    _protected,
    _planned,
    _asking,
    _unconfined,
    _allowed,
    _default,
)


def _by_rule(asked: _Asked, rules: tuple[Rule, ...], action: Action, verb: str) -> Decision | None:
    for rule in rules:
        if rule.matches(asked.tool, asked.effect):
            whose = {"user": "Your permissions", "vault": "The permissions of this vault"}.get(rule.origin, "Rules")
            return Decision(action, rule.text, f"{whose} {verb}: {rule.text}.")
    return None


def _instructions(asked: _Asked) -> str | None:
    if asked.effect.kind not in CHANGES:
        return None
    return next((path for path in asked.effect.paths if tells_agents(path, asked.policy.imported)), None)


@lru_cache(maxsize=256)
def _entries(names: tuple[str, ...], action: Action) -> tuple[Rule, ...]:
    """The entries of an agent's list. One that cannot be read grants nothing, and disallows its whole tool."""
    found = []
    for name in names:
        try:
            found.append(Rule.parse(name, action, "agent"))
        except RuleInvalid:
            if action == "deny":
                found.append(Rule(name, canonical(name.partition("(")[0]), None, action, "agent"))
    return tuple(found)


def _names(rule: Rule, tool: str) -> bool:
    """Whether an entry of an agent's list is about ``tool`` itself; unlike in rules, ``Edit`` is not all changes."""
    if tool == rule.tool or rule.tool == "*" or tool in LISTED_TOO.get(rule.tool, ()):
        return True
    return tool.startswith(MCP_PREFIX) and (tool.startswith(rule.tool + "__") or rule.tool in ("mcp__*", tool))
