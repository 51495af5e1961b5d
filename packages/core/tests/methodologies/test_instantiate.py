from __future__ import annotations

from datetime import datetime

import pytest
from claudeprojects.core.errors import AnswersRefused, MethodologyInvalid, MethodologyNotFound, PathRefused
from claudeprojects.core.methodologies.answers import check_answers, kept, read_back
from claudeprojects.core.methodologies.library import BUILTIN
from claudeprojects.core.methodologies.methodologies import Methodologies
from claudeprojects.core.methodologies.reading import read_methodology
from claudeprojects.core.vault.note import parse_note
from hypothesis import given
from hypothesis import strategies as st

from .conftest import ANSWERS, METHODOLOGY, NAME, NOW, PROJECT

OWN = ".claudeprojects/methodologies/small.md"


def tree(root):
    files = (path for path in root.rglob("*.md") if ".claudeprojects" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_a_project_is_made_whole_as_one_operation(root, opened):
    methodologies = Methodologies(opened(), now=lambda: NOW)
    plan = methodologies.plan(NAME, ANSWERS)
    assert tree(root) == {}
    made = methodologies.instantiate(NAME, ANSWERS)
    assert tree(root) == {note.path: note.text for note in plan.creates}
    assert sorted(tree(root)) == [
        "Projects/Tide/1 Think/Idea.md",
        "Projects/Tide/2 Do/Result.md",
        "Projects/Tide/Phases/1 Think.md",
        "Projects/Tide/Phases/2 Do.md",
        "Projects/Tide/Phases/3 Tell.md",
        "Projects/Tide/Sprints/Sprint 1.md",
        "Projects/Tide/Sprints/Sprint 2.md",
        PROJECT,
    ]
    methodologies._workspace.undo(made.operation.id)
    assert tree(root) == {}


def test_the_notes_hold_what_was_answered(root, at_work):
    notes = {path: parse_note(text) for path, text in tree(root).items()}
    project = notes[PROJECT].properties.values
    assert project["type"] == "project"
    assert (project["methodology"], project["methodology-version"], project["phase"]) == ("small", 1, "think")
    assert (project["owner"], project["start"], project["due"]) == ("Mara", "2026-11-30", "2026-12-04")
    assert project["answers"] == ["made: 2026-11-23 10:05", "project: Tide", "decider: Mara", "start: 2026-11-30"]
    idea = notes["Projects/Tide/1 Think/Idea.md"]
    assert "For Tide, on 23 Nov 2026." in idea.text
    assert idea.properties.values == {"status": "draft", "artefact": "idea", "project": "[[Projects/Tide/Tide|Tide]]"}
    sprint = notes["Projects/Tide/Sprints/Sprint 2.md"].properties.values
    assert (sprint["start"], sprint["end"], sprint["capacity"]) == ("2026-12-07", "2026-12-11", 10)
    phase = notes["Projects/Tide/Phases/1 Think.md"]
    assert (phase.properties.values["start"], phase.properties.values["end"]) == ("2026-11-30", "2026-12-01")
    assert [(task.description, task.block_id) for task in phase.tasks] == [
        ("Ask three people [estimate:: 1h]", "ask-three-people"),
        ("Sleep on it", "sleep-on-it"),
    ]
    assert "> Talk to people." in phase.text


def test_again_nothing_changes_and_what_is_missing_comes_back(root, at_work, edit):
    before = tree(root)
    assert at_work.instantiate(NAME, ANSWERS).operation is None
    edit("Projects/Tide/1 Think/Idea.md", "## What", "## What\n\nA clock.")
    edit("Projects/Tide/Phases/1 Think.md", "- [ ] Ask three people", "- [x] Ask five people")
    edit("Projects/Tide/Phases/1 Think.md", "- [ ] Sleep on it ^sleep-on-it\n", "")
    (root / "Projects/Tide/2 Do/Result.md").unlink()
    mine = tree(root)
    later = Methodologies(at_work._workspace, now=lambda: datetime(2027, 1, 1, 8, 0))
    later.instantiate(NAME, {"project": "Tide"})
    after = tree(root)
    assert after.pop("Projects/Tide/2 Do/Result.md") == before["Projects/Tide/2 Do/Result.md"]
    phase = after["Projects/Tide/Phases/1 Think.md"]
    assert phase == mine["Projects/Tide/Phases/1 Think.md"].replace(
        "people\n", "people\n- [ ] Sleep on it ^sleep-on-it\n", 1
    )
    assert {path: text for path, text in after.items() if "Phases/1" not in path} == {
        path: text for path, text in mine.items() if "Phases/1" not in path
    }


def test_an_artefact_that_was_moved_is_not_made_again(root, at_work):
    at_work._workspace.move("Projects/Tide/1 Think/Idea.md", "Projects/Tide/The clock.md")
    assert at_work.instantiate(NAME, ANSWERS).operation is None
    assert at_work.gate(PROJECT).items[0].path == "Projects/Tide/The clock.md"


def test_a_note_that_is_there_is_never_overwritten(root, opened):
    mine = "My own thoughts.\n"
    methodologies = Methodologies(opened({"Projects/Tide/1 Think/Idea.md": mine, PROJECT: "# Tide\n\nMine.\n"}))
    methodologies.instantiate(NAME, ANSWERS)
    assert tree(root)["Projects/Tide/1 Think/Idea.md"] == mine
    project = tree(root)[PROJECT]
    assert project.endswith("---\n# Tide\n\nMine.\n")
    assert methodologies.state(PROJECT).phase == "think"


def test_a_project_that_another_methodology_guides_is_left(root, opened):
    methodologies = Methodologies(opened({PROJECT: "---\nmethodology: other\n---\n"}))
    with pytest.raises(AnswersRefused, match="guided by 'other'"):
        methodologies.instantiate(NAME, ANSWERS)
    assert list(tree(root)) == [PROJECT]


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({}, "project"),
        ({"project": " "}, "project"),
        ({"project": "A/B"}, "project"),
        ({"project": "[[X]]"}, "project"),
        ({"project": "Tide", "start": "soon"}, "start"),
        ({"project": "Tide", "decidr": "Mara"}, "decidr"),
        ({"project": "Tide", "decider": "Mara\nOkafor"}, "decider"),
        ({"project": "Tide", "decider": ["Mara"]}, "decider"),
    ],
)
def test_an_answer_that_is_none_is_refused_by_name(opened, answers, named):
    with pytest.raises(AnswersRefused) as refused:
        Methodologies(opened()).plan(NAME, answers)
    assert list(refused.value.problems) == [named]


def test_no_answer_leads_out_of_the_folder(opened, root):
    text = METHODOLOGY.replace('"1 Think/Idea.md"', '"{{ decider }}/Idea.md"')
    methodologies = Methodologies(opened({OWN: text}))
    plan = methodologies.plan(NAME, {**ANSWERS, "decider": "../../../x"})
    assert all(note.path.startswith("Projects/Tide/") for note in plan.notes)
    text = METHODOLOGY.replace('folder: "Projects', 'folder: "../Projects')
    (root / OWN).write_text(METHODOLOGY.replace('folder: "Projects', 'folder: "../Projects'), encoding="utf-8")
    with pytest.raises(PathRefused):
        methodologies.plan(NAME, ANSWERS)


def test_an_edited_methodology_shows_what_would_change_and_changes_it(root, at_work, edit):
    assert at_work.changes(PROJECT) == []
    own = (root / OWN).read_text(encoding="utf-8")
    own = own.replace("version: 1", "version: 2").replace('"Sleep on it"]', '"Sleep on it", "Ask a child"]')
    own = own.replace("phases:\n", "  - {id: plan, title: Plan, path: Plan.md, template: idea}\nphases:\n", 1)
    own = own.replace('  - {id: result, title: Result, path: "2 Do/Result.md", template: result}\n', "")
    own = own.replace("[result]", "[plan]").replace("artefact: result", "artefact: plan")
    (root / OWN).write_text(own, encoding="utf-8")
    (root / ".claudeprojects/methodologies/templates/idea.md").write_text("# {{title}}\n\n## Who\n", encoding="utf-8")
    found = {(change.kind, change.path.rpartition("/")[2], change.applied) for change in at_work.changes(PROJECT)}
    assert found == {
        ("version", "Tide.md", True),
        ("note", "Plan.md", True),
        ("tasks", "1 Think.md", True),
        ("left-over", "Result.md", False),
        ("section", "Idea.md", False),
    }
    before = tree(root)
    at_work.update(PROJECT)
    after = tree(root)
    assert after.keys() - before.keys() == {"Projects/Tide/Plan.md"}
    assert "- [ ] Ask a child ^ask-a-child" in after["Projects/Tide/Phases/1 Think.md"]
    assert after["Projects/Tide/1 Think/Idea.md"] == before["Projects/Tide/1 Think/Idea.md"]
    assert {change.kind for change in at_work.changes(PROJECT)} == {"left-over", "section"}


def test_a_moved_project_is_updated_where_it_is(root, at_work):
    at_work._workspace.move("Projects/Tide", "Archive/Old")
    (root / "Archive/Old/Phases/2 Do.md").unlink()
    at_work.update("Archive/Old/Tide.md")
    assert (root / "Archive/Old/Phases/2 Do.md").is_file()
    assert not (root / "Projects/Tide").exists()


def test_the_nearest_methodology_of_a_name_counts(root, opened):
    scrum = (BUILTIN / "scrum" / "scrum.md").read_text(encoding="utf-8")
    workspace = opened(
        {"Ways/scrum.md": scrum.replace("title: Scrum", "title: Our Scrum"), "Ways/templates/x.md": ""}
    )
    library = Methodologies(workspace).library
    assert library.methodology("scrum").title == "Our Scrum"
    others = [found for found in library.all() if found.name == "scrum" and not found.used]
    assert [found.why for found in others] == ["Ways/scrum.md has the same name and is nearer."]


def test_a_broken_or_missing_methodology_is_an_error_that_says_where(opened):
    library = Methodologies(opened({"bad.md": "---\ntype: methodology\nname: bad\n---\n"})).library
    with pytest.raises(MethodologyInvalid) as invalid:
        library.get("bad")
    assert (invalid.value.path, invalid.value.line) == ("bad.md", 2)
    with pytest.raises(MethodologyNotFound) as missing:
        library.get("smal")
    assert missing.value.suggestions[0] == "small"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters=";"), min_size=1, max_size=12), max_size=4))
def test_answers_are_read_back_as_they_were_given(people):
    text = METHODOLOGY.replace("kind: person}", "kind: people}")
    methodology = read_methodology(text).methodology
    wanted = [person for person in people if person.strip() and person.strip().isprintable()]
    answers = check_answers(methodology, {"project": "Tide", "decider": wanted, "start": "tomorrow"}, NOW.date())
    assert answers["decider"] == [person.strip() for person in wanted]
    assert read_back(methodology, kept(answers, NOW), NOW.date()) == (answers, NOW)


@pytest.mark.parametrize("name", sorted(path.name for path in BUILTIN.iterdir() if path.is_dir()))
def test_what_is_built_in_can_be_put_to_work(root, opened, name):
    methodologies = Methodologies(opened(), now=lambda: NOW)
    methodology = methodologies.library.methodology(name)
    given = {"people": "Mara; Léa", "date": "2026-11-30", "number": 5, "yes-no": "yes"}
    answers = {
        variable.name: variable.choices[0] if variable.choices else given.get(variable.kind, 'Tide "one"'[:4])
        for variable in methodology.variables
    }
    made = methodologies.instantiate(name, answers)
    assert methodologies.instantiate(name, answers).operation is None
    assert methodologies.changes(made.plan.project) == []
    for path, text in tree(root).items():
        assert parse_note(text).properties.error is None, path
        assert "{{" not in text, path
    report = methodologies.gate(made.plan.project)
    assert not report.passed
    assert all(item.why for item in report.items)
