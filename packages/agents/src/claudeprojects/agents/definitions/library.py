"""The library of one vault: the agents, skills, instructions and MCP servers that files define.

What is nearest counts: the vault's own files, then the user's, then plugins', then those built in. Files that lost,
or that are no definition, are still told of, with the reason. Asking again is cheap: only what changed is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.agents.definitions.records import (
        AgentDefinition,
        Found,
        FoundServer,
        FoundSkill,
        Instruction,
        Skill,
    )


class Definitions(Protocol):
    """What the rest of the runtime asks of a library."""

    def agents(self) -> Sequence[Found]:
        """Every file that was looked at for an agent; those used come first, nearest first."""

    def agent(self, name: str) -> AgentDefinition:
        """The agent of that name. Raises ``AgentNotFound``."""

    def skills(self) -> Sequence[FoundSkill]:
        """Every ``SKILL.md`` that was looked at; those used come first."""

    def skill(self, name: str) -> Skill:
        """The skill of that name. Raises ``SkillNotFound``."""

    def instructions_for(self, path: str) -> Sequence[Instruction]:
        """The instructions that hold for the vault path ``path``, nearest first, the user's own last."""

    def mcp_config(self) -> Sequence[FoundServer]:
        """Every entry of an MCP configuration that was looked at; those used come first."""
