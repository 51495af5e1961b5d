"""The way of a note: open, search, read, edit, rename, change from outside, conflict, graph, theme."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e


def test_the_address_with_its_token_opens_the_workspace_and_hides_the_token(desk: Any) -> None:
    expect(desk.page.get_by_role("heading", name="Tide water").first).to_be_visible()
    expect(desk.page.get_by_role("treeitem", name="Start here")).to_be_visible()
    assert "token" not in desk.page.url


def test_without_the_token_nothing_is_shown(browser: Any, engine: Any) -> None:
    page = browser.new_page()
    page.goto(engine.address)
    expect(page.get_by_text("periwinkle")).to_have_count(0)
    expect(page.get_by_role("treeitem")).to_have_count(0)
    page.close()


def test_search_as_you_type_finds_marks_and_opens(desk: Any) -> None:
    desk.page.keyboard.press("ControlOrMeta+Shift+F")
    field = desk.page.get_by_role("searchbox", name="Search the vault")
    field.press_sequentially("gold plated", delay=30)
    first = desk.page.get_by_role("option").first
    expect(first).to_contain_text("Sprint 2")
    expect(first.locator("mark").first).to_have_text(re.compile("gold", re.IGNORECASE))
    field.press("Enter")
    expect(desk.page.get_by_role("article", name="Sprint 2")).to_be_visible()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("潮汐", "深圳海潮电子"),
        ("時計", "木漏れ日工房"),
        ("가격", "서울 유통 파트너"),
        ("ไม้สัก", "โรงไม้สักเชียงใหม่"),
        ("طباعة", "مطبعة المرفأ"),
        ("zlutoucky", "Poznámky k firmwaru"),
        ("tag:decision walnut", "Teak, not walnut"),
        ('"brass machine with one pulley"', "Tide tables"),
    ],
)
def test_search_speaks_every_script_and_knows_the_operators(desk: Any, query: str, found: str) -> None:
    desk.go("/search")
    desk.page.get_by_role("searchbox", name="Search the vault").fill(query)
    expect(desk.page.get_by_role("option").filter(has_text=found).first).to_be_visible()


def test_a_query_that_cannot_be_read_says_where(desk: Any) -> None:
    desk.go("/search")
    desk.page.get_by_role("searchbox", name="Search the vault").fill("walnut OR tag:(")
    expect(desk.page.get_by_text(re.compile("cannot be read|character", re.IGNORECASE)).first).to_be_visible()
    desk.complaints = [text for text in desk.complaints if "400" not in text and "422" not in text]


def test_a_note_is_read_with_everything_in_it(desk: Any) -> None:
    desk.open_note("Guide/Writing with Markdown.md")
    page = desk.page
    expect(page.locator(".katex").first).to_be_visible()
    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.locator("svg[id*=mermaid], .mermaid svg, [data-mermaid] svg, figure svg").first).to_be_visible()
    expect(page.get_by_text("The edge of the sea is a strange and beautiful place.")).to_be_visible()
    expect(page.get_by_role("link", name="How tides are predicted").first).to_be_visible()


def test_links_lead_on_and_backlinks_lead_back(desk: Any) -> None:
    desk.open_note("Decisions/Why a one-hand movement.md")
    desk.page.get_by_role("article").get_by_role("link", name="Customer interviews").first.click()
    expect(desk.page.get_by_role("article", name="Customer interviews")).to_be_visible()
    backlinks = desk.page.get_by_role("complementary").or_(desk.page.get_by_role("region", name="Backlinks"))
    expect(backlinks.get_by_text("Why a one-hand movement").first).to_be_visible()


def test_the_quick_switcher_jumps_by_a_few_letters(desk: Any) -> None:
    desk.page.keyboard.press("ControlOrMeta+o")
    desk.page.get_by_role("dialog").get_by_role("combobox").press_sequentially("jonweb", delay=30)
    expect(desk.page.get_by_role("option").first).to_contain_text("Jonas Weber")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("article", name="Jonas Weber")).to_be_visible()


def test_an_edit_is_saved_and_found(desk: Any) -> None:
    desk.open_note("Ideas/Fog horn sounds.md", edit=True)
    before = desk.on_disk("Ideas/Fog horn sounds.md")
    desk.type_at_end("Ask the pilots about quokkafog.")
    desk.page.keyboard.press("ControlOrMeta+s")
    desk.engine.wait(lambda: desk.engine.found("quokkafog") == ["Ideas/Fog horn sounds.md"])
    assert desk.on_disk("Ideas/Fog horn sounds.md") == before + "Ask the pilots about quokkafog.\n"


def test_ticking_a_task_changes_one_line_of_the_file(desk: Any) -> None:
    path = "Projects/Website refresh.md"
    before = desk.on_disk(path).splitlines()
    desk.open_note(path)
    desk.page.get_by_role("article").get_by_role("checkbox").filter(visible=True).nth(1).click()
    after = desk.engine.wait(lambda: (lines := desk.on_disk(path).splitlines()) != before and lines)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0][0].startswith("- [ ]")
    assert changed[0][1].startswith("- [x]")


def test_a_rename_updates_every_link_in_its_own_style_and_can_be_undone(desk: Any) -> None:
    links = desk.on_disk("Guide/Links and embeds.md")
    assert "[a Markdown link](../Research/Battery%20life.md)" in links
    desk.open_note("Research/Battery life.md")
    desk.page.keyboard.press("F2")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="New name").fill("Cell life")
    dialog.get_by_role("button", name="Rename").click()
    expect(desk.page.get_by_role("article", name="Cell life")).to_be_visible()
    renamed = desk.on_disk("Guide/Links and embeds.md")
    assert "[a Markdown link](../Research/Cell%20life.md)" in renamed
    assert "Rename [[Cell life]] in the file tree" in renamed
    assert '"file":"Research/Cell life.md"' in desk.on_disk("Boards/Launch map.canvas")
    assert "[[Cell life#Result]]" in desk.on_disk("Meetings/Dial review.md")

    desk.go("/history")
    desk.page.get_by_role("button", name="Undo").first.click()
    desk.engine.wait(lambda: desk.on_disk("Guide/Links and embeds.md") == links)
    desk.engine.wait((desk.engine.vault / "Research/Battery life.md").is_file)
    desk.complaints = [text for text in desk.complaints if "404" not in text]  # a question about the old name


def test_a_change_from_another_program_appears_by_itself(desk: Any) -> None:
    desk.open_note("Ideas/Lighthouse postcards.md")
    path = desk.engine.vault / "Ideas/Lighthouse postcards.md"
    path.write_text(path.read_text() + "\nWritten by another program.\n")
    expect(desk.page.get_by_text("Written by another program.")).to_be_visible()


def test_a_new_file_from_another_program_appears_in_the_tree(desk: Any) -> None:
    (desk.engine.vault / "Brand new.md").write_text("# Brand new\n")
    expect(desk.page.get_by_role("treeitem", name="Brand new")).to_be_visible()
    (desk.engine.vault / "Brand new.md").unlink()
    expect(desk.page.get_by_role("treeitem", name="Brand new")).to_have_count(0)


def test_a_conflict_shows_both_sides_and_loses_neither(desk: Any) -> None:
    note = "Meetings/Retrospective.md"
    path = desk.engine.vault / note
    desk.open_note(note, edit=True)
    desk.type_at_end("Mine: keep the cellar.")
    expect(desk.page.get_by_text("Not saved yet")).to_be_visible()
    path.write_text(path.read_text() + "Theirs: sell the cellar.\n")
    desk.page.get_by_role("button", name="Show both sides").click()
    sides = desk.page.get_by_role("region", name="Both versions")
    expect(sides.get_by_text("Mine: keep the cellar.").first).to_be_visible()
    expect(sides.get_by_text("Theirs: sell the cellar.").first).to_be_visible()
    assert "Mine" not in path.read_text()
    sides.get_by_role("button", name="Take mine").click()
    desk.engine.wait(lambda: "Mine: keep the cellar." in path.read_text())
    assert "Theirs" not in path.read_text()


def test_a_new_note_is_made_and_moved_to_the_trash_and_restored(desk: Any) -> None:
    desk.page.keyboard.press("Alt+n")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("textbox").first.fill("Passing thought")
    dialog.get_by_role("button", name=re.compile("Create|Make|New")).click()
    expect(desk.page.get_by_role("article", name="Passing thought")).to_be_visible()
    found = desk.engine.wait(lambda: list(desk.engine.vault.rglob("Passing thought.md")))[0]
    desk.page.get_by_role("button", name="More about this note").click()
    desk.page.get_by_role("menuitem", name="Move to trash").click()
    confirm = desk.page.get_by_role("button", name=re.compile("Move to (the )?trash|Trash"))
    confirm.last.click()
    desk.engine.wait(lambda: not found.exists())
    desk.go("/trash")
    desk.page.get_by_role("button", name="Restore").first.click()
    desk.engine.wait(found.exists)


def test_the_graph_shows_the_workspace_and_its_broken_links(desk: Any) -> None:
    desk.go("/graph")
    expect(desk.page.locator("canvas").first).to_be_visible()
    expect(desk.page.get_by_text(re.compile(r"\d+ (notes|nodes|files)")).first).to_be_visible()


def test_the_index_screen_counts_exactly_what_is_on_disk(desk: Any) -> None:
    files = desk.engine.get("/api/v1/status")["files"]
    desk.go("/index")
    expect(desk.page.get_by_text(str(files["indexed"]), exact=False).first).to_be_visible()
    expect(desk.page.get_by_text(re.compile("UTF-8")).first).to_be_visible()


def test_the_theme_is_chosen_and_remembered(desk: Any) -> None:
    desk.go("/settings")
    desk.page.get_by_role("radio", name="Dark").or_(desk.page.get_by_role("button", name="Dark")).first.click()
    expect(desk.page.locator("html")).to_have_attribute("data-theme", "dark")
    desk.page.reload()
    expect(desk.page.locator("html")).to_have_attribute("data-theme", "dark")
