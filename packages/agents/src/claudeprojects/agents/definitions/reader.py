"""The frontmatter of an agent file under its proper names, and what was found wrong while taking it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claudeprojects.agents.definitions.records import Problem

if TYPE_CHECKING:
    from claudeprojects.agents.definitions.frontmatter import Head
    from claudeprojects.agents.definitions.records import Level

KEYS: dict[str, str] = {
    "name": "name", "description": "description", "tools": "tools", "disallowedtools": "disallowedTools",
    "model": "model", "permissionmode": "permissionMode", "maxturns": "maxTurns", "skills": "skills",
    "mcpservers": "mcpServers", "memory": "memory", "effort": "effort", "color": "color",
    "allowedtools": "tools", "deniedtools": "disallowedTools", "colour": "color",
}  # fmt: skip
"""Each key, folded to lower case without ``-`` and ``_``, and what it is properly called."""


class Reader:
    """The values of a head under their proper names, and the problems found while taking them."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.problems: list[Problem] = list(head.problems)
        self.values: dict[str, Any] = {}
        self.others: dict[str, Any] = {}
        self._lines: dict[str, int] = dict(head.lines)
        for written, value in head.values.items():
            key = KEYS.get(written.lower().replace("_", "").replace("-", ""))
            if key is None:
                self.others[written] = value
            elif key not in self.values or written == key:
                self.values[key] = value
                self._lines[key] = head.line(written)
                if written != key:
                    self.say(key, f"`{written}` is read as `{key}`.", "note")

    def take(self, key: str) -> Any:
        """The value of ``key``, ``None`` when it is not there."""
        return self.values.get(key)

    def say(self, key: str, text: str, level: Level) -> None:
        """Note a problem at the line of ``key`` (``""``: of the file)."""
        self.problems.append(Problem(self._lines.get(key, 0), text, level))
