"""Claude Code as a model: the program the extra ``claude-agent-sdk`` brings, asked without any of its own tools.

It uses the login of the user's own Claude Code, so no key of ours is needed. Its tools, settings and files stay out:
what may touch the vault goes through ours. Tools are chosen as small models choose them, by JSON in words.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import tempfile
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.agents.errors import ModelTimeout, ModelUnavailable, ModelUnknown
from claudeprojects.agents.models.local.constrain import constrained, read_choice
from claudeprojects.agents.models.port import estimate_tokens
from claudeprojects.agents.values import ModelReply, Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.agents.values import Message, ToolSpec

EXTRA: Final = "claudeprojects-agents[claude-code]"
TIMEOUT: Final = 600.0


def why_missing() -> str | None:
    """Why Claude Code cannot be used, or ``None`` when it can."""
    if importlib.util.find_spec("claude_agent_sdk") is None:
        return f"it is not installed (pip install '{EXTRA}')"
    return None


class ClaudeCodeModel:
    """The ``ChatModel`` over Claude Code; ``model`` is one of its names (``sonnet``), or ``default``."""

    remote = True
    context_tokens = 200_000

    def __init__(self, model: str) -> None:
        if why_missing():
            error = ModelUnknown(f"claude-code:{model}")
            error.hint = f"Install it: pip install '{EXTRA}'."
            raise error
        self.name = f"claude-code:{model}"
        self._model = None if model == "default" else model

    def count_tokens(self, text: str) -> int:
        """See ``ChatModel``."""
        return estimate_tokens(text)

    async def reply(
        self,
        messages: Sequence[Message],
        tools: Sequence[ToolSpec] = (),
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int | None = None,  # noqa: ARG002 - it takes no such limits
        temperature: float | None = None,  # noqa: ARG002
        on_token: Callable[[str], None] | None = None,
    ) -> ModelReply:
        """See ``ChatModel``. The text comes in one piece."""
        told = constrained(messages, tools) if tools and schema is None else list(messages)
        system = "\n\n".join(message.text for message in told if message.role == "system")
        if schema is not None:
            system += f"\n\nAnswer with JSON only, by this schema: {json.dumps(schema)}"
        began = time.perf_counter()
        try:
            async with asyncio.timeout(TIMEOUT):
                reply = await self._ask(system, _as_text(told))
        except TimeoutError as error:
            raise ModelTimeout(self.name, TIMEOUT) from error
        reply = replace(reply, usage=replace(reply.usage, seconds=time.perf_counter() - began))
        if tools and schema is None:
            reply = read_choice(replace(reply, text=_only_json(reply.text)))
        if on_token is not None and reply.text:
            on_token(reply.text)
        return reply

    async def _ask(self, system: str, prompt: str) -> ModelReply:
        from claude_agent_sdk import (  # type: ignore[import-not-found]
            AssistantMessage,
            ClaudeAgentOptions,
            ClaudeSDKError,
            ResultMessage,
            TextBlock,
            query,
        )

        texts: list[str] = []
        usage = Usage(dollars=None)
        with tempfile.TemporaryDirectory(prefix="claudeprojects-") as empty:
            options = ClaudeAgentOptions(
                system_prompt=system, model=self._model, tools=[], setting_sources=[], max_turns=1, cwd=empty
            )
            try:
                async for message in query(prompt=prompt, options=options):
                    if isinstance(message, AssistantMessage):
                        texts += [block.text for block in message.content if isinstance(block, TextBlock)]
                    elif isinstance(message, ResultMessage):
                        if message.is_error:
                            raise ModelUnavailable(self.name, str(message.result or message.subtype))
                        read = message.usage or {}
                        usage = Usage(
                            int(read.get("input_tokens", 0)),
                            int(read.get("output_tokens", 0)),
                            message.total_cost_usd,
                        )
            except ClaudeSDKError as error:
                raise ModelUnavailable(self.name, str(error)) from error
        return ModelReply("".join(texts), self.name, usage=usage)


def _as_text(messages: Sequence[Message]) -> str:
    """The conversation as one prompt; Claude Code keeps its own history, which would be another one."""
    talk = [message for message in messages if message.role != "system"]
    if len(talk) == 1:
        return talk[0].text
    return "\n\n".join(f"[{message.role}]\n{message.text}" for message in talk)


def _only_json(text: str) -> str:
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else json.dumps({"answer": text})
