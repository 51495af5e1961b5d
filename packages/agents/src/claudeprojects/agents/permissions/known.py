"""``KnownTools``: which tools rules can be about, so that a misspelt rule is told of instead of guarding nothing."""

from __future__ import annotations

from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from claudeprojects.agents.definitions.lint import ONLY_IN_CLAUDE_CODE
from claudeprojects.agents.permissions.names import ALIASES, MCP_PREFIX, OURS, canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claudeprojects.agents.permissions.rules import Rule

WRITTEN = ("Read", "Edit", "Write", "Glob", "Grep", "Bash", "WebFetch", "Task", "Agent", "Skill", "TodoWrite")
"""The names that rules are usually written with; they are proposed before ours."""

_ELSEWHERE = frozenset(name.casefold() for name in ONLY_IN_CLAUDE_CODE)


class KnownTools:
    """The tools built in, Claude Code's names, and what ``brought`` names: the tools of plugins.

    Tools of MCP servers count as known before their server is there, so that a rule can stand before it.
    """

    def __init__(self, brought: Callable[[], Iterable[str]] = tuple) -> None:
        self._brought = brought

    def has(self, name: str) -> bool:
        """Whether ``name``, as any file writes it, is a tool that is here."""
        return canonical(name) in {*OURS, *self._brought()}

    def means(self, rule: Rule) -> bool:
        """Whether ``rule`` is about a tool that is here, of Claude Code's, or of a server that may come."""
        if "*" in rule.tool:
            names = (*OURS, *self._brought(), f"{MCP_PREFIX}server__tool")
            return rule.tool.startswith(MCP_PREFIX) or any(fnmatchcase(name, rule.tool) for name in names)
        if rule.tool.startswith(MCP_PREFIX):
            return rule.tool != MCP_PREFIX
        return rule.tool.casefold() in _ELSEWHERE or self.has(rule.tool)

    def near(self, name: str) -> tuple[str, ...]:
        """The names of tools closest to ``name``, as a rule would write them."""
        written = {each.casefold(): each for each in (*self._brought(), *ALIASES, *OURS, *WRITTEN)}
        found = get_close_matches(name.casefold(), written, 3, 0.6)
        return tuple(dict.fromkeys(written[each] for each in found))
