"""What the files of an agent library define: agents, skills, instructions and MCP servers, as plain frozen records.

A ``Found…`` is a file that was looked at, whether or not something came of it: ``used`` and ``why`` say which.
Nothing here grants anything by itself: :attr:`AgentDefinition.mode` is already tightened to what the file's origin
may ask for, and rules are decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Origin = Literal["vault", "user", "plugin", "builtin"]
"""Whose file it is; nearest first, as they are listed here."""

PermissionMode = Literal["default", "acceptEdits", "plan", "dontAsk", "bypassPermissions"]
"""How a run treats what it is not plainly allowed to do (Claude Code's words).

``default`` asks, ``acceptEdits`` takes changes of notes without asking, ``plan`` only reads, ``dontAsk`` refuses
instead of asking, ``bypassPermissions`` does not ask within the vault.
"""

Level = Literal["error", "warning", "note"]
"""``error``: the file is not used. ``warning``: a part of it is not used as written. ``note``: good to know."""


class Problem(NamedTuple):
    """Something to say about a file; ``line`` is 1-based, 0 for the file as a whole."""

    line: int
    text: str
    level: Level = "warning"


@dataclass(frozen=True, slots=True)
class ServerDefinition:
    """One MCP server as configured, its ``${VARIABLES}`` not yet filled in (``servers.expanded`` does)."""

    name: str
    transport: Literal["stdio", "http", "sse"]
    command: str | None = None
    args: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: str | None = None
    url: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout: float | None = None
    """Seconds a call may take; ``None`` for the default."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Keys of the entry that mean nothing to us."""


@dataclass(frozen=True, slots=True)
class AgentDefinition:
    """An agent: who it is, what it may use and how it is asked to work. ``prompt`` is its system prompt."""

    name: str
    description: str
    prompt: str
    tools: tuple[str, ...] | None = None
    """Names as written, Claude Code's or ours, with patterns such as ``Bash(git:*)``; ``None`` allows all."""
    disallowed_tools: tuple[str, ...] = ()
    model: str | None = None
    """An alias (``sonnet``), a full name or ``local``; ``None`` leaves it to the run and the router."""
    mode: PermissionMode = "default"
    """The mode in force: what the file asks for, no looser than its origin may grant."""
    wanted_mode: PermissionMode | None = None
    """The mode the file asks for; ``None`` when it does not say."""
    max_turns: int | None = None
    skills: tuple[str, ...] = ()
    mcp_servers: tuple[str, ...] = ()
    """Names of configured servers; ``servers`` are those the file itself configures."""
    servers: tuple[ServerDefinition, ...] = ()
    memory: str | None = None
    """``user``, ``project`` or ``local``: where its memory note is kept; ``None`` for none."""
    effort: str | None = None
    color: str | None = None
    path: Path | None = None
    origin: Origin = "builtin"
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Properties that mean nothing to us, as they stand."""


@dataclass(frozen=True, slots=True)
class Skill:
    """A way of doing something, read when it is used: the folder of a ``SKILL.md`` and what that says."""

    name: str
    description: str
    body: str
    path: Path
    """The ``SKILL.md``; other files of the skill are named relative to its folder."""
    origin: Origin
    license: str | None = None
    compatibility: str | None = None
    allowed_tools: tuple[str, ...] | None = None
    model_may_use: bool = True
    """Whether a model may decide to use it; else only the user does, by name."""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The folder of the skill."""
        return self.path.parent


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was looked at for an agent."""

    definition: AgentDefinition | None
    path: Path
    origin: Origin
    used: bool
    why: str
    """One sentence: why it is used, or why not."""
    problems: tuple[Problem, ...] = ()
    plugin: str | None = None
    """The plugin it came with."""


@dataclass(frozen=True, slots=True)
class FoundSkill:
    """A ``SKILL.md`` that was looked at."""

    skill: Skill | None
    path: Path
    origin: Origin
    used: bool
    why: str
    problems: tuple[Problem, ...] = ()
    plugin: str | None = None


@dataclass(frozen=True, slots=True)
class FoundServer:
    """An entry of an MCP configuration that was looked at. ``used`` says that it counts, not that it is trusted."""

    definition: ServerDefinition | None
    name: str
    path: Path
    origin: Origin
    used: bool
    why: str
    problems: tuple[Problem, ...] = ()
    plugin: str | None = None


class Instruction(NamedTuple):
    """An ``AGENTS.md`` or ``CLAUDE.md``: its vault path (``~/…`` for the user's own) and its text."""

    path: str
    text: str
