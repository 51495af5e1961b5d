"""Views of tasks as what they are, days far away, projects begun by a methodology, and tasks moved."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.e2e

PROJECT = "Projects/Tide Clock launch.md"
PLACE = f"/projects/{quote(PROJECT)}"
CARD = "Book the van for the harbour market"
FAR = "- [ ] Second series ordered #milestone 📅 2031-06-15 [project:: [[Tide Clock launch]]]\n"
VIEWS = {"board": "Team", "timeline": "Months", "list": "Rows"}


@pytest.fixture(autouse=True)
def _notes(engine: Any) -> None:
    """A view of each kind, and a milestone years away."""
    for kind, title in VIEWS.items():
        view = engine.vault / f"Views/{title}.md"
        view.parent.mkdir(exist_ok=True)
        view.write_text(f"---\ntype: view\nquery: is:open\nshow: {kind}\n---\n", encoding="utf-8")
    (engine.vault / "Projects/Milestones.md").write_text(FAR, encoding="utf-8")
    engine.wait(lambda: len(engine.get("/api/v1/views")["items"]) == len(VIEWS))
    engine.wait(lambda: engine.get("/api/v1/milestones")["items"])


def shape(page: Page, name: str) -> Locator:
    return page.get_by_role("radiogroup", name="Show as").get_by_role("radio", name=name)


def choose(page: Page, view: str) -> None:
    page.get_by_role("button", name="Views").click()
    page.get_by_role("menuitem", name=view).click()


def test_a_saved_view_opens_as_what_it_is_and_keeps_its_address(desk: Any) -> None:
    page = desk.page
    desk.go("/tasks")
    choose(page, "Team")
    expect(page.get_by_role("group", name="Board")).to_be_visible()
    expect(page.get_by_role("region", name=re.compile("^To do, "))).to_contain_text("Final art for the dial")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys of this screen")
    expect(keys.get_by_text("Move the card")).to_be_visible()
    page.keyboard.press("Escape")
    choose(page, "Months")
    expect(page.get_by_role("region", name="Timeline")).to_be_visible()
    page.reload()
    expect(page.get_by_role("region", name="Timeline")).to_be_visible()
    choose(page, "Rows")
    expect(page.get_by_role("grid", name="Tasks")).to_be_visible()


def test_a_day_far_away_is_seen_with_all_the_others_and_today_is_a_key_away(desk: Any) -> None:
    page = desk.page
    desk.go(f"{PLACE}?view=timeline")
    far = page.get_by_role("link", name="Milestone Second series ordered, 2031-06-15")
    expect(far).to_be_attached()
    expect(far).not_to_be_in_viewport()
    page.keyboard.press("0")
    expect(far).to_be_in_viewport()
    page.get_by_role("button", name="Today").click()
    expect(far).not_to_be_in_viewport()
    expect(page.get_by_text("today", exact=True)).to_be_in_viewport()


def test_a_new_project_is_plain_or_by_a_methodology_that_knows_its_name(desk: Any) -> None:
    page = desk.page
    desk.go("/projects")
    page.get_by_role("button", name="New project").click()
    dialog = page.get_by_role("dialog", name="New project")
    dialog.get_by_label("Name").fill("Postcards")
    dialog.get_by_role("button", name=re.compile("^Kanban")).click()
    asked = page.get_by_role("dialog", name="Start a project by Kanban")
    expect(asked.get_by_role("textbox").first).to_have_value("Postcards")
    page.keyboard.press("Escape")
    assert not (desk.engine.vault / "Projects/Postcards").exists()
    page.get_by_role("button", name="New project").click()
    dialog.get_by_label("Name").fill("Postcards")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Postcards", exact=True)).to_be_visible()
    assert "type: project" in desk.on_disk("Projects/Postcards/Postcards.md")


def test_a_task_is_moved_into_another_note_and_back(desk: Any) -> None:
    page = desk.page
    line = next(line for line in desk.on_disk(PROJECT).splitlines() if CARD in line)
    desk.go(f"{PLACE}?view=board")
    page.locator("[data-card]").filter(has_text=CARD).click(button="right")
    page.get_by_role("menuitem", name="Move into another note…").click()
    page.get_by_role("combobox").fill("Website refresh")
    page.get_by_role("option", name=re.compile("^Website refresh")).first.click()
    expect(page.get_by_text("moved into Website refresh").first).to_be_visible()
    assert line not in desk.on_disk(PROJECT)
    assert line in desk.on_disk("Projects/Website refresh.md")
    page.get_by_role("button", name="Undo").click()
    desk.engine.wait(lambda: line in desk.on_disk(PROJECT))
