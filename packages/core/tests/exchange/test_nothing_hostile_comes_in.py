"""Files made to do harm, damaged ones and names no system allows: refused or mended, and said so."""

from __future__ import annotations

import random
import stat
import tracemalloc
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from claudeprojects.core.errors import Cancelled, ImportFailed, PathRefused, UndoRefused
from claudeprojects.core.exchange import sources
from claudeprojects.core.exchange.names import Names, safe_name
from claudeprojects.core.vault.paths import check_new_path
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claudeprojects.core.exchange.imports import Imports
    from claudeprojects.core.workspace import Workspace

    Files = Callable[[], list[str]]
    MakeZip = Callable[[Mapping[str, str | bytes]], Path]

PAGE = f"Page {'a' * 32}.md"


@pytest.mark.parametrize("name", ["../evil.md", "a/../../evil.md", "/etc/evil.md", "C:\\evil.md", "..\\evil.md"])
def test_an_archive_that_names_places_outside_is_refused(imports: Imports, make_zip: MakeZip, name: str) -> None:
    with pytest.raises(ImportFailed, match="outside of the archive") as caught:
        imports.read(make_zip({PAGE: "# Page\n", name: "x"}))
    assert "Export.zip/" in caught.value.file


def test_a_zip_bomb_is_refused_before_it_is_unpacked(
    imports: Imports, make_zip: MakeZip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "ALWAYS_FINE", 100_000)
    with pytest.raises(ImportFailed, match="zip bomb"):
        imports.read(make_zip({PAGE: "# Page\n", "zeros.bin": bytes(3_000_000)}))


def test_links_in_an_archive_are_passed_over(imports: Imports, tmp_path: Path, files: Files) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(PAGE, "# Page\n")
        link = zipfile.ZipInfo("secret.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    draft = imports.read(tmp_path / "x.zip")
    imports.apply(draft)
    assert files() == ["Notion/Page.md"]
    assert [loss.item for loss in draft.report.losses] == ["secret.txt"]


def test_a_damaged_archive_is_named(imports: Imports, make_zip: MakeZip) -> None:
    path = make_zip({PAGE: "# Page\n" + "text " * 5000})
    data = bytearray(path.read_bytes())
    data[60:90] = bytes(30)
    path.write_bytes(data)
    with pytest.raises(ImportFailed, match="damaged"):
        imports.read(path)


BILLION = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    "<en-export><note><title>&b;</title></note></en-export>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><en-export>&a;</en-export>'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bomb.enex", BILLION, "declares entities"),
        ("outside.enex", OUTSIDE, "declares entities"),
        ("deep.enex", "<en-export>" + "<note>" * 5000, "damaged"),
        ("cut.enex", "<en-export><note><title>x", "damaged"),
        ("board.json", '{"lists": [', "no JSON"),
        ("deep.json", "[" * 100_000, "no JSON"),
        ("x.ics", "BEGIN:VCALENDAR\nnonsense", "no calendar"),
        ("empty.csv", "", "empty"),
        ("x.bin", "whatever", "no format we know"),
        ("x.zip", "PK\x03\x04 no zip", "no zip file"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(
    imports: Imports, tmp_path: Path, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ImportFailed, match=said) as caught:
        imports.read(tmp_path / name)
    assert caught.value.hint


def test_odd_encodings_are_read(imports: Imports, tmp_path: Path, workspace: Workspace) -> None:
    for number, data in enumerate([b"Task\ncaf\xe9\n", "Task\nkäse\n".encode("utf-16"), b"\xef\xbb\xbfTask\na\0b\n"]):
        (tmp_path / f"t{number}.csv").write_bytes(data)
        imports.apply(imports.read(tmp_path / f"t{number}.csv", folder=""))
    assert "café" in workspace.vault.read("t0.md").text  # type: ignore[operator]
    assert "käse" in workspace.vault.read("t1.md").text  # type: ignore[operator]
    assert "ab" in workspace.vault.read("t2.md").text  # type: ignore[operator]


@pytest.mark.parametrize("folder", ["../out", "/abs/../x", ".claudeprojects", ".obsidian/plugins"])
def test_the_folder_stays_inside_the_vault(
    imports: Imports, make_zip: MakeZip, files: Files, folder: str, workspace: Workspace
) -> None:
    try:
        imports.apply(imports.read(make_zip({PAGE: "# Page\n"}), folder=folder))
    except PathRefused:
        assert files() == []
    else:
        assert all(not name.startswith((".", "/")) for name in files())


@given(st.text(min_size=0, max_size=300), st.sampled_from([".md", ".png", ""]))
def test_every_title_becomes_a_name_that_every_system_allows(title: str, extension: str) -> None:
    name = safe_name(title, extension)
    assert check_new_path(name) == name
    assert not set("[]#^|") & set(name)


@given(st.lists(st.text(max_size=20), max_size=30))
def test_no_two_titles_become_one_name(titles: list[str]) -> None:
    names = Names([])
    claimed = [names.claim(f"Folder/{safe_name(title)}.md").casefold() for title in titles]
    assert len(set(claimed)) == len(claimed)


def test_cancelling_while_writing_takes_everything_back(imports: Imports, make_zip: MakeZip, files: Files) -> None:
    draft = imports.read(make_zip({f"Page {n:032x}.md": f"# Page {n}\n" for n in range(20)}))

    def stop(stage: str, done: int, total: int) -> None:
        if done == 10:
            raise Cancelled("The import")

    with pytest.raises(Cancelled):
        imports.apply(draft, stop)
    assert files() == []
    imports.apply(draft)
    assert len(files()) == 20


def test_an_import_is_undone_as_a_whole(
    imports: Imports, make_zip: MakeZip, workspace: Workspace, files: Files
) -> None:
    pages = {f"Top {'f' * 32}/Page {n:032x}.md": f"# Page {n}\n" for n in range(50)}
    operation = imports.apply(imports.read(make_zip(pages)))
    assert operation.kind == "import"
    assert len(workspace.list_folder("Notion/Top")) == 50
    undone = workspace.undo(operation.id)
    assert files() == []
    workspace.undo(undone.id)
    assert len(files()) == 50


def test_undoing_an_import_of_large_files_holds_none_of_them(
    imports: Imports, make_zip: MakeZip, workspace: Workspace
) -> None:
    sizes = {"Top/a.bin": 3_000_000, "Top/Deep/b.bin": 4_000_000, "Top/Deep/c.bin": 10}
    export: dict[str, str | bytes] = {PAGE: "# Page\n"}
    export |= {name: random.Random(size).randbytes(size) for name, size in sizes.items()}
    operation = imports.apply(imports.read(make_zip(export)))
    assert operation is not None
    tracemalloc.start()
    undone = workspace.undo(operation.id)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    root = workspace.vault.root
    assert not (root / "Notion").exists()
    assert peak < 2_000_000
    (entry,) = workspace.vault.trash_entries()
    assert (entry.path, entry.files, entry.size) == ("Notion/Top", 2, 7_000_000)
    workspace.undo(undone.id)
    for name, size in sizes.items():
        assert (root / "Notion" / name).read_bytes() == random.Random(size).randbytes(size)
    assert workspace.vault.trash_entries() == []


def test_a_large_file_that_was_changed_since_is_not_taken_away(
    imports: Imports, make_zip: MakeZip, workspace: Workspace
) -> None:
    operation = imports.apply(imports.read(make_zip({PAGE: "# Page\n", "a.bin": bytes(100_000)})))
    assert operation is not None
    (workspace.vault.root / "Notion/a.bin").write_bytes(b"x" * 100_000)
    with pytest.raises(UndoRefused, match=r"a\.bin"):
        workspace.undo(operation.id)
    assert (workspace.vault.root / "Notion/Page.md").exists()


def test_folders_deeper_than_any_system_takes_are_left_out(imports: Imports, make_zip: MakeZip, files: Files) -> None:
    folders = [f"Level {level} {'x' * 90} {level:032x}" for level in range(60)]
    pages: dict[str, str | bytes] = {"/".join(folders[: n + 1]) + ".md": f"# {n}\n" for n in range(60)}
    imports.apply(imports.read(make_zip(pages)))
    assert len(files()) == 60
    assert max(len(path) for path in files()) <= 1000


def test_a_part_of_an_export_that_is_damaged_is_told_of(imports: Imports, make_zip: MakeZip, files: Files) -> None:
    draft = imports.read(make_zip({PAGE: "# Page\n", "Export-Part-2.zip": b"PK cut off"}))
    imports.apply(draft)
    assert files() == ["Notion/Page.md"]
    assert [(loss.item, loss.what) for loss in draft.report.losses] == [("Export-Part-2.zip", "all of it")]


@pytest.mark.parametrize(("entries", "said"), [({}, "nothing in it"), ({"a/": b""}, "nothing in it")])
def test_an_archive_without_files_says_so(
    imports: Imports, make_zip: MakeZip, entries: dict[str, str | bytes], said: str
) -> None:
    with pytest.raises(ImportFailed, match=said):
        imports.read(make_zip(entries))
