"""The values that travel between the rooms of the agent runtime: privacy, sources, messages, tools and usage.

They are plain and frozen, JSON-ready by ``to_json``/``from_json`` where they are stored, and know no provider.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal, NamedTuple

Role = Literal["system", "user", "assistant", "tool"]


class Privacy(IntEnum):
    """How far a text may go; the greater of two holds for what is made of both.

    ``OPEN`` may be sent to any model the user configured, ``TEAM`` to those the team allows, ``PRIVATE`` never
    leaves the machine.
    """

    OPEN = 0
    TEAM = 1
    PRIVATE = 2

    @property
    def label(self) -> str:
        """The word in settings, properties and the UI."""
        return self.name.lower()

    @classmethod
    def of(cls, label: str) -> Privacy:
        """The class that ``label`` names, whatever its case. Raises ``KeyError``."""
        return cls[label.strip().upper()]


class Source(NamedTuple):
    """Where a text comes from: a stretch of a note, or a tool, page or server (then only ``path`` says which)."""

    path: str
    """Vault path; for what is no note a URI such as ``mcp:github/get_issue`` or ``https://…``."""
    heading: str | None = None
    line: int = 0
    """0-based line of the first character."""
    start: int = 0
    end: int = 0
    """Character offsets into the note's text; ``end`` is 0 when the whole is meant."""
    hash: str | None = None
    """The note's content hash when it was read."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A labelled stretch of text for a model to read."""

    text: str
    privacy: Privacy
    sources: tuple[Source, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A model's wish to use a tool."""

    id: str
    name: str
    arguments: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """What a model is told of a tool; ``parameters`` is a JSON Schema of an object."""

    name: str
    description: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model. ``privacy`` and ``sources`` follow the text wherever it goes."""

    role: Role
    text: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str | None = None
    """In a ``tool`` message: the call it answers."""
    is_error: bool = False
    privacy: Privacy = Privacy.OPEN
    sources: tuple[Source, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The message as JSON values."""
        return {
            "role": self.role,
            "text": self.text,
            "tool_calls": [{"id": c.id, "name": c.name, "arguments": c.arguments} for c in self.tool_calls],
            "tool_call_id": self.tool_call_id,
            "is_error": self.is_error,
            "privacy": self.privacy.label,
            "sources": [source._asdict() for source in self.sources],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Message:
        """The message that ``to_json`` gave."""
        return cls(
            role=data["role"],
            text=data["text"],
            tool_calls=tuple(ToolCall(**call) for call in data["tool_calls"]),
            tool_call_id=data["tool_call_id"],
            is_error=data["is_error"],
            privacy=Privacy.of(data["privacy"]),
            sources=tuple(Source(**source) for source in data["sources"]),
        )


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call cost: tokens, US dollars (``None`` when the price is not known) and seconds."""

    input_tokens: int = 0
    output_tokens: int = 0
    dollars: float | None = 0.0
    seconds: float = 0.0

    def __add__(self, other: Usage) -> Usage:
        known = self.dollars is not None and other.dollars is not None
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            (self.dollars or 0.0) + (other.dollars or 0.0) if known else None,
            self.seconds + other.seconds,
        )


@dataclass(frozen=True, slots=True)
class ModelReply:
    """What a model answered. ``stop`` is ``end``, ``tools``, ``length`` or ``refused``."""

    text: str
    model: str
    """The full name of the model that answered, such as ``local:smollm2-135m`` or ``anthropic:claude-sonnet-5``."""
    tool_calls: tuple[ToolCall, ...] = ()
    usage: Usage = Usage()
    stop: str = "end"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a tool call would do, said before it happens: what permissions are decided on and a person approves."""

    kind: Literal["read", "write", "move", "delete", "shell", "web", "mcp", "agent", "memory"]
    summary: str
    """One line for a person: ``Change Projects/Plan.md``."""
    paths: tuple[str, ...] = ()
    """Vault paths it reads or changes."""
    detail: str = ""
    """The exact effect: a unified diff, the command, the address or the arguments that leave."""
    leaves_machine: bool = False
    unconfined: bool = False
    """Whether nothing confines it and nothing can undo it: a person is asked each time then, whatever the rules."""


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool gave back; its privacy is that of everything it was made of."""

    text: str
    privacy: Privacy = Privacy.OPEN
    sources: tuple[Source, ...] = ()
    is_error: bool = False
    data: dict[str, Any] = field(default_factory=dict)
    """Details for the run page, never shown to the model."""
