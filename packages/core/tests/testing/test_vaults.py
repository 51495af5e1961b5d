"""Generated vaults are the same for the same seed and look like real ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from claudeprojects.core.testing.vaults import generate_vault, link_to, note_path, title_of


def contents(path: Path) -> dict[str, bytes]:
    return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def test_the_same_seed_gives_the_same_bytes_however_many_workers_write(tmp_path: Path) -> None:
    generate_vault(tmp_path / "one", 120, seed=7, workers=1)
    generate_vault(tmp_path / "two", 120, seed=7, workers=2)
    generate_vault(tmp_path / "other", 120, seed=8, workers=1)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


def test_it_reports_what_it_wrote(tmp_path: Path) -> None:
    made = generate_vault(tmp_path / "vault", 600, mean_bytes=1500)
    files = contents(made.path)
    notes = {name: data for name, data in files.items() if name.endswith(".md")}
    assert (made.notes, made.attachments) == (600, len(files) - 600) == (len(notes), made.attachments)
    assert made.bytes == sum(map(len, notes.values()))
    assert 0.85 < made.bytes / 600 / 1500 < 1.15


def test_paths_are_unique_and_names_are_what_links_say() -> None:
    paths = [note_path(number) for number in range(20_000)]
    assert len({path.casefold() for path in paths}) == len(paths)
    assert all(path.endswith(f"/{link_to(number)}.md") for number, path in enumerate(paths))


def test_a_few_notes_are_linked_from_everywhere(tmp_path: Path) -> None:
    generate_vault(tmp_path / "vault", 500)
    text = "".join(data.decode() for name, data in contents(tmp_path / "vault").items() if name.endswith(".md"))
    links = Counter(number for number in range(500) for _ in range(text.count(f"[[{title_of(number)}")))
    assert links[0] > 20 * max(1, links.total() // 500)


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    with pytest.raises(FileExistsError):
        generate_vault(tmp_path, 3)
