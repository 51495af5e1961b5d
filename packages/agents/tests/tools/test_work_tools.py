"""Tools for projects, sprints, tasks and gates: found by a query, changed on exactly one line, never signed."""

from __future__ import annotations

from typing import Any

import pytest
from claudeprojects.agents.values import Privacy

PLAN = "# Plan\n\n- [ ] Build the lantern 📅 2026-01-02 ^a\n- [ ] Build the stairs @mara\n\nEnd.\n"


@pytest.fixture
def work(desk: Any) -> Any:
    for path, text in {
        "Work/Light/Light.md": "---\ntype: project\nstatus: active\nowner: Mara\n---\n# Light\n",
        "Work/Light/Plan.md": PLAN,
        "Work/Light/Week.md": "---\ntype: sprint\nproject: '[[Light]]'\ngoal: Stairs\n---\n",
        "Private/Debt.md": "---\ntype: project\nprivacy: private\n---\n- [ ] Pay the keeper\n",
    }.items():
        (desk.root / path).parent.mkdir(parents=True, exist_ok=True)
        (desk.root / path).write_text(text, encoding="utf-8")
    desk.workspace.sync(embed=False)
    return desk


def staged(desk: Any, path: str) -> str:
    return str(desk.changes.view("run").read(path).text)


def test_projects_and_sprints_are_listed_but_not_private_ones(work: Any) -> None:
    shown = work.call("projects", work.context(ceiling=Privacy.OPEN)).text
    assert "Light (active; owner Mara): Work/Light/Light.md" in shown
    assert "Debt" not in shown
    assert "Debt" in work.call("projects").text
    assert "Week (undated; Work/Light/Light.md; Stairs)" in work.call("sprints", project="Light").text


def test_tasks_are_found_by_the_language_of_search(work: Any) -> None:
    found = work.call("tasks", query='project:"Light" assignee:mara').text
    assert "Build the stairs" in found
    assert "lantern" not in found
    assert "Pay the keeper" not in work.call("tasks", work.context(ceiling=Privacy.OPEN), query="keeper").text


def test_a_task_is_changed_on_its_own_line_and_waits_for_review(work: Any) -> None:
    done = work.call("change_task", task="Work/Light/Plan.md:3", words="lantern", due="2026-03-01", priority="high")
    assert not done.is_error, done.text
    expected = PLAN.replace("Build the lantern 📅 2026-01-02 ^a", "Build the lantern ⏫ 📅 2026-03-01 ^a")
    assert sorted(staged(work, "Work/Light/Plan.md").split()) == sorted(expected.split())
    assert staged(work, "Work/Light/Plan.md").splitlines()[3:] == PLAN.splitlines()[3:]
    assert (work.root / "Work/Light/Plan.md").read_text(encoding="utf-8") == PLAN


def test_a_task_that_moved_is_found_by_its_words_and_no_other_one_is_touched(work: Any) -> None:
    moved = work.call("change_task", task="Work/Light/Plan.md:99", words="build the stairs", status="done")
    assert not moved.is_error, moved.text
    assert "- [x] Build the stairs @mara" in staged(work, "Work/Light/Plan.md")
    assert work.call("change_task", task="Work/Light/Plan.md:3", words="Build", status="done").is_error is False
    refused = work.call("change_task", task="Work/Light/Plan.md:3", words="Paint", status="done")
    assert refused.is_error
    assert "Paint" in refused.text or "Plan.md:3" in refused.text


def test_what_was_changed_is_seen_by_the_next_query(work: Any) -> None:
    work.call("change_task", task="Work/Light/Plan.md:4", words="stairs", status="done")
    assert "stairs" not in work.call("tasks", query="stairs").text
    assert "stairs" in work.call("tasks", query="stairs", status="done").text


def test_a_task_is_added_as_people_type_it(work: Any) -> None:
    added = work.call("add_task", text="Paint the door 2026-04-01 @tom", project="Light", heading="Tasks")
    assert not added.is_error, added.text
    assert "## Tasks\n\n- [ ] Paint the door @tom 📅 2026-04-01\n" in staged(work, "Work/Light/Light.md")
    twice = work.context()
    work.call("add_task", twice, text="Once", note="Work/Light/Plan.md")
    work.call("add_task", twice, text="Once", note="Work/Light/Plan.md")
    assert staged(work, "Work/Light/Plan.md").count("Once") == 1


def test_a_gate_is_reported_with_the_runs_own_changes(work: Any) -> None:
    answers = {"project": "Harbour", "challenge": "Wet feet", "decider": "Mara"}
    from claudeprojects.core.methodologies.methodologies import Methodologies

    Methodologies(work.workspace).instantiate("design-sprint", answers)
    work.workspace.sync(embed=False)
    before = work.call("gates", project="Harbour").text
    assert "The week can begin – it is closed" in before
    assert "Nobody has signed as Decider yet." in before
    path = "Projects/Harbour/00 Prepare/Brief.md"
    text = (work.root / path).read_text(encoding="utf-8")
    work.call("write", path=path, text=text.replace("## What is at stake\n", "## What is at stake\n\nTwo months.\n"))
    after = work.call("gates", project="Harbour").text
    assert "“What is at stake”" in before.split("says nothing under")[1].splitlines()[0]
    assert "“What is at stake”" not in after.split("says nothing under")[1].splitlines()[0]
    assert "[ ]" in after
    assert "Light" in work.call("gates", project="Light").text
