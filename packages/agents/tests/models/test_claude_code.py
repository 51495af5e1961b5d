"""Claude Code as a model, through its makers' SDK, against a program that speaks as the real one does.

``CLAUDEPROJECTS_CLAUDE`` names a real program to run the same tests with; nothing leaves the machine then, either.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from shlex import quote
from typing import Any

import anyio
import psutil
import pytest
from claudeprojects.agents.errors import (
    ModelContextTooLong,
    ModelError,
    ModelKeyRefused,
    ModelRateLimited,
    ModelUnavailable,
    ModelUnknown,
    PrivacyRefused,
)
from claudeprojects.agents.models.claude_code import ENDING, ClaudeCodeModel
from claudeprojects.agents.models.gateway import ModelGateway
from claudeprojects.agents.models.port import Choice, Task
from claudeprojects.agents.testing.fake_models import FakeProvider
from claudeprojects.agents.values import Message, Privacy, ToolSpec

FAKE = Path(__file__).with_name("fake_claude.py")
ECHO = ToolSpec("echo", "Say it back.", {"type": "object", "properties": {"text": {"type": "string"}}})


@pytest.fixture
def claude(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., FakeProvider]]:
    """Makes a provider that answers as told, for a machine with Claude Code and an empty home."""
    program = tmp_path / "bin" / "claude"
    program.parent.mkdir()
    if real := os.environ.get("CLAUDEPROJECTS_CLAUDE"):
        program.symlink_to(real)
    else:
        program.write_text(f'#!/bin/sh\nexec {quote(sys.executable)} -I {quote(str(FAKE))} "$@"\n')
        program.chmod(0o755)
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-test")
    with ExitStack() as running:

        def provider(script: Any) -> FakeProvider:
            made = running.enter_context(FakeProvider(script))
            monkeypatch.setenv("ANTHROPIC_BASE_URL", made.url)
            return made

        yield provider


def ask(*messages: Message, **options: Any) -> Any:
    told = messages or (Message("user", "What is the tide?"),)
    return asyncio.run(ClaudeCodeModel("sonnet").reply(told, **options))


def fails(status: int, message: str = "not now") -> list[dict[str, Any]]:
    return [{"error": {"status": status, "message": message}}] * 3


def test_it_answers_with_what_it_used_and_is_told_who_it_is(claude) -> None:
    fake = claude([{"text": "High at noon."}])
    pieces: list[str] = []
    system = "You know tides. " * 20_000
    reply = ask(Message("system", system), Message("user", "When?"), on_token=pieces.append)
    assert (reply.text, "".join(pieces)) == ("High at noon.", "High at noon.")
    assert reply.usage.input_tokens > 0
    assert reply.usage.dollars is not None
    assert "You know tides." in fake.requests[0]["system"], "also what is longer than an argument may be"
    assert fake.requests[0]["tools"] == [], "none of its own tools is there"


def test_it_chooses_among_our_tools_in_words(claude) -> None:
    claude([{"text": 'Sure: {"tool": "echo", "arguments": {"text": "hi"}}'}])
    reply = ask(tools=[ECHO])
    assert [(call.name, call.arguments) for call in reply.tool_calls] == [("echo", {"text": "hi"})]


@pytest.mark.parametrize(
    ("script", "kind", "said"),
    [
        (fails(401), ModelKeyRefused, "/login"),
        (fails(429), ModelRateLimited, ""),
        (fails(529), ModelUnavailable, "not now"),
        (fails(400, "prompt is too long: 9 tokens > 8 maximum"), ModelContextTooLong, ""),
    ],
    ids=["key", "rate", "overloaded", "length"],
)
def test_what_it_says_went_wrong_is_told_as_of_any_model(claude, script, kind: type[ModelError], said: str) -> None:
    fake = claude(script)
    with pytest.raises(kind) as caught:
        ask()
    assert said in f"{caught.value.message} {caught.value.hint}"
    assert len(fake.requests) == 1, "the gateway tries again, and nobody behind its back"


def test_without_a_login_it_says_how_to_get_one(claude, monkeypatch) -> None:
    claude([{"text": "never"}])
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    with pytest.raises(ModelKeyRefused, match="Not logged in") as caught:
        ask()
    assert "/login" in caught.value.hint


def test_without_the_program_or_the_sdk_it_says_what_to_install(claude, monkeypatch, tmp_path) -> None:
    claude([])
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("claude_agent_sdk._internal.transport.subprocess_cli.Path.is_file", lambda _path: False)
    with pytest.raises(ModelUnknown) as caught:
        ask()
    assert "pip install 'claudeprojects-agents[claude-code]'" in caught.value.hint
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(ModelUnknown) as caught:
        ClaudeCodeModel("sonnet")
    assert "pip install" in caught.value.hint


def test_cancelled_it_is_over_at_once_and_leaves_no_program_behind(claude, monkeypatch) -> None:
    fake, patience = claude([{"text": "late", "delay": 30}]), anyio.fail_after
    monkeypatch.setattr(anyio, "fail_after", lambda seconds: patience(seconds / 100))

    async def work() -> None:
        before = set(psutil.Process().children(recursive=True))
        asking = asyncio.create_task(ClaudeCodeModel("sonnet").reply([Message("user", "Hello.")]))
        while not fake.requests:
            assert not asking.done(), asking
            await asyncio.sleep(0.02)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert len(ENDING) == 1, "nobody waits for the program to end"
        await asyncio.wait(set(ENDING))
        left = set(psutil.Process().children(recursive=True)) - before
        assert not [one for one in left if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]

    asyncio.run(work())


def test_what_the_guard_refuses_never_reaches_the_program(claude) -> None:
    fake = claude([{"text": "never"}])

    class Source:
        def prepare(self, name: str) -> None: ...
        def model(self, name: str) -> ClaudeCodeModel:
            return ClaudeCodeModel("sonnet")

        def dollars(self, name: str, usage: object) -> None: ...
        def observe(self, reply: object) -> None: ...

    class Router:
        def choose(self, task: Task, avoid: object = ()) -> Choice:
            return Choice("claude-code:sonnet", "test", "It was asked for.")

    def guard(name: str, remote: bool, messages: object, run_id: object, **_more: object) -> None:
        if remote:
            raise PrivacyRefused(name, ("Diary.md",))

    secret = Message("user", "CANARY", privacy=Privacy.PRIVATE)
    with pytest.raises(PrivacyRefused):
        asyncio.run(ModelGateway(Source(), Router(), guard).reply(Task("chat"), [secret]))
    assert fake.received == []
