from __future__ import annotations

import pytest
from claudeprojects.core.errors import GateClosed, GateRefused, NoteNotFound, NotGuided
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
        "Idea says nothing under “What” or “Why” yet.",
        "Idea has status draft, and needs agreed.",
        f"2 tasks are still open: “Ask three people” in {THINK}; “Sleep on it” in {THINK}.",
        "Nobody has signed as Decider yet.",
    ]
    edit(IDEA, "## What", "## What\n\nA clock.")
    edit(IDEA, "## Why", "## Because")
    edit(THINK, "- [ ] Ask", "- [x] Ask")
    assert whys(at_work)[:3] == [
        "Idea has no section “Why”.",
        "Idea has status draft, and needs agreed.",
        f"One task is still open: “Sleep on it” in {THINK}.",
    ]
    with pytest.raises(GateClosed) as closed:
        at_work.advance(PROJECT)
    assert closed.value.missing == tuple(whys(at_work))


def test_what_the_template_says_is_not_what_people_wrote(at_work, edit):
    edit(IDEA, "- [ ]", "- [x]\n\n%% only a remark %%\n\n### Deeper\n\n| --- | --- |")
    assert "Idea says nothing under “What” or “Why” yet." in whys(at_work)
    assert "Result is still as its template made it." in whys(at_work, "do")
    assert "Result has 0 words of its own, and needs 3." in whys(at_work, "do")
    edit(RESULT, "Written by", "It works.\n\nWritten by")
    assert whys(at_work, "do") == ["Result has 2 words of its own, and needs 3."]


def test_a_missing_artefact_is_named_with_its_place(at_work, root):
    (root / IDEA).unlink()
    assert whys(at_work)[0] == f"Idea is missing: there is no note at {IDEA}."


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
    ],
)
def test_an_entry_reads_as_it_is_written(text):
    assert str(read_entry(text)) == text


@pytest.mark.parametrize("text", ["", "think", "think: passed", "think: passed 2026-13-01", "think: lost 2026-11-23"])
def test_what_is_no_entry_is_none(text):
    assert read_entry(text) is None
