"""What a context knows of a project: the sprint of today, what is open and due, what was decided, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from claudeprojects.agents.context import ContextBuilder
from claudeprojects.agents.context.project import MOST_DECISIONS, MOST_TASKS, ProjectNotes, owned_folder
from claudeprojects.agents.privacy.rules import PrivacyRules
from claudeprojects.agents.values import Privacy
from claudeprojects.core.workspace import Workspace

TODAY = date(2026, 3, 10)
BRIEF = "Boat/Boat.md"


def sprint(start: str, end: str, more: str = "") -> str:
    return f"---\ntype: sprint\nstart: {start}\nend: {end}\n{more}---\nGoal: it floats.\n"


def decision(day: str, text: str = "We chose oak.", more: str = "") -> str:
    return f"---\ntype: decision\ndate: {day}\n{more}---\n{text}\n"


NOTES = {
    BRIEF: "---\ntype: project\n---\n# Boat\n\nA boat of oak.\n\n- [ ] Launch it 📅 2026-06-01\n",
    "Boat/Sprints/One.md": sprint("2026-02-01", "2026-02-14"),
    "Boat/Sprints/Two.md": sprint("2026-03-01", "2026-03-14"),
    "Elsewhere/Three.md": sprint("2026-03-09", "2026-03-20", 'project: "[[Boat]]"\n'),
    "Elsewhere/Four.md": sprint("2026-03-09", "2026-03-20"),
    "Boat/Tasks.md": "- [ ] Buy rope 📅 2026-03-12\n- [x] Fell the oak\n- [ ] Paint\n- [/] Plane 📅 2026-03-11\n",
    "Boat/Bank.md": "---\nprivacy: private\n---\n- [ ] Pay the debt 📅 2026-03-01\n",
    "Boat/Decisions/Oak.md": decision("2026-01-05"),
    "Boat/Decisions/Plain.md": "---\ndate: 2026-02-20\n---\nNo property says it, its folder does.\n",
    "Log/Sails.md": decision("2026-03-02", "Red sails, for [[Boat]]."),
    "Log/House.md": decision("2026-03-03", "Of the house."),
    "Boats.md": "- [ ] Of another 📅 2026-01-01\n",
    "Boat/Lent.md": "- [ ] Mend the house 📅 2026-01-02 [project:: [[House]]]\n",
    "House.md": "---\ntype: project\n---\n",
    "Inbox.md": "- [ ] Sew the sails 📅 2026-03-13 [project:: [[Boat]]]\n",
    "Boat/Sand.md": "---\ntype: task\nstatus: todo\ndue: 2026-03-14\n---\n",
    "Club/README.md": "The club.\n\n- [ ] Renew the papers\n",
    "Club/Berth.md": "- [ ] Pay the berth 📅 2026-03-20\n",
    "Club/Sprints/Spring.md": sprint("2026-03-01", "2026-03-31"),
    "Old Club/Berth.md": "- [ ] Sell the berth 📅 2026-03-19\n",
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root: Path = tmp_path_factory.mktemp("vault")
    for path, text in NOTES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    with Workspace.open(root, data_dir=tmp_path_factory.mktemp("data")) as opened:
        opened.sync(embed=False)
        yield opened


@pytest.fixture
def notes(workspace: Workspace) -> ProjectNotes:
    return ProjectNotes(workspace)


def test_the_current_sprint_is_the_one_whose_days_hold_today(notes: ProjectNotes) -> None:
    assert notes.sprint(BRIEF, TODAY) == "Elsewhere/Three.md", "it links to the project, and began last"
    assert notes.sprint(BRIEF, date(2026, 3, 8)) == "Boat/Sprints/Two.md"
    assert notes.sprint(BRIEF, date(2026, 2, 14)) == "Boat/Sprints/One.md"
    assert notes.sprint(BRIEF, date(2026, 2, 15)) is None


def test_open_tasks_come_in_the_order_they_are_due(notes: ProjectNotes) -> None:
    told = [(task.text, task.due) for task in notes.tasks(BRIEF)]
    assert [text for text, _ in told] == [
        "Pay the debt", "Plane", "Buy rope", "Sew the sails", "Sand", "Launch it", "Paint",
    ], "what belongs to it, wherever it stands; not what names another project"  # fmt: skip
    assert len(told) <= MOST_TASKS


def test_a_folder_that_is_no_project_has_what_lies_in_it(notes: ProjectNotes) -> None:
    brief = "Club/README.md"
    assert [task.text for task in notes.tasks(brief)] == ["Pay the berth", "Renew the papers"]
    assert notes.sprint(brief, TODAY) == "Club/Sprints/Spring.md"
    assert notes.sprint(brief, date(2026, 4, 1)) is None


def test_decisions_are_of_the_project_and_the_newest_come_first(notes: ProjectNotes) -> None:
    found = notes.decisions(BRIEF)
    assert found == ["Log/Sails.md", "Boat/Decisions/Plain.md", "Boat/Decisions/Oak.md"]
    assert len(found) <= MOST_DECISIONS


@pytest.mark.parametrize(
    ("brief", "folder"),
    [("Boat/Boat.md", "Boat"), ("A/Boat/README.md", "A/Boat"), ("Boat.md", "Boat"), ("A/Boat.md", "A/Boat")],
)
def test_a_brief_stands_for_its_folder_or_the_one_of_its_name(brief: str, folder: str) -> None:
    assert owned_folder(brief) == folder


def test_a_context_carries_them_with_their_sources_and_classes(workspace: Workspace) -> None:
    class AsOfThatDay(ProjectNotes):
        def sprint(self, brief: str, today: date) -> str | None:
            return super().sprint(brief, TODAY - timedelta(days=2))

    projects = AsOfThatDay(workspace)
    builder = ContextBuilder(workspace, PrivacyRules(workspace), projects=projects)
    context = builder.build("Who paints?", project_path="Boat/Tasks.md", mode="keyword")
    kinds = [entry.kind for entry in context.kept if entry.kind != "passage"]
    assert kinds == ["project", "sprint", "tasks", "decision", "decision", "decision"]
    by_kind = {entry.kind: entry.piece for entry in context.kept}
    assert "start: 2026-03-01" in by_kind["sprint"].text
    assert "- [ ] Pay the debt (due 2026-03-01) [[Boat/Bank]]" in by_kind["tasks"].text
    assert by_kind["tasks"].privacy is Privacy.PRIVATE
    assert {source.path for source in by_kind["tasks"].sources} == {
        BRIEF, "Boat/Tasks.md", "Boat/Bank.md", "Boat/Sand.md", "Inbox.md",
    }  # fmt: skip
    narrow = builder.build("Who pays the debt?", project_path="Boat", mode="keyword", reach=Privacy.TEAM)
    assert narrow.privacy is Privacy.OPEN
    assert "debt" not in " ".join(piece.text for piece in narrow.pieces)
    assert any("private" in entry.why for entry in narrow.dropped)
