"""The client of our own llama.cpp server: chat completions, streamed, over httpx.

The providers' clients would do, and are tested against the server; but loading one takes seconds and 60 MB, and a
local model is there for machines that have neither to spare.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import httpx
from claudeprojects.agents.models.failures import failure_of, failure_of_status
from claudeprojects.agents.values import ModelReply, Usage

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Sequence

    from claudeprojects.agents.models.local.process import Address
    from claudeprojects.agents.values import Message

TIMEOUT = 600.0
"""Seconds a whole reply may take: a long prompt on a slow machine."""
SILENCE = 300.0
"""Seconds without a byte, as while a long prompt is read."""
DONE = "[DONE]"


class LocalClient:
    """Asks the server at ``address`` for the model ``name``. It keeps no connection, so any event loop may use it."""

    def __init__(self, name: str, address: Address) -> None:
        self._name = name
        self._url = f"{address.url}/v1/chat/completions"
        self._http = httpx.AsyncClient(
            headers={"Authorization": f"Bearer {address.key}"},
            limits=httpx.Limits(max_keepalive_connections=0),
            timeout=httpx.Timeout(SILENCE, connect=10),
            trust_env=False,
            verify=False,  # noqa: S501 - there is no TLS on loopback, and loading certificates takes a while
        )

    async def reply(
        self,
        messages: Sequence[Message],
        *,
        schema: dict[str, Any] | None,
        max_tokens: int,
        temperature: float | None,
        on_token: Callable[[str], None] | None,
    ) -> ModelReply:
        """As ``ChatModel.reply``, for messages that are text alone."""
        body: dict[str, Any] = {
            "messages": [{"role": message.role, "content": message.text} for message in messages],
            "max_tokens": max_tokens,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if schema is not None:
            body["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
        if temperature is not None:
            body["temperature"] = temperature
        began = time.perf_counter()
        try:
            async with asyncio.timeout(TIMEOUT):
                text, stop, usage = await self._ask(body, on_token)
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            raise failure_of(error, self._name, self._url, TIMEOUT) or error from error
        counted = Usage(usage.get("prompt_tokens", 0), usage.get("completion_tokens", 0), 0.0)
        seconds = time.perf_counter() - began
        return ModelReply(text, self._name, usage=counted + Usage(seconds=seconds), stop=stop)

    async def _ask(
        self, body: dict[str, Any], on_token: Callable[[str], None] | None
    ) -> tuple[str, str, dict[str, int]]:
        pieces: list[str] = []
        stop = "end"
        usage: dict[str, int] = {}
        async with aclosing(self._chunks(body)) as chunks:
            async for chunk in chunks:
                usage = chunk.get("usage") or usage
                for choice in chunk.get("choices", ()):
                    if choice.get("finish_reason") == "length":
                        stop = "length"
                    if piece := choice["delta"].get("content"):
                        pieces.append(piece)
                        if on_token is not None:
                            on_token(piece)
                            await asyncio.sleep(0)  # what has arrived is read without waiting: let a cancel through
        return "".join(pieces), stop, usage

    async def _chunks(self, body: dict[str, Any]) -> AsyncGenerator[dict[str, Any], None]:
        async with self._http.stream("POST", self._url, json=body) as answer:
            if answer.status_code >= 400:
                await answer.aread()
                raise failure_of_status(answer.status_code, _problem(answer), self._name, answer.headers)
            async for line in answer.aiter_lines():
                data = line.removeprefix("data: ")
                if data == DONE:
                    return
                if data != line:
                    chunk = json.loads(data)
                    if "error" in chunk:
                        problem = str(chunk["error"].get("message", ""))
                        raise failure_of_status(int(chunk["error"].get("code", 500)), problem, self._name, {})
                    yield chunk


def _problem(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return answer.text[:200]
