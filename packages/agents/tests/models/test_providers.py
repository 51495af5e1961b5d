"""The real clients of each provider against the FAKE provider, which speaks their wires."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from typing import TYPE_CHECKING

import pytest
from claudeprojects.agents.errors import (
    ModelContextTooLong,
    ModelKeyRefused,
    ModelRateLimited,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
)
from claudeprojects.agents.models.providers import (
    admit_langchain,
    anthropic_model,
    is_on_this_machine,
    ollama_model,
    openai_model,
)
from claudeprojects.agents.testing.fake_models import FakeProvider
from claudeprojects.agents.testing.model_conformance import QUESTION, SEARCH, ModelConformance
from claudeprojects.agents.values import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claudeprojects.agents.models.adapter import LangChainModel
    from claudeprojects.agents.testing.fake_wires import FakeRequest

    Make = Callable[..., LangChainModel]

KEY = "sk-test-0123456789abcdefghijklmnop"


def make_anthropic(address: str, **options: float) -> LangChainModel:
    return anthropic_model("claude-fake", KEY, address=address, **options)


def make_openai(address: str, **options: float) -> LangChainModel:
    return openai_model("gpt-fake", KEY, address=f"{address}/v1", **options)


def make_ollama(address: str, **options: float) -> LangChainModel:
    return ollama_model("llama-fake", address=address, **options)


def says(request: FakeRequest) -> dict[str, object]:
    """What the fake model of the conformance suite does: use a tool, follow the schema, or greet."""
    if request["tools"]:
        return {"text": "I look.", "tools": [{"name": "search", "arguments": {"query": "cats"}}]}
    return {"text": '{"mood": "good"}' if request["schema"] else "Hello there, and welcome."}


@pytest.fixture(params=[make_anthropic, make_openai, make_ollama], ids=["anthropic", "openai", "ollama"])
def make(request: pytest.FixtureRequest) -> Make:
    return request.param


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeProvider]:
    with FakeProvider(says) as provider:
        yield provider


@pytest.fixture
def nowhere() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


class TestConformance(ModelConformance):
    @pytest.fixture
    def model(self, make: Make, fake: FakeProvider) -> LangChainModel:
        return make(fake.url)

    tool_user = schema_follower = model

    @pytest.fixture
    def unreachable(self, make: Make, nowhere: str) -> LangChainModel:
        return make(nowhere)


def test_system_messages_results_and_tools_arrive_as_they_were_given(make: Make) -> None:
    with FakeProvider([{"tools": [{"name": "search", "arguments": {"query": "x"}}]}, {"text": "Done."}]) as fake:

        async def talk() -> None:
            model = make(fake.url)
            first = await model.reply(QUESTION, [SEARCH])
            asked = Message("assistant", first.text, tool_calls=first.tool_calls)
            found = Message("tool", "Two notes.", tool_call_id=first.tool_calls[0].id)
            assert (await model.reply([*QUESTION, asked, found], [SEARCH])).text == "Done."

        asyncio.run(talk())
        first, second = fake.requests
    assert first["system"] == QUESTION[0].text
    assert [m["text"] for m in first["messages"]] == ["Say hello."]
    (tool,) = first["tools"]
    assert (tool["name"], tool["description"]) == ("search", "Search the notes.")
    assert tool["parameters"]["required"] == ["query"]
    called, answered = second["messages"][1:]
    assert called["tool_calls"][0]["arguments"] == {"query": "x"}
    assert (answered["role"], answered["text"]) == ("tool", "Two notes.")


@pytest.mark.parametrize(
    ("status", "message", "expected"),
    [
        (401, f"Incorrect API key provided: {KEY}", ModelKeyRefused),
        (403, "not for you", ModelKeyRefused),
        (429, "slow down", ModelRateLimited),
        (400, "prompt is too long: 210000 tokens > 200000 maximum", ModelContextTooLong),
        (400, "This model's maximum context length is 8192 tokens", ModelContextTooLong),
        (404, "no such model", ModelRefused),
        (500, "internal", ModelUnavailable),
        (503, "overloaded", ModelUnavailable),
        (529, "overloaded_error", ModelUnavailable),
    ],
)
@pytest.mark.parametrize("streamed", [False, True])
def test_each_failure_of_a_provider_has_its_error(
    make: Make, status: int, message: str, expected: type, *, streamed: bool
) -> None:
    headers = {"retry-after": "7"} if status == 429 else {}
    with FakeProvider([{"error": {"status": status, "message": message, "headers": headers}}]) as fake:
        with pytest.raises(expected) as caught:
            asyncio.run(make(fake.url).reply(QUESTION, on_token=(lambda _text: None) if streamed else None))
        assert len(fake.requests) == 1, "the clients must not try again by themselves"
    assert KEY not in str(caught.value)
    assert caught.value.hint
    if isinstance(caught.value, ModelRateLimited) and "ollama" not in caught.value.model:
        assert caught.value.retry_after == 7


def test_an_answer_that_takes_too_long_is_cut(make: Make) -> None:
    with FakeProvider([{"text": "late", "delay": 0.6}]) as fake, pytest.raises(ModelTimeout):
        asyncio.run(make(fake.url, timeout=0.2).reply(QUESTION))


def test_a_connection_that_breaks_in_the_answer_is_told_apart_from_no_connection(make: Make) -> None:
    with FakeProvider([{"text": "one two three four five six", "cut": 4}]) as fake, pytest.raises(ModelUnavailable):
        asyncio.run(make(fake.url).reply(QUESTION, on_token=lambda _text: None))


def test_a_cut_answer_and_a_refusal_are_told(make: Make) -> None:
    with FakeProvider([{"text": "and so", "stop": "length"}]) as fake:
        assert asyncio.run(make(fake.url).reply(QUESTION)).stop == "length"


def test_only_loopback_counts_as_this_machine() -> None:
    assert is_on_this_machine("http://127.0.0.1:11434")
    assert is_on_this_machine("http://[::1]:1/v1")
    assert not is_on_this_machine("http://127.0.0.1.example.com/v1")
    assert not is_on_this_machine("http://192.168.1.4:11434")
    assert not is_on_this_machine("https://localhost@example.com")


def test_langchain_is_let_in_and_traces_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydantic.v1", None)
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    admit_langchain()
    assert sys.modules.get("pydantic.v1", sys) is not None
    assert os.environ["LANGSMITH_TRACING"] == "false"
