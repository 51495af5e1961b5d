"""The sample workspace is whole, dated from the day it is made, and never overwrites anything."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from claudeprojects.core.errors import NoteExists
from claudeprojects.core.sample import create_sample, default_place
from claudeprojects.core.sample.create import EXAMPLES

TODAY = date(2031, 5, 6)
MISSING_ON_PURPOSE = {"Retail partners", "Batery life", "Photo shoot plan"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sample") / "My workspace"
    create_sample(place, TODAY)
    return place


def notes(sample: Path) -> dict[str, str]:
    found = sorted(path for path in sample.rglob("*.md") if path.name != "Address list 2009.md")
    return {str(path.relative_to(sample)): path.read_text(encoding="utf-8") for path in found}


def test_it_holds_enough_to_explore(sample: Path) -> None:
    files = [path for path in sample.rglob("*") if path.is_file()]
    own = [path for path in files if not path.is_relative_to(sample / EXAMPLES)]
    assert 40 <= len(own) <= 70
    assert {".md", ".canvas", ".base", ".pdf", ".png", ".svg"} <= {path.suffix for path in files}


def test_every_date_is_counted_from_the_day_of_creation(sample: Path) -> None:
    assert (sample / "Daily" / f"{TODAY}.md").is_file()
    assert str(TODAY + timedelta(days=28)) in notes(sample)["Projects/Tide Clock launch.md"]
    assert not any("@{" in text for text in notes(sample).values())
    assert not any("@{" in path.name for path in sample.rglob("*"))


def test_links_lead_somewhere_except_the_three_that_teach(sample: Path) -> None:
    names = {path.name for path in sample.rglob("*")} | {path.stem for path in sample.rglob("*.md")}
    inside = [path.relative_to(sample / EXAMPLES).with_suffix("") for path in (sample / EXAMPLES).rglob("*.md")]
    names |= {path.as_posix() for path in inside}
    aliases = {"Boss"}
    targets = set()
    for text in notes(sample).values():
        plain = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)
        targets |= {re.split(r"[\\|#]", target)[0] for target in re.findall(r"\[\[([^\]]+)\]\]", plain)}
    assert targets - names - aliases == MISSING_ON_PURPOSE


def test_every_methodology_is_at_work_in_an_example(sample: Path) -> None:
    projects = [path / f"{path.name}.md" for path in sorted((sample / EXAMPLES).iterdir())]
    texts = [path.read_text(encoding="utf-8") for path in projects]
    named = sorted(match[1] for text in texts if (match := re.search(r"^methodology: (\S+)$", text, re.MULTILINE)))
    assert named == [
        "architecture-centric",
        "design-sprint",
        "double-diamond",
        "kanban",
        "meddic",
        "scrum",
        "strategy-consulting",
    ]
    assert all(6 <= len(list(path.parent.rglob("*.md"))) <= 15 for path in projects)


def test_it_speaks_many_scripts(sample: Path) -> None:
    letters = {unicodedata.name(char, "").split(" ")[0] for text in notes(sample).values() for char in text}
    assert {"LATIN", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "ARABIC"} <= letters


def test_the_pdf_has_text_on_every_page(sample: Path) -> None:
    with pypdfium2.PdfDocument(sample / "Attachments" / "Tide tables.pdf") as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) == 3
    assert "spring tide" in texts[0]
    assert str(TODAY) in texts[2]


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    with pytest.raises(NoteExists):
        create_sample(tmp_path, TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.md"]


def test_its_default_place_is_in_the_users_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_place().parent == tmp_path
    (tmp_path / "Documents").mkdir()
    assert default_place().parent == tmp_path / "Documents"
