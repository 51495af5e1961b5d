"""Query blocks of other programs: what they find, how they order and group it, and what they say they cannot read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from claudeprojects.core.projects.blocks.blocks import Blocks
from claudeprojects.core.projects.blocks.dataview import is_task_query, read_dataview_block
from claudeprojects.core.projects.blocks.instructions import Defaults
from claudeprojects.core.projects.blocks.model import Asked, answer
from claudeprojects.core.projects.blocks.tasks import read_tasks_block
from claudeprojects.core.projects.model import WorkItem
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.vault.taskstatuses import PluginSettings
from claudeprojects.core.workspace import Workspace
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 5, 13)  # a Wednesday


def item(description: str, **more: Any) -> Asked:
    """A task line; ``heading`` and ``blocking`` go where they belong."""
    heading, blocking = more.pop("heading", ""), more.pop("blocking", False)
    base = WorkItem(f"a.md:{description}", "Projects/Boat.md", 0, "Boat", " ", "todo", description)
    made = replace(base, **more)
    return Asked(made, heading, blocking, PluginSettings().name_of(made.symbol))


def day(number: int) -> date:
    return date(2026, 5, number)


ITEMS = [
    item("Paint the hull", due=day(12), priority="high", tags=("boat",), heading="Yard work"),
    item("Buy rope", due=day(13), tags=("shop/urgent", "boat"), recurrence="every week"),
    item("Call Mara (maybe)", due=day(20), scheduled=day(14), path="Inbox.md", title="Inbox"),
    item("Read the charts", start=day(18), priority="low", path="Reading/List.md", title="List", blocked_by=("x",)),
    item("Sold the dinghy", symbol="x", status="done", done=day(5), path="Archive/Old.md", title="Old"),
    item("Rent a mooring", symbol="-", status="cancelled", cancelled=day(6), path="Archive/Old.md", title="Old"),
    item("Sand the mast", symbol="/", status="in_progress", created=day(1), id="mast", blocking=True),
]


def found(source: str) -> list[str]:
    """The descriptions a tasks block shows, in order."""
    shown = answer(read_tasks_block(source, TODAY, "Projects/Boat.md"), ITEMS)
    assert shown.problems == []
    return [each.description for group in shown.groups for each in group.items]


def problem(source: str) -> str:
    block = read_tasks_block(source, TODAY)
    assert answer(block, ITEMS).groups == []
    return block.problems[0].why


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("done", {"Sold", "Rent"}),
        ("not done", {"Paint", "Buy", "Call", "Read", "Sand"}),
        ("due today", {"Buy"}),
        ("due before today", {"Paint"}),
        ("due on or before 2026-05-13", {"Paint", "Buy"}),
        ("due after 2026-05-13", {"Call"}),
        ("due in 2026-05-10 2026-05-13", {"Paint", "Buy"}),
        ("due this week", {"Paint", "Buy"}),
        ("due next week", {"Call"}),
        ("due 2026-W20", {"Paint", "Buy"}),
        ("due in or before 2026-W20", {"Paint", "Buy"}),
        ("due 2026-05", {"Paint", "Buy", "Call"}),
        ("due before 2026-Q3", {"Paint", "Buy", "Call"}),
        ("due after 2025", {"Paint", "Buy", "Call"}),
        ("no due date", {"Read", "Sold", "Rent", "Sand"}),
        ("has scheduled date", {"Call"}),
        ("happens on 2026-05-14", {"Call"}),
        ("no happens date", {"Sold", "Rent", "Sand"}),
        ("starts after tomorrow\nhas start date", {"Read"}),
        ("starts before tomorrow", {"Paint", "Buy", "Call", "Sold", "Rent", "Sand"}),
        ("created before in two weeks\nhas created date", {"Sand"}),
        ("cancelled before today", {"Rent"}),
        ("priority is high", {"Paint"}),
        ("priority is above none", {"Paint"}),
        ("priority is below none", {"Read"}),
        ("priority is not none", {"Paint", "Read"}),
        ("description includes ROPE", {"Buy"}),
        ("description includes #boat", {"Paint", "Buy"}),
        ("description does not include the", {"Buy", "Call", "Rent"}),
        (r"description regex matches /^(buy|call)/i", {"Buy", "Call"}),
        (r"description regex does not match /[A-Z]/", set()),
        ("path includes archive/", {"Sold", "Rent"}),
        ("folder includes Reading/", {"Read"}),
        ("root includes Projects", {"Paint", "Buy", "Sand"}),
        ("filename includes Inbox", {"Call"}),
        ("heading includes yard", {"Paint"}),
        ("tags include shop", {"Buy"}),
        ("tag does not include boat", {"Call", "Read", "Sold", "Rent", "Sand"}),
        ("has tags", {"Paint", "Buy"}),
        ("is recurring", {"Buy"}),
        ("is blocked", {"Read"}),
        ("is blocking", {"Sand"}),
        ("id includes mast", {"Sand"}),
        ("status.type is in_progress", {"Sand"}),
        ("status.name includes cancelled", {"Rent"}),
        ("(due today) OR (priority is high)", {"Paint", "Buy"}),
        ("(not done) AND NOT (tags include #boat)", {"Call", "Read", "Sand"}),
        ("(is recurring) XOR (has tags)", {"Paint"}),
        ("NOT ( (path includes Projects) OR (path includes Archive) )", {"Call", "Read"}),
        ("[description includes (maybe)] OR [is blocked]", {"Call", "Read"}),
        ('"due today" OR "is blocked"', {"Buy", "Read"}),
        ("(done) OR (due today) AND (is recurring)", {"Sold", "Rent", "Buy"}),
        ("# only a comment\n\nnot done \\\n\npriority is high", {"Paint"}),
        ("path includes {{query.file.path}}", {"Paint", "Buy", "Sand"}),
        ("short mode\nhide priority\nexplain\ndue today", {"Buy"}),
        ("full mode\nshow tree\nhide backlink\nhide task count\nshow urgency\ndue today", {"Buy"}),
        ("ignore global query\nlimit groups to 5 tasks\ndue today", {"Buy"}),
        ("preset this_file\nnot done", {"Paint", "Buy", "Sand"}),
        ("preset hide_date_fields\n({{preset.this_root}}) AND (is recurring) {{! only these }}", {"Buy"}),
        ("(path includes Boat) AND ((due today) OR (NOT (has tags)))", {"Buy", "Sand"}),
        ("{done} OR {due today}", {"Sold", "Rent", "Buy"}),
        ("((due today) OR ((is blocked) XOR (is blocking))) AND NOT (path includes Reading)", {"Buy", "Sand"}),
    ],
)  # fmt: skip
def test_a_filter_finds_what_it_names(query: str, names: set[str]) -> None:
    assert {description.split()[0] for description in found(query)} == names


def test_tasks_are_ordered_by_status_and_urgency_unless_said_otherwise() -> None:
    assert found("not done")[:3] == ["Sand the mast", "Paint the hull", "Buy rope"]
    assert found("no due date\nno start date")[-2:] == ["Sold the dinghy", "Rent a mooring"]
    assert found("has due date\nsort by due reverse") == ["Call Mara (maybe)", "Buy rope", "Paint the hull"]
    assert found("has tags\nsort by tag 2") == ["Buy rope", "Paint the hull"]


def test_limits_count_after_sorting() -> None:
    assert found("has due date\nsort by due\nlimit to 2 tasks") == ["Paint the hull", "Buy rope"]
    shown = answer(read_tasks_block("group by status\nlimit groups 1\nsort by path", TODAY), ITEMS)
    assert [(group.headings, len(group.items)) for group in shown.groups] == [(("Done",), 1), (("Todo",), 1)]
    assert shown.total == len(ITEMS)


def test_groups_come_in_their_order_or_turned_round() -> None:
    def headings(source: str) -> list[tuple[str, ...]]:
        return [group.headings for group in answer(read_tasks_block(source, TODAY), ITEMS).groups]

    days = [("2026-05-12 Tuesday",), ("2026-05-13 Wednesday",), ("2026-05-20 Wednesday",)]
    assert headings("has due date\ngroup by due") == days
    assert headings("has due date\ngroup by due reverse") == days[::-1]
    assert headings("has due date\ngroup by root reverse\ngroup by due") == [
        ("Projects/", "2026-05-12 Tuesday"),
        ("Projects/", "2026-05-13 Wednesday"),
        ("/", "2026-05-20 Wednesday"),
    ]
    urgencies = [float(heading) for (heading,) in headings("not done\ngroup by urgency")]
    assert urgencies == sorted(urgencies, reverse=True)


def test_a_random_order_is_the_same_all_day_and_another_tomorrow() -> None:
    many = [item(f"Task {number}") for number in range(20)]

    def order(day: date) -> list[str]:
        return [
            each.description
            for group in answer(read_tasks_block("sort by random", day), many).groups
            for each in group.items
        ]

    assert order(TODAY) == order(TODAY)
    assert order(TODAY) != order(day(14))
    assert sorted(order(TODAY)) == sorted(order(day(14)))


def test_what_stands_before_every_block_counts_unless_it_is_ignored() -> None:
    defaults = Defaults(
        "path includes Projects\nnot done", "preset boats", (("boats", "tags include #boat\nsort by due"),)
    )

    def names(source: str) -> list[str]:
        block = read_tasks_block(source, TODAY, "Projects/Boat.md", defaults)
        return [each.description.split()[0] for group in answer(block, ITEMS).groups for each in group.items]

    assert names("") == ["Paint", "Buy"]
    assert names("is recurring") == ["Buy"]
    assert names("Ignore Global Query\ndone") == []
    nested = Defaults("", "", (("a", "preset b"), ("b", "preset a")))
    assert "nested more than" in read_tasks_block("preset a", TODAY, "", nested).problems[0].why
    broken = read_tasks_block("done", TODAY, "", Defaults("due whenever"))
    assert [(each.line, each.text) for each in broken.problems] == [(0, "due whenever")]


def test_groups_nest_and_tags_show_an_item_more_than_once() -> None:
    shown = answer(read_tasks_block("has tags\ngroup by status.type\ngroup by tags", TODAY), ITEMS)
    assert [group.headings for group in shown.groups] == [("TODO", "#boat"), ("TODO", "#shop/urgent")]
    assert [len(group.items) for group in shown.groups] == [2, 1]


def test_dates_head_groups_with_their_weekday() -> None:
    shown = answer(read_tasks_block("has due date\ngroup by due", TODAY), ITEMS)
    assert shown.groups[0].headings == ("2026-05-12 Tuesday",)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("filter by function task.isDone", "program of its own"),
        ("due date is invalid", "does not have"),
        ("due before the flood", "no day"),
        ("priority is enormous", "no filter"),
        ("description regex matches /(/", "cannot be read"),
        ("description regex matches maybe", "between slashes"),
        ("colour includes red", "nothing that can be searched"),
        ("(due today) OR (is blocked", "never closed"),
        ("(due today) (is blocked)", "operator"),
        ("preset mine", "there is no preset 'mine'"),
        ("path includes {{preset.mine}}", "there is no preset 'mine'"),
        ("path includes {{query.file.property('a')}}", "{{query.file.property('a')}} is not known here"),
        ("show colour", "nothing of that name"),
        ("group by function task.status.name", "program of its own"),
        ("sort by function task.urgency", "program of its own"),
        ("(filter by function true) OR (done)", "program of its own"),
        ("status.type is PAUSED", "status type"),
        ("path includes {{query.file.colour}}", "not known"),
    ],
)
def test_a_line_that_is_not_understood_is_named_and_nothing_is_shown(query: str, why: str) -> None:
    assert why in problem(query)


def test_a_problem_names_its_line_in_the_block() -> None:
    block = read_tasks_block("not done\n\ndue \\\n  whenever\nsort by due", TODAY)
    assert [(each.line, each.text) for each in block.problems] == [(2, "due whenever")]


def test_a_pattern_that_takes_for_ever_is_ended() -> None:
    block = read_tasks_block("description regex matches /^(a|a|aa)+$/", TODAY)
    shown = answer(block, [item("a" * 60 + "!")])
    assert shown.groups == []
    assert "takes too long" in shown.problems[0].why


@given(st.text(max_size=80))
def test_any_text_is_read_or_named(source: str) -> None:
    shown = answer(read_tasks_block(source, TODAY), ITEMS)
    assert shown.problems or shown.total <= len(ITEMS)


class Notes:
    """Tags and links of notes, as a block sees them."""

    def with_tag(self, tag: str) -> set[str]:
        return {"Inbox.md"} if tag == "gtd" else set()

    def linking_to(self, target: str, source: str) -> set[str]:
        return {"Projects/Boat.md"} if (target, source) == ("Yard", "Home.md") else set()


def listed(source: str) -> list[str]:
    shown = answer(read_dataview_block(source, TODAY, Notes(), "Home.md"), ITEMS)
    assert shown.problems == []
    return [each.description.split()[0] for group in shown.groups for each in group.items]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("TASK WHERE completed", ["Sold"]),
        ('task from "Projects"', ["Paint", "Buy", "Sand"]),
        ('TASK FROM "Projects" or #gtd WHERE !checked SORT due DESC', ["Read", "Call", "Buy", "Paint", "Sand"][1:4]),
        ("TASK FROM [[Yard]] WHERE due", ["Paint", "Buy"]),
        ('TASK FROM -"Projects" and !"Archive" SORT file.name', ["Call", "Read"]),
        ("TASK WHERE due <= date(today) SORT due", ["Paint", "Buy"]),
        ("TASK WHERE due > date(today) AND due <= date(today) + dur(7 days)", ["Call"]),
        ("TASK WHERE due >= date(sow) and due <= date(eow)\nSORT due asc", ["Paint", "Buy"]),
        ('TASK WHERE contains(tags, "#boat") SORT priority', ["Paint", "Buy"]),
        ('TASK WHERE icontains(text, "MARA") or status = "/"', ["Call", "Sand"]),
        ('TASK WHERE contains(file.path, "Reading")', ["Read"]),
        ("TASK WHERE !completed SORT text LIMIT 2", ["Buy", "Call"]),
        ('TASK WHERE text = "FROM where"', []),
        ('TASK WHERE regextest("^(Buy|Call)", text)', ["Buy", "Call"]),
        ('TASK WHERE regexmatch("Paint .*", text)', ["Paint"]),
        ('TASK WHERE regexmatch("Paint", text)', []),
        ('TASK WHERE regexreplace(file.name, "(.).*", "$1$1") = "BB" AND !checked', ["Paint", "Buy"]),
        ('TASK WHERE replace(file.folder, "s", "") = "Project" and due', ["Paint", "Buy"]),
        ('TASK WHERE contains(tags, "#shop")', ["Buy"]),
        ('TASK WHERE econtains(tags, "#shop")', []),
        ('TASK WHERE containsword(text, "the") and !completed SORT text', ["Paint", "Read", "Sand"]),
        ('TASK WHERE join(split(file.path, "/"), "-") = "Reading-List.md"', ["Read"]),
        ("TASK WHERE length(tags) = 2", ["Buy"]),
        ('TASK WHERE substring(text, 0, 4) = "Rent"', ["Rent"]),
        ('TASK WHERE any(tags) and none(contains(text, "rope"))', ["Paint"]),
        ('TASK WHERE number("3 coats") = 3 and id', ["Sand"]),
        ('TASK WHERE due = date("2026-05-13") or due = date(today) + dur("7 days")', ["Buy", "Call"]),
        ("TASK WHERE date(due) < date(tomorrow)", ["Paint", "Buy"]),
        (
            'TASK WHERE (contains(text, "hull") or (status = "/" and !due)) and !(completed or fullyCompleted)',
            ["Paint", "Sand"],
        ),
        ("TASK WHERE due != null AND due > date(today) - dur(1 week, 2 days) LIMIT 5", ["Paint", "Buy", "Call"]),
        ("TASK WHERE substring(due, text, tags)", []),
    ],
)
def test_a_task_query_lists_what_it_asks_for(query: str, names: list[str]) -> None:
    got = listed(query)
    assert got == names if "SORT" in query else sorted(got) == sorted(names)


def test_a_task_query_groups() -> None:
    shown = answer(read_dataview_block("TASK WHERE due GROUP BY file.link", TODAY, Notes()), ITEMS)
    assert [group.headings for group in shown.groups] == [("Boat",), ("Inbox",)]


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("TASK WHERE mood = 1", "have no 'mood'"),
        ('TASK WHERE dateformat(due, "yyyy") = 1', "dateformat() is not known"),
        ("TASK WHERE regexreplace(text)", "takes 3"),
        ("TASK WHERE tags[0] = 1", "cannot stand here"),
        ("TASK WHERE contains(text)", "takes 2"),
        ("TASK WHERE due <", "missing"),
        ("TASK FLATTEN tags", "FLATTEN"),
        ("TASK due", "cannot stand here"),
        ("TASK FROM due", "no folder"),
        ("TASK WHERE " + "(" * 400 + "due", "deep"),
    ],
)
def test_a_clause_that_is_not_understood_is_named(query: str, why: str) -> None:
    block = read_dataview_block(query, TODAY, Notes())
    assert why in block.problems[0].why


@given(st.text(max_size=80))
def test_any_clause_is_read_or_named(text: str) -> None:
    answer(read_dataview_block(f"TASK WHERE {text}", TODAY, Notes()), ITEMS)


def test_only_task_queries_are_ours() -> None:
    assert is_task_query("\n TASK\nFROM #a")
    assert not is_task_query("LIST FROM #a")
    assert not is_task_query("")


def test_blocks_are_answered_from_the_vault(tmp_path: Path) -> None:
    notes = {
        "Boat.md": "---\ntags: [sea]\n---\n- [ ] Above\n## Yard\n- [ ] Paint 🆔 p\n- [ ] Sail ⛔ p\n"
        "- [x] Sold ✅ 2026-05-01\n",
        "Home.md": "- [ ] See [[Boat]]\n",
    }
    (tmp_path / "vault").mkdir()
    for path, text in notes.items():
        (tmp_path / "vault" / path).write_text(text)
    with Workspace.open(tmp_path / "vault", data_dir=tmp_path / "data") as workspace:
        workspace.sync(embed=False)
        blocks = Blocks(Projects(workspace, lambda: TODAY))

        def shown(source: str, language: str = "tasks") -> list[str]:
            found = blocks.answer(language, source, "Home.md")
            assert found.problems == []
            return [each.description.split()[0] for group in found.groups for each in group.items]

        assert shown("heading includes yard\nnot done\nsort by description") == ["Paint", "Sail"]
        assert shown("is blocking") == ["Paint"]
        assert shown("is blocked") == ["Sail"]
        assert shown("TASK FROM #sea WHERE completed", "dataview") == ["Sold"]
        assert shown("TASK FROM [[Boat]]", "dataview") == ["See"]
        nested = "> [!todo]\n> - [ ] Quoted\n>   - [ ] Below\n- [ ] Top\n\t- [ ] Under\n1. [ ] Third\n"
        workspace.write_note("Nested.md", nested, None)
        assert shown("path includes Nested\nexclude sub-items\nsort by description") == ["Quoted", "Third", "Top"]
        assert shown("path includes Nested\n(exclude sub-items) OR (description includes Under)\nsort by path") == [
            "Quoted",
            "Top",
            "Under",
            "Third",
        ]
        workspace.edit_note("Home.md", lambda text: f"---\nTQ_extra_instructions: heading includes yard\n---\n{text}")
        assert shown("done") == ["Sold"]
        assert shown("preset this_file") == []
        workspace.edit_note("Home.md", lambda text: text.partition("---\n")[2].partition("---\n")[2])
        settings = tmp_path / "vault/.obsidian/plugins/obsidian-tasks-plugin/data.json"
        settings.parent.mkdir(parents=True)
        statuses = {"customStatuses": [{"symbol": "x", "name": "Gone", "type": "DONE"}]}
        settings.write_text(json.dumps({"statusSettings": statuses, "globalFilter": "S"}))
        assert Blocks(Projects(workspace, lambda: TODAY)).answer("tasks", "status.name includes gone").total == 1
        assert Blocks(Projects(workspace, lambda: TODAY)).answer("tasks", "description includes paint").total == 0
        settings.write_text(json.dumps({"globalQuery": "not done\n", "presets": {"mine": "heading includes yard"}}))
        assert sorted(shown("preset mine")) == ["Paint", "Sail"]
        assert shown("preset mine\nignore global query\ndone") == ["Sold"]
        assert "(there is: mine)" in blocks.answer("tasks", "preset this_file").problems[0].why
        assert blocks.answer("dataview", "LIST FROM #sea").problems[0].why.startswith("only TASK")
