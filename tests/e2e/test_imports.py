"""A table comes in: its columns are mapped by keys, it is read again, imported, and the same brings nothing new."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from .axe import violations

pytestmark = pytest.mark.e2e

TABLE = "What,When,Whom,Noise\nPaint the fence,2026-12-01,Jo,x\nBuy brushes,,Mara,y\n"


def choose(desk: Any, column: str, use: str) -> None:
    """What a column is for, by keys alone."""
    box = desk.page.get_by_role("combobox", name=f"{column} is")
    box.focus()
    desk.page.keyboard.press("Enter")
    desk.page.get_by_role("option", name=use, exact=True).wait_for()
    desk.page.keyboard.type(use)
    desk.page.keyboard.press("Enter")
    expect(box).to_have_text(use)


@pytest.mark.parametrize(("width", "theme", "name"), [(1280, "light", "Wide.csv"), (380, "dark", "Narrow.csv")])
def test_the_columns_of_a_table_are_said_by_keys_and_it_is_read_again(
    make_desk: Callable[..., Any], tmp_path: Path, width: int, theme: str, name: str
) -> None:
    desk = make_desk(width, 800, theme)
    page = desk.page
    (tmp_path / name).write_text(TABLE, encoding="utf-8")
    desk.go("/import")
    page.get_by_label("File to import").set_input_files(tmp_path / name)
    expect(page.get_by_text("Choose the column that holds the titles of the tasks.")).to_be_visible()
    expect(page.get_by_text("Paint the fence · Buy brushes")).to_be_visible()
    for column, use in (("What", "Title"), ("When", "Due"), ("Whom", "Assignee"), ("Noise", "Left out")):
        choose(desk, column, use)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.get_by_role("button", name="Read again").press("Enter")
    expect(page.get_by_role("list", name="What it brings").get_by_text("2 tasks")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).press("Enter")
    expect(page.get_by_text("Imported into Tasks.")).to_be_visible()
    note = desk.on_disk(f"Tasks/{name.removesuffix('.csv')}.md")
    assert note.endswith("- [ ] Paint the fence @Jo 📅 2026-12-01\n- [ ] Buy brushes @Mara\n")

    page.get_by_role("button", name="Import another").click()
    (tmp_path / name).write_text(TABLE.replace("What,When,Whom", "Task,Due,Owner"), encoding="utf-8")
    page.get_by_label("File to import").set_input_files(tmp_path / name)
    expect(page.get_by_text(re.compile("There is nothing new in it"))).to_be_visible()
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_disabled()
