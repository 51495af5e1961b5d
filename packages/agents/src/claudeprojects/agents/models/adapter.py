"""The one adapter of LangChain's chat clients to the model port: OpenAI's, Anthropic's and Ollama's alike."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.models.failures import failure_of
from claudeprojects.agents.models.port import estimate_tokens
from claudeprojects.agents.models.wire import from_langchain, message_text, to_langchain, tool_to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.agents.values import Message, ModelReply, ToolSpec
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage


class LangChainModel:
    """The ``ChatModel`` over a LangChain client.

    ``client`` makes no retries of its own; ``address`` and ``timeout`` (seconds for a whole reply) are for messages.
    ``schema_option`` turns a JSON Schema into the client's options for structured output, ``limits_option`` does so
    with ``max_tokens`` and ``temperature`` where the client calls them otherwise. A client that keeps its connections
    (one to another machine) belongs to the event loop it was first used in.
    """

    def __init__(
        self,
        client: BaseChatModel,
        *,
        name: str,
        remote: bool,
        context_tokens: int,
        address: str,
        timeout: float,
        schema_option: Callable[[dict[str, Any]], dict[str, Any]],
        limits_option: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
    ) -> None:
        self.name = name
        self.remote = remote
        self.context_tokens = context_tokens
        self._client = client
        self._address = address
        self._timeout = timeout
        self._schema_option = schema_option
        self._limits_option = limits_option

    def count_tokens(self, text: str) -> int:
        """See ``ChatModel``; an estimate, since providers count on their side."""
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
        """See ``ChatModel``."""
        options: dict[str, Any] = {} if schema is None else self._schema_option(schema)
        if tools and schema is None:
            bound = self._client.bind_tools([tool_to_json(tool) for tool in tools])
            options |= bound.kwargs  # type: ignore[attr-defined]
        limits = {"max_tokens": max_tokens, "temperature": temperature}
        limits = {name: value for name, value in limits.items() if value is not None}
        options |= self._limits_option(limits) if self._limits_option else limits
        told = to_langchain(messages)
        began = time.perf_counter()
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._ask(told, options, on_token)
        except Exception as error:
            failure = failure_of(error, self.name, self._address, self._timeout)
            if failure is None:
                raise
            raise failure from error
        return from_langchain(answer, self.name, time.perf_counter() - began)

    async def _ask(
        self, told: list[BaseMessage], options: dict[str, Any], on_token: Callable[[str], None] | None
    ) -> AIMessage:
        if on_token is None:
            return await self._client.ainvoke(told, **options)
        whole: AIMessageChunk | None = None
        async for chunk in self._client.astream(told, **options):
            if text := message_text(chunk):
                on_token(text)
                await asyncio.sleep(0)  # what has arrived already is read without waiting, and could not be cancelled
            whole = chunk if whole is None else whole + chunk
        if whole is None:
            raise ConnectionError("the answer ended before it began")
        return whole
