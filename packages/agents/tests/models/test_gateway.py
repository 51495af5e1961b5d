"""The gateway: order of guard and call, retries, breaker, degrading, price."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import pytest
from claudeprojects.agents.errors import (
    ModelContextTooLong,
    ModelKeyRefused,
    ModelOffline,
    ModelRateLimited,
    ModelUnavailable,
)
from claudeprojects.agents.models.breaker import Breaker
from claudeprojects.agents.models.gateway import ModelGateway, RetryPolicy
from claudeprojects.agents.models.port import ChatModel, Choice, Task
from claudeprojects.agents.models.providers import openai_model
from claudeprojects.agents.testing.fake_models import FakeProvider
from claudeprojects.agents.values import Message, ModelReply, Usage

ASK = [Message("user", "What is due?")]
CHAT = Task("chat")


class Refusal(Exception):
    """Stands for the refusal of the privacy room."""


class OneRoad:
    """A router and a source of two models, the second tried when the first is out of reach."""

    def __init__(self, first: ChatModel, second: ChatModel | None = None) -> None:
        self.models = [first] + ([second] if second else [])
        self.seen: list[ModelReply] = []

    def choose(self, task: Task, out_of_reach: Mapping[str, str] = {}) -> Choice:
        for model in self.models:
            if model.name not in out_of_reach:
                return Choice(model.name, "first", "; ".join(out_of_reach.values()), degraded=bool(out_of_reach))
        return Choice(self.models[0].name, "first", "")

    def prepare(self, name: str) -> None:
        """Nothing takes long."""

    def model(self, name: str) -> ChatModel:
        return next(model for model in self.models if model.name == name)

    def dollars(self, name: str, usage: Usage) -> float | None:
        return usage.output_tokens * 0.01

    def observe(self, reply: ModelReply) -> None:
        self.seen.append(reply)


def gateway_to(road: OneRoad, waited: list[float] | None = None, guard: object = None) -> ModelGateway:
    async def sleep(seconds: float) -> None:
        if waited is not None:
            waited.append(seconds)

    def let_pass(model: str, remote: bool, messages: Sequence[Message], run_id: str | None) -> None:
        """Refuse nothing."""

    return ModelGateway(road, road, guard or let_pass, sleep=sleep)


def fails(status: int, **headers: str) -> dict[str, object]:
    return {"error": {"status": status, "message": "not now", "headers": headers}}


def model_of(fake: FakeProvider, name: str = "first") -> ChatModel:
    return openai_model(name, "key", address=f"{fake.url}/v1")


def test_what_the_guard_refuses_is_never_sent() -> None:
    asked: list[tuple[object, ...]] = []

    def guard(*arguments: object) -> None:
        asked.append(arguments)
        raise Refusal

    with FakeProvider([]) as fake:
        gateway = gateway_to(OneRoad(model_of(fake)), guard=guard)
        with pytest.raises(Refusal):
            asyncio.run(gateway.reply(CHAT, ASK, run_id="r1"))
        assert fake.received == []
    assert asked == [("openai:first", False, ASK, "r1")]


def test_the_guard_is_asked_again_when_another_model_serves() -> None:
    asked: list[str] = []

    def guard(name: str, *_rest: object) -> None:
        asked.append(name)

    with FakeProvider([fails(503)] * 3 + [{"text": "From the second."}]) as fake:
        road = OneRoad(model_of(fake), model_of(fake, "second"))
        answer = asyncio.run(gateway_to(road, [], guard).reply(CHAT, ASK))
    assert asked == ["openai:first", "openai:second"]
    assert answer.reply.model == "openai:second"
    assert answer.choice.degraded
    assert "cannot serve" in answer.choice.why


def test_a_failure_that_may_pass_is_tried_again_with_growing_uneven_waits() -> None:
    waited: list[float] = []
    with FakeProvider([fails(500), fails(529), {"text": "Now."}]) as fake:
        road = OneRoad(model_of(fake))
        answer = asyncio.run(gateway_to(road, waited).reply(CHAT, ASK))
    assert (answer.reply.text, answer.attempts) == ("Now.", 3)
    assert 0.25 <= waited[0] <= 0.5 <= waited[1] <= 1.0
    assert [reply.text for reply in road.seen] == ["Now."]


def test_a_provider_that_says_when_to_come_back_is_asked_then() -> None:
    waited: list[float] = []
    with FakeProvider([fails(429, **{"retry-after": "3"}), {"text": "Now."}]) as fake:
        asyncio.run(gateway_to(OneRoad(model_of(fake)), waited).reply(CHAT, ASK))
    assert waited == [3]


def test_a_wait_that_is_too_long_is_an_error_at_once() -> None:
    with FakeProvider([fails(429, **{"retry-after": "600"})]) as fake:
        with pytest.raises(ModelRateLimited) as caught:
            asyncio.run(gateway_to(OneRoad(model_of(fake))).reply(CHAT, ASK))
        assert caught.value.retry_after == 600


def test_a_bad_key_is_neither_tried_again_nor_hidden_by_another_model() -> None:
    with FakeProvider([fails(401)]) as fake:
        with pytest.raises(ModelKeyRefused):
            asyncio.run(gateway_to(OneRoad(model_of(fake), model_of(fake, "second"))).reply(CHAT, ASK))
        assert len(fake.requests) == 1


def test_without_another_model_the_last_failure_is_told() -> None:
    with FakeProvider([]) as fake:
        gone = model_of(fake)
    with pytest.raises(ModelOffline):
        asyncio.run(gateway_to(OneRoad(gone), []).reply(CHAT, ASK))


def test_a_model_that_keeps_failing_is_left_alone() -> None:
    with FakeProvider(lambda _request: fails(500)) as fake:
        gateway = gateway_to(OneRoad(model_of(fake)), [])
        for _ in range(3):
            with pytest.raises(ModelUnavailable):
                asyncio.run(gateway.reply(CHAT, ASK))
        assert len(fake.requests) == 4


def test_after_its_rest_one_call_finds_out_whether_the_model_is_back() -> None:
    now = 0.0
    breaker = Breaker(failures=2, rest=10, clock=lambda: now)
    breaker.failed()
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    now = 11.0
    assert breaker.allows()
    assert not breaker.allows(), "the others wait for the first"
    breaker.succeeded()
    assert breaker.allows()


def test_a_stream_that_breaks_begins_anew_and_says_so() -> None:
    told: list[str] = []
    with FakeProvider([{"text": "one two three four", "cut": 3}, {"text": "five six"}]) as fake:
        answer = asyncio.run(
            gateway_to(OneRoad(model_of(fake)), []).reply(
                CHAT, ASK, on_token=told.append, on_restart=lambda: told.append("|")
            )
        )
    assert answer.reply.text == "five six"
    before, after = "".join(told).split("|")
    assert before == "one two "
    assert after == "five six"


def test_usage_gets_its_price() -> None:
    with FakeProvider([{"text": "Two tasks.", "usage": (10, 5)}]) as fake:
        answer = asyncio.run(gateway_to(OneRoad(model_of(fake))).reply(CHAT, ASK))
    assert answer.reply.usage.dollars == pytest.approx(0.05)
    assert (answer.reply.usage.input_tokens, answer.reply.usage.output_tokens) == (10, 5)


def test_what_is_beyond_doubt_too_long_is_not_sent() -> None:
    with FakeProvider([]) as fake:
        with pytest.raises(ModelContextTooLong):
            asyncio.run(gateway_to(OneRoad(model_of(fake))).reply(CHAT, [Message("user", "word " * 300_000)]))
        assert fake.received == []


def test_waits_are_a_random_part_of_a_doubling_time_up_to_a_cap() -> None:
    policy = RetryPolicy(attempts=20, base=1, cap=4)
    error = ModelUnavailable("m", "it fails")
    for failed, most in [(1, 1), (2, 2), (3, 4), (9, 4)]:
        waits = {policy.wait(failed, error) for _ in range(50)}
        assert all(most / 2 <= (wait or 0) <= most for wait in waits)
        assert len(waits) > 1
    assert policy.wait(20, error) is None
