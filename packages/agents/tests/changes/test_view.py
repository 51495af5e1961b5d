"""The view: what a run changes it reads back, and nothing of it is on disk."""

from __future__ import annotations

import pytest
from claudeprojects.core.errors import NoteConflict, NoteExists, NoteNotFound, PatchFailed, PathRefused
from claudeprojects.core.vault.textfile import content_hash


def test_a_run_reads_what_it_wrote_and_the_disk_is_untouched(folder, changes):
    folder.put("a.md", "one\n")
    before = folder.tree()
    view = changes.view("r")
    view.write("k1", "a.md", "two\n")
    view.write("k2", "New/b.md", "new\n")
    assert view.read("a.md").text == "two\n"
    assert view.list("") == ["New/", "a.md"]
    assert view.list("New") == ["New/b.md"]
    assert view.exists("New")
    assert folder.tree() == before


def test_another_run_sees_the_disk(folder, changes):
    folder.put("a.md", "one\n")
    changes.view("r").write("k1", "a.md", "two\n")
    assert changes.view("other").read("a.md").text == "one\n"


def test_a_call_that_is_repeated_stages_nothing_twice(folder, changes):
    folder.put("a.md", "one\n")
    view = changes.view("r")
    first = view.patch("r/1/1", "a.md", "one", "one one")
    again = view.patch("r/1/1", "a.md", "one", "one one")
    assert again.again
    assert (again.kind, again.diff) == (first.kind, first.diff)
    assert view.read("a.md").text == "one one\n"


def test_moves_and_deletes_are_seen_at_once(folder, changes):
    folder.put("Old/a.md", "a\n")
    folder.put("Old/b.png", b"\x89\xff")
    folder.put("c.md", "c\n")
    view = changes.view("r")
    view.move("k1", "Old", "New")
    view.trash("k2", "c.md")
    assert view.files() == ["New/a.md", "New/b.png"]
    assert view.read("New/b.png").data == b"\x89\xff"
    for path in ("Old/a.md", "c.md"):
        assert not view.exists(path)
        with pytest.raises(NoteNotFound):
            view.read(path)


def test_what_is_made_moved_and_deleted_again_is_no_change(folder, changes):
    folder.put("a.md", "a\n")
    view = changes.view("r")
    view.write("k1", "b.md", "b\n")
    view.move("k2", "b.md", "c.md")
    view.trash("k3", "c.md")
    view.move("k4", "a.md", "d.md")
    view.move("k5", "d.md", "a.md")
    assert changes.changeset("r").files == ()


def test_what_is_deleted_and_made_again_is_an_edit(folder, changes):
    folder.put("a.md", "a\n")
    view = changes.view("r")
    view.trash("k1", "a.md")
    view.write("k2", "a.md", "b\n")
    assert [(file.path, file.old_path, file.kind) for file in changes.changeset("r").files] == [
        ("a.md", "a.md", "edit")
    ]


def test_a_write_from_an_old_reading_keeps_what_the_user_changed_since(folder, changes):
    folder.put("a.md", "one\ntwo\nthree\n")
    view = changes.view("r")
    view.read("a.md")
    folder.put("a.md", "one\ntwo\nTHREE of the user\n")
    view.write("k1", "a.md", "ONE of the agent\ntwo\nthree\n")
    assert view.read("a.md").text == "ONE of the agent\ntwo\nTHREE of the user\n"


def test_a_write_from_an_old_reading_of_the_same_words_fails_loudly(folder, changes):
    folder.put("a.md", "one\n")
    view = changes.view("r")
    view.read("a.md")
    folder.put("a.md", "user\n")
    with pytest.raises(NoteConflict):
        view.write("k1", "a.md", "agent\n")
    with pytest.raises(NoteConflict):
        view.write("k2", "a.md", "agent\n", content_hash(b"one\n"))
    view.read("a.md")
    view.write("k3", "a.md", "user and agent\n")
    assert view.read("a.md").text == "user and agent\n"


def test_a_patch_that_does_not_fit_exactly_once_fails_loudly(folder, changes):
    folder.put("a.md", "x x\n")
    for old in ("x", "y"):
        with pytest.raises(PatchFailed):
            changes.view("r").patch("k", "a.md", old, "z")


def test_a_byte_order_mark_stays(folder, changes):
    folder.put("a.md", b"\xef\xbb\xbfone\r\ntwo\r\n")
    view = changes.view("r")
    view.patch("k", "a.md", "one\ntwo", "1\n2")
    assert view.read("a.md").data == b"\xef\xbb\xbf1\r\n2\r\n"


@pytest.mark.parametrize(
    "path",
    [".claudeprojects/privacy.toml", ".claude/agents/x.md", ".git/hooks/pre-commit", "../out.md", "/etc/passwd",
     ".obsidian/plugins/x/main.js", "a/../../b.md", ".mcp.json", "notes/.hidden.md"],
)  # fmt: skip
def test_nothing_that_programs_go_by_and_nothing_outside_can_be_written(path, folder, changes):
    folder.put("a.md", "a\n")
    view = changes.view("r")
    with pytest.raises(PathRefused):
        view.write("k1", path, "x")
    with pytest.raises(PathRefused):
        view.move("k2", "a.md", path)
    with pytest.raises(PathRefused):
        view.put("k3", path, b"x")
    with pytest.raises((PathRefused, NoteNotFound)):
        view.trash("k4", path)


def test_a_move_onto_something_is_refused_as_a_whole(folder, changes):
    folder.put("A/1.md")
    folder.put("A/2.md")
    folder.put("B/2.md")
    view = changes.view("r")
    with pytest.raises(NoteExists):
        view.move("k1", "A", "B")
    assert view.files() == ["A/1.md", "A/2.md", "B/2.md"]


def test_changes_of_sub_runs_belong_to_the_root_of_their_tree(folder, agent_store, workspace, rules):
    from claudeprojects.agents.changes.store import ChangeStore

    store = ChangeStore(agent_store, workspace, rules, root_of=lambda run_id: run_id.split("-")[0])
    store.view("r-1").write("k1", "a.md", "a\n")
    assert store.view("r-2").read("a.md").text == "a\n"
    assert [file.path for file in store.changeset("r").files] == ["a.md"]


def test_a_run_settles_its_own_changes_and_no_others_of_its_tree(folder, agent_store, workspace, rules):
    from claudeprojects.agents.changes.store import ChangeStore

    store = ChangeStore(agent_store, workspace, rules, root_of=lambda run_id: run_id.split("-")[0])
    store.view("r-1").write("k1", "AGENTS.md", "obey\n")
    store.view("r").write("k2", "a.md", "a\n")
    store.settle("r")
    assert folder.tree() == {"a.md": b"a\n"}
