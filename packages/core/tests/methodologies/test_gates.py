from __future__ import annotations

import pytest
from claudeprojects.core.errors import GateClosed, GateRefused, NoteNotFound, NotGuided
from claudeprojects.core.methodologies.model import (
    ArtefactNeed,
    NoTasksNeed,
    PropertyNeed,
    SectionsNeed,
    SignOffNeed,
    TasksDoneNeed,
    WordsNeed,
)
from claudeprojects.core.methodologies.needs import in_words
from claudeprojects.core.methodologies.state import read_entry

from .conftest import PROJECT

IDEA = "Projects/Tide/1 Think/Idea.md"
RESULT = "Projects/Tide/2 Do/Result.md"
THINK = "Projects/Tide/Phases/1 Think.md"


def whys(methodologies, phase=None):
    return [item.why for item in methodologies.gate(PROJECT, phase).items if not item.met]


def satisfy(edit):
    edit(IDEA, "## What", "## What\n\nA clock.")
    edit(IDEA, "## Why", "## Why\n\nPeople miss the tide.")
    edit(IDEA, "status: draft", "status: Agreed")
    edit(THINK, "- [ ] Ask three people [estimate:: 1h]", "- [x] Ask three people [estimate:: 1h] ✅ 2026-11-23")
    edit(THINK, "- [ ] Sleep on it", "- [-] Sleep on it")


def test_a_gate_names_exactly_what_is_missing(at_work, edit):
    assert whys(at_work) == [
        "“Idea” says nothing under “What” or “Why” yet.",
        "The property “status” of “Idea” is “draft”, and must be “agreed”.",
        f"2 tasks are still open: “Ask three people” in {THINK}; “Sleep on it” in {THINK}.",
        "Nobody has signed as Decider yet.",
    ]
    edit(IDEA, "## What", "## What\n\nA clock.")
    edit(IDEA, "## Why", "## Because")
    edit(THINK, "- [ ] Ask", "- [x] Ask")
    assert whys(at_work)[:3] == [
        "“Idea” has no section “Why”.",
        "The property “status” of “Idea” is “draft”, and must be “agreed”.",
        f"One task is still open: “Sleep on it” in {THINK}.",
    ]
    with pytest.raises(GateClosed) as closed:
        at_work.advance(PROJECT)
    assert closed.value.missing == tuple(whys(at_work))


def test_what_the_template_says_is_not_what_people_wrote(at_work, edit):
    edit(IDEA, "- [ ]", "- [x]\n\n%% only a remark %%\n\n### Deeper\n\n| --- | --- |")
    assert "“Idea” says nothing under “What” or “Why” yet." in whys(at_work)
    assert "“Result” is still as its template made it." in whys(at_work, "do")
    assert "“Result” has 0 words of its own, and needs 3." in whys(at_work, "do")
    edit(RESULT, "Written by", "It works.\n\nWritten by")
    assert whys(at_work, "do") == ["“Result” has 2 words of its own, and needs 3."]


@pytest.mark.parametrize(
    ("need", "sentence"),
    [
        (ArtefactNeed("ideas"), "“Ideas” is written"),
        (SectionsNeed("ideas", ("Kept",)), "“Ideas” says something under “Kept”"),
        (SectionsNeed("ideas", ("Kept", "Left", "Why")), "“Ideas” says something under “Kept”, “Left” and “Why”"),
        (WordsNeed("ideas", 80), "“Ideas” has at least 80 words of its own"),
        (WordsNeed("ideas", 1), "“Ideas” has at least one word of its own"),
        (PropertyNeed("ideas", "ideas", at_least=20), "The property “ideas” of “Ideas” is at least 20"),
        (PropertyNeed("ideas", "kept", at_least=0.5), "The property “kept” of “Ideas” is at least 0.5"),
        (PropertyNeed("ideas", "owner"), "The property “owner” of “Ideas” is filled in"),
        (PropertyNeed("ideas", "status", ("agreed",)), "The property “status” of “Ideas” is “agreed”"),
        (PropertyNeed("ideas", "end", ("go", "go on", 0)), "The property “end” of “Ideas” is “go”, “go on” or 0"),
        (PropertyNeed("ideas", "done", (True,)), "The property “done” of “Ideas” is true"),
        (TasksDoneNeed(), "Every task of the phase is done"),
        (TasksDoneNeed("ideas"), "Every task in “Ideas” is done"),
        (NoTasksNeed("tag:#must"), "No task of the project matches `tag:#must`"),
        (NoTasksNeed("is:open", "ideas"), "No task in “Ideas” matches `is:open`"),
        (SignOffNeed("Decider"), "Signed by the Decider"),
    ],
)
def test_a_need_is_a_sentence_whatever_its_note_is_called(at_work, need, sentence):
    methodology = at_work.library.methodology("double-diamond")
    assert in_words(need, methodology) == sentence


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("status:", "The property “status” of “Idea” is empty."),
        ("status: true", "The property “status” of “Idea” is true, and must be “agreed”."),
        ("status: [a, 2]", "The property “status” of “Idea” is “a”, 2, and must be “agreed”."),
        ("state: draft", "The property “status” of “Idea” is empty."),
    ],
)
def test_what_a_property_says_instead_is_named(at_work, edit, status, why):
    edit(IDEA, "status: draft", status)
    assert whys(at_work)[1] == why


def test_a_missing_artefact_is_named_with_its_place(at_work, root):
    (root / IDEA).unlink()
    assert whys(at_work)[0] == f"“Idea” is missing: there is no note at {IDEA}."


def test_a_query_that_finds_tasks_of_the_project_keeps_the_gate_closed(at_work, edit):
    edit(RESULT, "Written by", "Three words here\n\n- [ ] Fix the hand #must\n- [ ] Other\n\nWritten by")
    assert whys(at_work, "do") == [f"`tag:#must status:todo` finds “Fix the hand #must” in {RESULT}."]
    edit(RESULT, "- [ ] Fix", "- [x] Fix")
    assert whys(at_work, "do") == []


def test_a_project_goes_through_its_phases_to_the_end(at_work, edit, root):
    satisfy(edit)
    at_work.sign(PROJECT, "decider", "Mara Okafor")
    assert at_work.gate(PROJECT).passed
    assert at_work.advance(PROJECT).summary == "Moved Tide on from think"
    at_work.waive(PROJECT, "Mara", "we show it\n as it is")
    at_work.advance(PROJECT)
    at_work.advance(PROJECT)
    state = at_work.state(PROJECT)
    assert (state.phase, state.status) == ("tell", "done")
    assert state.gates == (
        "think: signed 2026-11-23 by Mara Okafor as Decider",
        "think: passed 2026-11-23",
        "do: waived 2026-11-23 by Mara because we show it as it is",
        "tell: passed 2026-11-23",
    )
    with pytest.raises(GateRefused, match="the project is done"):
        at_work.advance(PROJECT)
    assert [report.through for report in at_work.gates(PROJECT)] == [True, True, False]


def test_a_transition_changes_its_lines_only_and_can_be_undone(at_work, root):
    before = (root / PROJECT).read_text(encoding="utf-8")
    waived = at_work.waive(PROJECT, "Mara", "no time")
    moved = at_work.advance(PROJECT)
    after = (root / PROJECT).read_text(encoding="utf-8")
    changed = [line for line in after.splitlines() if line not in before.splitlines()]
    assert changed == ["phase: do", '  - "think: waived 2026-11-23 by Mara because no time"']
    at_work._workspace.undo(moved.id)
    at_work._workspace.undo(waived.id)
    assert (root / PROJECT).read_text(encoding="utf-8") == before


def test_what_another_program_writes_in_the_note_meanwhile_is_kept(at_work, root):
    workspace = at_work._workspace
    file = root / PROJECT
    once = []

    def look(text, real=at_work.library.methodology):
        if not once:
            once.append(text)
            file.write_text(file.read_text(encoding="utf-8") + "\nTheirs.\n", encoding="utf-8")
        return real(text)

    at_work.library.methodology = look
    at_work.waive(PROJECT, "Mara", "no time")
    text = file.read_text(encoding="utf-8")
    assert text.endswith("\nTheirs.\n")
    assert text.count("waived") == 1
    assert workspace.vault.operations(1)[0].summary == "Tide: Mara waived the gate of think"


@pytest.mark.parametrize(
    ("role", "person", "why"),
    [
        ("Maker", "Mara", "nobody has to sign as 'Maker'"),
        ("Decider", " ", "nobody's name"),
        ("Decider", "Mara\x00", "nobody's name"),
        ("Decider", "x" * 201, "nobody's name"),
    ],
)
def test_a_signature_needs_a_role_of_the_gate_and_a_name(at_work, role, person, why):
    with pytest.raises(GateRefused, match=why):
        at_work.sign(PROJECT, role, person)


def test_one_signs_once(at_work):
    at_work.sign(PROJECT, "Decider", "Mara")
    with pytest.raises(GateRefused, match="Mara signed as Decider on 2026-11-23"):
        at_work.sign(PROJECT, "Decider", "Jonas")


@pytest.mark.parametrize(("person", "reason"), [("", "no time"), ("Mara", "  "), ("Mara", "\x07")])
def test_a_waiver_needs_a_name_and_a_reason(at_work, person, reason):
    with pytest.raises(GateRefused):
        at_work.waive(PROJECT, person, reason)
    assert at_work.state(PROJECT).gates == ()


def test_a_gate_is_waived_once_and_one_that_is_not_there_never(at_work):
    at_work.waive(PROJECT, "Mara", "no time")
    with pytest.raises(GateRefused, match="waived or passed already"):
        at_work.waive(PROJECT, "Mara", "no time")
    at_work.advance(PROJECT)
    at_work.waive(PROJECT, "Mara", "no time")
    at_work.advance(PROJECT)
    with pytest.raises(GateRefused, match="it has no gate"):
        at_work.waive(PROJECT, "Mara", "no time")


def gone_through(methodologies):
    """Moved on to the last phase: signed and waived, then waived."""
    methodologies.sign(PROJECT, "Decider", "Mara")
    for _ in range(2):
        methodologies.waive(PROJECT, "Mara", "no time")
        methodologies.advance(PROJECT)


def test_a_phase_is_opened_again_and_those_after_it_are_gone_through_anew(at_work):
    gone_through(at_work)
    reopened = at_work.reopen(PROJECT, "Think", "Léa", "the tide\n turned")
    assert reopened.summary == "Tide: Léa opened Think again"
    state = at_work.state(PROJECT)
    assert state.phase == "think"
    assert state.gates[-2:] == (
        "think: reopened 2026-11-23 by Léa because the tide turned",
        "do: reopened 2026-11-23 by Léa because think was opened again",
    )
    think, do, tell = at_work.gates(PROJECT)
    assert (think.signed, think.waived, think.through, do.waived, do.through) == ((), None, False, None, False)
    assert [entry.event for entry in think.history] == ["signed", "waived", "reopened"]
    assert [entry.event for entry in do.history] == ["waived", "reopened"]
    assert tell.history == ()
    with pytest.raises(GateClosed):
        at_work.advance(PROJECT)
    gone_through(at_work)
    assert at_work.state(PROJECT).phase == "tell"
    assert at_work.changes(PROJECT) == []


def test_opening_a_phase_again_changes_its_lines_only_and_can_be_undone(at_work, root):
    gone_through(at_work)
    before = (root / PROJECT).read_text(encoding="utf-8")
    reopened = at_work.reopen(PROJECT, "do", "Mara", "it leaks")
    after = (root / PROJECT).read_text(encoding="utf-8")
    changed = [line for line in after.splitlines() if line not in before.splitlines()]
    assert changed == ["phase: do", '  - "do: reopened 2026-11-23 by Mara because it leaks"']
    at_work._workspace.undo(reopened.id)
    assert (root / PROJECT).read_text(encoding="utf-8") == before


def test_a_project_that_was_done_goes_on_when_its_last_phase_is_opened_again(at_work):
    gone_through(at_work)
    at_work.advance(PROJECT)
    assert at_work.state(PROJECT).status == "done"
    at_work.reopen(PROJECT, "tell", "Mara", "nobody heard it")
    state = at_work.state(PROJECT)
    assert (state.status, state.phase) == ("active", "tell")
    at_work.advance(PROJECT)
    assert at_work.state(PROJECT).status == "done"


def test_a_waiver_is_taken_back_by_opening_the_current_phase_again(at_work):
    at_work.waive(PROJECT, "Mara", "no time")
    at_work.reopen(PROJECT, "think", "Mara", "there is time now")
    assert not at_work.gate(PROJECT).opens
    at_work.sign(PROJECT, "Decider", "Mara")
    assert [entry.event for entry in at_work.gate(PROJECT).history] == ["waived", "reopened", "signed"]


@pytest.mark.parametrize(
    ("phase", "person", "reason", "why"),
    [
        ("do", "Mara", "no", "the project is in this phase"),
        ("tell", "Mara", "no", "has not come to this phase yet"),
        ("think", " ", "no", "nobody's name"),
        ("think", "Mara", " ", "opening it again needs a reason"),
        ("think", "Mara", "a\x07b", "cannot be written on one line"),
    ],
)
def test_only_what_is_over_is_opened_again_by_somebody_for_a_reason(at_work, phase, person, reason, why):
    at_work.waive(PROJECT, "Mara", "no time")
    at_work.advance(PROJECT)
    with pytest.raises(GateRefused, match=why):
        at_work.reopen(PROJECT, phase, person, reason)
    with pytest.raises(NotGuided, match="no phase 'dream'"):
        at_work.reopen(PROJECT, "dream", "Mara", "why not")
    assert len(at_work.state(PROJECT).gates) == 1


def test_a_note_that_nothing_guides_is_said_so(at_work, edit):
    with pytest.raises(NotGuided, match="no property `methodology`"):
        at_work.gate(IDEA)
    with pytest.raises(NoteNotFound):
        at_work.gate("Nowhere.md")
    edit(PROJECT, "phase: think", "phase: dream")
    with pytest.raises(NotGuided, match="its phase is 'dream'"):
        at_work.gate(PROJECT)
    assert [change.kind for change in at_work.changes(PROJECT)] == ["phase"]


def test_entries_of_people_are_kept_and_read_as_they_are(at_work, edit):
    edit(PROJECT, "gates:\n", "gates: [my own words, 'think: signed 2026-11-01 by Léa as Decider']\n")
    assert [entry.person for entry in at_work.gate(PROJECT).signed] == ["Léa"]
    at_work.waive(PROJECT, "Mara", "no time")
    assert at_work.state(PROJECT).gates[0] == "my own words"


@pytest.mark.parametrize(
    "text",
    [
        "think: passed 2026-11-23",
        "think: signed 2026-11-23 by Mara Okafor as Decider",
        "a-b: waived 2026-11-23 by [[Mara Okafor]] because it is late, as always, by a day",
        "think: reopened 2026-11-23 by Léa because the tide turned",
    ],
)
def test_an_entry_reads_as_it_is_written(text):
    assert str(read_entry(text)) == text


@pytest.mark.parametrize("text", ["", "think", "think: passed", "think: passed 2026-13-01", "think: lost 2026-11-23"])
def test_what_is_no_entry_is_none(text):
    assert read_entry(text) is None
