"""Quick add: what a line is read as, and where and how it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from claudeprojects.core.errors import NoteExists, NoteNotFound
from claudeprojects.core.projects.placing import with_lines
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.projects.quickadd import read_draft
from claudeprojects.core.vault.taskedit import tasks_in
from hypothesis import given
from hypothesis import strategies as st

Open = Callable[..., Projects]
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "description", "fields"),
    [
        ("Call Jo tomorrow 5pm", "Call Jo", {"due": date(2026, 11, 24), "time": "17:00"}),
        ("Water the plants every 2 weeks", "Water the plants", {"recurrence": "every 2 weeks", "due": TODAY}),
        ("Rent every month on the 1st", "Rent", {"recurrence": "every month on the 1st", "due": date(2026, 12, 1)}),
        ("Mow every 10 days when done", "Mow", {"recurrence": "every 10 days when done"}),
        ("Pay every month forever", "Pay forever", {"recurrence": "every month"}),
        ("Stand-up every weekday at 9:30", "Stand-up", {"recurrence": "every weekday", "time": "09:30"}),
        ("Water every two weeks on friday when done", "Water", {"recurrence": "every 2 weeks on friday when done"}),
        ("Stretch every other day at 7am", "Stretch", {"recurrence": "every 2 days", "time": "07:00"}),
        ("Retro every last friday of the month", "Retro", {"recurrence": "every month on the last friday"}),
        ("Lunch every fourth thursday p1", "Lunch", {"recurrence": "every month on the 4th thursday"}),
        ("Invoice every 15th of the month", "Invoice", {"recurrence": "every month on the 15th"}),
        ("Birthday every year on may 5", "Birthday", {"recurrence": "every may on the 5th", "due": date(2027, 5, 5)}),
        ("Fair every 22 june", "Fair", {"recurrence": "every june on the 22nd"}),
        ("Taxes quarterly from 1 jan", "Taxes", {"recurrence": "every 3 months", "start": date(2027, 1, 1)}),
        ("- [ ] Pasted 🔁 every week 📅 2026-12-01", "Pasted 🔁 every week 📅 2026-12-01", {"due": None}),
        ("  3. [x] Old [due:: 2026-12-01] tomorrow", "Old [due:: 2026-12-01]", {"due": date(2026, 11, 24)}),
        ("* Buy -5 °C gloves", "Buy -5 °C gloves", {"due": None}),
        ("Write 500 words daily", "Write 500 words", {"recurrence": "every day"}),
        (
            "Report by friday @mara #work ~2h !high",
            "Report @mara #work",
            {"due": date(2026, 11, 27), "estimate": "2h"},
        ),
        ("Prepare from monday due 24 dec", "Prepare", {"start": date(2026, 11, 30), "due": date(2026, 12, 24)}),
        ("Plan scheduled for next week", "Plan", {"scheduled": date(2026, 11, 30), "due": None}),
        ("Order in 3 days p1", "Order", {"due": date(2026, 11, 26), "priority": "highest"}),
        ("Meet at noon on 1 dec", "Meet", {"due": date(2026, 12, 1), "time": "12:00"}),
        ("Fix +Website sprint:current", "Fix", {"project": "Website", "sprint": "current"}),
        ('Read "Tomorrow" and [[Friday]] `today`', 'Read "Tomorrow" and [[Friday]] `today`', {"due": None}),
        ("Sat down with Lin", "Sat down with Lin", {"due": None}),
        ("Note version 1.2. of today's plan", "Note version 1.2. of today's plan", {"due": None}),
        ("Write to a@b.c about 30 feb", "Write to a@b.c about 30 feb", {"due": None}),
    ],
)
def test_a_line_is_read_as_people_mean_it(text: str, description: str, fields: dict[str, object]) -> None:
    draft = read_draft(text, TODAY)
    assert draft.description == description
    assert {name: getattr(draft, name) for name in fields} == fields


def test_a_task_holds_what_the_plugin_asks_every_task_for(opened: Open, root: Path) -> None:
    settings = {".obsidian/plugins/obsidian-tasks-plugin/data.json": '{"globalFilter": "#task"}'}
    projects = opened(settings)
    projects.add(["Call Jo tomorrow", "Call Lin #task"], note="Calls.md")
    assert (root / "Calls.md").read_text() == "- [ ] #task Call Jo 📅 2026-11-24\n- [ ] Call Lin #task\n"


WORDS = ["every", "2", "weeks", "on", "monday", "tomorrow", "5pm", "due", "!high", "~3", "+x"]


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_line_is_read(text: str) -> None:
    draft = read_draft(text, TODAY)
    assert all(0 <= start < end <= len(text) for start, end, _ in draft.read)


@pytest.mark.parametrize(
    ("before", "heading", "after"),
    [
        ("", None, "NEW\n"),
        ("text", None, "text\n\nNEW\n"),
        ("- [ ] a\n", None, "- [ ] a\nNEW\n"),
        ("- [ ] a", None, "- [ ] a\nNEW\n"),
        ("# T\n\n## Tasks\n\n- [ ] a\n  - [ ] sub\n    note\n\n## Log\ntext\n", None,
         "# T\n\n## Tasks\n\n- [ ] a\n  - [ ] sub\n    note\nNEW\n\n## Log\ntext\n"),
        ("## Tasks\n\n## Log\n", None, "## Tasks\n\nNEW\n\n## Log\n"),
        ("## Tasks\n", None, "## Tasks\nNEW\n"),
        ("a\r\n\r\n## To do\r\n\r\ntext\r\n", None, "a\r\n\r\n## To do\r\n\r\nNEW\r\n\r\ntext\r\n"),
        ("a\n", "Later", "a\n\n## Later\n\nNEW\n"),
        ("---\ntype: project\n---\n", None, "---\ntype: project\n---\n\nNEW\n"),
    ],
)  # fmt: skip
def test_a_new_line_goes_where_tasks_are(before: str, heading: str | None, after: str) -> None:
    text, line = with_lines(before, ["- [ ] new"], heading)
    assert text == after.replace("NEW", "- [ ] new")
    assert next(task.line for task in tasks_in(text) if task.description == "new") == line


def test_tasks_go_into_the_note_of_their_project(opened: Open, root: Path) -> None:
    note = "---\ntype: project\n---\n## Tasks\n"
    projects = opened({"Projects/Web/Web.md": note, "a.md": "- [ ] a [due:: 2026-01-01]\n"})
    edited = projects.add(["Write it friday +Web", "Think"])
    assert (root / "Projects/Web/Web.md").read_text() == (
        "---\ntype: project\n---\n## Tasks\n- [ ] Write it 📅 2026-11-27\n"
    )
    assert (root / "Inbox.md").read_text() == "- [ ] Think\n"
    assert [item.project for item in edited.items] == ["Projects/Web/Web.md", None]
    projects.add("Send it friday 5pm !high @jo ~3 +Web", note="a.md")
    assert (root / "a.md").read_text().splitlines()[1] == (
        "- [ ] Send it @jo [estimate:: 3] [time:: 17:00] [project:: [[Web]]] [priority:: high] [due:: 2026-11-27]"
    )
    assert projects.item("a.md:2").project == "Projects/Web/Web.md"
    assert edited.operation is not None
    projects.workspace.undo(edited.operation.id)
    assert not (root / "Inbox.md").exists()
    with pytest.raises(NoteNotFound):
        projects.add("Do it +Nowhere")


def test_projects_and_sprints_are_notes(opened: Open, root: Path) -> None:
    projects = opened({})
    projects.new_project("Tide: clock", owner="Mara", due=date(2026, 12, 24))
    assert (root / "Projects/Tide clock/Tide clock.md").read_text() == (
        "---\ntype: project\nstatus: active\nowner: Mara\ndue: 2026-12-24\n---\n\n## Tasks\n"
    )
    projects.new_sprint("Sprint 1", "tide clock", start=date(2026, 11, 16), end=date(2026, 11, 29), capacity=20)
    sprint = projects.sprint("Sprint 1")
    assert (sprint.project, sprint.state, sprint.capacity) == ("Projects/Tide clock/Tide clock.md", "current", 20)
    with pytest.raises(NoteExists):
        projects.new_project("Tide: clock")
