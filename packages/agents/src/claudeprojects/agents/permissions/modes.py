"""Permission modes: how they compare, and which one is in force for an agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claudeprojects.agents.definitions.records import AgentDefinition, PermissionMode

TIGHTEST_FIRST: tuple[PermissionMode, ...] = ("plan", "dontAsk", "default", "acceptEdits", "bypassPermissions")


def tighter(one: PermissionMode, other: PermissionMode) -> PermissionMode:
    """The mode that allows less; what a sub-agent works in, of its own and its parent's."""
    return min(one, other, key=TIGHTEST_FIRST.index)


def in_force(agent: AgentDefinition, mode: PermissionMode) -> PermissionMode:
    """The mode a run of ``agent`` works in when ``mode`` is wanted.

    ``bypassPermissions`` is only for agents that are built in or the user's own; for others it is ``default``.
    """
    if mode == "bypassPermissions" and agent.origin not in ("user", "builtin"):
        return "default"
    return mode


def is_staged(mode: PermissionMode) -> bool:
    """Whether changes of files wait for review in this mode, so that nothing reaches the disk meanwhile."""
    return mode not in ("acceptEdits", "bypassPermissions")
