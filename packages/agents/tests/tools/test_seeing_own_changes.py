"""While changes wait, tools that ask the index answer for the run that made them as if they were done."""

from __future__ import annotations

import pytest
from claudeprojects.agents.values import Privacy


@pytest.fixture
def changed(desk):
    """A desk whose run has written, edited, moved and deleted."""
    desk.call("write", path="Notes/Harbour.md", text="# Harbour\n\n## Tide\n\nThe lighthouse and [[Plan]]. #sea\n\n"
              "- [ ] Paint the boat 📅 2026-01-01\n")  # fmt: skip
    desk.call("patch", path="Home.md", old="- [ ] Call the printer 📅 2026-01-02", new="- [x] Call [[Harbour]]")
    desk.call("move", source="Projects/Plan.md", target="Done/Plan.md")
    desk.call("trash", path="Private/Diary.md")
    return desk


def test_search_finds_what_the_run_wrote_where_it_is_and_nothing_that_is_gone(changed):
    text = changed.call("search", query="lighthouse").text
    assert "Notes/Harbour.md > Harbour > Tide (line 5)" in text
    assert "Done/Plan.md > Plan > Goals (line 5)" in text
    assert "Projects/Plan.md" not in text
    assert "Diary" not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("printer", []), ("harbour", ["Home.md", "Notes/Harbour.md"]), ("tag:#sea", ["Notes/Harbour.md"]),
        ("path:Notes lighthouse", ["Notes/Harbour.md"]), ("lighthouse -sea", ["Done/Plan.md"]),
        ("task-todo:boat", ["Notes/Harbour.md"]), ('"paint the boat" OR opens', ["Done/Plan.md", "Notes/Harbour.md"]),
        ("/l.ghth/", ["Done/Plan.md", "Notes/Harbour.md"]), ("line:(lighthouse plan)", ["Notes/Harbour.md"]),
        ("file:harb", ["Notes/Harbour.md"]), ("[privacy:private]", []),
    ],
)  # fmt: skip
def test_every_kind_of_query_is_asked_of_the_runs_own_text(changed, query, found):
    result = changed.call("search", query=query)
    assert not result.is_error, result.text
    assert sorted({source.path for source in result.sources}) == found


def test_tasks_are_those_of_the_runs_own_text(changed):
    assert "[ ] Paint the boat (due 2026-01-01): Notes/Harbour.md:7" in changed.call("tasks").text
    assert "printer" not in changed.call("tasks", status="all").text
    assert "[x] Call [[Harbour]]: Home.md:5" in changed.call("tasks", status="done").text


def test_links_are_those_of_the_runs_own_text(changed):
    plan = changed.call("graph", question="backlinks", path="Done/Plan.md").text
    assert "Home.md:3: See [[Plan]]." in plan
    assert "Notes/Harbour.md:5: The lighthouse and [[Plan]]." in plan
    assert "Home.md:5" in changed.call("graph", question="backlinks", path="Notes/Harbour.md").text
    assert "line 5: Plan → Done/Plan.md" in changed.call("graph", question="outgoing", path="Notes/Harbour.md").text
    near = changed.call("graph", question="neighbours", path="Home.md").text
    assert "Done/Plan.md" in near
    assert "Notes/Harbour.md" in near


def test_what_is_told_of_the_disk_says_so_and_names_nothing_that_is_gone(changed):
    text = changed.call("graph", question="orphans").text
    assert "Diary" not in text
    assert "Changed and waiting: Done/Plan.md, Home.md, Notes/Harbour.md" in text


def test_a_staged_note_that_may_not_be_shown_is_not_found(desk):
    desk.call("write", context=desk.context(taint=Privacy.PRIVATE), path="Secret.md", text="The lighthouse debt.\n")
    shown = desk.call("search", context=desk.context(ceiling=Privacy.OPEN), query="debt")
    assert "Secret" not in shown.text
    assert desk.call("search", query="debt").privacy is Privacy.PRIVATE
    desk.call("write", path="Open.md", text="[[Home]]\n")
    links = desk.call("graph", context=desk.context(ceiling=Privacy.OPEN), question="backlinks", path="Home.md")
    assert "Secret" not in links.text
