"""A Design Sprint in the sample workspace, from its brief to its findings, on a scripted model behind a real client.

Agents write each phase, a person accepts, agrees, ticks and signs, and the project moves on.
"""

from __future__ import annotations

import asyncio
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from claudeprojects.agents.models.port import Choice
from claudeprojects.agents.models.providers import openai_model
from claudeprojects.agents.runtime import AgentRuntime
from claudeprojects.agents.testing.fake_models import FakeProvider
from claudeprojects.core.methodologies.library import BUILTIN
from claudeprojects.core.methodologies.methodologies import Methodologies
from claudeprojects.core.methodologies.model import SignOffNeed
from claudeprojects.core.sample.create import create_sample
from claudeprojects.core.workspace import Workspace

NAME = "Gifts that run"
PROJECT = f"Projects/{NAME}/{NAME}.md"
ANSWERS = {
    "project": NAME, "challenge": "Gifts stop in the first five minutes", "decider": "Mara", "start": "2026-11-23",
}  # fmt: skip
EXAMPLE = BUILTIN / "design-sprint/example/First five minutes"
_DAY = re.compile(r"@\{[+-]?\d+\}")


class Fake:
    """The only model there is: that of a fake provider on this machine, by the real client."""

    def __init__(self, url: str) -> None:
        self._model = openai_model("fake-model", "sk-none", address=f"{url}/v1")
        self._model.remote = False

    def model(self, _name: str) -> Any:
        return self._model

    def choose(self, _task: Any, _out_of_reach: object = None) -> Choice:
        return Choice(self._model.name, "test", "It is the only one.")

    def prepare(self, _name: str) -> None:
        pass

    def observe(self, _reply: Any) -> None:
        pass

    def dollars(self, _name: str, _usage: Any) -> float:
        return 0.0


def practitioner(request: Any) -> dict[str, Any]:
    """A model that writes each note it is asked for as the worked example has it."""
    prompt = next(message["text"] for message in request["messages"] if message["role"] == "user")
    if prompt.startswith("Carry out") and request["messages"][-1]["role"] == "user":
        asked = re.search(r"^Write:\n((?:- `.*\n?)+)", prompt, re.MULTILINE)
        paths = re.findall(r"`([^`]+)`", asked[1]) if asked else []
        return {"tools": [{"name": "write", "arguments": {"path": path, "text": finished(path)}} for path in paths]}
    return {"text": "Nothing to mend." if prompt.startswith("Check what") else "It is written."}


def finished(path: str) -> str:
    """The note at ``path`` as the example of the methodology has it, before anybody agreed on it."""
    text = (EXAMPLE / path.removeprefix(f"Projects/{NAME}/")).read_text(encoding="utf-8")
    return _DAY.sub("2026-11-23", re.sub(r"^(status|state): .*$", r"\1: draft", text, count=1, flags=re.MULTILINE))


async def phase(runtime: AgentRuntime, methodologies: Methodologies) -> Any:
    """Let agents carry out the current phase, and accept what they wrote; how it stood before that."""
    run = await runtime.phases.start(PROJECT)
    run = await runtime.runs.finished(run.id, timeout=60)
    status = await asyncio.to_thread(runtime.phases.status, run.id)
    assert run.state == "done", run.why
    assert methodologies.state(PROJECT).phase == status.record.phase
    await asyncio.to_thread(runtime.changes.accept, run.id)
    await asyncio.to_thread(runtime.workspace.sync, embed=False)
    return status


def agree(runtime: AgentRuntime, methodologies: Methodologies, status: Any) -> None:
    """What people do at the gate: say in the notes that they agree, tick what is done, sign, and move on."""
    vault = runtime.workspace.vault.root
    layout = methodologies.layout(PROJECT)
    for item in status.gate.items:
        if hasattr(item.need, "one_of") and item.need.one_of:
            note = vault / layout.artefacts[item.need.artefact]
            line = f"{item.need.property}: {item.need.one_of[0]}"
            text = note.read_text(encoding="utf-8")
            note.write_text(re.sub(rf"^{item.need.property}: .*$", line, text, count=1, flags=re.MULTILINE))
    for note in [
        vault / layout.phases[status.record.phase],
        *(vault / p for a in status.activities for p in a.paths),
    ]:
        note.write_text(note.read_text(encoding="utf-8").replace("- [ ]", "- [x]"), encoding="utf-8")
    runtime.workspace.sync(embed=False)
    for item in status.gate.items:
        if isinstance(item.need, SignOffNeed):
            methodologies.sign(PROJECT, item.need.role, "Mara")
    methodologies.advance(PROJECT)


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("CLAUDEPROJECTS_HOME", str(tmp_path / "config"))
    create_sample(tmp_path / "vault", date(2026, 11, 23))
    with Workspace.open(tmp_path / "vault", data_dir=tmp_path / "data") as workspace:
        workspace.sync(embed=False)
        yield workspace


def test_a_design_sprint_runs_from_its_brief_to_its_findings(sample: Workspace, tmp_path: Path) -> None:
    async def story() -> None:
        methodologies = Methodologies(sample)
        methodologies.instantiate("design-sprint", ANSWERS)
        with FakeProvider(practitioner) as fake:
            source: Any = Fake(fake.url)
            runtime = AgentRuntime(sample, home=tmp_path, source=source, router=source)
            await runtime.start()
            try:
                seen = []
                for _ in methodologies.library.methodology("design-sprint").phases:
                    status = await phase(runtime, methodologies)
                    seen.append(status.record.phase)
                    left = [item for item in status.gate.items if not item.met]
                    assert all(_for_people(item) for item in left), [item.why for item in left]
                    assert "Nothing was signed, waived or moved on." in status.run.answer
                    await asyncio.to_thread(agree, runtime, methodologies, status)
                assert seen == ["prepare", "understand", "sketch", "decide", "prototype", "test"]
                assert methodologies.state(PROJECT).status == "done"
            finally:
                await runtime.close()

    asyncio.run(story())


def _for_people(item: Any) -> bool:
    return type(item.need).__name__ in ("SignOffNeed", "TasksDoneNeed") or bool(getattr(item.need, "one_of", ()))
