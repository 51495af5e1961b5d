"""One permission rule, ``Tool`` or ``Tool(pattern)`` in Claude Code's syntax, and what it matches.

- ``Read(p)`` is about everything that reads, ``Edit(p)`` and ``Write(p)`` about everything that changes files; ``p``
  is a gitignore pattern relative to the vault's root.
- ``Bash(git log:*)`` is about commands that begin with ``git log``. To *allow*, the command must be that alone: one
  with shell operators in it never matches. To deny or ask it is enough that a part of the command matches.
- ``WebFetch(domain:example.org)`` is about that host and those below it.
- ``Agent(name)``, ``Skill(name)``; ``mcp__server``, ``mcp__server__tool``; ``*`` in a name stands for any letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from claudeprojects.agents.errors import RuleInvalid
from claudeprojects.agents.permissions.names import MCP_PREFIX, canonical
from pathspec import GitIgnoreSpec

if TYPE_CHECKING:
    from claudeprojects.agents.values import Effect

Origin = Literal["user", "vault", "agent", "built in"]
Action = Literal["allow", "ask", "deny"]

_FORM = re.compile(r"([A-Za-z*][\w*.-]*)(?:\((.*)\))?", re.DOTALL)
_OPERATORS = re.compile(r"&&|\|\||[;|&\n]|\$\(|`|<\(|>\(|[()]")
_UNSAFE = re.compile(r"[;|&\n$`<>(){}]")
_CHANGES = frozenset({"write", "move", "delete", "memory"})


@dataclass(frozen=True)
class Rule:
    """A parsed rule; ``action`` is what it says of what it matches."""

    text: str
    tool: str
    pattern: str | None
    action: Action
    origin: Origin

    @classmethod
    def parse(cls, text: str, action: Action, origin: Origin) -> Rule:
        """The rule that ``text`` writes. Raises ``RuleInvalid``."""
        found = _FORM.fullmatch(text.strip())
        if found is None:
            raise RuleInvalid(text, "it is not of the form Tool or Tool(pattern)")
        pattern = found[2].strip() if found[2] is not None else None
        rule = cls(text.strip(), canonical(found[1]), pattern if pattern not in ("", "*") else None, action, origin)
        rule._check()
        return rule

    def matches(self, tool: str, effect: Effect) -> bool:
        """Whether the rule is about ``effect`` of ``tool``.

        A rule that allows must cover every path of the effect; one that denies or asks need only touch one.
        """
        if not self._means_tool(tool, effect):
            return False
        if self.pattern is None:
            return True
        if effect.kind == "shell":
            return self._matches_command(effect.detail)
        if effect.kind == "web":
            return _in_domain(self.pattern, effect.detail)
        if effect.kind in ("agent", "mcp") or not effect.paths:
            return fnmatchcase(effect.summary.rpartition(" ")[2].casefold(), self.pattern.casefold())
        covers = all if self.action == "allow" else any
        return covers(self.matches_path(path) for path in effect.paths)

    def matches_path(self, path: str) -> bool:
        """Whether the pattern covers the vault path ``path``; without a pattern every path is."""
        if self.pattern is None:
            return True
        if self.action == "allow":
            return self._paths.match_file(path)
        return self._paths.match_file(folded(path)) or self._paths.match_file(folded(path) + "/")

    @property
    def reads(self) -> bool:
        """Whether it is about reading files at all."""
        return self.tool in ("read", "*")

    def _means_tool(self, tool: str, effect: Effect) -> bool:
        if self.tool == "read" and effect.kind == "read":
            return True
        if self.tool in ("patch", "write") and effect.kind in _CHANGES:
            return True
        if tool.startswith(MCP_PREFIX):
            return tool == self.tool or tool.startswith(self.tool + "__") or fnmatchcase(tool, self.tool)
        return tool == self.tool or fnmatchcase(tool, self.tool)

    @cached_property
    def _paths(self) -> GitIgnoreSpec:
        pattern = (self.pattern or "").removeprefix("./")
        return GitIgnoreSpec.from_lines([pattern if self.action == "allow" else folded(pattern)])

    def _check(self) -> None:
        try:
            _ = self._paths
        except ValueError as error:
            raise RuleInvalid(self.text, str(error)) from error

    def _matches_command(self, command: str) -> bool:
        if self.action == "allow":
            return not _UNSAFE.search(command) and _begins(command, self.pattern or "")
        return any(_begins(part, self.pattern or "") for part in (command, *_OPERATORS.split(command)))


def folded(path: str) -> str:
    """``path`` as a system that ignores case and composition sees it."""
    return unicodedata.normalize("NFC", path).casefold()


def _begins(command: str, pattern: str) -> bool:
    """Whether ``command`` is what ``prefix:*``, ``a * b`` or plain words say."""
    words = " ".join(command.split())
    if pattern.endswith(":*"):
        prefix = " ".join(pattern[:-2].split())
        return words == prefix or words.startswith(prefix + " ")
    return fnmatchcase(words, " ".join(pattern.split()))


def _in_domain(pattern: str, address: str) -> bool:
    kind, _, domain = pattern.partition(":")
    if kind != "domain" or not domain:
        return fnmatchcase(address, pattern)
    host = (urlsplit(address).hostname or "").rstrip(".")
    wanted = domain.strip().casefold().removeprefix("*.").rstrip(".")
    return host == wanted or host.endswith("." + wanted)
