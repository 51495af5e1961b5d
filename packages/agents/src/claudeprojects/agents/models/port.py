"""The model port: a conversation in, a reply out, whoever serves it.

``testing.model_conformance`` holds what every adapter must do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from claudeprojects.agents.values import Privacy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.agents.values import Message, ModelReply, ToolSpec

TaskKind = Literal["chat", "ask", "agent", "title", "extract", "rank"]


class ChatModel(Protocol):
    """One language model."""

    @property
    def name(self) -> str:
        """The full name, provider first: ``local:smollm2-135m``, ``anthropic:claude-sonnet-5``."""
        ...

    @property
    def remote(self) -> bool:
        """Whether what is sent leaves this machine."""
        ...

    @property
    def context_tokens(self) -> int:
        """How many tokens question and answer may have together."""
        ...

    async def reply(
        self,
        messages: Sequence[Message],
        tools: Sequence[ToolSpec] = (),
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int | None = None,
        temperature: float | None = None,
        on_token: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """Answer the conversation.

        With ``schema`` (a JSON Schema of an object) the text is JSON that was asked to follow it; ``tools`` may be
        called when there is no schema. ``on_token`` gets each piece of the text as it comes; the pieces joined are
        the reply's text. Can be cancelled at any time.

        Raises:
            ModelError: one of its kinds; never an error of a provider's own client.
        """
        ...

    def count_tokens(self, text: str) -> int:
        """About how many tokens ``text`` has; rather too many than too few."""
        ...


class Provider(Protocol):
    """Serves models of its own, as a plugin may: those of ``models()`` are called ``<name>:<model>``."""

    @property
    def name(self) -> str:
        """The part before the colon."""
        ...

    def models(self) -> Sequence[str]:
        """The models it has now."""
        ...

    def model(self, name: str) -> ChatModel:
        """One of them, ready to be called. Raises ``ModelError``."""
        ...


@dataclass(frozen=True, slots=True)
class Task:
    """What a model is wanted for: all the router knows when it chooses."""

    kind: TaskKind
    tokens: int = 0
    """Tokens of the question, with room for the answer."""
    privacy: Privacy = Privacy.OPEN
    """The greatest class of anything in the conversation."""
    wanted: str | None = None
    """A model asked for: a full name, an alias such as ``sonnet`` or ``local``; ``inherit`` counts as nothing."""
    dollars_left: float | None = None
    """What the budget still holds; ``None`` when there is no limit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which model serves, and why: shown beside every step."""

    model_name: str
    rule: str
    """The name of the router's rule that decided."""
    why: str
    """One sentence for a person."""
    degraded: bool = False
    """Whether this is less than was asked for, because something was out of reach."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply with the choice that led to it and the number of calls it took."""

    reply: ModelReply
    choice: Choice
    attempts: int = 1
    cached: dict[str, Any] | None = None
    """For a reply out of the cache: when (``at``), and in which ``step`` of which ``run_id`` it was given first."""


def estimate_tokens(text: str) -> int:
    """About how many tokens any model's tokenizer makes of ``text``; rather too many.

    English prose has about 4.5 characters to a token; code and other alphabets fewer, so bytes are counted too.
    """
    return len(text) // 4 + (len(text.encode("utf-8", "surrogatepass")) - len(text)) // 3 + 1
