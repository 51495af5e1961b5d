"""A phase carried out: side by side, checked, mended once, stopped at its gate; never signed by anybody here."""

from __future__ import annotations

import asyncio
from typing import Any

PROJECT = "Work/Boat/Boat.md"


def carried_out(place: Any, model: Any, **options: Any) -> Any:
    """The status of the phase when its run has ended, and the changes it proposes, by path."""

    async def story() -> Any:
        async with place.runtime(model) as runtime:
            run = await runtime.phases.start(PROJECT, **options)
            await runtime.runs.finished(run.id, timeout=30)
            status = await asyncio.to_thread(runtime.phases.status, run.id)
            changes = {change.path: change for change in runtime.changes.changeset(run.id).files}
            return status, changes

    return asyncio.run(story())


def test_a_phase_is_written_as_one_proposal_and_stops_at_its_gate(place: Any, scripted: Any) -> None:
    model = scripted()
    before = place.text(PROJECT)
    status, changes = carried_out(place, model)
    assert status.run.state == "done", status.run.why
    assert set(changes) == {f"Work/Boat/{name}.md" for name in ("Left", "Right", "Both")}
    assert [each.record.state for each in status.activities] == ["done"] * 3
    assert status.gate.missing == ("Nobody has signed as Owner yet.",)
    assert "claudeprojects gate sign" in status.run.answer
    assert place.text(PROJECT) == before
    assert "it is" not in place.text("Work/Boat/Left.md")


def test_activities_work_side_by_side_and_wait_for_what_they_read(place: Any, scripted: Any, writer: Any) -> None:
    model = scripted(lambda task, messages: {**writer(task, messages), "delay": 0.1})
    carried_out(place, model)
    assert model.most >= 2
    order = model.asked
    assert order.index("look: Write left") < order.index("Write left") < order.index("Join both")
    assert order.index("Write right") < order.index("Join both") < order.index("check")


def test_what_was_found_first_is_told_to_the_one_who_writes(place: Any, scripted: Any) -> None:
    model = scripted()
    carried_out(place, model)
    told = next(sent[-1].text for sent in model.sent if "Carry out the activity “Write left”" in sent[-1].text)
    assert "The sails are red" in told
    assert "Write the left one first thing." in told
    assert "`Work/Boat/Left.md`" in told


def test_what_the_check_finds_goes_back_to_its_writer_once(place: Any, scripted: Any, writer: Any) -> None:
    def script(task: str, messages: Any) -> Any:
        if task == "check":
            return {"text": "- [right] The body names no colour; add it.\n- [elsewhere] Nothing of ours."}
        if task.startswith("mend: ") and messages[-1].role == "user":
            return {"tools": [{"name": "patch", "arguments": {
                "path": "Work/Boat/Right.md", "old": "Right it is.", "new": "Right it is, and red."}}]}  # fmt: skip
        return writer(task, messages)

    model = scripted(script)
    status, changes = carried_out(place, model)
    assert [task for task in model.asked if task.startswith("mend")] == ["mend: Write right"]
    assert "names no colour" in next(sent[-1].text for sent in model.sent if "Mend this" in sent[-1].text)
    assert "Right it is, and red." in str(changes["Work/Boat/Right.md"].hunks)
    assert "Mended once" in status.run.answer


def test_what_stays_empty_is_named_and_asked_for_once_more(place: Any, scripted: Any, writer: Any) -> None:
    def script(task: str, messages: Any) -> Any:
        return {"text": "I would write it."} if "Write right" in task else writer(task, messages)

    model = scripted(script)
    status, changes = carried_out(place, model)
    assert model.asked.count("mend: Write right") == 1
    assert "Work/Boat/Right.md" not in changes
    assert "“Right” says nothing under “Body” yet." in status.gate.missing
    assert "Right is still as its template made it." in status.run.answer


def test_an_agent_that_signs_signs_nothing(place: Any, scripted: Any, writer: Any) -> None:
    def script(task: str, messages: Any) -> Any:
        answer = writer(task, messages)
        if task == "Write right" and "tools" in answer:
            text = place.text(PROJECT).replace("phase: one", "phase: two")
            text = text.replace("gates:", 'gates: ["one: signed 2026-11-23 by Mara as Owner"]')
            answer["tools"].append({"name": "write", "arguments": {"path": PROJECT, "text": text + "\nMore.\n"}})
        return answer

    status, changes = carried_out(place, scripted(script))
    assert status.gate.missing == ("Nobody has signed as Owner yet.",)
    assert "was taken out again" in status.run.answer
    proposed = "".join(str(hunk) for hunk in changes[PROJECT].hunks)
    assert "Mara" not in proposed
    assert "More." in proposed


def test_what_no_agent_can_do_is_handed_over_to_people(place: Any, scripted: Any) -> None:
    place.agent("worker", "tools: read\n")
    status, changes = carried_out(place, scripted())
    assert not changes
    states = {each.activity.id: (each.record.state, each.record.person) for each in status.activities}
    assert states["write-right"] == ("handed-over", "Owner")
    assert states["join"] == ("waiting", "")
    assert "handed over to Owner" in status.run.answer
    assert "waits for what others write first" in status.run.answer
