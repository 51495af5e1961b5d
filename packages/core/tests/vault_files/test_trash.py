from __future__ import annotations

import json

import pytest
from claudeprojects.core.errors import NoteExists, NoteNotFound, PathRefused, TrashEntryNotFound


def test_what_is_deleted_can_be_restored_byte_for_byte(folder, vault):
    folder.put("a/b/x.md", b"\xff not text")
    folder.put("a/y.md", "y")
    before = folder.tree()
    vault.trash("a")
    (entry,) = vault.trash_entries()
    assert (entry.path, entry.is_folder, entry.size, entry.files) == ("a", True, 11, 2)
    assert not (folder.path / "a").exists()
    assert {file.skip for file in vault.walk()} == {"ignored"}
    vault.restore(entry.id)
    assert vault.trash_entries() == []
    assert {path: data for path, data in folder.tree().items() if not path.startswith(".claude")} == before


def test_the_trash_says_where_a_file_was_and_lists_the_newest_first(folder, vault):
    for number in range(3):
        folder.put("notes/a.md", str(number))
        vault.trash("notes/a.md")
    assert [vault.read(f".claudeprojects/trash/{e.id}/content/a.md").text for e in vault.trash_entries()] == [
        "2",
        "1",
        "0",
    ]
    record = json.loads(folder.text(f".claudeprojects/trash/{vault.trash_entries()[0].id}/entry.json"))
    assert record["path"] == "notes/a.md"


def test_restoring_never_replaces_and_offers_a_free_name(folder, vault):
    folder.put("a.md", "old")
    vault.trash("a.md")
    folder.put("a.md", "new")
    folder.put("a 1.md", "other")
    (entry,) = vault.trash_entries()
    with pytest.raises(NoteExists) as there:
        vault.restore(entry.id)
    assert "'a 2.md'" in there.value.hint
    vault.restore(entry.id, "a 2.md")
    assert {path: folder.text(path) for path in ("a.md", "a 1.md", "a 2.md")} == {
        "a.md": "new",
        "a 1.md": "other",
        "a 2.md": "old",
    }


def test_restoring_brings_back_the_folder_a_note_was_in(folder, vault):
    folder.put("a/b/x.md", "x")
    vault.trash("a/b/x.md")
    (folder.path / "a/b").rmdir()
    (folder.path / "a").rmdir()
    vault.restore(vault.trash_entries()[0].id)
    assert folder.text("a/b/x.md") == "x"


def test_deleting_and_restoring_are_undone_like_any_operation(folder, vault):
    folder.put("a/x.md", "x")
    before = folder.tree()
    deleted = vault.trash("a/x.md")
    vault.undo(deleted.id)
    assert folder.tree() == before
    vault.trash("a")
    restored = vault.restore(vault.trash_entries()[0].id)
    vault.undo(restored.id)
    assert [entry.path for entry in vault.trash_entries()] == ["a"]
    assert not (folder.path / "a").exists()


def test_what_is_not_in_the_trash_is_not_found(folder, vault):
    folder.put(".claudeprojects/trash/20250101T000000000000Z-00000000/entry.json", "{}")
    folder.put(".claudeprojects/trash/strange", "?")
    assert vault.trash_entries() == []
    for entry_id in ("", "..", "../..", "strange", "20250101T000000000000Z-00000000", "a/b", "x\0"):
        with pytest.raises(TrashEntryNotFound):
            vault.restore(entry_id)
    with pytest.raises(NoteNotFound):
        vault.trash("missing.md")
    with pytest.raises(PathRefused):
        vault.trash(".claudeprojects")


def test_a_record_from_a_stranger_cannot_lead_out_of_the_vault(folder, vault):
    folder.put("a.md", "x")
    vault.trash("a.md")
    (entry,) = vault.trash_entries()
    folder.put(
        f".claudeprojects/trash/{entry.id}/entry.json",
        json.dumps({"path": "../evil.md", "deleted_at": "2025-01-01T00:00:00+00:00"}),
    )
    with pytest.raises(PathRefused):
        vault.restore(entry.id)
    assert not (folder.path.parent / "evil.md").exists()
