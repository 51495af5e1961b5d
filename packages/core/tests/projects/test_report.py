"""Reports: a note with tables and pictures that are well formed, written as one operation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import defusedxml.ElementTree as ElementTree
import pytest
from claudeprojects.core.projects.figures.figures import Figures
from claudeprojects.core.projects.history.store import HistoryStore
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.projects.report.charts import Series, area_chart, bar_chart, line_chart
from claudeprojects.core.projects.report.report import make_report, write_report
from claudeprojects.core.workspace import Workspace
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

TODAY = date(2026, 5, 7)
NOTES = {
    "Boat/Boat.md": "---\ntype: project\nstatus: active\nowner: Mara\n---\n- [ ] Old ⛔ rope 📅 2026-05-01 @mara\n",
    "Boat/Sprint 1.md": "---\ntype: sprint\nstart: 2026-05-04\nend: 2026-05-08\ncapacity: 4\n---\n"
    "- [x] Paint | the hull [estimate:: 3] ✅ 2026-05-05\n- [ ] Rope [estimate:: 2] 🆔 rope @lin 📅 2026-05-08\n",
    "Boat/Launch.md": "---\ntype: milestone\ndue: 2026-05-20\n---\n",
}


@pytest.fixture
def projects(tmp_path: Path) -> Iterator[Projects]:
    for path, text in NOTES.items():
        file = tmp_path / "vault" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    with Workspace.open(tmp_path / "vault", data_dir=tmp_path / "data") as workspace:
        workspace.start()
        workspace.sync(embed=False)
        yield Projects(workspace, lambda: TODAY)


@pytest.fixture
def figures(projects: Projects) -> Iterator[Figures]:
    history = HistoryStore(projects.workspace.data_dir)
    yield Figures(projects, history)
    history.close()


def test_a_report_tells_of_the_sprint_what_is_late_and_what_comes(projects: Projects, figures: Figures) -> None:
    report = make_report(projects, figures, "Boat")
    assert report.path == "Boat/Reports/Boat 2026-05-07.md"
    assert "| Items | 1 of 3 done (33%), 0 in progress |" in report.text
    assert "| lin | 2 | 0 |" in report.text
    assert "The sprint holds 4, which is 1 too little." in report.text
    for part in ("## Overdue\n\n- Old", "## Blocked\n\n- Old", "## Coming up\n\n- Rope @lin, due 2026-05-08"):
        assert part in report.text, report.text[-600:]
    assert "| 2026-05-20 | Launch | open |" in report.text
    assert len(report.pictures) == 3
    for path, svg in report.pictures.items():
        assert f"![[{path}]]" in report.text
        ElementTree.fromstring(svg)


def test_a_report_is_one_operation_that_can_be_undone(projects: Projects, figures: Figures) -> None:
    report = make_report(projects, figures, "Boat")
    operation = write_report(projects, report)
    root = projects.workspace.vault.root
    assert operation is not None
    assert (root / report.path).read_text() == report.text
    assert write_report(projects, make_report(projects, figures, "Boat")) is None
    projects.workspace.undo(operation.id)
    assert not (root / "Boat/Reports").exists()


def test_a_project_without_work_has_a_report_too(projects: Projects, figures: Figures) -> None:
    projects.workspace.write_note("Empty.md", "---\ntype: project\n---\n", None)
    report = make_report(projects, figures, "Empty")
    assert report.path == "Reports/Empty 2026-05-07.md"
    assert report.pictures == {}
    assert "Nothing is overdue." in report.text


labels = st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6), max_size=40)


@given(labels, st.sampled_from([line_chart, area_chart, bar_chart]), st.data())
def test_any_chart_is_well_formed(
    names: list[str], chart: Callable[[str, Sequence[str], Sequence[Series]], str], data: st.DataObject
) -> None:
    values = st.lists(st.none() | st.floats(0, 1e9), min_size=len(names), max_size=len(names))
    series = [Series(f"<{number}>", data.draw(values), "warm") for number in range(3)]
    root = ElementTree.fromstring(chart('A "title" & more', names, series))
    assert root.attrib["role"] == "img"
