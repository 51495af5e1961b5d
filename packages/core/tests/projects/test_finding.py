"""Where work belongs, what queries find, boards, dependencies and saved views."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from claudeprojects.core.errors import NameAmbiguous, NotEditable, NoteNotFound, QuerySyntaxError
from claudeprojects.core.projects.edits import TaskEdit
from claudeprojects.core.projects.model import View
from claudeprojects.core.projects.projects import Projects

Open = Callable[..., Projects]
PROJECT = "---\ntype: project\nstatus: active\naliases: [the site]\n---\n"
FILES = {
    "Projects/Web/Web.md": f"{PROJECT}- [ ] in the project note\n",
    "Projects/Web/Deep/Pages.md": "- [ ] below the folder [[Shared]]\n",
    "Projects/Web/Sub/README.md": f"{PROJECT}- [ ] a project within\n",
    "Projects/Shared.md": "---\ntype: project\n---\n- [x] beside others ✅ 2026-11-20\n",
    "Projects/Other.md": "- [ ] not in a project's folder\n",
    "Log.md": (
        "---\nproject: '[[Shared]]'\n---\n- [ ] by link to [[Web]]\n- [ ] by property\n"
        "- [ ] by field [project:: [[Projects/Web/Web|it]]]\n"
    ),
    "Café/Über.md": "- [x] far away\n",
    "Daily.md": "Talked about [[the site]].\n\n- [ ] by mention\n",
    "Sprint 1.md": (
        "---\ntype: sprint\nproject: '[[Web]]'\nstart: 2026-11-16\nend: 2026-11-29\n---\n- [ ] in the sprint's note\n"
    ),
    "Sprint 2.md": "---\ntype: sprint\nproject: Web\nstart: 2026-11-30\nend: 2026-12-13\n---\n",
    "Loose.md": "- [ ] planned [sprint:: [[Sprint 2]]]\n- [ ] linked to [[Sprint 1]]\n- [ ] nowhere\n",
    "Paint.md": "---\ntype: task\nstatus: doing\nproject: '[[Shared]]'\ntags: [home]\ndue: 2026-11-20\n---\n",
}
WEB, SHARED, WITHIN = "Projects/Web/Web.md", "Projects/Shared.md", "Projects/Web/Sub/README.md"


def test_every_item_belongs_where_it_should(opened: Open) -> None:
    projects = opened(FILES)
    found = {item.description: item for item in projects.find().items}
    why = {text: projects.explain(item) for text, item in found.items()}
    assert {text: (item.project, why[text][0].reason) for text, item in found.items()} == {
        "in the project note": (WEB, "note"),
        "below the folder [[Shared]]": (WEB, "folder"),
        "a project within": (WITHIN, "note"),
        "beside others": (SHARED, "note"),
        "not in a project's folder": (None, None),
        "by link to [[Web]]": (WEB, "link"),
        "by property": (SHARED, "property"),
        "by field": (WEB, "field"),
        "by mention": (WEB, "mention"),
        "in the sprint's note": (WEB, "property"),
        "planned": (WEB, "sprint"),
        "linked to [[Sprint 1]]": (WEB, "sprint"),
        "nowhere": (None, None),
        "far away": (None, None),
        "Paint": (SHARED, "field"),
    }
    sprints = {text: item.sprint for text, item in found.items() if item.sprint}
    assert sprints == {
        "in the sprint's note": "Sprint 1.md",
        "planned": "Sprint 2.md",
        "linked to [[Sprint 1]]": "Sprint 1.md",
    }


def test_belonging_follows_what_changes(opened: Open, root: Path) -> None:
    projects = opened(FILES)
    workspace = projects.workspace
    workspace.write_note("Projects/Web/New.md", "- [ ] newly below\n", None)
    assert projects.find("newly").items[0].project == WEB
    workspace.move("Projects/Web", "Projects/Site")
    assert projects.find("newly").items[0].project is None
    workspace.move("Projects/Site/Web.md", "Projects/Site/Site.md")
    assert projects.find("newly").items[0].project == "Projects/Site/Site.md"
    workspace.edit_note("Sprint 2.md", lambda text: text.replace("project: Web", "project: Shared"))
    assert projects.find("planned").items[0].project == SHARED
    workspace.trash("Projects/Site/Site.md")
    assert projects.find("newly").items[0].project is None


COUNTS = {
    "project:web is:open": 8,
    "project:Shared": 3,
    'project:"Projects/Shared"': 3,
    "project:none": 3,
    "sprint:current": 2,
    "sprint:next": 1,
    "sprint:[[Sprint 2]]": 1,
    "status:in-progress": 1,
    "status:todo": 12,
    "is:done": 2,
    "is:overdue": 1,
    "due:<today": 1,
    "due:none is:open": 12,
    "tag:home": 1,
    "path:Daily": 1,
    "path:Daily/": 1,
    "path:Dail/": 0,
    "path:/aily": 0,
    "path:cafe": 1,
    "file:log link": 1,
    "belo*": 1,
    '"by link"': 1,
    "mention OR property": 2,
    "-project:any": 3,
    "/^by (li|fi)/": 2,
    "[project]": 5,
}


def test_queries_find_items(opened: Open) -> None:
    projects = opened(FILES)
    pages = {query: projects.find(query) for query in COUNTS}
    assert {query: page.total for query, page in pages.items()} == COUNTS
    assert {query: len(page.items) for query, page in pages.items()} == COUNTS
    with pytest.raises(QuerySyntaxError, match="is no day"):
        projects.find("done:2026-13")


def test_fields_of_tasks_compare(opened: Open) -> None:
    lines = (
        "- [ ] a ⏫ 📅 2026-11-25 @mara.okafor [estimate:: 5]\n"
        "- [ ] b 🔽 [due:: 2026-12-30] @Mara [estimate:: 90min]\n"
        "- [/] c 🔁 every day #x/y @lin\n- [ ] d ⏳ 2026-11-23\n- [ ] e 🛫 2026-12-01\n"
    )
    projects = opened({"n.md": lines})

    def named(query: str, **sort: tuple[str, ...]) -> str:
        return "".join(item.description[0] for item in projects.find(query, sort=("path",), **sort).items)

    assert named("priority:>=high") == "a"
    assert named("priority:<medium") == "bcde"
    assert named("estimate:>3") == "a"
    assert named("estimate:<=2h") == "b"
    assert named("assignee:mara") == "ab"
    assert named("assignee:none") == "de"
    assert named("tag:x") == "c"
    assert named("is:recurring") == "c"
    assert named("is:today") == "d"
    assert named("-is:ready") == "e"
    assert named("due:week") == "a"
    assert named('due:<"next month"') == "a"
    assert named("due:2026-11-25..2026-12-30") == "ab"
    assert named("due:2026-12") == named("due:2026-12..") == named("due:2026-W53") == "b"
    assert named("due:..2026-11") == "a"
    assert named("has:estimate -has:start") == "ab"
    ordered = projects.find("", sort=("-priority", "due")).items
    assert "".join(item.description[0] for item in ordered) == "bcdea"


def test_search_finds_notes_by_their_tasks(opened: Open) -> None:
    projects = opened(FILES)

    def notes(query: str) -> list[str]:
        return sorted(hit.path for hit in projects.workspace.searcher.search(query, mode="keyword", limit=50).hits)

    assert notes("is:done") == ["Café/Über.md", SHARED]
    assert notes("status:in-progress due:<today") == ["Paint.md"]
    assert notes("sprint:current linked") == ["Loose.md"]
    assert notes("project:Shared is:overdue") == ["Paint.md"]
    assert "Log.md" not in notes("-project:Shared")


def test_groups_and_boards_count_everything(opened: Open) -> None:
    projects = opened(FILES)
    board = projects.board()
    assert [(group.title, group.total) for group in board] == [("To do", 12), ("In progress", 1), ("Done", 2)]
    by_project = {group.title: group.total for group in projects.grouped("", "project", limit=1)}
    assert by_project == {"Sub": 1, "Shared": 3, "Web": 8, "No project": 3}
    assert [group.title for group in projects.grouped("", "due")] == ["Overdue", "No date"]
    project = projects.project("web")
    assert (project.folder, project.progress.total, project.progress.share) == ("Projects/Web", 8, 0)
    with pytest.raises(NoteNotFound):
        projects.project("no such")


def test_what_waits_is_found_and_circles_are_named(opened: Open) -> None:
    projects = opened(
        {
            "a.md": "- [ ] dig 🆔 dig ⛔ plan\n- [ ] plan 🆔 plan ⛔ buy,gone\n- [x] buy 🆔 buy\n- [ ] plant ⛔ dig",
            "b.md": "- [ ] free 🆔 free",
        }
    )
    assert [item.description for item in projects.find("is:blocked", sort=("path",)).items] == ["dig", "plant"]
    assert projects.item("a.md:4").blocked_by == ("a.md:1",)
    assert projects.dependencies.circles() == []
    assert projects.dependencies.missing() == [("a.md:2", "gone")]
    with pytest.raises(NotEditable, match="“plan” waits for “dig”, which waits for “plan”"):
        projects.edit("a.md:2", TaskEdit(depends_on=("dig",)))
    projects.workspace.edit_note("a.md", lambda text: text.replace("⛔ buy,gone", "⛔ dig"))
    circle = projects.dependencies.circles()[0]
    assert set(circle.keys) == {"a.md:1", "a.md:2"}


def test_views_are_notes(opened: Open, root: Path) -> None:
    projects = opened({"V.md": "---\ntype: view\nquery: is:overdue\nsort: priority, -due\ngroup: nonsense\n---\n"})
    assert projects.views.get("v") == View("V.md", "V", "is:overdue", ("priority", "-due"))
    projects.views.save(View("", "My week", "due:week", ("due",), "project", "board"))
    assert (root / "Views/My week.md").read_text() == (
        "---\ntype: view\nquery: due:week\nsort:\n  - due\ngroup: project\nshow: board\n---\n"
    )
    assert [view.title for view in projects.views.all()] == ["My week", "V"]
    with pytest.raises(QuerySyntaxError):
        projects.views.save(View("", "Bad", "due:someday"))


def test_milestones_are_notes_and_tagged_tasks(opened: Open) -> None:
    projects = opened(
        {
            "P/P.md": f"{PROJECT}- [ ] Launch #milestone 📅 2026-12-24\n",
            "P/Beta.md": "---\ntype: milestone\ndate: 2026-12-01\n---\n",
        }
    )
    assert [(each.title, each.project, each.due) for each in projects.milestones("P")] == [
        ("Beta", "P/P.md", date(2026, 12, 1)),
        ("Launch", "P/P.md", date(2026, 12, 24)),
    ]


def test_a_name_that_several_projects_have_is_not_guessed(opened: Open) -> None:
    project = "---\ntype: project\n---\n"
    aliased = "---\ntype: project\naliases: [Same, Twin]\n---\n"
    projects = opened(
        {"A/Same.md": project, "B/Same.md": project, "C.md": aliased, "D.md": aliased, "E/Twin.md": project}
    )
    for name in ("Same", "same"):
        with pytest.raises(NameAmbiguous, match=f"2 notes are called '{name}': A/Same.md, B/Same.md"):
            projects.project(name)
    found = {
        name: projects.project(name).path for name in ("A/Same", "B/Same.md", "[[B/Same]]", "[[Same]]", "Twin", "c")
    }
    assert found == {
        "A/Same": "A/Same.md", "B/Same.md": "B/Same.md", "[[B/Same]]": "B/Same.md", "[[Same]]": "A/Same.md",
        "Twin": "E/Twin.md", "c": "C.md",
    }  # fmt: skip


def test_a_long_circle_is_told_by_its_beginning_and_its_end(opened: Open) -> None:
    lines = [f"- [ ] t{number} 🆔 c{number} ⛔ c{(number + 1) % 50}\n" for number in range(50)]
    circle = opened({"a.md": "".join(lines)}).dependencies.circles()[0]
    assert len(circle.keys) == 50
    assert "and so on for 38 more, which waits for" in circle.text
    assert circle.text.count("waits for") == 12
