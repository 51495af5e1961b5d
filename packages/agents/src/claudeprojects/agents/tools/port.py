"""What a tool is, and what it is given: the port that built-in tools, MCP servers and plugins all fit.

A tool says in ``effect`` exactly what a call would do, without doing it; ``run`` does it. ``run`` may be repeated
after a crash with the same ``ToolContext.key``, so what it does outside of the view must be harmless to do twice.
Both raise ``ClaudeProjectsError`` for what cannot be; the model is told so, and the run goes on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from claudeprojects.agents.permissions.policy import Policy

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from claudeprojects.agents.definitions.records import AgentDefinition, PermissionMode
    from claudeprojects.agents.values import Effect, Privacy, ToolResult, ToolSpec
    from claudeprojects.core.vault.content import FileContent
    from claudeprojects.core.workspace import Workspace


class Files(Protocol):
    """The vault as a run sees it: what is on disk, with the run's own changes on top (``changes.ChangeView``).

    Every change carries a ``key``; one made before with the same key is not made again. All methods block.
    """

    def read(self, path: str) -> FileContent:
        """A file's content. Raises ``NoteNotFound``."""

    def exists(self, path: str) -> bool:
        """Whether a file or folder is at ``path``."""

    def list(self, folder: str) -> list[str]:
        """The vault paths in ``folder``; those of folders end with ``/``."""

    def write(self, key: str, path: str, text: str, base_hash: str | None = None) -> object:
        """Make a file, or write over it."""

    def patch(self, key: str, path: str, old: str, new: str) -> object:
        """Replace the one occurrence of ``old``. Raises ``PatchFailed``."""

    def move(self, key: str, src: str, dst: str) -> object:
        """Move a file or folder; links to it follow."""

    def trash(self, key: str, path: str) -> object:
        """Put a file or folder into the trash."""


class Privacies(Protocol):
    """The privacy class of notes (``privacy.PrivacyRules``)."""

    def of_path(self, path: str) -> Privacy:
        """The class of the file at ``path``."""


class Spawn(Protocol):
    """Starts a sub-agent of the run and waits for it; its mode is no looser than its parent's."""

    async def __call__(self, agent: str, prompt: str, *, title: str, key: str) -> ToolResult:
        """Run ``agent`` on ``prompt``; the result's text is its last answer. The same ``key`` is the same run."""


@dataclass(slots=True)
class ToolContext:
    """What a call of a tool works with. The run makes one for each call; the box completes it."""

    run_id: str
    key: str
    """``run/step/call``: the same when a call is repeated after a crash."""
    agent: AgentDefinition
    mode: PermissionMode
    workspace: Workspace
    view: Files
    """The vault with the run's own changes on top; the only road to files."""
    privacy: Privacies
    taint: Privacy
    """The privacy of all the run has read so far."""
    spawn: Spawn | None
    emit: Callable[[str, dict[str, Any]], None]
    cancelled: asyncio.Event
    policy: Policy = field(default_factory=Policy)
    """The permission rules in force; set by the box."""

    def may_read(self, path: str) -> bool:
        """Whether the file may be read without asking; what looks through many files leaves the others out."""
        return self.policy.may_read(path)


class Tool(Protocol):
    """A tool. ``spec.name`` is its name for rules and models."""

    @property
    def spec(self) -> ToolSpec:
        """What models are told of it."""

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:
        """What the call would do. May read files, changes nothing; called in a worker thread."""

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """Do it."""
