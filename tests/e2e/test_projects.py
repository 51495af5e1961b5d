"""Work in projects: cards moved by hand and by keys, tasks said in a line, lists changed together, figures, plans."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from .axe import violations

pytestmark = pytest.mark.e2e

PROJECT = "Projects/Examples/Set my clock/Set my clock.md"
PLACE = f"/projects/{quote(PROJECT)}"
CARD = "Ten strangers try it at the ferry landing"

FELT = """async ([key, title]) => {
  const column = document.querySelector(`section[aria-label^="${title},"]`);
  const begun = performance.now();
  const seen = new Promise((resolve) => {
    new MutationObserver(() => column.querySelector(`[data-card="${key}"]`) && resolve(performance.now()))
      .observe(column, {childList: true, subtree: true});
  });
  const options = {key: 'ArrowRight', shiftKey: true, bubbles: true, cancelable: true};
  document.querySelector(`[data-card="${key}"]`).dispatchEvent(new KeyboardEvent('keydown', options));
  return (await seen) - begun;
}"""
"""Milliseconds from the key that moves a card to the card being in its new column."""


def column(desk: Any, title: str) -> Locator:
    return desk.page.get_by_role("region", name=re.compile(f"^{title}, "))


def line_of(desk: Any, words: str) -> tuple[Path, str]:
    """The note in which a task stands, and its line."""
    for path in (desk.engine.vault / PROJECT).parent.rglob("*.md"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if words in line and line.lstrip().startswith("- ["):
                return path, line
    raise AssertionError(words)


def changed_lines(before: str, after: str) -> list[str]:
    diff = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in diff if line.startswith(("- ", "+ "))]


def test_a_card_is_moved_as_one_line_and_back_and_a_task_is_said_in_a_line(desk: Any) -> None:
    page = desk.page
    desk.go("/projects")
    page.get_by_role("link", name=re.compile("^Set my clock")).click()
    expect(page.get_by_role("heading", name="Set my clock")).to_be_visible()
    page.keyboard.press("2")
    card = page.get_by_role("link", name=re.compile(f"^{CARD}"))
    path, line = line_of(desk, CARD)
    before = path.read_text(encoding="utf-8")

    card.drag_to(column(desk, "Doing"))
    expect(column(desk, "Doing").get_by_text(CARD)).to_be_visible()
    desk.engine.wait(lambda: path.read_text(encoding="utf-8") != before)
    after = path.read_text(encoding="utf-8")
    assert changed_lines(before, after) == [f"- {line}", f"+ {line.replace('- [ ]', '- [/]')}"]
    page.get_by_role("button", name="Undo").click()
    desk.engine.wait(lambda: path.read_text(encoding="utf-8") == before)
    expect(column(desk, "To do").get_by_text(CARD)).to_be_visible()

    card.focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(column(desk, "Doing").get_by_text(CARD)).to_be_visible()
    expect(card).to_be_focused()
    desk.engine.wait(lambda: path.read_text(encoding="utf-8") == after)

    page.keyboard.press("q")
    page.keyboard.type("Ring the ferry tomorrow 5pm @mara ~2h")
    expect(page.get_by_role("status", name="What it becomes")).to_contain_text("tomorrow")
    page.keyboard.press("Enter")
    expect(column(desk, "To do").get_by_text("Ring the ferry")).to_be_visible()
    _, written = line_of(desk, "Ring the ferry")
    assert f"📅 {date.today() + timedelta(days=1)}" in written
    assert "[estimate:: 2h]" in written

    page.keyboard.press("6")
    page.get_by_role("button", name="Burndown as a table").click()
    expect(page.get_by_role("columnheader", name="Steady pace")).to_be_visible()


def test_a_move_is_on_the_screen_before_it_is_in_the_file(desk: Any, record_property: Callable[..., None]) -> None:
    desk.go(f"{PLACE}?view=board")
    card = desk.page.get_by_role("link", name=re.compile("^Harbours with two names"))
    expect(card).to_be_visible()
    desk.page.route("**/api/v1/tasks", lambda route: None)
    took = desk.page.evaluate(FELT, [card.get_attribute("data-card"), "Doing"])
    record_property("milliseconds until a moved card is seen", round(took))


def test_tasks_are_selected_and_changed_together_by_keys(desk: Any) -> None:
    page = desk.page
    desk.go("/tasks?q=path%3A%22Set+my+clock%22+is%3Aopen&by=none&sort=description")
    grid = page.get_by_role("grid", name="Tasks")
    expect(grid.get_by_role("row").nth(2)).to_be_visible()
    grid.focus()
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    bar = page.get_by_role("toolbar", name="Selected tasks")
    expect(bar).to_contain_text("2 tasks")
    bar.get_by_role("button", name="Priority").click()
    page.get_by_role("menuitem", name="Lowest").click()
    expect(page.get_by_text("2 tasks changed").first).to_be_visible()
    expect(grid.get_by_text("Lowest")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(grid.get_by_text("Lowest")).to_have_count(0)


def test_a_sprint_takes_a_task_and_a_bar_moves_its_day(desk: Any) -> None:
    page = desk.page
    words = "Works read aloud by a screen reader"
    desk.go(f"{PLACE}?view=sprints")
    lane = page.get_by_role("region", name="Set my clock sprint 2")
    row = page.get_by_role("region", name="Backlog").get_by_role("listitem").filter(has_text=words)
    row.drag_to(lane)
    expect(lane.get_by_text(words)).to_be_visible()
    desk.engine.wait(lambda: "[sprint:: [[" in line_of(desk, words)[1])

    desk.go(f"{PLACE}?view=timeline")
    bar = page.get_by_role("slider", name=re.compile("Only one old telephone"))
    day = str(bar.get_attribute("aria-valuetext")).split(" to ")[1]
    bar.focus()
    page.keyboard.press("ArrowRight")
    later = str(date.fromisoformat(day) + timedelta(days=1))
    desk.engine.wait(lambda: later in line_of(desk, "Only one old telephone")[1])


@pytest.mark.parametrize("side", ["overview", "board", "list", "timeline", "sprints", "figures"])
def test_every_side_passes_axe_and_fits_a_phone(make_desk: Callable[..., Any], side: str) -> None:
    for theme, width in (("light", 1440), ("dark", 380)):
        desk = make_desk(width=width, theme=theme, place=f"{PLACE}?view={side}")
        expect(desk.page.get_by_role("heading", name="Set my clock", exact=True)).to_be_visible()
        desk.page.wait_for_load_state("networkidle")
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(desk.page) == []
