"""The embedded model: a real llama.cpp server in a real process, under the conformance suite and the real clients."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import psutil
import pytest
from claudeprojects.agents.errors import ModelContextTooLong, ModelCorrupt
from claudeprojects.agents.models.builtin import builtin_file
from claudeprojects.agents.models.local.model import LocalModel
from claudeprojects.agents.models.local.process import LocalServer
from claudeprojects.agents.models.providers import anthropic_model, openai_model
from claudeprojects.agents.testing.model_conformance import QUESTION, SEARCH, ModelConformance
from claudeprojects.agents.values import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.agents.models.adapter import LangChainModel
    from claudeprojects.agents.models.local.process import Address

NAME = "local:smollm2-135m"


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    running = LocalServer(NAME, builtin_file(), own_template=True)
    yield running
    running.stop()


@pytest.fixture
def address(server: LocalServer) -> Iterator[Address]:
    with server.leased() as address:
        yield address


class TestConformance(ModelConformance):
    @pytest.fixture
    def model(self, server: LocalServer) -> LocalModel:
        return LocalModel(server)

    schema_follower = model

    @pytest.fixture
    def tool_user(self, server: LocalServer) -> OnlyTools:
        return OnlyTools(server)

    @pytest.fixture
    def unreachable(self) -> LangChainModel:
        return openai_model("x", "k", address="http://127.0.0.1:9/v1", name=NAME)


class OnlyTools(LocalModel):
    """The same model, seen until it calls a tool: it is tiny, and often would rather talk."""

    async def reply(self, messages: Any, tools: Any = (), **options: Any) -> Any:
        for attempt in range(12):
            reply = await super().reply(messages, tools, temperature=attempt / 6, **options)
            if reply.tool_calls:
                break
        return reply


def test_nobody_without_the_key_is_answered(address: Address) -> None:
    for path in ("/v1/chat/completions", "/v1/messages", "/completion", "/tokenize"):
        assert httpx.post(address.url + path, json={}).status_code == 401


def test_openais_own_client_talks_streams_and_takes_tools(address: Address) -> None:
    model = openai_model("any", address.key, address=f"{address.url}/v1")
    pieces: list[str] = []

    async def talk() -> None:
        whole = await model.reply(QUESTION, max_tokens=24)
        assert whole.text
        streamed = await model.reply(QUESTION, max_tokens=24, on_token=pieces.append)
        assert streamed.text == "".join(pieces)
        assert len(pieces) > 1
        offered = await model.reply(QUESTION, [SEARCH], max_tokens=24)
        assert offered.usage.input_tokens > whole.usage.input_tokens + 20, "the tools are in the prompt"

    asyncio.run(talk())


def test_anthropics_own_client_talks_and_streams(address: Address) -> None:
    model = anthropic_model("any", address.key, address=address.url)
    pieces: list[str] = []

    async def talk() -> None:
        whole = await model.reply(QUESTION, max_tokens=24)
        assert whole.text
        assert whole.usage.output_tokens > 0
        streamed = await model.reply(QUESTION, max_tokens=24, on_token=pieces.append)
        assert streamed.text == "".join(pieces)
        assert len(pieces) > 1
        offered = await model.reply(QUESTION, [SEARCH], max_tokens=24)
        assert offered.usage.input_tokens > whole.usage.input_tokens + 20, "the tools are in the prompt"

    asyncio.run(talk())


def rendered(address: Address, messages: list[dict[str, Any]], **more: Any) -> str:
    asked = {"messages": messages, **more}
    keyed = {"Authorization": f"Bearer {address.key}"}
    return str(httpx.post(f"{address.url}/apply-template", json=asked, headers=keyed).json()["prompt"])


def test_our_template_keeps_tools_and_adds_no_persona(address: Address) -> None:
    tool = {"type": "function", "function": {"name": "search", "parameters": SEARCH.parameters}}
    call = {"id": "1", "type": "function", "function": {"name": "search", "arguments": '{"query": "x"}'}}
    talk = [
        {"role": "user", "content": "Find x."},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "1", "content": "Found."},
        {"role": "tool", "tool_call_id": "2", "content": "More."},
    ]
    text = rendered(address, talk, tools=[tool])
    assert '<tools>\n{"type": "function", "function": {"name": "search"' in text
    asked = '<tool_call>\n{"name": "search", "arguments": {"query": "x"}}\n</tool_call>'
    assert f"<|im_start|>assistant\n{asked}<|im_end|>\n" in text
    given = "<tool_response>\nFound.\n</tool_response>\n<tool_response>\nMore.\n</tool_response>"
    assert f"<|im_start|>user\n{given}<|im_end|>\n" in text
    plain = rendered(address, talk[:1])
    assert plain == "<|im_start|>user\nFind x.<|im_end|>\n<|im_start|>assistant\n"


def test_what_does_not_fit_is_told_as_such(server: LocalServer) -> None:
    with pytest.raises(ModelContextTooLong) as caught:
        asyncio.run(LocalModel(server).reply([Message("user", "word " * 12_000)]))
    assert caught.value.limit == server.context_tokens


def test_a_process_that_was_killed_is_started_again(server: LocalServer) -> None:
    model = LocalModel(server)
    asyncio.run(model.reply(QUESTION, max_tokens=2))
    first = server.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    while server.running:
        time.sleep(0.01)
    assert asyncio.run(model.reply(QUESTION, max_tokens=2)).model == NAME
    assert server.pid != first


def test_a_model_does_not_outlive_the_program_that_started_it() -> None:
    program = f"""
import os
from claudeprojects.agents.models.builtin import builtin_file
from claudeprojects.agents.models.local.process import LocalServer
server = LocalServer("{NAME}", builtin_file(), own_template=True)
server.lease()
print(server.pid, flush=True)
os.kill(os.getpid(), {int(signal.SIGKILL)})
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    pid = int(ended.stdout)
    deadline = time.monotonic() + 20
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline, "it is still there"
        time.sleep(0.05)


def test_an_idle_model_gives_its_memory_back_and_comes_again() -> None:
    server = LocalServer(NAME, builtin_file(), own_template=True, idle_seconds=0.05)
    model = LocalModel(server)
    try:
        asyncio.run(model.reply(QUESTION, max_tokens=2))
        deadline = time.monotonic() + 20
        while server.running and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not server.running
        assert asyncio.run(model.reply(QUESTION, max_tokens=2)).usage.output_tokens > 0
    finally:
        server.stop()


def test_a_damaged_file_is_told_before_it_is_loaded(tmp_path: Path) -> None:
    whole = builtin_file().read_bytes()
    cases = {"cut.gguf": whole[:5_000_000], "head.gguf": whole[:2_000], "text.gguf": b"hello", "none.gguf": None}
    for name, content in cases.items():
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ModelCorrupt) as caught:
            LocalServer(NAME, path)
        assert "models pull" in caught.value.hint


def test_json_that_is_asked_for_can_be_read_even_from_a_tiny_model(server: LocalServer) -> None:
    schema = {
        "type": "object",
        "properties": {"titles": {"type": "array", "items": {"type": "string", "maxLength": 20}, "maxItems": 2}},
        "required": ["titles"],
        "additionalProperties": False,
    }
    reply = asyncio.run(LocalModel(server).reply([Message("user", "Two titles.")], schema=schema, max_tokens=60))
    assert isinstance(json.loads(reply.text)["titles"], list)


def test_a_schema_with_references_is_followed(server: LocalServer) -> None:
    schema = {
        "type": "object",
        "properties": {"mood": {"$ref": "#/$defs/Mood"}},
        "required": ["mood"],
        "$defs": {"Mood": {"type": "string", "enum": ["good", "bad"]}},
    }
    reply = asyncio.run(LocalModel(server).reply([Message("user", "Mood?")], schema=schema, max_tokens=30))
    assert json.loads(reply.text)["mood"] in {"good", "bad"}
