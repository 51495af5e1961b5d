"""A policy: the rules that hold for one agent in one vault, put together from the user's file and the vault's."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from claudeprojects.core.vault.paths import is_hidden
from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from claudeprojects.agents.permissions.rules import Rule


class ShellLimits(BaseModel):
    """What a command may take. ``network`` is the user's to grant; ``unsandboxed`` says what happens where no
    sandbox can be had: ``refuse``, or ``ask`` each time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: int = Field(120, ge=1, le=3600)
    cpu_seconds: int = Field(60, ge=1, le=3600)
    memory_mib: int = Field(1024, ge=64)
    processes: int = Field(128, ge=8)
    file_mib: int = Field(256, ge=1)
    network: bool = False
    unsandboxed: Literal["refuse", "ask"] = "refuse"


@dataclass(frozen=True)
class Policy:
    """Rules in force, those of the agent before those of all; ``web`` tells whether pages may be fetched at all."""

    allow: tuple[Rule, ...] = ()
    ask: tuple[Rule, ...] = ()
    deny: tuple[Rule, ...] = ()
    web: bool = False
    shell: ShellLimits = field(default_factory=ShellLimits)
    imported: frozenset[str] = frozenset()
    """The notes that instruction files import, folded; set where changes are not reviewed first."""

    def may_read(self, path: str) -> bool:
        """Whether the file at the vault path ``path`` may be read without a person being asked.

        Tools that look through the whole vault (search, tasks, the shell) leave out what may not.
        """
        return not is_hidden(path) and not any(rule.matches_path(path) for rule in self._closed)

    @cached_property
    def _closed(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in (*self.deny, *self.ask) if rule.reads)
