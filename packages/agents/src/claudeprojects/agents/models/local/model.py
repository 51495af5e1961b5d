"""A local model as a ``ChatModel``: its process, started on first use, and the client that asks it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import ModelContextTooLong, ModelOffline, ModelUnavailable
from claudeprojects.agents.models.local.client import LocalClient
from claudeprojects.agents.models.local.constrain import (
    AnswerStream,
    choice_schema,
    constrained,
    grammatical,
    plain,
    read_choice,
)
from claudeprojects.agents.models.port import estimate_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.agents.models.local.process import Address, LocalServer
    from claudeprojects.agents.values import Message, ModelReply, ToolSpec

MOST_TOKENS = 768
"""Of one answer, when the caller sets no limit: a small model that has lost its thread does not stop by itself."""


class LocalModel:
    """The ``ChatModel`` over a ``LocalServer``; what is sent to it stays on this machine."""

    remote = False

    def __init__(self, server: LocalServer) -> None:
        self._server = server
        self._client: tuple[Address, LocalClient] | None = None
        self.name = server.name
        self.context_tokens = server.context_tokens

    def count_tokens(self, text: str) -> int:
        """See ``ChatModel``."""
        return estimate_tokens(text)

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
        """See ``ChatModel``; at most one tool is called at a time. The first call loads the model."""
        began = time.perf_counter()
        address = await asyncio.to_thread(self._server.lease)
        try:
            client = self._client_at(address)
            most = max_tokens or MOST_TOKENS
            if tools and schema is None:
                reply = await self._choose(client, messages, tools, most, temperature, on_token)
            else:
                asked = None if schema is None else grammatical(schema)
                reply = await client.reply(
                    plain(messages), schema=asked, max_tokens=most, temperature=temperature, on_token=on_token
                )
        except ModelContextTooLong as error:
            raise ModelContextTooLong(self.name, self.context_tokens) from error
        except ModelOffline as error:
            raise ModelUnavailable(self.name, "its process ended; it is started again with the next call") from error
        finally:
            self._server.release()
        return replace(reply, usage=replace(reply.usage, seconds=time.perf_counter() - began))

    async def _choose(
        self,
        client: LocalClient,
        messages: Sequence[Message],
        tools: Sequence[ToolSpec],
        most: int,
        temperature: float | None,
        on_token: Callable[[str], None] | None,
    ) -> ModelReply:
        stream = AnswerStream(on_token).feed if on_token is not None else None
        reply = await client.reply(
            constrained(messages, tools),
            schema=choice_schema(tools),
            max_tokens=most,
            temperature=temperature,
            on_token=stream,
        )
        return read_choice(reply)

    def _client_at(self, address: Address) -> LocalClient:
        """A client for the server as it runs now: with each start it has another address and key."""
        if self._client is None or self._client[0] != address:
            self._client = (address, LocalClient(self.name, address))
        return self._client[1]
