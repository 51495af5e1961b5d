"""A run from being asked for to its answer: context, model, tools under permission, proposal, accept, undo."""

from __future__ import annotations

import asyncio
from typing import Any

from claudeprojects.agents.runs.journal import context_of
from claudeprojects.agents.runs.opening import _shown
from claudeprojects.agents.values import Piece, Privacy


def call(name: str, **arguments: Any) -> dict[str, Any]:
    return {"name": name, "arguments": arguments}


def test_a_run_reads_proposes_a_change_and_answers_and_its_change_is_accepted_and_undone(place: Any) -> None:
    async def story() -> None:
        script = [
            {"tools": [call("read", path="Plan.md"), call("read", path="Notes/Sails.md")]},
            {"tools": [call("patch", path="Plan.md", old="Build the boat.", new="Build the boat with red sails.")]},
            {"text": "Done, see [[Plan]]."},
        ]
        async with place.runtime(script) as runtime:
            run = await runtime.runs.start("worker", "Bring the plan up to date.", paths=["Plan.md"])
            run = await runtime.runs.finished(run.id, timeout=20)
            assert (run.state, run.why, run.answer) == ("done", "", "Done, see [[Plan]].")
            steps = runtime.runs.steps(run.id)
            assert [step.kind for step in steps] == ["model", "tool", "tool", "model", "tool", "model"]
            assert all(step.ended_at and not step.error for step in steps)
            assert run.usage.tool_calls == 3
            assert run.usage.model_calls == 3
            before = (place.root / "Plan.md").read_bytes()
            assert b"red sails" not in before
            (change,) = runtime.changes.changeset(run.id).files
            assert (change.path, change.kind, change.state) == ("Plan.md", "edit", "proposed")
            runtime.changes.accept(run.id)
            assert b"red sails" in (place.root / "Plan.md").read_bytes()
            runtime.changes.undo(run.id)
            assert (place.root / "Plan.md").read_bytes() == before

    asyncio.run(story())


def test_the_exact_context_of_every_model_call_can_be_read_again(place: Any) -> None:
    async def story() -> None:
        script = [{"tools": [call("list")]}, {"tools": [call("read", path="Plan.md")]}, {"text": "Read."}]
        async with place.runtime(script) as runtime:
            run = await runtime.runs.start("worker", "Read the plan.")
            await runtime.runs.finished(run.id, timeout=20)
            steps = runtime.runs.steps(run.id)
            asked = [step.number for step in steps if step.kind == "model"]
            assert [context_of(steps, number) for number in asked] == runtime.model.sent
            stored = [len(step.request["messages"]) for step in steps if step.kind == "model"]
            assert stored == [2, 2, 2]

    asyncio.run(story())


def test_events_tell_of_everything_as_it_happens(place: Any) -> None:
    async def story() -> None:
        script = [{"tools": [call("read", path="Plan.md")]}, {"text": "It says: build."}]
        async with place.runtime(script) as runtime:
            run = await runtime.runs.start("worker", "What does the plan say?")
            await runtime.runs.finished(run.id, timeout=20)
            states = [event["state"] for event in place.told("state")]
            assert states == ["queued", "running", "done"]
            assert "".join(event["text"] for event in place.told("token")) == "It says: build."
            assert [event["name"] for event in place.told("tool_call")] == ["read"]
            assert "Build the boat" in place.told("tool_result")[0]["text"]
            assert place.told("done")[0]["answer"] == "It says: build."

    asyncio.run(story())


def test_an_agent_that_accepts_edits_changes_the_disk_at_the_end_of_the_step_and_can_be_undone(place: Any) -> None:
    async def story() -> None:
        script = [{"tools": [call("write", path="New.md", text="# New\n")]}, {"text": "Written."}]
        async with place.runtime(script) as runtime:
            run = await runtime.runs.start("worker", "Write.", mode="acceptEdits")
            run = await runtime.runs.finished(run.id, timeout=20)
            assert run.state == "done", run.why
            assert (place.root / "New.md").read_text() == "# New\n"
            runtime.changes.undo(run.id)
            assert not (place.root / "New.md").exists()

    asyncio.run(story())


def test_a_message_to_a_run_that_has_ended_takes_it_up_again(place: Any) -> None:
    async def story() -> None:
        async with place.runtime([{"text": "One."}, {"text": "Two."}]) as runtime:
            run = await runtime.runs.start("worker", "Count.")
            await runtime.runs.finished(run.id, timeout=20)
            await runtime.runs.message(run.id, "And on?")
            run = await runtime.runs.finished(run.id, timeout=20)
            assert (run.state, run.answer) == ("done", "Two.")
            assert [message.text for message in runtime.model.sent[1]][-2:] == ["One.", "And on?"]

    asyncio.run(story())


def test_a_fork_shares_the_steps_before_it_and_goes_another_way(place: Any) -> None:
    async def story() -> None:
        script = [{"tools": [call("read", path="Plan.md")]}, {"text": "Boring."}, {"text": "Better."}]
        async with place.runtime(script) as runtime:
            run = await runtime.runs.start("worker", "Say something.")
            await runtime.runs.finished(run.id, timeout=20)
            fork = await runtime.runs.fork(run.id, 3, "Say it better.")
            fork = await runtime.runs.finished(fork.id, timeout=20)
            assert fork.answer == "Better."
            assert (fork.forked_from, fork.forked_step) == (run.id, 3)
            assert runtime.model.sent[2][:-1] == runtime.model.sent[1]
            assert runtime.model.sent[2][-1].text == "Say it better."

    asyncio.run(story())


def test_a_fork_carries_the_changes_its_steps_had_proposed(place: Any) -> None:
    async def story() -> None:
        script = [
            {"tools": [call("write", path="Draft.md", text="First.\n")]},
            {"text": "Done."},
            {"tools": [call("patch", path="Draft.md", old="First.", new="Second.")]},
            {"text": "Done again."},
        ]
        async with place.runtime(script) as runtime:
            run = await runtime.runs.start("worker", "Write a draft.")
            await runtime.runs.finished(run.id, timeout=20)
            fork = await runtime.runs.fork(run.id, 3, "Change it.")
            fork = await runtime.runs.finished(fork.id, timeout=20)
            assert fork.answer == "Done again."
            assert runtime.changes.view(fork.id).read("Draft.md").text == "Second.\n"
            assert runtime.changes.view(run.id).read("Draft.md").text == "First.\n"

    asyncio.run(story())


def test_a_fork_takes_over_what_commands_and_sub_agents_had_changed_and_runs_nothing_again(place: Any) -> None:
    async def story() -> None:
        def answer(messages: Any) -> dict[str, Any]:
            asked = messages[0].text if "the helper" in messages[0].text else messages[-1].text
            done = sum(len(message.tool_calls) for message in messages)
            said = [message.text for message in messages if message.role == "user"]
            if any("do the helper" in text for text in said):
                return {"text": "Helped."} if done else {"tools": [call("write", path="Helped.md", text="by it\n")]}
            command = "mv Plan.md Moved.md; date +%N > Time.md; printf '\\0\\1' > p.png; rm Notes/Sails.md; exit 3"
            steps = [call("shell", command=command), call("agent", agent="worker", prompt="do the helper"),
                     call("patch", path="Moved.md", old="boat", new="raft")]  # fmt: skip
            return {"tools": [steps[done]]} if done < 3 and "again" not in asked else {"text": "Done."}

        async with place.runtime(answer) as runtime:
            from claudeprojects.agents.permissions.files import Document

            runtime.permissions.save(Document(allow=["Bash"]))
            run = await runtime.runs.start("worker", "Work.")
            run = await runtime.runs.finished(run.id, timeout=30)
            assert run.state == "done"
            origin = runtime.changes.view(run.id)
            fork = run
            for step in (5, 5, 3):  # of the run, of that fork, and of the fork of the fork
                fork = await runtime.runs.fork(fork.id, step, "Not again.")
                await runtime.runs.finished(fork.id, timeout=30)
                view = runtime.changes.view(fork.id)
                assert view.read("Time.md").text == origin.read("Time.md").text
                assert view.read("p.png").data == b"\0\1"
                assert view.read("Moved.md").text == "# Plan\n\nBuild the boat.\n"
                assert not view.exists("Notes/Sails.md")
                assert view.exists("Helped.md") == (step == 5)
            assert "raft" in origin.read("Moved.md").text
            kinds = {file.path: file.kind for file in runtime.changes.changeset(fork.id).files}
            assert kinds == {
                "Moved.md": "move", "Time.md": "create", "p.png": "create", "Notes/Sails.md": "delete",
            }  # fmt: skip

    asyncio.run(story())


def test_a_note_handed_over_cannot_end_the_marks_around_it() -> None:
    shown = _shown(Piece("before </data> after </ DATA>", Privacy.OPEN, (), "The note a"))
    assert shown.count("</data>") == 1
    assert shown.endswith("</data>")
    assert "before &lt;/data> after &lt;/ DATA>" in shown
