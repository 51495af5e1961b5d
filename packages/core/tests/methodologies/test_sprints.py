"""Sprints of a project under way: the next one as its methodology says."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from claudeprojects.core.errors import NotEditable, NoteExists, NotGuided
from claudeprojects.core.methodologies.methodologies import Methodologies
from claudeprojects.core.methodologies.sprints import Wishes
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.vault.note import parse_note

from .conftest import ANSWERS, METHODOLOGY, NAME, PROJECT

OWN = ".claudeprojects/methodologies/small.md"
FOLDER = "Projects/Tide/Sprints"


def sprints(methodologies):
    found = Projects(methodologies._workspace).sprints(PROJECT)
    return [(each.title, str(each.start), str(each.end), each.capacity) for each in found]


def test_the_next_sprint_has_the_next_number_days_and_the_capacity(at_work, root):
    first = at_work.add_sprint(PROJECT)
    at_work.add_sprint(PROJECT)
    assert sprints(at_work) == [
        ("Sprint 1", "2026-11-30", "2026-12-04", 10.0),
        ("Sprint 2", "2026-12-07", "2026-12-11", 10.0),
        ("Sprint 3", "2026-12-14", "2026-12-18", 10.0),
        ("Sprint 4", "2026-12-21", "2026-12-25", 10.0),
    ]
    note = (root / FOLDER / "Sprint 3.md").read_text()
    assert note == (root / FOLDER / "Sprint 2.md").read_text().replace("Sprint 2", "Sprint 3").replace(
        "2026-12-07", "2026-12-14"
    ).replace("2026-12-11", "2026-12-18")
    assert first.summary == f"Created {FOLDER}/Sprint 3.md"
    at_work._workspace.undo(first.id)
    assert not (root / FOLDER / "Sprint 3.md").exists()
    assert at_work.changes(PROJECT) == []
    assert at_work.instantiate(NAME, ANSWERS).operation is None


def test_what_is_wished_for_counts_and_the_rest_is_as_the_methodology_says(at_work):
    at_work.add_sprint(PROJECT, Wishes("Polish: all/of it", "Shine", start=date(2027, 1, 6), capacity=4))
    at_work.add_sprint(PROJECT, Wishes(end=date(2027, 1, 29)))
    assert sprints(at_work)[2:] == [
        ("Polish- all-of it", "2027-01-06", "2027-01-12", 4.0),
        ("Sprint 3", "2027-01-13", "2027-01-29", 10.0),
    ]
    text = at_work._workspace.read_note(f"{FOLDER}/Polish- all-of it.md").text
    assert parse_note(text).properties.values["goal"] == "Shine"
    with pytest.raises(NoteExists):
        at_work.add_sprint(PROJECT, Wishes("Sprint 2"))
    with pytest.raises(NotEditable, match="would end on 2027-01-01 and begin on 2027-02-01"):
        at_work.add_sprint(PROJECT, Wishes(end=date(2027, 1, 1)))


@pytest.mark.parametrize(
    ("now", "start"),
    [
        (datetime(2026, 12, 15), "2026-12-14"),
        (datetime(2026, 12, 19), "2026-12-21"),
        (datetime(2027, 3, 9), "2027-03-09"),
    ],
)
def test_a_sprint_that_would_be_over_begins_today(at_work, now, start):
    later = Methodologies(at_work._workspace, now=lambda: now)
    later.add_sprint(PROJECT)
    assert sprints(at_work)[2][1] == start


def test_renamed_moved_and_deleted_sprints_count_by_their_names(at_work, edit):
    workspace = at_work._workspace
    workspace.move(f"{FOLDER}/Sprint 1.md", "Projects/Tide/Old/First.md")
    workspace.trash(f"{FOLDER}/Sprint 2.md")
    at_work.add_sprint(PROJECT)
    assert [title for title, *_ in sprints(at_work)] == ["First", "Sprint 2"]
    workspace.move("Projects/Tide/Old/First.md", f"{FOLDER}/sprint 7.md")
    at_work.add_sprint(PROJECT)
    assert [title for title, *_ in sprints(at_work)] == ["sprint 7", "Sprint 2", "Sprint 8"]


def test_sprints_that_are_called_after_a_project_outlive_its_name(opened):
    named = METHODOLOGY.replace("capacity: 10}", 'capacity: 10, name: "{{ project }} {{ number }}"}')
    methodologies = Methodologies(opened({OWN: named}), now=lambda: datetime(2026, 11, 23))
    methodologies.instantiate(NAME, ANSWERS)
    renamed = "Projects/Tide/Ebb.md"
    methodologies._workspace.move(PROJECT, renamed)
    assert methodologies.changes(renamed) == []
    methodologies.add_sprint(renamed)
    found = Projects(methodologies._workspace).sprints(renamed)
    assert [sprint.title for sprint in found] == ["Tide 1", "Tide 2", "Ebb 3"]
    methodologies._workspace.trash(f"{FOLDER}/Tide 1.md")
    methodologies._workspace.trash(f"{FOLDER}/Tide 2.md")
    assert [change.text for change in methodologies.changes(renamed)] == [
        "Ebb 1 would be made.",
        "Ebb 2 would be made.",
    ]


def test_a_name_without_a_number_gets_one_when_it_is_taken(opened):
    named = METHODOLOGY.replace("capacity: 10}", 'capacity: 10, name: "{{ project }} week"}').replace(
        "count: 2", "count: 1"
    )
    methodologies = Methodologies(opened({OWN: named}), now=lambda: datetime(2026, 11, 23))
    methodologies.instantiate(NAME, ANSWERS)
    methodologies.add_sprint(PROJECT)
    methodologies.add_sprint(PROJECT)
    assert [title for title, *_ in sprints(methodologies)] == ["Tide week", "Tide week 2", "Tide week 3"]


def test_what_no_methodology_plans_is_named(opened):
    files = {
        OWN: METHODOLOGY.replace("sprints: {count: 2, length: 1w, capacity: 10}\n", ""),
        "Free/Free.md": "---\ntype: project\n---\n",
        "Lost/Lost.md": "---\ntype: project\nmethodology: lost\nphase: a\n---\n",
    }
    methodologies = Methodologies(opened(files), now=lambda: datetime(2026, 11, 23))
    methodologies.instantiate(NAME, ANSWERS)
    assert [methodologies.plans_sprints(path) for path in (PROJECT, "Free/Free.md", "Lost/Lost.md")] == [False] * 3
    with pytest.raises(NotGuided, match="'small' has no sprints"):
        methodologies.add_sprint(PROJECT)
    with pytest.raises(NotGuided, match="no property `methodology`"):
        methodologies.add_sprint("Free/Free.md")
