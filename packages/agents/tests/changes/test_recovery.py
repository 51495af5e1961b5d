"""A crash between a file and the record of its change: the next start looks, and undo is as exact as without it."""

from __future__ import annotations

import pytest
from claudeprojects.agents.changes.records import Records
from claudeprojects.agents.changes.store import ChangeStore


class Crash(BaseException):
    """The end of a process."""


def crash(*_: object) -> None:
    raise Crash


def stage(folder, view):
    folder.put("a.md", "one\n")
    folder.put("b.md", "b\n")
    folder.put("c.md", "[[b]]\n")
    folder.put("d.png", b"\x89")


CHANGES = {
    "an edit": lambda view: view.write("k", "a.md", "two\n"),
    "a new file": lambda view: view.write("k", "New/e.md", "e\n"),
    "a move": lambda view: view.move("k", "b.md", "Sub/b2.md"),
    "a deletion": lambda view: view.trash("k", "d.png"),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_what_a_crash_cut_is_settled_and_undone(what, moment, folder, workspace, agent_store, rules, monkeypatch):
    changes = ChangeStore(agent_store, workspace, rules)
    stage(folder, changes)
    workspace.sync(embed=False)
    before = folder.tree()
    CHANGES[what](changes.view("r"))
    with monkeypatch.context() as patched:
        if moment == "after":
            patched.setattr(Records, "end", crash)
        else:
            for name in ("put", "move", "trash"):
                patched.setattr(type(workspace), name, crash)
        with pytest.raises(Crash):
            changes.accept("r")
    again = ChangeStore(agent_store, workspace, rules)
    assert (folder.tree() == before) is (moment == "before")
    again.accept("r")
    assert {file.state for file in again.changeset("r").files} == {"accepted"}
    assert folder.tree() != before
    again.undo("r")
    assert folder.tree() == before
