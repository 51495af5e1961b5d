"""The properties of a note, edited in their place: by kind, by keyboard, with conflicts, and with a way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .axe import violations_in_both_themes

pytestmark = pytest.mark.e2e

NOTE = "Every kind.md"
TEXT = """---
# how far it is
status:   open   # one word
price: 98.5
done: false
due: 2026-12-01
owner: "[[Mara Okafor]]"
tags: [guide]
nested: {a: 1}
---
# Every kind
"""


@pytest.fixture
def note(desk: Any) -> Any:
    """A desk that shows a note with a property of each kind."""
    (desk.engine.vault / ".obsidian").mkdir(exist_ok=True)
    (desk.engine.vault / ".obsidian/types.json").write_text('{"types": {"rank": "number"}}', encoding="utf-8")
    (desk.engine.vault / NOTE).write_text(TEXT, encoding="utf-8")
    desk.engine.wait(
        lambda: NOTE in [hit["path"] for hit in desk.engine.get("/api/v1/files/suggest?q=Every")["items"]]
    )
    desk.open_note(NOTE)
    expect(properties(desk.page)).to_be_visible()
    return desk


def properties(page: Page) -> Any:
    return page.get_by_role("region", name="Properties")


def field(page: Page, name: str) -> Any:
    return properties(page).get_by_role("group", name=name, exact=True).locator("[data-part=value]")


def becomes(desk: Any, old: str, new: str) -> None:
    """Wait for the note to be as it was but for this one piece."""
    expected = TEXT.replace(old, new)
    assert expected != TEXT
    desk.engine.wait(lambda: desk.on_disk(NOTE) == expected)


def test_a_text_is_edited_in_its_line_only_and_undone(note: Any) -> None:
    status = field(note.page, "status").get_by_role("textbox")
    status.fill("waiting for the tide")
    status.press("Enter")
    becomes(note, "status:   open   #", "status:   waiting for the tide   #")
    note.page.get_by_role("button", name="Undo").click()
    note.engine.wait(lambda: note.on_disk(NOTE) == TEXT)
    expect(status).to_have_value("open")


def test_a_number_that_is_none_is_named_and_not_written(note: Any) -> None:
    price = field(note.page, "price").get_by_role("combobox")
    price.fill("much")
    price.press("Enter")
    expect(field(note.page, "price").get_by_role("alert")).to_contain_text("“much” is not a number")
    price.press("Escape")
    expect(price).to_have_value("98.5")
    price.fill("120")
    price.press("Tab")
    becomes(note, "price: 98.5", "price: 120")


def test_a_box_a_date_and_a_tag_are_changed_by_keyboard(note: Any) -> None:
    field(note.page, "done").get_by_role("checkbox").press("Space")
    becomes(note, "done: false", "done: true")
    field(note.page, "done").get_by_role("checkbox").press("Space")
    note.engine.wait(lambda: note.on_disk(NOTE) == TEXT)

    due = field(note.page, "due").locator("input")
    due.fill("2027-02-03")
    due.press("Enter")
    becomes(note, "due: 2026-12-01", "due: 2027-02-03")
    expect(note.page.locator("p", has_text="due is now")).to_be_visible()  # not the toast of what was before
    note.page.get_by_role("button", name="Undo").last.click()
    note.engine.wait(lambda: note.on_disk(NOTE) == TEXT)

    tags = field(note.page, "tags").get_by_role("combobox")
    tags.press_sequentially("harbour", delay=20)
    tags.press("Enter")
    becomes(note, "tags: [guide]", "tags: [guide, harbour]")
    tags.press("ArrowLeft")
    note.page.keyboard.press("Delete")
    note.engine.wait(lambda: note.on_disk(NOTE) == TEXT)
    expect(tags).to_be_focused()


def test_a_link_leads_on_and_is_edited(note: Any) -> None:
    owner = field(note.page, "owner")
    owner.get_by_role("button", name="Edit owner").click()
    owner.get_by_role("textbox").fill("[[jonwe")
    note.page.get_by_role("option", name="Jonas Weber").click()
    becomes(note, '"[[Mara Okafor]]"', '"[[Jonas Weber]]"')
    note.page.keyboard.press("Tab")
    owner.get_by_role("link", name="Jonas Weber").click()
    expect(note.page.get_by_role("article", name="Jonas Weber")).to_be_visible()


def test_a_property_is_added_renamed_and_removed(note: Any) -> None:
    page = note.page
    page.keyboard.press("ControlOrMeta+;")
    name = page.get_by_role("combobox", name="Name of the new property")
    name.fill("STATUS")
    name.press("Enter")
    expect(properties(page).get_by_role("alert")).to_contain_text("“status” already")
    name.fill("ran")
    page.get_by_role("option", name="rank").click()
    rank = field(page, "rank").get_by_role("combobox")
    expect(rank).to_be_focused()
    rank.fill("7")
    rank.press("Enter")
    becomes(note, "nested: {a: 1}\n", "nested: {a: 1}\nrank: 7\n")

    page.get_by_role("button", name="rank", exact=True).click()
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_role("combobox", name="New name of rank").fill("place")
    page.keyboard.press("Enter")
    becomes(note, "nested: {a: 1}\n", "nested: {a: 1}\nplace: 7\n")

    page.get_by_role("button", name="place", exact=True).click()
    page.get_by_role("menuitem", name="Remove").click()
    note.engine.wait(lambda: note.on_disk(NOTE) == TEXT)
    expect(page.get_by_role("button", name="nested", exact=True)).to_be_focused()


def test_what_another_program_wrote_meanwhile_is_shown_and_settled(note: Any) -> None:
    path = note.engine.vault / NOTE
    status = field(note.page, "status").get_by_role("textbox")
    status.fill("mine")
    path.write_text(TEXT.replace("open", "theirs").replace("# Every", "# Nearly every"), encoding="utf-8")
    expect(note.page.get_by_role("heading", name="Nearly every kind")).to_be_visible()
    status.press("Enter")
    expect(field(note.page, "status").get_by_role("alert")).to_contain_text("“theirs”")
    assert "theirs" in note.on_disk(NOTE)
    note.complaints = [text for text in note.complaints if "409" not in text]  # the conflict brought about
    note.page.get_by_role("button", name="Write mine").click()
    note.engine.wait(lambda: "status:   mine   # one word" in note.on_disk(NOTE))
    assert "# Nearly every kind" in note.on_disk(NOTE)


@pytest.mark.parametrize(
    ("frontmatter", "why"), [("status: [open", "cannot be read"), ('{"status": "open"}', "written as JSON")]
)
def test_properties_that_are_not_edited_say_why(desk: Any, frontmatter: str, why: str) -> None:
    (desk.engine.vault / "Odd.md").write_text(f"---\n{frontmatter}\n---\n# Odd\n", encoding="utf-8")
    desk.open_note("Odd.md")
    expect(desk.page.get_by_role("note").filter(has_text=re.compile(why))).to_be_visible()
    expect(properties(desk.page)).to_have_count(0)
    desk.page.get_by_role("button", name="Edit the text").click()
    expect(desk.editor).to_be_visible()


@pytest.mark.parametrize("width", [380, 1440])
def test_the_form_fits_and_axe_finds_nothing(make_desk: Callable[..., Any], width: int) -> None:
    desk = make_desk(width=width)
    (desk.engine.vault / NOTE).write_text(TEXT, encoding="utf-8")
    desk.open_note(NOTE)
    price = field(desk.page, "price").get_by_role("combobox")
    price.fill("much")
    price.press("Enter")
    desk.page.get_by_role("button", name="Add property").click()
    desk.page.keyboard.type("r")
    expect(desk.page.get_by_role("option").first).to_be_visible()
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations_in_both_themes(desk.page) == []
