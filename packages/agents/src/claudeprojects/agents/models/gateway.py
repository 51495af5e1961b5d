"""The gateway: the one road from the runtime to any model.

Each call passes, in this order: the router chooses; what the chosen model said to exactly this before is said again;
the guard may refuse, before a byte leaves; the circuit breaker, a time limit and retries with jitter stand around the
call; usage gets its price. When the chosen model is out of reach the router chooses again among what is left, and the
choice says so.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from claudeprojects.agents.errors import (
    ModelContextTooLong,
    ModelError,
    ModelRateLimited,
    ModelUnavailable,
)
from claudeprojects.agents.models.breaker import Breaker
from claudeprojects.agents.models.calling import Call, Streamed
from claudeprojects.agents.models.port import Answered
from claudeprojects.core.wording import count

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

    from claudeprojects.agents.models.cache import Kept, ReplyCache
    from claudeprojects.agents.models.port import ChatModel, Choice, Task
    from claudeprojects.agents.values import Message, ModelReply, ToolSpec, Usage


class Guard(Protocol):
    """Decides whether a conversation may go to a model, and writes down that it went.

    Raises:
        PrivacyRefused: it may not; nothing has been sent.
    """

    def __call__(self, model_name: str, remote: bool, messages: Sequence[Message], run_id: str | None) -> object:
        """Return to let it pass."""
        ...


class Chooser(Protocol):
    """What the gateway needs of the router."""

    def choose(self, task: Task, out_of_reach: Mapping[str, str] = ...) -> Choice:
        """The model for ``task``, passing over those ``out_of_reach`` (name → reason)."""
        ...


class ModelSource(Protocol):
    """What the gateway needs of the models there are."""

    def prepare(self, name: str) -> None:
        """Do what takes a while (load libraries, ask the keychain), in any thread. Raises ``ModelError``."""
        ...

    def model(self, name: str) -> ChatModel:
        """The model of this name, for the event loop that runs. Raises ``ModelError``."""
        ...

    def dollars(self, name: str, usage: Usage) -> float | None:
        """What a call cost, or ``None`` when the price is not known."""
        ...

    def observe(self, reply: ModelReply) -> None:
        """Take note of how fast a model answered."""
        ...


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often a call is tried, and how long is waited between: a random part of ``base`` × 2ⁿ, at most ``cap``."""

    attempts: int = 3
    base: float = 0.5
    cap: float = 8.0
    longest_wait: float = 30.0
    """A provider that wants to be left alone for longer is given up at once."""

    def wait(self, failed: int, error: ModelError) -> float | None:
        """Seconds before the next try after ``failed`` failures, or ``None`` to give up."""
        if failed >= self.attempts or not error.transient:
            return None
        if isinstance(error, ModelRateLimited) and error.retry_after is not None:
            return error.retry_after if error.retry_after <= self.longest_wait else None
        most = min(self.cap, self.base * 2.0 ** (failed - 1))
        return most * (0.5 + random.random() / 2)  # noqa: S311 - jitter, not a secret


class ModelGateway:
    """Calls models. ``guard`` sees every conversation before it is sent; ``sleep`` waits between tries.

    ``cache`` keeps replies; without one every question is a call.
    """

    def __init__(
        self,
        models: ModelSource,
        router: Chooser,
        guard: Guard,
        *,
        policy: RetryPolicy | None = None,
        cache: ReplyCache | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._models = models
        self._router = router
        self._guard = guard
        self._policy = policy or RetryPolicy()
        self._cache = cache
        self._sleep = sleep
        self._breakers: dict[str, Breaker] = defaultdict(Breaker)

    async def reply(
        self,
        task: Task,
        messages: Sequence[Message],
        tools: Sequence[ToolSpec] = (),
        *,
        schema: dict[str, Any] | None = None,
        max_tokens: int | None = None,
        temperature: float | None = None,
        on_token: Callable[[str], None] | None = None,
        on_restart: Callable[[], None] | None = None,
        run_id: str | None = None,
        step: str | None = None,
        reuse: bool = True,
    ) -> Answered:
        """Answer, by the model the router chooses for ``task``.

        ``on_restart`` is told when what was streamed so far is void, because the call is made again. Without
        ``reuse`` the model is asked even when its reply to exactly this is kept; the new one is kept instead.

        Raises:
            PrivacyRefused: the conversation may not go to the chosen model.
            ModelError: no model that may serve could.
        """
        out_of_reach: dict[str, str] = {}
        call = Call(messages, tools, schema, max_tokens, temperature, Streamed(on_token, on_restart))
        attempts = 0
        while True:
            choice, kept = await asyncio.to_thread(self._choose, task, call, out_of_reach, reuse)
            if kept is not None:
                call.streamed.whole(kept.reply.text)
                return Answered(kept.reply, replace(choice, why=kept.why), attempts, kept.to_json())
            try:
                reply, tried = await self._serve(choice.model_name, call, run_id)
            except ModelError as error:
                if not error.transient or choice.model_name in out_of_reach:
                    raise
                out_of_reach[choice.model_name] = error.message.rstrip(".")
                if not self._another(task, out_of_reach):
                    raise
                attempts += 1
                continue
            if self._cache is not None:
                await asyncio.to_thread(self._cache.keep, choice.model_name, call, reply, run_id, step)
            return Answered(reply, choice, attempts + tried)

    def _choose(
        self, task: Task, call: Call, out_of_reach: Mapping[str, str], reuse: bool
    ) -> tuple[Choice, Kept | None]:
        """The model, made ready to be called unless its reply is kept."""
        choice = self._router.choose(task, out_of_reach)
        kept = self._cache.find(choice.model_name, call) if self._cache is not None and reuse else None
        if kept is None:
            self._models.prepare(choice.model_name)
        return choice, kept

    def _another(self, task: Task, out_of_reach: Mapping[str, str]) -> bool:
        try:
            return self._router.choose(task, out_of_reach).model_name not in out_of_reach
        except ModelError:
            return False

    async def _serve(self, name: str, call: Call, run_id: str | None) -> tuple[ModelReply, int]:
        model = self._models.model(name)
        await asyncio.to_thread(self._guard, model.name, model.remote, call.messages, run_id)
        _check_length(model, call.messages, call.tools)
        breaker = self._breakers[name]
        failed = 0
        while True:
            if not breaker.allows():
                seconds = breaker.seconds_left
                raise ModelUnavailable(
                    name, f"it failed several times and is left alone for {count(round(seconds), 'second')}"
                )
            call.streamed.begin()
            try:
                reply = await call.to(model)
            except ModelError as error:
                failed += 1
                if error.transient:
                    breaker.failed()
                else:
                    breaker.succeeded()
                wait = self._policy.wait(failed, error)
                if wait is None:
                    raise
                await self._sleep(wait)
                continue
            breaker.succeeded()
            self._models.observe(reply)
            usage = replace(reply.usage, dollars=self._models.dollars(name, reply.usage))
            return replace(reply, usage=usage), failed + 1


def conversation_tokens(model: ChatModel, messages: Sequence[Message], tools: Collection[ToolSpec] = ()) -> int:
    """About how many tokens the conversation has for ``model``, with its tools."""
    texts = [message.text + str([call.arguments for call in message.tool_calls] or "") for message in messages]
    texts += [f"{tool.name} {tool.description} {tool.parameters}" for tool in tools]
    return sum(model.count_tokens(text) + 8 for text in texts)


def _check_length(model: ChatModel, messages: Sequence[Message], tools: Collection[ToolSpec]) -> None:
    """Refuse what is beyond doubt too long, before it is sent: estimates may be 1.5 times too high."""
    if conversation_tokens(model, messages, tools) > 1.5 * model.context_tokens:
        raise ModelContextTooLong(model.name, model.context_tokens)
