"""A vault with a small methodology, a project by it, and runtimes over it whose model is scripted in-process."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from claudeprojects.agents.models.port import Answered, Choice
from claudeprojects.agents.runtime import AgentRuntime
from claudeprojects.agents.values import Message, ModelReply, Privacy, ToolCall, Usage
from claudeprojects.core.methodologies.methodologies import Methodologies
from claudeprojects.core.workspace import Workspace

WAY = """---
type: methodology
name: two-notes
title: Two notes
version: 1
summary: Two notes side by side, and a third of both.
for: Tests.
variables:
  - {name: project, ask: "What is it called?", required: true}
folder: "Work/{{ project }}"
artefacts:
  - {id: left, title: Left, path: "Left.md", template: note}
  - {id: right, title: Right, path: "Right.md", template: note}
  - {id: both, title: Both, path: "Both.md", template: note}
phases:
  - id: one
    title: One
    purpose: Write it all.
    activities:
      - {id: write-left, title: Write left, outputs: [left], agents: [looker, worker]}
      - {id: write-right, title: Write right, outputs: [right], agents: [worker], people: [Owner]}
      - {id: join, title: Join both, inputs: [left, right], outputs: [both], agents: [worker]}
    gate:
      title: It is written
      needs:
        - {artefact: left, sections: [Body]}
        - {artefact: right, sections: [Body]}
        - {artefact: both, sections: [Body]}
        - {sign_off: Owner}
  - id: two
    title: Two
    purpose: Look at it.
    activities:
      - {id: look, title: Look at it, inputs: [both], people: [Owner]}
---

# Two notes

## One

### Write left

Write the left one first thing.

### Write right

### Join both

## Two

### Look at it
"""

PROJECT = "Work/Boat/Boat.md"
Reply = dict[str, Any]
Script = Callable[[str, Sequence[Message]], Reply]
"""From what an agent was asked (the activity, ``look: …``, ``mend: …`` or ``check``) to what its model says."""


def call(name: str, **arguments: Any) -> dict[str, Any]:
    return {"name": name, "arguments": arguments}


def asked(messages: Sequence[Message]) -> str:
    """What an agent was asked, in short."""
    prompt = next(message.text for message in messages if message.role == "user")
    title = prompt.partition("“")[2].partition("”")[0]
    kinds = {"Carry out": "", "Find what": "look: ", "What was written": "mend: "}
    kind = next((kind for start, kind in kinds.items() if prompt.startswith(start)), None)
    return "check" if kind is None else f"{kind}{title}"


def result_of_writing(messages: Sequence[Message]) -> bool:
    return messages[-1].role == "tool"


def writes(task: str, messages: Sequence[Message]) -> Reply:
    """A model that does as it is asked: each writer writes the body of its note, the others speak."""
    if task == "check":
        return {"text": "Nothing to mend."}
    if task.startswith("look: "):
        return {"text": "The sails are red [[Sails]]."}
    if result_of_writing(messages):
        return {"text": f"Did {task}."}
    name = {"Write left": "Left", "Write right": "Right", "Join both": "Both"}[task.removeprefix("mend: ")]
    return {"tools": [call("patch", path=f"Work/Boat/{name}.md", old="## Body\n", new=f"## Body\n\n{name} it is.\n")]}


class Scripted:
    """A gateway of one scripted model; ``asked`` are the tasks as they came, ``most`` how many worked at once."""

    def __init__(self, script: Script = writes) -> None:
        self.script, self.asked, self.sent = script, list[str](), list[Sequence[Message]]()
        self.now = self.most = 0

    def choose(self, _task: Any, _out_of_reach: object = None) -> Choice:
        return Choice("fake:scripted", "test", "")

    async def reply(self, _task: Any, messages: Sequence[Message], *_: Any, **_options: Any) -> Answered:
        task = asked(messages)
        if messages[-1].role == "user":
            self.asked.append(task)
        self.sent.append(list(messages))
        answer = self.script(task, messages)
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await asyncio.sleep(answer.get("delay", 0.01))
        finally:
            self.now -= 1
        calls = tuple(
            ToolCall(f"c{number}", each["name"], each["arguments"])
            for number, each in enumerate(answer.get("tools", ()))
        )
        usage = Usage(*answer.get("usage", (10, 5)), 0.0, 0.01)
        text = answer.get("text", "")
        reply = ModelReply(text, "fake:scripted", calls, usage, "tools" if calls else "end")
        return Answered(reply, Choice("fake:scripted", "test", ""))


class Tiny(Scripted):
    """A gateway of one very small model, which names each quote by its first words; ``limits`` are those set."""

    def __init__(self) -> None:
        super().__init__()
        self.limits, self.tools = list[int](), list[Any]()

    def choose(self, _task: Any, _out_of_reach: object = None) -> Choice:
        return Choice("fake:tiny", "test", "")

    async def reply(self, _task: Any, messages: Sequence[Message], tools: Any = (), **options: Any) -> Answered:
        self.sent.append(list(messages))
        self.asked.append(messages[-1].text.rpartition("Question: ")[2].partition(".")[0])
        self.limits.append(options["max_tokens"])
        self.tools += tools
        await self.thinking()
        count = options["schema"]["properties"]["titles"]["minItems"]
        text = json.dumps({"titles": ["old harbour"] * count, "order": list(range(1, count + 1))})
        reply = ModelReply(text, "fake:tiny", (), Usage(200, 20, 0.0, 0.01))
        return Answered(reply, Choice("fake:tiny", "test", ""))

    async def thinking(self) -> None:
        """What happens before it answers."""


class Place:
    """A vault with a data folder, where runtimes are started one after another."""

    def __init__(self, folder: Path) -> None:
        self.root, self.data, self.home = folder / "vault", folder / "data", folder / "home"
        if self.root.exists():
            return
        self.root.mkdir(parents=True)
        self.home.mkdir()
        self.put(".claudeprojects/methodologies/two-notes.md", WAY)
        self.put(".claudeprojects/methodologies/templates/note.md", "# {{title}}\n\n## Body\n")
        self.agent("worker", "tools: read, write, patch, search\n")
        self.agent("looker", "tools: read, search\npermissionMode: plan\n")
        self.put("Sails.md", "# Sails\n\nRed ones.\n")
        with self.workspace() as workspace:
            Methodologies(workspace).instantiate("two-notes", {"project": "Boat"})

    def put(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def agent(self, name: str, head: str) -> None:
        self.put(f".claude/agents/{name}.md", f"---\nname: {name}\ndescription: A {name}.\n{head}---\nYou work.\n")

    @asynccontextmanager
    async def runtime(self, model: Scripted | None = None) -> AsyncIterator[AgentRuntime]:
        with self.workspace() as workspace:
            gateway = model or Scripted()
            runtime = AgentRuntime(workspace, home=self.home, router=gateway)
            vars(runtime)["gateway"] = gateway
            if isinstance(gateway, Tiny):
                vars(runtime)["serving"] = replace(runtime.serving, is_tiny=lambda _model: True)
            vars(runtime).update(_reach=lambda _task: Privacy.PRIVATE, _ceiling=lambda _model: Privacy.PRIVATE)
            try:
                await runtime.start()
                yield runtime
            finally:
                await runtime.close()

    def workspace(self) -> Any:
        workspace = Workspace.open(self.root, data_dir=self.data)
        workspace.sync(embed=False)
        return workspace


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("CLAUDEPROJECTS_HOME", str(tmp_path / "config"))
    return Place(tmp_path)


@pytest.fixture
def scripted() -> type[Scripted]:
    return Scripted


@pytest.fixture
def tiny() -> type[Tiny]:
    return Tiny


@pytest.fixture
def writer() -> Script:
    return writes
