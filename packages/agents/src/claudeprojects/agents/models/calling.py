"""One call of a model: what is asked, with which limits, and where the words go as they come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.agents.models.port import ChatModel
    from claudeprojects.agents.values import Message, ModelReply, ToolSpec


class Streamed:
    """What was passed on of the answer so far, so that a second try can say that it begins anew."""

    def __init__(self, on_token: Callable[[str], None] | None, on_restart: Callable[[], None] | None) -> None:
        self._on_token = on_token
        self._on_restart = on_restart
        self._begun = False
        self.sink = self._take if on_token is not None else None

    def begin(self) -> None:
        """A try begins; what an earlier one said is void."""
        if self._begun and self._on_restart is not None:
            self._on_restart()
        self._begun = False

    def whole(self, text: str) -> None:
        """Pass on an answer that is there at once."""
        self.begin()
        if text:
            self._take(text)

    def _take(self, text: str) -> None:
        self._begun = True
        if self._on_token is not None:
            self._on_token(text)


@dataclass(frozen=True, slots=True)
class Call:
    """A question to a model, as it can be asked of any."""

    messages: Sequence[Message]
    tools: Sequence[ToolSpec]
    schema: dict[str, Any] | None
    max_tokens: int | None
    temperature: float | None
    streamed: Streamed

    async def to(self, model: ChatModel) -> ModelReply:
        """Ask ``model``."""
        return await model.reply(
            self.messages,
            self.tools,
            schema=self.schema,
            max_tokens=self.max_tokens,
            temperature=self.temperature,
            on_token=self.streamed.sink,
        )
