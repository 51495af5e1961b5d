"""Projects as files and reports, tasks as tables and calendars: what goes out can be read again."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from claudeprojects.core.errors import NoteNotFound
from claudeprojects.core.exchange.exports.calendars import calendar_of
from claudeprojects.core.exchange.exports.html import html_report
from claudeprojects.core.exchange.exports.markdown import markdown_report
from claudeprojects.core.exchange.exports.pdf import pdf_report
from claudeprojects.core.exchange.exports.project_files import project_files, write_zip
from claudeprojects.core.exchange.exports.reports import document_of
from claudeprojects.core.exchange.exports.tasks import csv_of, tasks_of
from claudeprojects.core.exchange.feed import FeedFile
from claudeprojects.core.vault.rulegrammar import parse_rule
from dateutil.rrule import rrulestr
from icalendar import Calendar

if TYPE_CHECKING:
    from claudeprojects.core.exchange.exports.reports import Document
    from claudeprojects.core.exchange.imports import Imports
    from claudeprojects.core.workspace import Workspace

CLOCK = """---
type: project
status: active
owner: "[[Mara]]"
---
# Tide clock

See [[Plan|the plan]], [[Elsewhere]] and [web](https://x.y). ==Marked== %%hidden%% `a == b`. <script>alert(1)</script>

> [!warning] Careful
> Sea water ahead.

- [ ] Order parts 🔺 🔁 every week on Monday 📅 2026-12-07
\t- [x] Draw it ✅ 2026-11-01

| A | B |
| --- | --- |
| 1 | x |

![[wave.svg|300]]

潮汐時計 조석 시계 ساعة المد नमस्ते สวัสดี Часы
"""
WAVE = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="6"><path d="M0 3 L30 3" stroke="teal"/></svg>'


@pytest.fixture
def vault(workspace: Workspace) -> Workspace:
    root = workspace.vault.root
    (root / "Projects/Tide clock").mkdir(parents=True)
    (root / "Projects/Tide clock/Tide clock.md").write_text(CLOCK, encoding="utf-8")
    (root / "Projects/Tide clock/Plan.md").write_text('Back to [[Tide clock]]. "q" \\\\ $5 #tag\n', encoding="utf-8")
    (root / "Elsewhere.md").write_text("- [ ] =1+1 @Bo 📅 2026-12-01\n", encoding="utf-8")
    (root / "wave.svg").write_text(WAVE, encoding="utf-8")
    workspace.sync(embed=False)
    return workspace


@pytest.fixture
def document(vault: Workspace) -> Document:
    return document_of(vault, project_files(vault, "Tide clock"))


def test_a_project_goes_out_with_the_files_it_uses_at_their_paths(vault: Workspace) -> None:
    files = project_files(vault, "Tide clock")
    assert files.notes == ("Projects/Tide clock/Tide clock.md", "Projects/Tide clock/Plan.md")
    assert (files.attachments, files.outside) == (("wave.svg",), ("Elsewhere.md",))
    with io.BytesIO() as out:
        write_zip(vault, files, out)
        with zipfile.ZipFile(out) as archive:
            assert archive.read("Projects/Tide clock/Tide clock.md").decode() == CLOCK
            assert archive.read("wave.svg").decode() == WAVE
    with pytest.raises(NoteNotFound):
        project_files(vault, "Nothing")


def test_a_markdown_report_needs_nothing_around_it(document: Document) -> None:
    text = markdown_report(document)
    assert "See [the plan](#note-2), Elsewhere and [web](https://x.y). **Marked**  `a == b`." in text
    assert "> **Careful**\n>\n> Sea water ahead.\n" in text
    assert "![][picture-1]" in text
    assert "[picture-1]: <data:image/svg+xml;base64," in text
    assert "hidden" not in text


def test_an_html_report_runs_and_loads_nothing(document: Document) -> None:
    html = html_report(document)
    assert '<a href="#note-2">the plan</a>' in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html
    assert 'src="data:image/svg+xml;base64,' in html
    assert html.count("http") == html.count("https://x.y") + html.count("http-equiv")


def test_a_pdf_report_holds_the_words_of_every_script(document: Document) -> None:
    pdf = pypdfium2.PdfDocument(pdf_report(document))
    try:
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
    for words in ("Tide clock", "the plan", "Order parts", "Sea water ahead", '"q" \\ $5 #tag', "Часы"):
        assert words in text


def test_tasks_go_out_as_a_table_that_comes_in_again(vault: Workspace, imports: Imports, tmp_path: Path) -> None:
    table = csv_of(tasks_of(vault))
    rows = {row["task"]: row for row in csv.DictReader(io.StringIO(table))}
    assert rows["Order parts"]["project"] == "Tide clock"
    assert next(row for name, row in rows.items() if name.startswith("'=1+1"))["assignees"] == "Bo"
    (tmp_path / "tasks.csv").write_text(table, encoding="utf-8")
    draft = imports.read(tmp_path / "tasks.csv")
    assert draft.report.counts.tasks == 3
    assert draft.report.columns["recurrence"] == "recurrence"


def test_tasks_go_out_as_a_calendar_with_their_recurrence(vault: Workspace) -> None:
    calendar = Calendar.from_ical(calendar_of(tasks_of(vault, "is:open"), "Mine"))
    todos = {str(todo["SUMMARY"]): todo for todo in calendar.walk("VTODO")}
    order = todos["Order parts"]
    assert order["DUE"].dt.isoformat() == "2026-12-07"
    assert (order["PRIORITY"], str(order["STATUS"])) == (1, "NEEDS-ACTION")
    assert order["RRULE"].to_ical() == b"FREQ=WEEKLY;BYDAY=MO"
    assert "Draw it" not in todos
    assert len({str(todo["UID"]) for todo in todos.values()}) == len(todos)


@pytest.mark.parametrize("words", ["every 2 weeks on Monday, Friday", "every month on the last", "every weekday"])
def test_a_recurrence_goes_out_as_the_days_it_means(vault: Workspace, words: str) -> None:
    vault.write_note("Again.md", f"- [ ] Again 🔁 {words} 📅 2026-12-07\n", None)
    calendar = Calendar.from_ical(calendar_of(tasks_of(vault, "path:Again.md"), "Mine"))
    rule = calendar.walk("VTODO")[0]["RRULE"].to_ical().decode()
    from datetime import datetime

    from dateutil.rrule import rrule

    start = datetime(2026, 12, 7)
    assert list(rrulestr(rule, dtstart=start)[:9]) == list(rrule(dtstart=start, **parse_rule(words))[:9])


def test_a_calendar_is_what_the_standard_wants(vault: Workspace) -> None:
    long = "Ünïcode, with; marks \\ and " + "words " * 30
    lines = [
        "Twice", "Twice", long, "Late [time:: 17:00] 🔁 every day until December 31, 2026 📅 2026-12-07",
        "Week 🔁 every week on Monday 🛫 2026-12-02 📅 2026-12-07", "Own 🆔 own1", "Done ✅ 2026-12-01",
    ]  # fmt: skip
    vault.write_note("All.md", "".join(f"- [ ] {line}\n" for line in lines), None)
    text = calendar_of(tasks_of(vault, "path:All.md"), "Mine")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    calendar = Calendar.from_ical(text)
    todos = {str(todo["SUMMARY"]): todo for todo in calendar.walk("VTODO")}
    assert todos[long.strip()]
    assert all({"UID", "DTSTAMP"} <= set(todo) for todo in todos.values())
    assert len({str(todo["UID"]) for todo in calendar.walk("VTODO")}) == len(lines)
    late, week = todos["Late"], todos["Week"]
    assert (late["DUE"].dt.isoformat(), late["DTSTART"].dt.isoformat()) == ("2026-12-07T17:00:00",) * 2
    assert late["RRULE"].to_ical() == b"FREQ=DAILY;UNTIL=20261231T235959"
    assert (week["DTSTART"].dt.isoformat(), week["DUE"].dt.isoformat()) == ("2026-12-07",) * 2
    own = str(todos["Own"]["UID"])
    vault.move("All.md", "Elsewhere/Moved.md")
    moved = Calendar.from_ical(calendar_of(tasks_of(vault, "path:Moved.md"), "Mine"))
    assert own in {str(todo["UID"]) for todo in moved.walk("VTODO")}


def test_calendars_that_show_no_to_dos_get_events(vault: Workspace) -> None:
    lines = "- [ ] Whole day 📅 2026-12-07\n- [ ] Call [time:: 17:00] [estimate:: 2h] 📅 2026-12-08\n- [ ] No day\n"
    vault.write_note("All.md", lines, None)
    calendar = Calendar.from_ical(calendar_of(tasks_of(vault, "path:All.md"), "Mine", events=True))
    events = {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}
    assert set(events) == {"Whole day", "Call"}
    assert events["Whole day"]["DTSTART"].dt.isoformat() == "2026-12-07"
    assert (events["Call"]["DTSTART"].dt.isoformat(), events["Call"]["DURATION"].to_ical()) == (
        "2026-12-08T17:00:00", b"PT2H",
    )  # fmt: skip


def test_the_feed_opens_to_its_own_secret_alone(tmp_path: Path) -> None:
    file = FeedFile(tmp_path)
    assert file.get() is None
    assert file.opened_by("") is None
    first = file.begin("is:open")
    assert file.opened_by(first.secret) == first
    assert file.opened_by(first.secret[:-1]) is None
    second = file.begin("is:open")
    assert file.opened_by(first.secret) is None
    assert file.opened_by(second.secret) == second
    file.end()
    assert file.opened_by(second.secret) is None
