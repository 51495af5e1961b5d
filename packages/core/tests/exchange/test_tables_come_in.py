"""Tables of tasks: columns by name or as mapped, rows as they are, and our own table with the same fields."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.exports.tasks import csv_of, tasks_of
from claudeprojects.core.exchange.formats.tables import table_of
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.exchange.imports import Imports
    from claudeprojects.core.workspace import Workspace

    Text = Callable[[str], str]

PROJECT = """---
type: project
---
- [ ] Order parts @Mara #a/b 🔺 🔁 every week on Monday 🆔 p1 ➕ 2026-11-01 🛫 2026-11-02 ⏳ 2026-11-03 📅 2026-12-07
\t- [x] Draw "it", with; marks [estimate:: 2h] [time:: 09:30] ⛔ p1 📅 2026-11-05 ✅ 2026-11-01
- [-] Dropped [assignee:: [[Mara Okafor]]] ❌ 2026-11-09
- [/] Doing @bo @ann
- [ ] =1+1 📅 2026-12-01
- [ ] -minus **bold** [[Elsewhere|x]]
- [ ] 'quoted
- [ ] @Bo starts [estimate:: 90 min]
- [ ] plain [due:: 2026-12-24] [priority:: high] [repeat:: every month when done]
"""
NOT_KEPT = {"path", "line"}


def rows_of(workspace: Workspace, query: str) -> list[dict[str, str]]:
    import csv
    import io

    found = list(csv.DictReader(io.StringIO(csv_of(tasks_of(workspace, query)))))
    return sorted(
        ({name: value for name, value in row.items() if name not in NOT_KEPT} for row in found),
        key=lambda row: row["task"],
    )


def test_tasks_that_went_out_as_a_table_come_in_with_the_same_fields(
    workspace: Workspace, imports: Imports, tmp_path: Path
) -> None:
    workspace.write_note("Clock/Clock.md", PROJECT, None)
    workspace.write_note("Loose.md", "- [ ] Nowhere\n", None)
    before = rows_of(workspace, "")
    assert len(before) == 10
    (tmp_path / "tasks.csv").write_text("\ufeff" + csv_of(tasks_of(workspace)), encoding="utf-8")
    draft = imports.read(tmp_path / "tasks.csv", folder="In")
    imports.apply(draft)
    assert rows_of(workspace, "path:In") == before
    assert draft.report.losses == ()


def test_columns_of_one_name_long_rows_and_nameless_columns_are_kept(
    imports: Imports, tmp_path: Path, text: Text
) -> None:
    table = "Summary,Labels,Labels,,Due date\nFix,a,b,nameless,20/Dec/26 12:00 AM,too long\n,,,alone\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    draft = imports.read(tmp_path / "t.csv", folder="")
    imports.apply(draft)
    assert text("t.md").endswith("- [ ] Fix #a #b 📅 2026-12-20\n\t- Column 4: nameless\n\t- Column 6: too long\n")
    assert ("row 3, 'alone'", "it has no task in it") in [(loss.what, loss.why) for loss in draft.report.losses]


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ('sep=;\nTask;Due\n"a; ""b""";13/12/2026\n', ['- [ ] a; "b" 📅 2026-12-13']),
        ("Task;Due\na;13/12/2026\nc;5/1/2027\n", ["- [ ] a 📅 2026-12-13", "- [ ] c 📅 2027-01-05"]),
        ("Task,Due\nc,5/1/2027\n", ["- [ ] c 📅 2027-05-01"]),
        ('Task,Due\n"open,2026-12-01\nnext,2026-12-02\n', ['- [ ] "open 📅 2026-12-01', "- [ ] next 📅 2026-12-02"]),
        ('"Date: today"\n"Version: 7"\nTitle,Due Date,Status\nx,2026-12-01,1\n', ["- [x] x 📅 2026-12-01"]),
        ("Task\rone\rtwo\r", ["- [ ] one", "- [ ] two"]),
        ("Name,Parent task,Blocked by\nA,,C\nB,A,\nC,,\n", ["- [ ] A", "\t- Depends on: C", "\t- [ ] B", "- [ ] C"]),
        ("Task ID,Name,Blocked by\n1,A,C\n2,C,\n", ["- [ ] A 🆔 1 ⛔ 2", "- [ ] C 🆔 2"]),
        ('Task,Notes\na,"one\ntwo"\n', ["- [ ] a", "\t- one", "\t- two"]),
    ],
)  # fmt: skip
def test_tables_are_read_as_programs_write_them(
    imports: Imports, tmp_path: Path, text: Text, table: str, lines: list[str]
) -> None:
    (tmp_path / "t.csv").write_bytes(table.encode())
    imports.apply(imports.read(tmp_path / "t.csv", folder=""))
    assert text("t.md").split("---\n", 2)[2].strip("\n").split("\n") == lines


def test_a_column_can_be_for_nothing_or_left_out(imports: Imports, tmp_path: Path, text: Text) -> None:
    (tmp_path / "t.csv").write_text("What,Title,Due,Noise\nPaint,Home,soon,x\n", encoding="utf-8")
    assert imports.table(tmp_path / "t.csv").columns == ("What", "Title", "Due", "Noise")  # type: ignore[union-attr]
    mapping = {"task": "What", "project": "Title", "due": ""}
    draft = imports.read(tmp_path / "t.csv", folder="", mapping=mapping, leave_out=["noise"])
    imports.apply(draft)
    assert text("Home.md").endswith("- [ ] Paint\n\t- Due: soon\n")
    assert draft.report.columns == {"What": "task", "Title": "project"}


def test_a_table_that_names_no_tasks_still_shows_its_columns(imports: Imports, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("A,B\n1,2\n", encoding="utf-8")
    with pytest.raises(ImportFailed):
        imports.read(tmp_path / "t.csv")
    table = imports.table(tmp_path / "t.csv")
    assert table is not None
    assert (table.columns, table.rows) == (("A", "B"), (("1", "2"),))


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_refused(text: str) -> None:
    try:
        table = table_of(text, "x.csv")
    except ImportFailed:
        return
    assert all(set(row.cells) <= set(table.columns) for row in table.rows)
