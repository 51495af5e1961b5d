"""However items are come to, a page is a part of all that the condition holds for, and counts them all."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product

import pytest
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.search import taskfilter

Open = Callable[..., Projects]
SETTINGS = ".obsidian/plugins/obsidian-tasks-plugin/data.json"
QUERIES = (
    "", "is:open", "common", "rare", "tag:few", "tag:many", "assignee:lin", "rare OR tag:few", "path:deep",
    "tag:few is:open", "tag:many is:open", "rare is:done", "common due:any", "assignee:lin is:overdue",
    "assignee:lin estimate:none", "assignee:lin has:recurrence", "project:Web tag:few", "project:Web tag:many",
    "project:Web -tag:many", "tag:few tag:many", "rare common", "tag:few -assignee:lin",
    "common -tag:many -rare", "path:deep tag:many", "path:deep is:open", "-path:deep is:open", "-tag:few",
    "-tag:many", "-rare", "-is:done -tag:few", "-tag:few (is:done OR due:none)", "-path:deep", "is:blocked",
    "-is:blocked", "is:ready", "is:ready assignee:lin", "is:ready -tag:few", "nowhere", "rare tag:no",
    "assignee:mara", "assignee:mara is:done", "-assignee:mara", "(tag:few OR is:done) -rare", "-(rare tag:few)",
)  # fmt: skip
SORTS = (("due",), ("-due",), ("priority", "description"), ("-path",), ("path",), ("project", "-status"))
WINDOWS = ((100, 0), (3, 2), (1, 500), (0, 0), (-1, 4))


def tasks(note: int) -> str:
    """Some of everything; `few` and `rare` are a tenth and less, `many` and `common` two thirds."""
    lines = []
    for place in range(12):
        number = note * 12 + place
        parts = [f"- [{' x/ -'[number % 5]}] item {number}", "common" if number % 3 else "other"]
        parts += ["rare"] * (number % 17 == 0) + ["#few"] * (number % 11 == 0) + ["#many/deep"] * (number % 3 != 1)
        parts += (
            ["@lin"] * (number % 7 == 0)
            + ["@mara.okafor @mara"] * (number % 9 < 2)
            + ["🔁 every day"] * (number % 4 == 0)
        )
        parts += ["⏫"] * (number % 6 == 0) + [f"📅 2026-{10 + number % 3}-{1 + number % 28:02}"] * (number % 5 < 3)
        parts += [f"🆔 t{number}"] * (number % 10 == 0) + [f"⛔ t{number - 2}"] * (number % 10 == 2)
        lines.append(" ".join(parts) + "\n")
    return "".join(lines)


@pytest.fixture
def projects(opened: Open) -> Projects:
    notes = {f"{('Web', 'Web/deep', 'Shops')[n % 3]}/{n}.md": tasks(n) for n in range(10)}
    return opened({"Web/Web.md": "---\ntype: project\n---\n", **notes})


def test_a_page_is_a_part_of_all(projects: Projects, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taskfilter, "_MANY", 2)
    queries, today = projects.queries, projects.today()
    for query, sort in product(QUERIES, SORTS):
        found = queries.where(queries.condition(query, today), sort)
        for limit, offset in WINDOWS:
            page = projects.find(query, sort=sort, limit=limit, offset=offset)
            end = None if limit < 0 else offset + limit
            assert (page.total, page.items) == (len(found), found[offset:end]), (query, sort, limit, offset)


def test_the_queries_find_some_of_all(projects: Projects) -> None:
    totals = {query: projects.find(query, limit=1).total for query in QUERIES}
    assert totals[""] == 120
    assert {query for query, total in totals.items() if not total} == {"nowhere", "rare tag:no"}
    assert {query for query, total in totals.items() if total == 120} == {""}


def test_a_list_by_path_is_turned_round(projects: Projects) -> None:
    ordered = [item.path for item in projects.find(sort=("path",)).items]
    assert [item.path for item in projects.find(sort=("-path",)).items] == ordered[::-1]


def test_what_a_symbol_means_reaches_the_items_of_a_person(projects: Projects) -> None:
    before = projects.find("assignee:lin is:in-progress").total
    custom = {"symbol": "/", "name": "Halted", "type": "ON_HOLD", "nextStatusSymbol": "x"}
    place = projects.workspace.vault.root / SETTINGS
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps({"statusSettings": {"coreStatuses": [], "customStatuses": [custom]}}))
    projects.workspace.sync(embed=False)
    assert before > 0
    assert projects.find("assignee:lin is:in-progress").total == 0
    assert projects.find("assignee:lin is:on-hold").total == before
