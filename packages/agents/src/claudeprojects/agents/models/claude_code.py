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
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.agents.errors import (
    ModelContextTooLong,
    ModelKeyRefused,
    ModelRateLimited,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
    ModelUnknown,
)
from claudeprojects.agents.models.local.constrain import constrained, read_choice
from claudeprojects.agents.models.port import estimate_tokens
from claudeprojects.agents.values import ModelReply, Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claude_agent_sdk import ResultMessage
    from claudeprojects.agents.errors import ModelError
    from claudeprojects.agents.values import Message, ToolSpec

EXTRA: Final = "claudeprojects-agents[claude-code]"
TIMEOUT: Final = 600.0
QUIETLY: Final = {"CLAUDE_CODE_MAX_RETRIES": "0", "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1"}
"""For the program: the gateway tries again, and tells of it; and nothing leaves but the question."""

ENDING: Final[set[asyncio.Future[ModelReply]]] = set()
"""Questions that were cancelled and whose program is ending."""


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
            raise _not_installed(model)
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
        asking = asyncio.ensure_future(self._ask(system, _as_text(told)))
        try:
            async with asyncio.timeout(TIMEOUT):
                reply = await asyncio.shield(asking)
        except TimeoutError as error:
            raise ModelTimeout(self.name, TIMEOUT) from error
        finally:
            _let_go(asking)
        reply = replace(reply, usage=replace(reply.usage, seconds=time.perf_counter() - began))
        if tools and schema is None:
            reply = read_choice(replace(reply, text=_only_json(reply.text)))
        if on_token is not None and reply.text:
            on_token(reply.text)
        return reply

    async def _ask(self, system: str, prompt: str) -> ModelReply:
        from claude_agent_sdk import (
            AssistantMessage,
            ClaudeAgentOptions,
            ClaudeSDKError,
            CLINotFoundError,
            ResultMessage,
            TextBlock,
            query,
        )

        texts: list[str] = []
        ended: ResultMessage | None = None
        with tempfile.TemporaryDirectory(prefix="claudeprojects-") as empty:
            told = Path(empty, "system.md")  # not an argument, which is short and which others can see
            told.write_text(system, encoding="utf-8")
            options = ClaudeAgentOptions(
                system_prompt={"type": "file", "path": str(told)}, model=self._model, tools=[], setting_sources=[],
                strict_mcp_config=True, max_turns=1, cwd=empty, env=dict(QUIETLY),
            )  # fmt: skip
            try:
                async for message in query(prompt=prompt, options=options):
                    if isinstance(message, AssistantMessage) and message.error is None:
                        texts += [block.text for block in message.content if isinstance(block, TextBlock)]
                    elif isinstance(message, ResultMessage):
                        ended = message
            except CLINotFoundError as error:
                raise _not_installed(self.name.partition(":")[2]) from error
            except ClaudeSDKError as error:
                if ended is None:
                    raise ModelUnavailable(self.name, str(error)) from error
        if ended is None:
            raise ModelUnavailable(self.name, "it ended without an answer")
        if ended.is_error:
            raise _failure(self.name, ended)
        read = ended.usage or {}
        used = Usage(int(read.get("input_tokens", 0)), int(read.get("output_tokens", 0)), ended.total_cost_usd)
        return ModelReply("".join(texts), self.name, usage=used)


def _let_go(asking: asyncio.Future[ModelReply]) -> None:
    """End what is not over without waiting for it: the program gets some seconds to end by itself."""
    if not asking.done():
        asking.cancel()
        ENDING.add(asking)
        asking.add_done_callback(ENDING.discard)


def _not_installed(model: str) -> ModelUnknown:
    error = ModelUnknown(f"claude-code:{model}")
    error.hint = f"Claude Code is not installed: pip install '{EXTRA}'."
    return error


def _failure(model: str, ended: ResultMessage) -> ModelError:
    """What the program says went wrong, as one of our errors."""
    reason = str(ended.result or ended.subtype).rstrip(".")
    status = ended.api_error_status
    if ended.terminal_reason == "prompt_too_long":
        return ModelContextTooLong(model)
    if status in {401, 403} or "/login" in reason:
        error = ModelKeyRefused(model, reason)
        error.hint = "Run `claude` in a terminal and sign in with /login, then try again."
        return error
    if status == 429:
        return ModelRateLimited(model)
    if status is not None and 400 <= status < 500:
        return ModelRefused(model, reason)
    return ModelUnavailable(model, reason)


def _as_text(messages: Sequence[Message]) -> str:
    """The conversation as one prompt; Claude Code keeps its own history, which would be another one."""
    talk = [message for message in messages if message.role != "system"]
    if len(talk) == 1:
        return talk[0].text
    return "\n\n".join(f"[{message.role}]\n{message.text}" for message in talk)


def _only_json(text: str) -> str:
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else json.dumps({"answer": text})
