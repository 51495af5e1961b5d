"""What is known of an MCP server: its state for people, and the tools it offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from claudeprojects.agents.definitions.records import Origin

ServerState = Literal["ready", "starting", "signing_in", "running", "failed", "off", "untrusted", "unusable"]
"""``ready``: starts when it is used. ``off``: the user stopped it. ``unusable``: it never starts, see why."""


@dataclass(frozen=True, slots=True)
class ServerTool:
    """A tool as its server describes it; ``read_only`` is the server's own claim."""

    name: str
    description: str
    parameters: dict[str, Any]
    read_only: bool = False

    def to_json(self) -> dict[str, Any]:
        """The tool as JSON values."""
        return {
            "name": self.name, "description": self.description, "parameters": self.parameters,
            "read_only": self.read_only,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """What a server said of itself when it last answered."""

    tools: tuple[ServerTool, ...] = ()
    title: str = ""
    version: str = ""
    instructions: str = ""


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """One configured server, for people."""

    name: str
    origin: Origin
    path: str
    """The file that configures it, as people read it."""
    transport: Literal["stdio", "http", "sse"] | None
    target: str
    """The command or address as configured, its variables not filled in."""
    state: ServerState
    why: str = ""
    """Why it is in its state, in a sentence."""
    preset: str | None = None
    local: bool = False
    """Whether what it is sent stays on this machine, as the user says."""
    sees_vault: bool = False
    """Whether its configuration hands it this vault; its answers are then as private as the notes in them."""
    tools: tuple[ServerTool, ...] = ()
    title: str = ""
    version: str = ""
    sign_in_url: str | None = None
    """Where the user signs in, while the server waits for that."""
    variables: tuple[str, ...] = ()
    """What must be set for it to start."""
    missing: tuple[str, ...] = ()
    """Those of them that nobody has set."""
    started_at: float | None = None
    restarts: int = 0
    kept: bool = True
    """Whether it stands in a configuration; one that was just added does once it answered."""

    @property
    def running(self) -> bool:
        """Whether it answers now."""
        return self.state == "running"
