"""Permissions: the rules on what agents may do."""

from __future__ import annotations

from typing import Literal

from claudeprojects.engine.schemas.base import Command, View
from pydantic import ConfigDict, Field

Rules = list[str]


class AgentRules(Command):
    """Rules as Claude Code writes them: ``Read(Private/**)``, ``Bash(git log:*)``, ``mcp__github``."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    allow: Rules = Field(default=[], max_length=1000)
    ask: Rules = Field(default=[], max_length=1000)
    deny: Rules = Field(default=[], max_length=1000)


class CommandLimits(Command):
    """What a command may take; ``unsandboxed`` says what happens where no sandbox can be had."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    seconds: int = Field(default=120, ge=1, le=3600)
    cpu_seconds: int = Field(default=60, ge=1, le=3600)
    memory_mib: int = Field(default=1024, ge=64, le=1_000_000)
    processes: int = Field(default=128, ge=8, le=100_000)
    file_mib: int = Field(default=256, ge=1, le=1_000_000)
    network: bool = False
    unsandboxed: Literal["refuse", "ask"] = "refuse"


class Permissions(AgentRules):
    """All that the user's own file of permissions says."""

    agents: dict[str, AgentRules] = Field(default={}, description="Rules of single agents, by name.")
    web: bool = Field(default=False, description="Whether agents may fetch pages at all.")
    shell: CommandLimits = CommandLimits()


class FileOfRules(View):
    """A file the vault brings along; it can only ask and deny."""

    path: str
    ask: Rules
    deny: Rules
    agents: dict[str, AgentRules]


class SandboxState(View):
    """Whether commands can be confined on this machine."""

    available: bool
    reason: str = Field(description="Why not; empty when they can.")
    landlock: int = Field(description="The version of Landlock over it, its second layer; 0 when there is none.")
    alone: str = Field(description="Why there is no second layer; empty when there is one.")


class PermissionsView(View):
    """The permissions in force: the user's, the vault's, and what of them has no effect."""

    path: str = Field(description="The user's own file.")
    user: Permissions
    vault: list[FileOfRules]
    problems: list[str]
    sandbox: SandboxState
