from __future__ import annotations

import pytest
from claudeprojects.core.errors import NoteConflict, NoteExists, PathRefused
from claudeprojects.core.vault.textfile import content_hash


def test_bytes_of_any_kind_are_put_over_the_content_they_were_made_from(folder, vault):
    folder.put("picture.png", b"\x89PNG\xff")
    vault.put("picture.png", b"\x89PNG\xfe", content_hash(b"\x89PNG\xff"))
    assert (folder.path / "picture.png").read_bytes() == b"\x89PNG\xfe"


def test_a_file_that_is_made_and_taken_away_leaves_no_folder_behind(folder, vault):
    vault.put("new/deep/a.bin", b"\0", None)
    vault.put("new/deep/a.bin", None, content_hash(b"\0"), empties=["new/deep", "new"])
    assert folder.tree() == {}


def test_folders_that_something_else_is_in_stay(folder, vault):
    vault.put("new/a.bin", b"\0", None)
    folder.put("new/mine.md", "mine")
    vault.put("new/a.bin", None, content_hash(b"\0"), empties=["new"])
    assert sorted(folder.tree()) == ["new", "new/mine.md"]


def test_what_changed_meanwhile_is_neither_replaced_nor_taken_away(folder, vault):
    folder.put("a.bin", b"theirs")
    for data in (b"mine", None):
        with pytest.raises(NoteConflict):
            vault.put("a.bin", data, content_hash(b"old"))
    with pytest.raises(NoteExists):
        vault.put("a.bin", b"mine", None)
    assert folder.text("a.bin") == "theirs"


def test_what_begins_with_a_dot_is_refused(vault):
    with pytest.raises(PathRefused):
        vault.put(".claudeprojects/privacy.toml", b"", None)


def test_a_put_can_be_undone_and_says_what_it_rewrote(folder, vault):
    folder.put("a.bin", b"old")
    operation = vault.put("a.bin", b"new", content_hash(b"old"))
    assert [(step.path, step.before) for step in vault.rewritten(operation.id)] == [("a.bin", b"old")]
    vault.undo(operation.id)
    assert folder.text("a.bin") == "old"


def test_a_move_back_takes_the_folders_along_that_were_made_for_it(folder, vault):
    folder.put("a.md", "a")
    vault.move("a.md", "new/deep/b.md")
    vault.move("new/deep/b.md", "a.md", empties=["new/deep", "new"])
    assert folder.tree() == {"a.md": b"a"}
