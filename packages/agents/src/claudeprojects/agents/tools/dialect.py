"""Calls in Claude Code's words, turned into ours: the tool's name by ``permissions.names``, its arguments here.

Public agents, and models trained on them, call ``Edit(file_path, old_string, new_string)``. Only names that a tool
does not know itself are turned; everything else passes as it is.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from claudeprojects.agents.permissions.names import canonical
from claudeprojects.agents.values import ToolCall

RENAMED = MappingProxyType(
    {
        "read": {"file_path": "path", "notebook_path": "path", "offset": "line", "limit": "lines"},
        "write": {"file_path": "path", "content": "text", "contents": "text"},
        "patch": {"file_path": "path", "old_string": "old", "new_string": "new", "old_str": "old", "new_str": "new"},
        "list": {"path": "folder"},
        "grep": {"path": "folder", "glob": "files", "head_limit": "limit"},
        "search": {"pattern": "query"},
        "fetch": {"uri": "url"},
        "agent": {"subagent_type": "agent", "description": "title"},
        "plan": {"todos": "items"},
        "skill": {"skill": "name"},
        "shell": {"cmd": "command", "script": "command"},
    }
)
DROPPED = MappingProxyType(
    {
        "patch": {"replace_all"},
        "grep": {"output_mode", "-n", "-A", "-B", "-C", "multiline", "type", "offset"},
        "shell": {"description", "run_in_background", "dangerouslyDisableSandbox"},
        "fetch": {"prompt"},
        "agent": {"model", "run_in_background", "resume"},
        "read": {"pages"},
    }
)
"""Arguments of Claude Code that ask for nothing we refuse to do silently; they are left out."""


def in_our_words(call: ToolCall, known: set[str]) -> ToolCall:
    """``call`` with the name and arguments of our tool; ``known`` are the arguments that it takes."""
    name = canonical(call.name)
    renamed, dropped = RENAMED.get(name, {}), DROPPED.get(name, set())
    given: dict[str, Any] = {}
    for key, value in call.arguments.items():
        if key in known:
            given[key] = value
        elif key in renamed:
            given.setdefault(renamed[key], value)
        elif key not in dropped:
            given[key] = value
    if name == "grep" and given.pop("-i", None):
        given["ignore_case"] = True
    if name == "shell" and isinstance(milliseconds := given.pop("timeout", None), int):
        given["seconds"] = max(1, milliseconds // 1000)
    return ToolCall(call.id, name, given)
