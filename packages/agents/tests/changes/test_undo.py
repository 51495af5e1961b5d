"""Undo: the state before, byte for byte, and on top of it what the user changed since."""

from __future__ import annotations

import random
import shutil

import pytest


def test_undo_is_the_state_before(folder, changes):
    folder.put("a.md", b"\xef\xbb\xbfone\r\n")
    folder.put("b.md", "b\n")
    folder.put("c.md", "see [[b]] and [b](b.md)\n")
    folder.put("d.png", b"\x89\xff\x00")
    folder.put("Sub/e.md", "e\n")
    before = folder.tree()
    view = changes.view("r")
    view.patch("k1", "a.md", "one", "two")
    view.move("k2", "b.md", "New/Deep/b2.md")
    view.trash("k3", "d.png")
    view.trash("k4", "Sub")
    view.write("k5", "Other/f.md", "f\n")
    view.write("k6", "Sub/e.md", "again\n")
    changes.accept("r")
    assert folder.tree() != before
    changes.undo("r")
    assert folder.tree() == before
    assert {file.state for file in changes.changeset("r").files} == {"undone"}


def test_undo_of_many_steps_is_the_state_before_the_first(folder, changes):
    folder.put("a.md", "0\n")
    view = changes.view("r")
    for number in range(1, 6):
        view.write(f"k{number}", "a.md", f"{number}\n")
        changes.accept("r")
    view.move("m", "a.md", "b.md")
    changes.accept("r")
    view.write("k9", "b.md", "9\n")
    changes.accept("r")
    changes.undo("r")
    assert folder.tree() == {"a.md": b"0\n"}


def test_undo_keeps_what_the_user_changed_since(folder, changes):
    folder.put("a.md", "one\ntwo\nthree\n")
    view = changes.view("r")
    view.write("k1", "a.md", "ONE\ntwo\nthree\n")
    changes.accept("r")
    view.write("k2", "a.md", "ONE\ntwo\nthree\nfour\n")
    changes.accept("r")
    folder.put("a.md", "ONE\ntwo and a half\nthree\nfour\nfive of the user\n")
    changes.undo("r")
    assert folder.text("a.md") == "one\ntwo and a half\nthree\nfive of the user\n"


def test_what_cannot_be_told_apart_stays_and_says_so(folder, changes):
    folder.put("a.md", "Monday\n")
    folder.put("b.md", "b\n")
    view = changes.view("r")
    view.write("k1", "a.md", "Tuesday\n")
    view.write("k2", "b.md", "B\n")
    view.write("k3", "c.md", "c\n")
    changes.accept("r")
    folder.put("a.md", "Friday\n")
    folder.put("c.md", "c, and more of the user\n")
    changes.undo("r")
    assert folder.tree() == {"a.md": b"Friday\n", "b.md": b"b\n", "c.md": b"c, and more of the user\n"}
    by_path = {file.path: file for file in changes.changeset("r").files}
    assert (by_path["a.md"].state, by_path["b.md"].state, by_path["c.md"].state) == ("accepted", "undone", "accepted")
    assert by_path["a.md"].why == "the same words were changed since"
    folder.put("a.md", "Tuesday\n")
    changes.undo("r")
    assert folder.text("a.md") == "Monday\n"


def test_undo_rejects_what_is_still_proposed(folder, changes):
    view = changes.view("r")
    view.write("k1", "a.md", "a\n")
    changes.accept("r")
    view.write("k2", "b.md", "b\n")
    changes.undo("r")
    assert folder.tree() == {}
    assert [file.state for file in changes.changeset("r").files] == ["undone", "rejected"]


def test_links_the_user_made_to_the_new_name_follow_back(folder, workspace, changes):
    folder.put("a.md", "a\n")
    folder.put("b.md", "[[a]]\n")
    workspace.sync(embed=False)
    changes.view("r").move("k1", "a.md", "z.md")
    changes.accept("r")
    workspace.write_note("c.md", "new [[z]]\n", None)
    folder.put("b.md", "[[z]] changed\n")
    workspace.sync(embed=False)
    changes.undo("r")
    assert folder.tree() == {"a.md": b"a\n", "b.md": b"[[a]] changed\n", "c.md": b"new [[a]]\n"}


def test_a_deleted_file_comes_back_when_the_trash_was_emptied(folder, changes):
    folder.put("a.png", b"\x89\xff")
    changes.view("r").trash("k1", "a.png")
    changes.accept("r")
    shutil.rmtree(folder.path / ".claudeprojects" / "trash")
    changes.undo("r")
    assert folder.tree() == {"a.png": b"\x89\xff"}


def test_undo_twice_is_undo_once(folder, changes):
    folder.put("a.md", "one\n")
    changes.view("r").write("k1", "a.md", "two\n")
    changes.accept("r")
    changes.undo("r")
    folder.put("a.md", "three\n")
    changes.undo("r")
    assert folder.text("a.md") == "three\n"


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))


@pytest.mark.parametrize("data", [PNG, random.Random(5).randbytes(5_000_000)], ids=["a picture", "five megabytes"])
def test_files_that_are_no_text_are_taken_and_taken_back_whole(data, folder, workspace, changes):
    part = data[:5000]
    for name in ("Edited.png", "Moved.png", "Deleted.png", "Both.png"):
        folder.put(name, (data if name == "Edited.png" else part) + name.encode())
    before = folder.tree()
    view = changes.view("r")
    view.put("1", "Edited.png", data[::-1])
    view.move("2", "Moved.png", "Pictures/Moved.png")
    view.trash("3", "Deleted.png")
    view.put("4", "New.png", part)
    view.move("5", "Both.png", "Pictures/Both.png")
    view.put("6", "Pictures/Both.png", part[1:])
    assert folder.tree() == before
    shown = {file.path: file for file in changes.changeset("r").files}
    assert shown["Edited.png"].binary
    assert (shown["Edited.png"].hunks, shown["Edited.png"].new_size) == ((), len(data))
    changes.accept("r")
    accepted = folder.tree()
    assert accepted["Edited.png"] == data[::-1]
    assert accepted["Pictures/Moved.png"] == part + b"Moved.png"
    assert accepted["Pictures/Both.png"] == part[1:]
    assert accepted["New.png"] == part
    assert not {"Deleted.png", "Moved.png", "Both.png"} & accepted.keys()
    changes.undo("r")
    assert folder.tree() == before


def test_a_picture_that_someone_else_changed_since_is_left_to_them_and_said(folder, changes):
    folder.put("a.png", PNG)
    changes.view("r").put("1", "a.png", PNG[::-1])
    changes.accept("r")
    folder.put("a.png", PNG + b"theirs")
    (left,) = changes.undo("r").files
    assert (left.state, left.why) == ("accepted", "it is no text, and it was changed since")
    assert (folder.path / "a.png").read_bytes() == PNG + b"theirs"
