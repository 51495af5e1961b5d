"""A runtime over a small vault, its model scripted in-process: everything but the model is real."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from claudeprojects.agents.models.port import Choice, Task
from claudeprojects.agents.runtime import AgentRuntime
from claudeprojects.agents.values import Message, ModelReply, ToolCall, ToolSpec, Usage
from claudeprojects.core.workspace import Workspace

Reply = dict[str, Any]
Script = Callable[[Sequence[Message]], Reply] | Iterable[Reply]


class ScriptedModel:
    """A model that says what a script tells it to; ``sent`` keeps what it was sent."""

    name, remote, context_tokens = "fake:scripted", False, 100_000

    def __init__(self, script: Script) -> None:
        replies = None if callable(script) else iter(script)
        self._answer = script if callable(script) else lambda _messages: next(replies)  # type: ignore[arg-type]
        self.sent: list[list[Message]] = []
        self.running = 0
        self.most_at_once = 0
        self._calls = 0

    async def reply(self, messages: Sequence[Message], tools: Sequence[ToolSpec] = (), **options: Any) -> ModelReply:
        self.sent.append(list(messages))
        answer = self._answer(messages)
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        try:
            if error := answer.get("raise"):
                raise error
            await asyncio.sleep(answer.get("delay", 0))
        finally:
            self.running -= 1
        calls = []
        for tool in answer.get("tools", ()):
            self._calls += 1
            calls.append(ToolCall(f"call_{self._calls}", tool["name"], tool.get("arguments", {})))
        text = answer.get("text", "")
        if options.get("on_token") and text:
            options["on_token"](text)
        tokens_in, tokens_out, dollars = (*answer.get("usage", (10, 5)), 0.0)[:3]
        usage = Usage(tokens_in, tokens_out, dollars, 0.01)
        return ModelReply(text, self.name, tuple(calls), usage, "tools" if calls else "end")

    def count_tokens(self, text: str) -> int:
        return len(text) // 4 + 1


class OneModel:
    """A source and a router of one model."""

    def __init__(self, model: ScriptedModel) -> None:
        self.only = model

    def model(self, name: str) -> ScriptedModel:
        return self.only

    def prepare(self, name: str) -> None:
        pass

    def dollars(self, name: str, usage: Usage) -> float | None:
        return usage.dollars

    def observe(self, reply: ModelReply) -> None:
        pass

    def choose(self, task: Task, out_of_reach: object = None) -> Choice:
        return Choice(self.only.name, "test", "It is the only one.")


class Place:
    """A vault with a data folder, where runtimes are started one after another."""

    def __init__(self, folder: Path) -> None:
        self.root, self.data, self.home = folder / "vault", folder / "data", folder / "home"
        self.root.mkdir(parents=True)
        self.home.mkdir()
        self.events: list[dict[str, Any]] = []
        self.put("Plan.md", "# Plan\n\nBuild the boat.\n")
        self.put("Notes/Sails.md", "# Sails\n\nRed ones.\n")
        self.agent("worker", "You work.")

    def put(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def agent(self, name: str, prompt: str, head: str = "") -> None:
        text = f"---\nname: {name}\ndescription: A {name} for tests.\n{head}---\n{prompt}\n"
        self.put(f".claude/agents/{name}.md", text)

    @asynccontextmanager
    async def runtime(self, script: Script | ScriptedModel, **options: Any) -> AsyncIterator[AgentRuntime]:
        model = script if isinstance(script, ScriptedModel) else ScriptedModel(script)
        source = OneModel(model)
        with Workspace.open(self.root, data_dir=self.data) as workspace:
            workspace.sync(embed=False)
            workspace.events.subscribe(lambda event: self.events.append(event.to_json()))
            runtime = AgentRuntime(workspace, home=self.home, source=source, router=source, **options)
            runtime.model = model  # type: ignore[attr-defined]
            try:
                await runtime.start()
                yield runtime
            finally:
                await runtime.close()

    def told(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["type"] == "run" and event["kind"] == kind]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("CLAUDEPROJECTS_HOME", str(tmp_path / "config"))
    return Place(tmp_path)
