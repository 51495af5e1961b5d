"""Todoist, Trello, tables and calendars: dates, priorities, labels, people and sub-tasks arrive as task lines."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.imports import Imports
from claudeprojects.core.exchange.when import rule_of_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claudeprojects.core.exchange.model import Report
    from claudeprojects.core.workspace import Workspace

    Text = Callable[[str], str]
    MakeZip = Callable[[Mapping[str, str | bytes]], Path]

TODOIST_ROWS = (
    "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT",
    "meta,view_style=list,,,,,,,,,,",
    "task,Repot the basil @garden,Terracotta pot,1,1,Kai (1),Mara (2),Oct 5 2026,en,,30,minute",
    "task,Buy compost,,4,2,Kai (1),,,en,,,",
    'note,"Get it [[file {""file_name"": ""a.pdf"", ""file_url"": ""https://x.y/a.pdf""}]]",,,,Kai (1),,,,,,',
    ",,,,,,,,,,,",
    "section,Weekly,,,,,,,,,,",
    "task,Water,,2,1,Kai (1),,every monday at 9am,en,,,",
    "task,Odd,,4,1,Kai (1),,when the moon is full,en,,,",
)
TODOIST = "\r\n".join(TODOIST_ROWS)


def lost(report: Report) -> list[str]:
    return [loss.what for loss in report.losses]


def test_a_todoist_backup_becomes_a_note_for_each_project(imports: Imports, make_zip: MakeZip, text: Text) -> None:
    draft = imports.read(make_zip({"Garden [220].csv": TODOIST, "Empty.csv": TODOIST.split("\r\n")[0]}))
    imports.apply(draft)
    assert draft.report.format == "todoist"
    assert draft.report.counts.tasks == 4
    assert text("Todoist/Garden.md").split("---\n", 2)[2] == (
        "\n- [ ] Repot the basil @Mara #garden [estimate:: 0.5h] 🔺 📅 2026-10-05\n"
        "\t- Terracotta pot\n"
        "\t- [ ] Buy compost\n"
        "\t\t- Get it [a.pdf](https://x.y/a.pdf)\n"
        "\n## Weekly\n\n"
        "- [ ] Water [time:: 09:00] ⏫ 🔁 every week on monday\n"
        "- [ ] Odd\n"
        "\t- Date: when the moon is full\n"
    )
    assert lost(draft.report) == ["the date 'when the moon is full'"]


def test_todoists_json_keeps_projects_in_projects_and_tasks_in_tasks(
    imports: Imports, tmp_path: Path, text: Text
) -> None:
    backup = {
        "projects": [{"id": "1", "name": "Work"}, {"id": "2", "name": "Site", "parent_id": "1"}],
        "sections": [{"id": "s", "name": "Next", "project_id": "2"}],
        "collaborators": [{"id": "9", "full_name": "Ann Lee"}],
        "items": [
            {"id": "a", "content": "Launch", "project_id": "2", "section_id": "s", "priority": 4, "labels": ["web"],
             "due": {"date": "2026-12-01", "string": "every month", "is_recurring": True}, "responsible_uid": "9"},
            {"id": "b", "content": "Test", "project_id": "2", "parent_id": "a", "checked": True,
             "completed_at": "2026-11-02T10:00:00Z", "added_at": "2026-11-01T10:00:00Z"},
        ],
        "notes": [{"item_id": "a", "content": "Soon"}],
    }  # fmt: skip
    (tmp_path / "todoist.json").write_text(json.dumps(backup), encoding="utf-8")
    imports.apply(imports.read(tmp_path / "todoist.json"))
    assert text("Todoist/Work/Site.md").endswith(
        "## Next\n\n- [ ] Launch @Ann-Lee #web 🔺 🔁 every month 📅 2026-12-01\n\t- Soon\n"
        "\t- [x] Test ➕ 2026-11-01 ✅ 2026-11-02\n"
    )


def test_what_is_new_in_a_list_is_added_to_its_note(imports: Imports, tmp_path: Path, text: Text) -> None:
    table = tmp_path / "Plan.csv"
    table.write_text("Task,Due\nOne,2026-01-02\n", encoding="utf-8")
    imports.apply(imports.read(table))
    table.write_text("Task,Due\nOne,2026-01-02\nTwo,\n", encoding="utf-8")
    draft = imports.read(table)
    assert (draft.report.counts.notes, draft.report.counts.additions, draft.report.counts.tasks) == (0, 1, 1)
    imports.apply(draft)
    assert text("Tasks/Plan.md").endswith("- [ ] One 📅 2026-01-02\n\n- [ ] Two\n")


def test_a_trello_board_becomes_a_project_with_notes_for_the_cards_that_say_more(
    imports: Imports, tmp_path: Path, text: Text
) -> None:
    board = {
        "id": "b1", "name": "Site: new", "desc": "All of it",
        "lists": [{"id": "l1", "name": "Doing", "pos": 1}, {"id": "l2", "name": "Done", "pos": 2}],
        "members": [{"id": "m1", "fullName": "Ann Lee"}],
        "customFields": [{"id": "f1", "name": "Size"}],
        "cards": [
            {"id": "c1", "shortLink": "aa", "name": "Text", "idList": "l1", "pos": 2, "due": "2026-12-01T10:00:00Z",
             "desc": "See https://trello.com/c/bb/2-logo", "labels": [{"name": "Copy work"}], "idMembers": ["m1"],
             "customFieldItems": [{"idCustomField": "f1", "value": {"number": "3"}}],
             "attachments": [{"name": "a b.png", "url": "https://trello.com/a b.png", "isUpload": True}]},
            {"id": "c2", "shortLink": "bb", "name": "Logo", "idList": "l2", "pos": 1, "desc": "x"},
            {"id": "c3", "name": "Plain", "idList": "l1", "pos": 1, "labels": [{"name": "", "color": "red"}]},
            {"id": "c4", "name": "Old", "idList": "l1", "pos": "bottom", "closed": True},
        ],
        "checklists": [{"id": "k", "idCard": "c1", "name": "Steps", "checkItems": [
            {"name": "Draft", "state": "complete", "pos": 1}, {"name": "Edit", "state": "incomplete", "pos": 2}]}],
        "actions": [{"type": "commentCard", "date": "2026-11-01T10:00:00Z", "memberCreator": {"fullName": "Bo"},
                     "data": {"card": {"id": "c1"}, "text": "Nice\nwork"}}],
    }  # fmt: skip
    (tmp_path / "board.json").write_text(json.dumps(board), encoding="utf-8")
    draft = imports.read(tmp_path / "board.json")
    imports.apply(draft)
    assert text("Trello/Site - new/Site - new.md").endswith(
        "All of it\n\n## Doing\n\n- [/] Plain #red\n- [[Text]]\n\n## Done\n\n- [[Logo]]\n\n## Archived\n\n- [/] Old\n"
    )
    card = text("Trello/Site - new/Text.md")
    assert (
        'type: task\nstatus: in_progress\nlist: Doing\nproject: "[[Site - new]]"\ndue: 2026-12-01\ntime: 10:00\n'
        in card
    )
    assert 'assignees:\n  - "@Ann-Lee"\ntags:\n  - Copy-work\n' in card
    assert "Size: 3\n" in card
    assert card.endswith(
        "See [[Logo]]\n\n## Steps\n\n- [x] Draft\n- [ ] Edit\n\n## Attachments\n\n- [a b.png](https://trello.com/a%20b.png)"
        "\n\n## Comments\n\n> Bo, 2026-11-01\n>\n> Nice\n> work\n"
    )
    assert lost(draft.report) == ["the file 'a b.png'"]


def test_columns_are_recognised_by_name_or_as_told(imports: Imports, tmp_path: Path, text: Text) -> None:
    table = tmp_path / "Tasks.csv"
    table.write_bytes(
        "Aufgabe;Fällig;Owner;Status;Priority;Labels;Geb;Schätzung;Uhrzeit\n"
        "Tüte;5.12.2026;Jo;erledigt;High;a, b;x;2h;9:30\n".encode("cp1252")
    )
    draft = imports.read(table, mapping={"notes": "Geb"})
    imports.apply(draft)
    assert draft.report.columns["Fällig"] == "due"
    assert text("Tasks/Tasks.md").endswith(
        "- [x] Tüte @Jo #a #b [estimate:: 2h] [time:: 09:30] ⏫ 📅 2026-12-05\n\t- x\n"
    )


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"task": "Nope"}, "it has no column 'Nope'"),
        ({"colour": "A"}, "'colour' is no field"),
        ({}, "no column of it"),
    ],
)
def test_a_table_without_tasks_says_what_to_do(
    imports: Imports, tmp_path: Path, mapping: dict[str, str], said: str
) -> None:
    (tmp_path / "x.csv").write_text("A,B\n1,2\n", encoding="utf-8")
    with pytest.raises(ImportFailed, match=said):
        imports.read(tmp_path / "x.csv", mapping=mapping)


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y
X-WR-CALNAME:Home
BEGIN:VTODO
UID:t1
SUMMARY:Call the plumber
DUE:20261205T173000
PRIORITY:1
CATEGORIES:house,urgent
RRULE:FREQ=WEEKLY;BYDAY=MO,WE
END:VTODO
BEGIN:VTODO
UID:t2
RELATED-TO:t1
SUMMARY:Find the number
STATUS:COMPLETED
COMPLETED:20261101T100000Z
END:VTODO
BEGIN:VEVENT
UID:e1
SUMMARY:Party: at home
DTSTART:20261224T180000
DTEND:20261224T230000
LOCATION:Kitchen
ATTENDEE;CN=Ann Lee:mailto:ann@x.y
DESCRIPTION:Bring cake
RRULE:FREQ=YEARLY;COUNT=3
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
END:VALARM
END:VEVENT
BEGIN:VEVENT
SUMMARY:Some day
DTSTART:whenever
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_gives_tasks_and_events(imports: Imports, tmp_path: Path, text: Text) -> None:
    (tmp_path / "home.ics").write_text(CALENDAR.replace("\n", "\r\n"), encoding="utf-8")
    draft = imports.read(tmp_path / "home.ics", folder="In/Calendar")
    imports.apply(draft)
    assert text("In/Calendar/Home.md").endswith(
        "- [ ] Call the plumber #house #urgent [time:: 17:30] 🔺 🔁 every week on Monday, Wednesday 📅 2026-12-05\n"
        "\t- [x] Find the number ✅ 2026-11-01\n"
    )
    event = text("In/Calendar/Home/2026-12-24 Party - at home.md")
    assert "type: event\ndate: 2026-12-24T18:00:00\nend: 2026-12-24T23:00:00\nlocation: Kitchen\n" in event
    assert "people:\n  - Ann Lee\n" in event
    assert event.endswith("# Party: at home\n\nBring cake\n")
    assert lost(draft.report) == ["its DTSTART, 'whenever'", "reminders (1)"]
    assert "repeats: every year until December 24, 2028\n" in event
    assert text("In/Calendar/Home/Some day.md").startswith("---\ntype: event\ncalendar: Home\n")


class Lines:
    """An importer as a plugin brings it: a note for each line of a file."""

    name, description, suffixes = "lines", "A note for each line.", (".lines",)

    def notes(self, file: Path) -> list[SimpleNamespace]:
        if not file.read_text(encoding="utf-8"):
            raise ValueError("it is empty")
        return [
            SimpleNamespace(path=f"../{line}", text=line) for line in file.read_text(encoding="utf-8").splitlines()
        ]


def test_importers_of_plugins_are_offered_and_held_to_the_same_rules(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "x.lines").write_text("one: a\ntwo\n", encoding="utf-8")
    with Imports(workspace, plugins=lambda: {"lines": Lines()}) as imports:
        assert imports.formats()[-1].plugin
        draft = imports.read(tmp_path / "x.lines", folder="In")
        imports.apply(draft)
        assert [file.path for file in draft.report.files] == ["In/Untitled/one - a.md", "In/Untitled/two.md"]
        assert imports.read(tmp_path / "x.lines", folder="In").report.counts.notes == 0
        (tmp_path / "x.lines").write_text("", encoding="utf-8")
        with pytest.raises(ImportFailed, match="it is empty"):
            imports.read(tmp_path / "x.lines")


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("every! 3 days", "every 3 days when done"),
        ("every other friday", "every 2 weeks on friday"),
        ("ev 15 aug", "every aug on the 15th"),
        ("every last friday at 5pm", "every month on the last friday"),
        ("every month when done", "every month when done"),
        ("every 3rd workday", None),
        ("every 2, 15, 27", None),
    ],
)
def test_recurrence_in_todoists_words_is_ours_or_none(words: str, rule: str | None) -> None:
    assert rule_of_words(words) == rule
