"""The names of tools: ours, and those of Claude Code that mean the same; public agent files work as they are."""

from __future__ import annotations

from types import MappingProxyType

OURS: tuple[str, ...] = (
    "search", "read", "list", "grep", "tasks", "graph", "projects", "sprints", "gates",
    "write", "patch", "move", "trash", "add_task", "change_task",
    "plan", "remember", "skill", "agent",
    "shell", "fetch",
)  # fmt: skip
"""The tools built in, in the order models are told of them."""

ALIASES = MappingProxyType(
    {
        "ls": "list",
        "glob": "list",
        "view": "read",
        "edit": "patch",
        "multiedit": "patch",
        "delete": "trash",
        "rename": "move",
        "bash": "shell",
        "webfetch": "fetch",
        "web_fetch": "fetch",
        "task": "agent",
        "todowrite": "plan",
        "todoread": "plan",
        "memory": "remember",
    }
)
"""Other names, case-folded, and the tool of ours each means."""

LISTED_TOO = MappingProxyType(
    {
        "grep": ("search",),
        "tasks": ("projects", "sprints", "gates"),
        "patch": ("move", "add_task", "change_task"),
    }
)
"""What an agent file grants along with a tool it lists: files written for Claude Code cannot name what it lacks."""

MCP_PREFIX = "mcp__"


def canonical(name: str) -> str:
    """The tool of ours that ``name`` means in any case; a name that is not known is returned as it is."""
    if name.startswith(MCP_PREFIX):
        return name
    folded = name.strip().casefold()
    return ALIASES.get(folded, folded if folded in OURS else name.strip())
