"""Changes made together: searchable at once at the end, and a move among them still knows every link."""

from __future__ import annotations

from pathlib import Path

import pytest
from claudeprojects.core.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path):
    root = tmp_path / "vault"
    root.mkdir()
    (root / "Old.md").write_text("old")
    with Workspace.open(root, data_dir=tmp_path / "data") as opened:
        opened.sync(embed=False)
        yield opened


def found(workspace: Workspace, words: str) -> list[str]:
    return [hit.path for hit in workspace.searcher.search(words, mode="keyword").hits]


def test_what_is_changed_together_is_found_when_the_block_is_left_even_by_an_error(workspace: Workspace) -> None:
    with pytest.raises(RuntimeError), workspace.together():
        for number in range(3):
            workspace.put(f"Note {number}.md", b"lighthouse", None)
        with workspace.together():
            workspace.put("Inner.md", b"lighthouse", None)
        assert found(workspace, "lighthouse") == []
        raise RuntimeError
    assert sorted(found(workspace, "lighthouse")) == ["Inner.md", "Note 0.md", "Note 1.md", "Note 2.md"]


def test_a_move_finds_the_links_written_just_before_it(workspace: Workspace) -> None:
    with workspace.together():
        workspace.put("Link.md", b"see [[Old]]", None)
        workspace.move("Old.md", "New.md")
        workspace.move("Link.md", "Linking.md")
        workspace.move("New.md", "Newer.md")
    assert workspace.vault.read("Linking.md").text == "see [[Newer]]"
