"""A run on a remote model that comes upon private notes: it goes on without them, and its page says so."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from claudeprojects.agents.models.gateway import RetryPolicy
from claudeprojects.agents.models.providers import openai_model
from claudeprojects.agents.runs.withholding import within_reach
from claudeprojects.agents.testing.fake_models import FakeProvider
from claudeprojects.agents.values import Privacy, Source, ToolResult

CANARY = "CANARY-51c0"
DIARY = f"---\nprivacy: private\n---\n# {CANARY}\n\nI sold the boat, {CANARY}.\n\n- [ ] Tell {CANARY}\n"


def call(name: str, **arguments: Any) -> dict[str, Any]:
    return {"name": name, "arguments": arguments}


class Elsewhere:
    """The one model there is, by its real client; a fake provider on this machine stands for a far one."""

    def __init__(self, fake: FakeProvider) -> None:
        self._model = openai_model("gpt-fake", "sk-none", address=f"{fake.url}/v1")
        self._model.remote = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._model, name)


@pytest.fixture
def private(place: Any) -> Any:
    place.put("Notes/Diary.md", DIARY)
    return place


def carried_out(place: Any, *replies: dict[str, Any], **options: Any) -> tuple[Any, list[Any], str]:
    """The run, its steps, and all that reached the provider."""

    async def story() -> Any:
        with FakeProvider(replies) as fake:
            model: Any = Elsewhere(fake)
            async with place.runtime(lambda _: {}) as runtime:
                vars(runtime._source)["only"] = model
                runtime.gateway._policy = RetryPolicy(attempts=1)
                run = await runtime.runs.start("worker", "What of the boat?", **options)
                run = await runtime.runs.finished(run.id, timeout=20)
                return run, runtime.runs.steps(run.id), b"".join(fake.received).decode()

    return asyncio.run(story())


def test_a_private_note_is_left_out_and_the_run_goes_on(private: Any) -> None:
    read = [call("read", path="Notes/Diary.md"), call("read", path="Plan.md"), call("list", folder="Notes")]
    run, steps, sent = carried_out(private, {"tools": read}, {"text": "It is being built."})
    assert (run.state, run.answer) == ("done", "It is being built.")
    assert CANARY not in sent
    assert "Build the boat" in sent
    tools = [step.reply for step in steps if step.kind == "tool"]
    assert "left out: private, 1 note" in tools[0]["text"]
    assert "Left out: private, 1 note." in tools[2]["text"]
    assert "Diary" not in tools[2]["text"]
    assert tools[0]["data"]["left_out"] == ["Notes/Diary.md"]
    (note,) = (step.request["text"] for step in steps if step.kind == "note")
    assert "Notes/Diary.md" in note


def test_what_is_found_by_words_says_nothing_of_whether_a_private_note_fits(private: Any) -> None:
    looks, blind = (
        [call("search", query=words), call("grep", pattern=words), call("tasks", words=words)]
        for words in (CANARY, "Nowhere")
    )
    _, steps, _ = carried_out(private, {"tools": looks}, {"tools": blind}, {"text": "Nothing."})
    texts = [step.reply["text"] for step in steps if step.kind == "tool"]
    assert texts[:3] == texts[3:]
    assert all("if any fit" in text for text in texts)


def test_a_private_note_cannot_be_changed_unseen_nor_guessed_at(private: Any) -> None:
    tries = [
        call("patch", path="Notes/Diary.md", old="I sold the boat", new="x"),
        call("write", path="Notes/Diary.md", text="---\nprivacy: open\n---\n"),
        call("move", source="Notes", target="Open"),
        call("trash", path="Notes/Diary.md"),
        call("read", path="Notes/Diary.md"),
    ]
    run, steps, sent = carried_out(private, {"tools": tries}, {"text": "No."})
    assert run.state == "done"
    assert all("left out: private" in step.reply["text"] for step in steps if step.kind == "tool")
    assert CANARY not in sent
    assert (Path(private.root) / "Notes/Diary.md").read_text() == DIARY


def test_what_any_tool_brings_is_judged_by_its_label_and_by_what_its_notes_are_now() -> None:
    def brought(result: ToolResult, ceiling: Privacy) -> ToolResult:
        rules = SimpleNamespace(of_source=lambda source: Privacy.of(source.path))
        ctx: Any = SimpleNamespace(ceiling=ceiling, privacy=rules, withheld=set())
        return within_reach(result, ctx)

    answer = ToolResult("The answer of an agent.", Privacy.PRIVATE, (), data={"run_id": "1"})
    held = brought(answer, Privacy.OPEN)
    assert (held.privacy, held.data) == (Privacy.OPEN, {"run_id": "1"})
    assert held.text.startswith("Left out: private, 1 note.")
    relabelled = brought(ToolResult("x", Privacy.OPEN, (Source("team"), Source("open"))), Privacy.OPEN)
    assert (relabelled.sources, relabelled.data["left_out"]) == ((), ["team"])
    assert brought(answer, Privacy.PRIVATE) is answer
