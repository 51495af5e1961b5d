"""Every screen in both themes, wide and at 380 pixels: no axe violation, nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from .axe import violations, violations_in_both_themes

pytestmark = pytest.mark.e2e

SCREENS = {
    "home": "/",
    "note": "/note/Guide/Writing%20with%20Markdown.md",
    "note with an image": "/note/Research/How%20tides%20are%20predicted.md",
    "editor": "/note/Start%20here.md?mode=edit",
    "canvas": "/note/Boards/Launch%20map.canvas",
    "base": "/note/Boards/Projects.base",
    "image": "/note/Attachments/tide-chart.png",
    "missing note": "/note/Nowhere.md",
    "not UTF-8": "/note/Archive/Address%20list%202009.md",
    "empty search": "/search",
    "results": "/search?q=teak",
    "no results": "/search?q=xyzzyplugh",
    "graph": "/graph",
    "projects": "/projects",
    "tasks": "/tasks",
    "index": "/index",
    "settings": "/settings",
    "history": "/history",
    "trash": "/trash",
}

SETTLED = "() => document.querySelector('main [aria-busy=true], main [role=status][aria-label^=Loading]') === null"


def settle(desk: Any) -> None:
    """Wait until all is there; forget the complaint about the note that is missing on purpose."""
    expect(desk.page.get_by_role("main")).to_be_visible()
    desk.page.wait_for_load_state("networkidle")
    desk.page.wait_for_function(SETTLED)
    desk.complaints = [text for text in desk.complaints if "404" not in text]


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_in_either_theme(make_desk: Callable[..., Any], screen: str) -> None:
    desk = make_desk(place=SCREENS[screen])
    settle(desk)
    assert violations_in_both_themes(desk.page) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_a_phone_shows_it_without_sideways_scrolling(make_desk: Callable[..., Any], screen: str) -> None:
    desk = make_desk(width=380, height=720, place=SCREENS[screen])
    settle(desk)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 380
    assert violations(desk.page) == []


@pytest.mark.parametrize("overlay", ["ControlOrMeta+k", "ControlOrMeta+o", "?", "Alt+n"])
def test_dialogs_pass_too_and_give_the_focus_back(make_desk: Callable[..., Any], overlay: str) -> None:
    desk = make_desk(place="/note/Start%20here.md")
    settle(desk)
    desk.page.keyboard.press(overlay)
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    assert violations(desk.page) == []
    desk.page.keyboard.press("Escape")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)


def test_the_workspace_is_usable_by_keyboard_alone(make_desk: Callable[..., Any]) -> None:
    desk = make_desk()
    settle(desk)
    desk.page.keyboard.press("Tab")
    expect(desk.page.get_by_role("link", name="Skip to the page")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("main")).to_be_focused()


def test_typing_a_question_mark_into_a_field_opens_no_dialog(make_desk: Callable[..., Any]) -> None:
    desk = make_desk(place="/search")
    settle(desk)
    desk.page.get_by_role("searchbox", name="Search the vault").press("?")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
