"""Edits of work items: each changes its line or property alone, survives what others write, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from claudeprojects.core.errors import NotEditable, TaskNotFound
from claudeprojects.core.projects.edits import TaskEdit
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.projects.rulecheck import unread_rules

Open = Callable[..., Projects]
NOTE = "# Plan\r\n\r\n- [ ] Write it @mara 📅 2026-12-01 ^w\r\n- [ ] Read it [due:: 2026-12-02]\r\ntext\r\n"


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (TaskEdit(due=date(2026, 12, 24)), "- [ ] Write it @mara 📅 2026-12-24 ^w"),
        (TaskEdit(due=None), "- [ ] Write it @mara ^w"),
        (TaskEdit(priority="high"), "- [ ] Write it @mara 📅 2026-12-01 ⏫ ^w"),
        (TaskEdit(scheduled=date(2026, 11, 30)), "- [ ] Write it @mara 📅 2026-12-01 ⏳ 2026-11-30 ^w"),
        (TaskEdit(status="in_progress"), "- [/] Write it @mara 📅 2026-12-01 ^w"),
        (TaskEdit(status="done"), "- [x] Write it @mara 📅 2026-12-01 ✅ 2026-11-23 ^w"),
        (TaskEdit(status="cancelled"), "- [-] Write it @mara 📅 2026-12-01 ❌ 2026-11-23 ^w"),
        (TaskEdit(symbol="?"), "- [?] Write it @mara 📅 2026-12-01 ^w"),
        (TaskEdit(estimate="3"), "- [ ] Write it @mara [estimate:: 3] 📅 2026-12-01 ^w"),
        (TaskEdit(time="17:00"), "- [ ] Write it @mara [time:: 17:00] 📅 2026-12-01 ^w"),
        (TaskEdit(sprint="Sprint 2"), "- [ ] Write it @mara [sprint:: [[Sprint 2]]] 📅 2026-12-01 ^w"),
        (TaskEdit(project="Other"), "- [ ] Write it @mara [project:: [[Other]]] 📅 2026-12-01 ^w"),
        (TaskEdit(assignees=("lin",)), "- [ ] Write it @lin 📅 2026-12-01 ^w"),
        (TaskEdit(add_assignees=("lin",)), "- [ ] Write it @mara @lin 📅 2026-12-01 ^w"),
        (TaskEdit(remove_assignees=("mara",)), "- [ ] Write it 📅 2026-12-01 ^w"),
        (TaskEdit(add_tags=("now",)), "- [ ] Write it @mara #now 📅 2026-12-01 ^w"),
        (TaskEdit(description="Write all of it"), "- [ ] Write all of it 📅 2026-12-01 ^w"),
        (TaskEdit(recurrence="every 2 weeks"), "- [ ] Write it @mara 📅 2026-12-01 🔁 every 2 weeks ^w"),
    ],
)
def test_an_edit_changes_its_line_alone(opened: Open, root: Path, edit: TaskEdit, line: str) -> None:
    files = {
        "Plan.md": NOTE,
        "Sprint 2.md": "---\ntype: sprint\n---\n",
        "Other.md": "---\ntype: project\n---\n",
    }
    projects = opened(files)
    edited = projects.edit("Plan.md:3", edit)
    lines = (root / "Plan.md").read_bytes().decode().split("\r\n")
    expected = NOTE.split("\r\n")
    expected[2] = line
    assert lines == expected
    assert edited.operation is not None
    assert [item.key for item in edited.items] == ["Plan.md:3"]
    projects.workspace.undo(edited.operation.id)
    assert (root / "Plan.md").read_bytes().decode() == NOTE


def test_the_notation_of_the_line_is_kept(opened: Open, root: Path) -> None:
    projects = opened({"Plan.md": NOTE})
    projects.edit("Plan.md:4", TaskEdit(priority="high", due=date(2026, 12, 3), estimate="2h"))
    assert (
        "- [ ] Read it [estimate:: 2h] [due:: 2026-12-03] [priority:: high]\r\n"
        in (root / "Plan.md").read_bytes().decode()
    )


def test_the_notation_of_the_vault_is_used_where_a_line_has_none(opened: Open, root: Path) -> None:
    settings = '{"taskFormat": "dataview"}'
    projects = opened({"a.md": "- [ ] a", ".obsidian/plugins/obsidian-tasks-plugin/data.json": settings})
    projects.edit("a.md:1", TaskEdit(due=date(2026, 12, 3)))
    assert (root / "a.md").read_text() == "- [ ] a [due:: 2026-12-03]"


def test_an_edit_finds_its_line_after_another_program_wrote(opened: Open, root: Path) -> None:
    projects = opened({"Plan.md": "- [ ] one\n- [ ] two\n"})
    item = projects.item("Plan.md:2")
    (root / "Plan.md").write_text("new\n\n- [ ] one!\n- [ ] two 📅 2026-12-01\n")
    edited = projects.edit(item, TaskEdit(status="done"))
    assert (root / "Plan.md").read_text() == "new\n\n- [ ] one!\n- [x] two 📅 2026-12-01 ✅ 2026-11-23\n"
    assert edited.operation is not None
    (root / "Plan.md").write_text("newer\n" + (root / "Plan.md").read_text())
    projects.workspace.undo(edited.operation.id)
    assert (root / "Plan.md").read_text() == "newer\nnew\n\n- [ ] one!\n- [ ] two 📅 2026-12-01\n"


def test_a_line_that_is_gone_is_refused(opened: Open, root: Path) -> None:
    projects = opened({"Plan.md": "- [ ] one\n", "Other.md": "- [ ] other\n"})
    items = projects.find().items
    (root / "Plan.md").write_text("- [ ] something else\n")
    with pytest.raises(TaskNotFound):
        projects.edit_all(items, TaskEdit(priority="low"))
    assert (root / "Other.md").read_text() == "- [ ] other\n"


def test_many_items_change_as_one_operation(opened: Open, root: Path) -> None:
    text = "- [ ] one 🔁 every day 📅 2026-11-23\n- [ ] two\n"
    projects = opened({"a.md": text, "b.md": text, "c.md": "- [ ] three"})
    edited = projects.edit_all(projects.find(sort=("path",)).items, TaskEdit(status="done"))
    assert edited.operation is not None
    done = "✅ 2026-11-23"
    assert (root / "a.md").read_text() == (
        f"- [ ] one 🔁 every day 📅 2026-11-24\n- [x] one 🔁 every day 📅 2026-11-23 {done}\n- [x] two {done}\n"
    )
    assert [item.key for item in edited.items] == ["a.md:2", "a.md:3", "b.md:2", "b.md:3", "c.md:1"]
    projects.workspace.undo(edited.operation.id)
    assert (root / "a.md").read_text() == (root / "b.md").read_text() == text


def test_a_dependency_gives_what_is_needed_an_id(opened: Open, root: Path) -> None:
    projects = opened({"a.md": "- [ ] first", "b.md": "- [ ] second"})
    edited = projects.edit("b.md:1", TaskEdit(depends_on=("a.md:1",)))
    first = projects.item("a.md:1")
    assert (root / "a.md").read_text() == f"- [ ] first 🆔 {first.id}"
    assert (root / "b.md").read_text() == f"- [ ] second ⛔ {first.id}"
    assert projects.item("b.md:1").blocked_by == ("a.md:1",)
    assert edited.operation is not None
    projects.edit("b.md:1", TaskEdit(depends_on=()))
    assert (root / "b.md").read_text() == "- [ ] second"


def test_a_task_note_changes_in_its_properties(opened: Open, root: Path) -> None:
    text = "---\ntype: task  # mine\nDeadline: 2026-12-01\nassignee: mara\n---\nbody\n"
    projects = opened({"T.md": text, "S.md": "---\ntype: sprint\n---\n"})
    item = projects.item("T.md")
    assert (item.description, item.due, item.assignees) == ("T", date(2026, 12, 1), ("mara",))
    projects.edit(item, TaskEdit(due=date(2026, 12, 5), sprint="S", estimate="3", add_assignees=("lin",)))
    assert (root / "T.md").read_text() == (
        "---\ntype: task  # mine\nDeadline: 2026-12-05\nassignee:\n  - mara\n  - lin\nestimate: 3\n"
        'sprint: "[[S]]"\n---\nbody\n'
    )
    projects.edit("T.md", TaskEdit(status="done"))
    assert "status: done\ndone: 2026-11-23\n" in (root / "T.md").read_text()
    assert projects.item("T.md").status == "done"


@pytest.mark.parametrize(
    ("tags", "edit", "after"),
    [
        ("", TaskEdit(add_tags=("now", "b/c")), "tags:\n  - now\n  - b/c\n"),
        ("Tags: old, two\n", TaskEdit(remove_tags=("#OLD",), add_tags=("Two", "x")), "Tags:\n  - two\n  - x\n"),
        ("tag: [a]\n", TaskEdit(remove_tags=("a",)), ""),
        ("tags: [a]\n", TaskEdit(add_tags=("A",), remove_tags=("b",)), "tags: [a]\n"),
    ],
)
def test_the_tags_of_a_task_note_are_a_property(
    opened: Open, root: Path, tags: str, edit: TaskEdit, after: str
) -> None:
    projects = opened({"T.md": f"---\ntype: task\n{tags}---\nIn #text\n"})
    projects.edit("T.md", edit)
    assert (root / "T.md").read_text() == f"---\ntype: task\n{after}---\nIn #text\n"


def test_a_field_written_twice_is_taken_away_whole(opened: Open, root: Path) -> None:
    projects = opened({"a.md": "- [ ] a [estimate:: 1] [estimate:: 2] 📅 2026-12-01 🔼 📅 2026-12-02 ^x\n"})
    projects.edit("a.md:1", TaskEdit(due=None, estimate=None))
    assert (root / "a.md").read_text() == "- [ ] a 🔼 ^x\n"


@pytest.mark.parametrize(
    "edit",
    [
        TaskEdit(recurrence="now and then"),
        TaskEdit(estimate="much"),
        TaskEdit(time="25:00"),
        TaskEdit(symbol="ab"),
        TaskEdit(description="a\nb"),
        TaskEdit(add_tags=("two words",)),
        TaskEdit(add_assignees=("x] [due:: 2026-01-01",)),
        TaskEdit(assignees=(" ",)),
    ],
)
def test_what_a_field_cannot_hold_is_refused(opened: Open, root: Path, edit: TaskEdit) -> None:
    projects = opened({"Plan.md": NOTE})
    with pytest.raises(NotEditable):
        projects.edit("Plan.md:3", edit)
    assert (root / "Plan.md").read_bytes().decode() == NOTE


def test_statuses_are_those_of_the_plugins_settings(opened: Open, root: Path) -> None:
    settings = (
        '{"statusSettings": {"coreStatuses":'
        ' [{"symbol": " ", "name": "Todo", "nextStatusSymbol": "x", "type": "TODO"},'
        ' {"symbol": "x", "name": "Done", "nextStatusSymbol": " ", "type": "DONE"}], "customStatuses":'
        ' [{"symbol": "!", "name": "Doing", "nextStatusSymbol": "x", "type": "IN_PROGRESS"},'
        ' {"symbol": "v", "name": "Verified", "nextStatusSymbol": " ", "type": "DONE"}]}, "setDoneDate": false}'
    )
    projects = opened(
        {"a.md": "- [v] a\n- [!] b\n- [ ] c", ".obsidian/plugins/obsidian-tasks-plugin/data.json": settings}
    )
    assert [item.status for item in projects.find(sort=("path",)).items] == ["done", "in_progress", "todo"]
    projects.edit("a.md:3", TaskEdit(status="in_progress"))
    projects.edit("a.md:2", TaskEdit(status="done"))
    assert (root / "a.md").read_text() == "- [v] a\n- [x] b\n- [!] c"


def test_a_recurrence_that_is_no_rule_is_named_and_nothing_is_written(opened: Open, root: Path) -> None:
    files = {"a.md": "- [ ] a\n", "N.md": "---\ntype: task\n---\n"}
    projects = opened(files)
    for key in ("a.md:1", "N.md"):
        with pytest.raises(
            NotEditable, match="'every blue moon' is no rule of recurrence: it does not say every what"
        ):
            projects.edit(key, TaskEdit(recurrence="every blue moon"))
    assert {path: (root / path).read_text() for path in files} == files


def test_open_tasks_with_a_recurrence_that_cannot_be_read_are_listed(opened: Open) -> None:
    projects = opened(
        {
            "a.md": "- [ ] a 🔁 every blue moon\n- [x] b 🔁 every blue moon\n- [ ] c 🔁 every week when done\n",
            "N.md": "---\ntype: task\nrepeat: every day or two\n---\n",
        }
    )
    assert unread_rules(projects.workspace.database) == [
        ("N.md", "every day or two", "“or two” is not understood"),
        ("a.md:1", "every blue moon", "it does not say every what"),
    ]


@pytest.mark.parametrize(
    ("settings", "line", "done"),
    [
        ("{}", "- [ ] a 📅 2026-12-01 [priority:: high]", " ✅ 2026-11-23"),
        ("{}", "- [ ] a [due:: 2026-12-01]", "  [completion:: 2026-11-23]"),
        ('{"taskFormat": "dataview"}', "- [ ] a [due:: 2026-12-01] ⏫", "  [completion:: 2026-11-23]"),
        ('{"taskFormat": "dataview"}', "- [ ] a 📅 2026-12-01", " ✅ 2026-11-23"),
        ('{"taskFormat": "dataview"}', "- [ ] a", "  [completion:: 2026-11-23]"),
    ],
)
def test_a_line_of_both_notations_goes_on_in_that_of_the_vault(
    opened: Open, root: Path, settings: str, line: str, done: str
) -> None:
    projects = opened({"a.md": line, ".obsidian/plugins/obsidian-tasks-plugin/data.json": settings})
    projects.edit("a.md:1", TaskEdit(status="done"))
    assert (root / "a.md").read_text() == line.replace("[ ]", "[x]") + done
