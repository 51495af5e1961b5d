"""A project by a methodology: begun, stopped at a gate, let through, reported; an import looked at first; queries."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from .axe import violations_in_both_themes

pytestmark = pytest.mark.e2e

FOLDER = "Projects/Harbour kiosk"
SCREENS = [
    "/methodologies",
    "/methodologies/design-sprint",
    "/import",
    f"/projects/{quote(FOLDER)}/Harbour%20kiosk.md",
]

QUERY = """```tasks
not done
path includes Harbour kiosk
```

```tasks
by magic
```
"""


def gate(desk: Any) -> Locator:
    return desk.page.get_by_role("region", name="Phases and gates")


def written(desk: Any, note: str) -> None:
    """Somebody does what a note of the project asks for: every section says something, every task is done."""
    file = desk.engine.vault / FOLDER / note
    text = re.sub(r"(?m)^(## .+)$", r"\1\n\nSix people wait at the ferry and do not see the kiosk.", file.read_text())
    file.write_text(text.replace("- [ ]", "- [x]"))


def test_a_design_sprint_is_begun_stopped_at_its_gate_let_through_and_reported(desk: Any) -> None:
    page = desk.page
    desk.go("/methodologies")
    page.get_by_role("link", name="Design Sprint").click()
    expect(page.get_by_role("heading", name="Understand")).to_be_visible()
    page.get_by_role("button", name="Start a project").click()
    dialog = page.get_by_role("dialog", name="Start a project by Design Sprint")
    dialog.get_by_label("What is the sprint called?").fill("Harbour kiosk")
    dialog.get_by_role("button", name="Show what would be made").click()
    expect(dialog.get_by_label("What is the challenge, in one sentence?")).to_be_focused()
    dialog.get_by_label("What is the challenge, in one sentence?").fill("Nobody sees the kiosk.")
    dialog.get_by_label("Who decides?").fill("Mara")
    dialog.get_by_role("button", name="Show what would be made").click()
    expect(dialog.get_by_text("12 working notes")).to_be_visible()
    assert not (desk.engine.vault / FOLDER).exists()
    dialog.get_by_role("button", name="Start the project").click()

    expect(page.get_by_role("heading", name="Harbour kiosk", exact=True)).to_be_visible()
    onward = gate(desk).get_by_role("button", name="Go on to Understand")
    expect(onward).to_be_disabled()
    expect(gate(desk).get_by_text("0 of 4 met")).to_be_visible()
    gate(desk).get_by_role("link", name="Open Brief").first.click()
    expect(desk.editor).to_be_visible()
    for note in ("00 Prepare/Brief.md", "00 Prepare/Test people.md", "Phases/1 Prepare.md"):
        written(desk, note)
    page.go_back()
    expect(gate(desk).get_by_text("3 of 4 met")).to_be_visible()

    gate(desk).get_by_role("button", name="Sign as Decider").click()
    page.get_by_role("combobox", name="Name of the person who signs").fill("Mara")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(gate(desk).get_by_text("Mara signed as Decider")).to_be_visible()
    onward.click()
    expect(gate(desk).get_by_text("The team agrees on a target")).to_be_visible()
    assert re.search(r"phase: understand\n", desk.on_disk(f"{FOLDER}/Harbour kiosk.md"))

    gate(desk).get_by_role("button", name="Waive…").click()
    page.get_by_role("combobox", name="Your name").fill("Mara")
    page.get_by_label("Why it may go on without them").fill("The ferry leaves.")
    page.get_by_role("button", name="Waive the gate").click()
    expect(gate(desk).get_by_text(re.compile("Waived by Mara .*The ferry leaves"))).to_be_visible()

    page.get_by_role("link", name="Figures").click()
    page.get_by_role("button", name="Write report").click()
    expect(page.get_by_text("The report is written").first).to_be_visible()


def test_a_query_in_a_note_shows_its_tasks_and_names_the_line_it_cannot_read(desk: Any) -> None:
    (desk.engine.vault / "Queries.md").write_text(QUERY)
    desk.engine.wait(lambda: desk.engine.request("GET", "/api/v1/notes/Queries.md")[0] == 200)
    desk.open_note("Queries.md")
    answers = desk.page.get_by_role("group", name="Tasks of a query")
    expect(answers.first.get_by_role("checkbox").first).to_be_visible()
    expect(answers.last).to_contain_text("Line 1: by magic")


def test_a_file_is_looked_at_before_it_is_imported_and_taken_back(desk: Any) -> None:
    page = desk.page
    desk.go("/import")
    file = {"name": "Errands.csv", "mimeType": "text/csv", "buffer": b"Task,Due,Mood\nBuy glue,2026-12-01,good\n"}
    page.get_by_label("File to import").set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_text("Tasks/Errands")).to_be_visible()
    page.get_by_role("tab", name=re.compile("Not kept")).click()
    expect(page.get_by_text(re.compile("Mood"))).to_be_visible()
    assert not (desk.engine.vault / "Tasks").exists()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Imported into Tasks.")).to_be_visible()
    assert "Buy glue" in desk.on_disk("Tasks/Errands.md")
    page.get_by_role("button", name="Undo all of it").click()
    desk.engine.wait(lambda: not (desk.engine.vault / "Tasks/Errands.md").exists())


def test_the_screens_are_accessible_and_fit_a_phone(make_desk: Any) -> None:
    page = (desk := make_desk(380, 800)).page
    for screen in SCREENS:
        desk.go(screen)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("status", name=re.compile("Reading|Loading"))).to_have_count(0)
        assert violations_in_both_themes(page) == [], screen
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), screen
