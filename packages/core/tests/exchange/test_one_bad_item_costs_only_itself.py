"""What one item of an export lacks, or has twice, never costs the others: it is named, with where it stands."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from claudeprojects.core.errors import ImportFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claudeprojects.core.exchange.imports import Imports
    from claudeprojects.core.exchange.model import Report

    Text = Callable[[str], str]
    Files = Callable[[], list[str]]
    MakeZip = Callable[[Mapping[str, str | bytes]], Path]


def losses(report: Report) -> list[tuple[str, str, str]]:
    return [(loss.item, loss.what, loss.why) for loss in report.losses]


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Home
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VTODO
UID:t1
SUMMARY:Mend the roof
DUE;VALUE=DATE:20261340
END:VTODO
BEGIN:VTODO
UID:t2
SUMMARY:Late in
  the evening
DUE:20261130T233000Z
END:VTODO
BEGIN:VEVENT
UID:e1
SUMMARY:As people write it
DTSTART;TZID=Europe/Berlin:2026-12-24 18:00
DURATION:PT45M
END:VEVENT
BEGIN:VEVENT
UID:e2
SUMMARY No colon
DTSTART;VALUE=DATE:20261226
DTEND;VALUE=DATE:20261228
END:VEVENT
BEGIN:VEVENT
UID:e3
SUMMARY:Cut off
"""


def test_a_line_of_a_calendar_that_cannot_be_read_is_named_and_the_rest_comes_in(
    imports: Imports, tmp_path: Path, text: Text
) -> None:
    (tmp_path / "home.ics").write_text(CALENDAR, encoding="utf-8")
    draft = imports.read(tmp_path / "home.ics", folder="")
    imports.apply(draft)
    assert losses(draft.report)[0] == (
        "Mend the roof (UID t1)", "its DUE, '20261340'", "line 8 cannot be read: Wrong date format 20261340",
    )  # fmt: skip
    assert losses(draft.report)[1][:2] == ("UID e2", "its line, 'SUMMARY No colon'")
    assert len(draft.report.losses) == 2
    assert text("Home.md").endswith(
        "- [ ] Mend the roof\n\t- DUE: 20261340\n- [ ] Late in the evening [time:: 00:30] 📅 2026-12-01\n"
    )
    assert "date: 2026-12-24T18:00:00\nend: 2026-12-24T18:45:00\n" in text("Home/2026-12-24 As people write it.md")
    assert "date: 2026-12-26\nend: 2026-12-27\n" in text("Home/2026-12-26 Event.md")
    assert text("Home/Cut off.md")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270331T000000Z", "every week on Monday until March 31, 2027"),
        ("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1", "every month on the last Friday"),
        ("FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15", "every August on the 15th"),
        ("FREQ=DAILY;COUNT=3", "every day until December 9, 2026"),
        ("FREQ=MONTHLY;BYMONTH=1,7", "FREQ=MONTHLY;BYMONTH=1,7"),
    ],
)
def test_a_recurrence_is_the_same_in_our_words_or_kept_as_text(
    imports: Imports, tmp_path: Path, text: Text, rule: str, words: str
) -> None:
    event = f"BEGIN:VEVENT\nUID:e\nSUMMARY:E\nDTSTART;VALUE=DATE:20261207\nRRULE:{rule}\nEND:VEVENT\n"
    (tmp_path / "c.ics").write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{event}END:VCALENDAR\n", encoding="utf-8")
    draft = imports.read(tmp_path / "c.ics", folder="")
    imports.apply(draft)
    assert f"repeats: {words}\n" in text("c/2026-12-07 E.md")
    assert len(draft.report.losses) == (words == rule)


def test_a_calendar_is_never_a_path_to_another_file(imports: Imports, tmp_path: Path) -> None:
    (tmp_path / "secret.ics").write_text(CALENDAR, encoding="utf-8")
    (tmp_path / "x.ics").write_text(str(tmp_path / "secret.ics"), encoding="utf-8")
    with pytest.raises(ImportFailed, match="no calendar"):
        imports.read(tmp_path / "x.ics")


def test_a_damaged_note_of_evernote_costs_only_itself(
    imports: Imports, tmp_path: Path, files: Files, text: Text
) -> None:
    note = "<note><title>{}</title><content><![CDATA[<en-note>{}</en-note>]]></content></note>"
    broken = "<note><title>Broken</title><created>x</oops></note>"
    notes = note.format("One & only&nbsp;x", "a\x0bb") + broken + note.format("Two", "c") + "<note><title>Cut"
    (tmp_path / "b.enex").write_bytes(f"<en-export>{notes}".replace("only", "only ä").encode("cp1252"))
    draft = imports.read(tmp_path / "b.enex", folder="")
    imports.apply(draft)
    assert files() == ["One & only ä x.md", "Two.md"]
    assert text("One & only ä x.md").endswith("\nab\n")
    assert losses(draft.report) == [
        ("b.enex, note 2 (Broken)", "all of it", "its XML is damaged (mismatched tag)"),
        ("b.enex, note 4 (a note)", "all of it", "its XML is damaged (the file ends in the middle of it)"),
    ]


def test_code_highlights_and_task_groups_of_evernote_stay_where_they_are(
    imports: Imports, tmp_path: Path, text: Text
) -> None:
    content = (
        '<en-note><div>See <span style="--en-highlight:yellow;">this</span> *star*</div>'
        '<div style="--en-task-group:true; --en-id:g1;"></div>'
        '<div style="--en-codeblock:true;--en-syntaxLanguage:python;"><div>def f():</div>'
        "<div>    return 1 * 2</div></div>"
        "<table><tbody><tr><td><div>A</div></td><td>B</td></tr><tr><td>1</td><td>2</td></tr></tbody></table></en-note>"
    )
    task = (
        "<task><title>Call</title><taskStatus>open</taskStatus><taskGroupNoteLevelID>g1</taskGroupNoteLevelID></task>"
    )
    note = f"<note><title>N</title><tag>2026</tag><content><![CDATA[{content}]]></content>{task}</note>"
    (tmp_path / "n.enex").write_text(f"<en-export>{note}</en-export>", encoding="utf-8")
    imports.apply(imports.read(tmp_path / "n.enex", folder=""))
    assert "tags:\n  - _2026\n" in text("N.md")
    assert text("N.md").endswith(
        "See ==this== \\*star\\*\n\n- [ ] Call\n\n```python\ndef f():\n    return 1 * 2\n```\n\n"
        "| A | B |\n| --- | --- |\n| 1 | 2 |\n"
    )


def test_a_damaged_page_or_picture_of_a_zip_costs_only_itself(imports: Imports, tmp_path: Path, files: Files) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, letter in (("Good", "a"), ("Bad", "b")):
            archive.writestr(f"{name} {letter * 32}.md", f"# {name}\n\nText of {name}.\n")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"Text of Bad", b"Tixt of Bad"))
    draft = imports.read(path, folder="")
    imports.apply(draft)
    assert files() == ["Good.md"]
    assert [(what, "CRC" in why) for _, what, why in losses(draft.report)] == [("all of it", True)]


def test_two_of_one_name_both_come_in(imports: Imports, tmp_path: Path, make_zip: MakeZip, files: Files) -> None:
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("Same.csv", "TYPE,CONTENT\ntask,Number 0\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("Same.csv", "TYPE,CONTENT\ntask,Number 1\n")
    draft = imports.read(tmp_path / "d.zip", folder="")
    imports.apply(draft)
    assert files() == ["Same 2.md", "Same.md"]
    assert imports.read(tmp_path / "d.zip", folder="").report.counts.notes == 0
    events = "BEGIN:VEVENT\nUID:same\nSUMMARY:{}\nEND:VEVENT\n"
    calendar = f"BEGIN:VCALENDAR\nVERSION:2.0\n{events.format('A')}{events.format('B')}END:VCALENDAR\n"
    imports.apply(imports.read(make_zip({"a.ics": calendar}), folder="C"))
    assert len([path for path in files() if path.startswith("C/")]) == 2


def test_tasks_that_go_round_in_a_circle_are_all_kept(imports: Imports, tmp_path: Path, text: Text) -> None:
    items = [{"id": "1", "content": "A", "parent_id": "2"}, {"id": "2", "content": "B", "parent_id": "1"}]
    (tmp_path / "t.json").write_text(json.dumps(items), encoding="utf-8")
    imports.apply(imports.read(tmp_path / "t.json", folder=""))
    assert text("t.md").endswith("- [ ] A\n\t- [ ] B\n")


def test_a_moment_in_utc_becomes_that_of_its_own_time_zone(imports: Imports, tmp_path: Path, text: Text) -> None:
    due = {"date": "2026-12-02T04:30:00Z", "timezone": "America/New_York"}
    (tmp_path / "t.json").write_text(json.dumps([{"id": "1", "content": "Call", "due": due}]), encoding="utf-8")
    imports.apply(imports.read(tmp_path / "t.json", folder=""))
    assert text("t.md").endswith("- [ ] Call [time:: 23:30] 📅 2026-12-01\n")


def test_an_import_without_anything_new_writes_no_operation(
    imports: Imports, make_zip: MakeZip, files: Files
) -> None:
    page = {f"Page {'a' * 32}.md": "# Page\n\n![](pic.png)\n", "pic.png": b"PNG"}
    first = imports.apply(imports.read(make_zip(page)))
    assert first is not None
    assert first.summary == "Imported 1 note from Export.zip"
    again = imports.read(make_zip(page))
    assert imports.apply(again) is None
    assert again.report.counts.bytes == 0
    assert len(files()) == 2
