"""Deciding: accepting and rejecting by file and by hunk, merging with what the user did meanwhile."""

from __future__ import annotations

import pytest
from claudeprojects.agents.errors import ChangeNotFound

LINES = "".join(f"line {number}\n" for number in range(1, 11))


def states(changes, run="r"):
    return [(file.path, file.kind, file.state) for file in changes.changeset(run).files]


def test_accepting_puts_everything_on_disk(folder, changes):
    folder.put("a.md", "one\n")
    folder.put("b.md", "b\n")
    folder.put("c.md", "see [[b]]\n")
    folder.put("d.md", "d\n")
    view = changes.view("r")
    view.write("k1", "a.md", "two\n")
    view.move("k2", "b.md", "Sub/b2.md")
    view.trash("k3", "d.md")
    view.write("k4", "New/e.md", "e\n")
    changes.accept("r")
    assert folder.tree() == {
        "a.md": b"two\n", "c.md": b"see [[b2]]\n", "Sub": None, "Sub/b2.md": b"b\n", "New": None, "New/e.md": b"e\n"
    }  # fmt: skip
    assert {state for _, _, state in states(changes)} == {"accepted"}


def test_one_file_can_be_accepted_and_the_rest_rejected(folder, changes):
    view = changes.view("r")
    view.write("k1", "a.md", "a\n")
    view.write("k2", "b.md", "b\n")
    changes.accept("r", paths=["a.md"])
    changes.reject("r")
    assert folder.tree() == {"a.md": b"a\n"}
    assert states(changes) == [("a.md", "create", "accepted"), ("b.md", "create", "rejected")]
    assert not view.exists("b.md")


def test_hunks_are_decided_one_by_one(folder, changes):
    folder.put("a.md", LINES)
    view = changes.view("r")
    view.write(
        "k1", "a.md", LINES.replace("line 2\n", "LINE 2\n").replace("line 5\n", "").replace("line 9\n", "nine\n")
    )
    first, second, third = changes.changeset("r").files[0].hunks
    assert (first.old_start, first.old, first.new) == (2, "line 2\n", "LINE 2\n")
    changes.accept("r", hunks=[first.id])
    changes.reject("r", hunks=[second.id])
    assert folder.text("a.md") == LINES.replace("line 2\n", "LINE 2\n")
    assert [(file.state, [hunk.id for hunk in file.hunks]) for file in changes.changeset("r").open] == [
        ("proposed", [third.id])
    ]
    changes.accept("r")
    assert folder.text("a.md") == LINES.replace("line 2\n", "LINE 2\n").replace("line 9\n", "nine\n")
    assert sorted(file.state for file in changes.changeset("r").files) == ["accepted", "accepted", "rejected"]


def test_a_hunk_that_is_not_there_any_more_decides_nothing(folder, changes):
    folder.put("a.md", LINES)
    view = changes.view("r")
    view.write("k1", "a.md", LINES.replace("line 2", "LINE 2"))
    (hunk,) = changes.changeset("r").files[0].hunks
    view.write("k2", "a.md", LINES.replace("line 2", "quite another"))
    for decide in (changes.accept, changes.reject):
        with pytest.raises(ChangeNotFound):
            decide("r", hunks=[hunk.id])
        with pytest.raises(ChangeNotFound):
            decide("r", paths=["b.md"])
    assert folder.text("a.md") == LINES


def test_what_the_user_changed_since_is_merged_in(folder, changes):
    folder.put("a.md", "Meeting on Monday with Ann.\n\n- one\n")
    view = changes.view("r")
    view.write("k1", "a.md", "Meeting on Tuesday with Ann.\n\n- one\n- agent\n")
    folder.put("a.md", "Meeting on Monday with Bob.\n\n- one\n- user\n")
    changes.accept("r")
    assert folder.text("a.md") == "Meeting on Tuesday with Bob.\n\n- one\n- user\n- agent\n"


def test_the_same_words_changed_twice_are_a_conflict_and_nothing_is_written(folder, changes):
    folder.put("a.md", "Monday\n")
    folder.put("b.md", "b\n")
    view = changes.view("r")
    view.write("k1", "a.md", "Tuesday\n")
    view.write("k2", "b.md", "B\n")
    folder.put("a.md", "Friday\n")
    changes.accept("r")
    assert folder.text("a.md") == "Friday\n"
    assert folder.text("b.md") == "B\n"
    (conflict,) = changes.changeset("r").open
    assert (conflict.state, conflict.hunks[0].old, conflict.hunks[0].new) == ("conflict", "Friday\n", "Tuesday\n")
    assert "changed" in conflict.why
    changes.accept("r", paths=["a.md"])
    assert folder.text("a.md") == "Tuesday\n"
    changes.undo("r", paths=["a.md"])
    assert folder.text("a.md") == "Friday\n"


def test_a_file_changed_since_is_not_deleted_unseen(folder, changes):
    folder.put("a.md", "old\n")
    changes.view("r").trash("k1", "a.md")
    folder.put("a.md", "new of the user\n")
    changes.accept("r")
    assert folder.text("a.md") == "new of the user\n"
    assert states(changes) == [("a.md", "delete", "conflict")]
    changes.accept("r")
    assert folder.tree() == {}


def test_a_file_made_meanwhile_is_not_overwritten(folder, changes):
    changes.view("r").write("k1", "a.md", "agent\n")
    folder.put("a.md", "user\n")
    changes.accept("r")
    assert folder.text("a.md") == "user\n"
    assert states(changes) == [("a.md", "edit", "conflict")]


def test_a_file_deleted_meanwhile_comes_back_only_when_asked_again(folder, changes):
    folder.put("a.md", "one\n")
    changes.view("r").write("k1", "a.md", "two\n")
    (folder.path / "a.md").unlink()
    changes.accept("r")
    assert folder.tree() == {}
    assert states(changes) == [("a.md", "create", "conflict")]
    changes.accept("r")
    assert folder.text("a.md") == "two\n"


def test_files_that_change_places_do(folder, changes):
    folder.put("a.md", "a\n")
    folder.put("b.md", "b\n")
    view = changes.view("r")
    view.move("k1", "a.md", "t.md")
    view.move("k2", "b.md", "a.md")
    view.move("k3", "t.md", "b.md")
    changes.accept("r")
    assert folder.tree() == {"a.md": b"b\n", "b.md": b"a\n"}
    changes.undo("r")
    assert folder.tree() == {"a.md": b"a\n", "b.md": b"b\n"}


def test_a_new_file_takes_the_place_of_one_that_moved(folder, changes):
    folder.put("a.md", "a\n")
    view = changes.view("r")
    view.move("k1", "a.md", "b.md")
    view.write("k2", "a.md", "new\n")
    changes.accept("r")
    assert folder.tree() == {"a.md": b"new\n", "b.md": b"a\n"}
    changes.undo("r")
    assert folder.tree() == {"a.md": b"a\n"}
