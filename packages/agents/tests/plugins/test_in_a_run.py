"""What plugins bring is used by a run like anything else: their tools, their agents, their models."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from claudeprojects.agents.models.port import Choice
from claudeprojects.agents.plugins.scaffold import new_plugin
from claudeprojects.agents.runtime import AgentRuntime
from claudeprojects.agents.values import ModelReply, ToolCall, Usage
from claudeprojects.core.workspace import Workspace


class Counting:
    """A model that has the words of a note counted, and says what it was told; its own source and router."""

    name, remote, context_tokens = "fake:counting", False, 100_000

    def __init__(self) -> None:
        self.offered: list[str] = []

    async def reply(self, messages, tools=(), **_):
        self.offered = [tool.name for tool in tools]
        if messages[-1].role == "tool":
            return ModelReply(f"It has {messages[-1].text}.", self.name)
        return ModelReply("", self.name, (ToolCall("1", "my_tool_count_words", {"path": "Note.md"}),), stop="tools")

    def count_tokens(self, text):
        return len(text) // 4 + 1

    def model(self, name):
        return self

    def prepare(self, name):
        pass

    def dollars(self, name, usage: Usage):
        return 0.0

    def observe(self, reply):
        pass

    def choose(self, task, out_of_reach=None):
        return Choice(self.name, "test", "It is the only one.")


@asynccontextmanager
async def opened(tmp_path: Path, model: Counting | None = None) -> AsyncIterator[AgentRuntime]:
    root = tmp_path / "vault"
    root.mkdir()
    (root / "Note.md").write_text("one two three")
    with Workspace.open(root, data_dir=tmp_path / "data") as workspace:
        workspace.sync(embed=False)
        runtime = AgentRuntime(workspace, home=tmp_path, source=model, router=model)
        try:
            for kind in ("tools", "agents", "model_providers"):
                new_plugin(root, f"my-{kind.replace('_', '-').removesuffix('s')}", kind)
            for info in runtime.plugins.plugins():
                assert runtime.plugins.trust(info.name, info.hash).state == "loaded"
            if model is not None:
                await runtime.start()
            yield runtime
        finally:
            await runtime.close()


def test_an_agent_of_a_plugin_uses_the_tools_its_file_names_and_no_other(tmp_path):
    async def work():
        async with opened(tmp_path, Counting()) as runtime:
            assert runtime.library.agent("my-agent-helper").origin == "plugin"
            assert "my_tool_count_words" in runtime.tools.tools()
            specs = runtime.tools.specs(runtime.library.agent("my-agent-helper"), "default")
            assert {spec.name for spec in specs} == {"search", "read"}

    asyncio.run(work())


def test_a_run_calls_a_tool_of_a_plugin(tmp_path):
    async def work():
        model = Counting()
        async with opened(tmp_path, model) as runtime:
            (tmp_path / "vault/.claude/agents").mkdir(parents=True)
            (tmp_path / "vault/.claude/agents/counter.md").write_text(
                "---\nname: counter\ndescription: Counts\ntools: my_tool_count_words\n---\nCount."
            )
            run = await runtime.runs.start("counter", "How long is it?")
            async with asyncio.timeout(20):
                while (done := runtime.records.get(run.id)).state not in {"done", "failed", "cancelled"}:
                    await asyncio.sleep(0.05)
            steps = [step.name for step in runtime.records.steps(run.id) if step.kind == "tool"]
            assert (done.state, steps) == ("done", ["my_tool_count_words"])
            assert model.offered == ["my_tool_count_words"]

    asyncio.run(work())


def test_a_model_of_a_plugin_is_one_of_the_models_there_are(tmp_path):
    async def work():
        async with opened(tmp_path) as runtime:
            assert runtime.models.model("my-model-provider:echo").name == "my-model-provider:echo"

    asyncio.run(work())
