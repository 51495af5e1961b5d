from __future__ import annotations

import pytest
from claudeprojects.core.errors import IndexDamaged, StorageFailed, UndoRefused
from claudeprojects.core.vault import operations as operations_module
from claudeprojects.core.vault import steps as steps_module
from claudeprojects.core.vault.disk import Disk
from claudeprojects.core.vault.merge import take_back
from claudeprojects.core.vault.vault import Vault
from hypothesis import given
from hypothesis import strategies as st


def test_every_change_is_listed_and_can_be_undone_one_after_another(folder, vault):
    states = [folder.tree()]
    hash_ = vault.write("a/n.md", "one\r\n", None).hash
    states.append(folder.tree())
    vault.write("a/n.md", "two", hash_)
    states.append(folder.tree())
    vault.patch("a/n.md", "two", "three [[o]]")
    states.append(folder.tree())
    vault.create_folder("x/y")
    states.append(folder.tree())
    vault.write("o.md", "", None)
    states.append(folder.tree())
    vault.move("o.md", "x/y/p.md")
    found = vault.operations()
    assert [operation.kind for operation in found] == ["move", "create", "create_folder", "patch", "write", "create"]
    assert found[0].summary == "Moved o.md to x/y/p.md"
    assert all(operation.undoable for operation in found)
    for operation in found:
        vault.undo(operation.id)
        assert folder.tree() == states.pop()
    assert not any(operation.undoable for operation in vault.operations() if operation.undoes is None)


def test_undoing_can_be_undone(folder, vault):
    folder.put("a.md", "[[b]]")
    folder.put("b.md", "x")
    before = folder.tree()
    move = vault.move("b.md", "deep/c.md")
    after = folder.tree()
    undone = vault.undo(move.id)
    assert (undone.kind, undone.undoes, undone.summary) == ("undo", move.id, "Undo: Moved b.md to deep/c.md")
    assert folder.tree() == before
    redone = vault.undo(undone.id)
    assert folder.tree() == after
    vault.undo(redone.id)
    assert folder.tree() == before


def test_operations_are_paged_the_newest_first(vault):
    for number in range(5):
        vault.write(f"{number}.md", "", None)
    first = vault.operations(limit=2)
    second = vault.operations(limit=2, before=first[-1].id)
    assert [operation.summary for operation in first + second] == [f"Created {n}.md" for n in (4, 3, 2, 1)]


@pytest.mark.parametrize("operation_id", ["", "0", "99", "x", "-1", "1" * 40, "١"])
def test_an_operation_that_is_not_there_is_not_undone(vault, operation_id):
    vault.write("a.md", "", None)
    with pytest.raises(UndoRefused):
        vault.undo(operation_id)


def test_a_note_that_changed_since_is_not_overwritten_by_undo(folder, vault):
    hash_ = vault.write("a.md", "one", None).hash
    vault.write("a.md", "two", hash_)
    folder.put("a.md", "edited elsewhere")
    before = folder.tree()
    for operation in vault.operations():
        with pytest.raises(UndoRefused, match=r"a\.md"):
            vault.undo(operation.id)
    assert folder.tree() == before


def test_nothing_is_undone_twice(vault):
    vault.write("a.md", "x", None)
    (made,) = vault.operations()
    vault.undo(made.id)
    with pytest.raises(UndoRefused, match="already"):
        vault.undo(made.id)


def test_undoing_a_move_keeps_what_was_written_elsewhere_in_the_same_notes(folder, vault):
    folder.put("b.md", "moved")
    folder.put("a.md", "first\n[[b]] here\nlast\n")
    move = vault.move("b.md", "c.md")
    folder.put("a.md", "a new first line\nfirst\n[[c]] here\nlast\nand more\n")
    folder.put("c.md", "moved, and edited since")
    vault.undo(move.id)
    assert folder.text("a.md") == "a new first line\nfirst\n[[b]] here\nlast\nand more\n"
    assert folder.text("b.md") == "moved, and edited since"


def test_undoing_a_move_is_refused_whole_when_a_changed_line_was_edited(folder, vault):
    folder.put("b.md")
    folder.put("a.md", "[[b]] here")
    folder.put("z.md", "[[b]]")
    move = vault.move("b.md", "c.md")
    folder.put("a.md", "[[c]] there")
    before = folder.tree()
    with pytest.raises(UndoRefused, match=r"a\.md"):
        vault.undo(move.id)
    assert folder.tree() == before


def test_undoing_a_move_is_refused_when_the_old_place_is_taken(folder, vault):
    folder.put("b.md", "x")
    folder.put("a.md", "[[b]]")
    move = vault.move("b.md", "c.md")
    folder.put("b.md", "another")
    before = folder.tree()
    with pytest.raises(UndoRefused, match=r"b\.md"):
        vault.undo(move.id)
    assert folder.tree() == before


def test_the_history_is_bounded_and_edits_do_not_push_out_the_rest(vault, monkeypatch):
    monkeypatch.setattr(operations_module, "_KEEP_EACH", 10)
    monkeypatch.setattr(operations_module, "_PRUNE_EVERY", 5)
    vault.create_folder("kept")
    content = vault.write("a.md", "0", None)
    for number in range(1, 60):
        content = vault.write("a.md", str(number), content.hash)
    kinds = [operation.kind for operation in vault.operations(limit=100)]
    assert kinds.count("create_folder") == 1
    assert 10 <= kinds.count("write") <= 15
    monkeypatch.setattr(operations_module, "_KEEP_BYTES", 0)
    for number in range(60, 70):
        content = vault.write("a.md", str(number), content.hash)
    assert len(vault.operations(limit=100)) <= 6


def test_the_history_outlives_the_process(folder, state):
    vault = Vault(folder.path, state)
    vault.write("a.md", "x", None)
    vault.close()
    again = Vault(folder.path, state)
    assert again.recovered == ()
    again.undo(again.operations()[0].id)
    assert folder.tree() == {}
    again.close()


def test_a_damaged_history_says_what_to_do_and_is_not_thrown_away(folder, state):
    state.parent.mkdir()
    state.write_bytes(b"this is no database" * 100)
    with pytest.raises(IndexDamaged) as damaged:
        Vault(folder.path, state)
    assert "notes are not affected" in damaged.value.hint
    assert state.read_bytes() == b"this is no database" * 100


class Failing:
    """Makes the n-th change of the disk fail."""

    CHANGES = ("write", "rename", "make_folder", "remove_folder", "remove_file")

    def __init__(self, monkeypatch, error: BaseException):
        self.count, self.fail_at, self.after = 0, -1, False
        for name in self.CHANGES:
            real = getattr(Disk, name)

            def change(*args, _real=real, **kwargs):
                self.count += 1
                if self.count == self.fail_at and not self.after:
                    raise error
                result = _real(*args, **kwargs)
                if self.count == self.fail_at:
                    raise error
                return result

            monkeypatch.setattr(Disk, name, change)


def _linked_vault(folder) -> None:
    folder.put("old/a.md", "[[b]] [x](../top.md)")
    folder.put("old/b.md", "![[./a]]")
    folder.put("top.md", "[[old/a]]\n[[old/b]]")
    folder.put("other.md", "[[old/b|B]]")


ACTIONS = {
    "move": lambda vault: vault.move("old", "new/place"),
    "trash": lambda vault: vault.trash("old"),
    "restore": lambda vault: vault.restore(vault.trash_entries()[0].id),
    "undo": lambda vault: vault.undo(vault.operations()[0].id),
    "create": lambda vault: vault.write("new/folder/x.md", "x", None),
}


def _prepare(action: str, vault: Vault) -> None:
    if action == "restore":
        vault.trash("other.md")
    if action == "undo":
        vault.move("old", "new/place")


@pytest.mark.parametrize("action", ACTIONS)
def test_a_disk_that_fails_at_any_step_leaves_everything_as_it_was(folder, state, monkeypatch, action):
    _linked_vault(folder)
    vault = Vault(folder.path, state)
    _prepare(action, vault)
    before, listed = folder.tree(), vault.operations()
    failing = Failing(monkeypatch, StorageFailed("somewhere", "it is full"))
    step = 0
    while True:
        step += 1
        failing.count, failing.fail_at = 0, step
        try:
            ACTIONS[action](vault)
        except StorageFailed:
            assert folder.tree() == before
            assert vault.operations() == listed
            continue
        break
    assert step > 2
    assert folder.tree() != before
    vault.close()


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("action", ACTIONS)
def test_a_process_that_ends_at_any_step_is_mended_on_the_next_opening(folder, tmp_path, monkeypatch, action, after):
    _linked_vault(folder)
    vault = Vault(folder.path, tmp_path / "first.db")
    _prepare(action, vault)
    vault.close()
    before = folder.tree()
    outcomes = set()
    failing = Failing(monkeypatch, Killed())
    failing.after = after
    step = 0
    while True:
        step += 1
        vault = Vault(folder.path, tmp_path / "first.db")
        failing.count, failing.fail_at = 0, step
        try:
            ACTIONS[action](vault)
        except Killed:
            failing.fail_at = -1
            vault._journal._opened.close()
            mended = Vault(folder.path, tmp_path / "first.db")
            outcomes.add(mended.recovered[0].split(":")[0])
            if mended.recovered[0].startswith("Taken back"):
                assert folder.tree() == before
                mended.close()
                continue
            mended.undo(mended.operations()[0].id)
            mended.close()
            visible = {path: data for path, data in folder.tree().items() if not path.startswith(".claude")}
            assert visible == {path: data for path, data in before.items() if not path.startswith(".claude")}
        else:
            vault.close()
        break
    assert "Taken back" in outcomes


def test_recovery_leaves_alone_what_was_edited_after_the_crash(folder, state, monkeypatch):
    _linked_vault(folder)
    vault = Vault(folder.path, state)
    failing = Failing(monkeypatch, Killed())
    failing.fail_at = 5
    with pytest.raises(Killed):
        vault.move("old", "new/place")
    failing.fail_at = -1
    vault._journal._opened.close()
    changed = [path for path in ("new/place/a.md", "new/place/b.md") if (folder.path / path).exists()]
    assert changed
    for path in changed:
        folder.put(path, folder.text(path) + "\nadded after the crash")
    mended = Vault(folder.path, state)
    assert mended.recovered[0].startswith("Taken back")
    for path in changed:
        assert folder.text(path.replace("new/place", "old")).endswith("added after the crash")
    mended.close()


def test_recovery_takes_away_the_drafts_of_interrupted_writes(folder, state, monkeypatch):
    folder.put("a.md", "old")
    vault = Vault(folder.path, state)

    def stop(*_, **__):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(steps_module, "_apply_write", stop)
        with pytest.raises(Killed):
            vault.write("a.md", "new", vault.read("a.md").hash)
    (number,) = vault._journal._opened.read("SELECT operation_id FROM operations")[0]
    vault._journal._opened.close()
    folder.put(f".claudeprojects-{number}-0.tmp", "half")
    Vault(folder.path, state).close()
    assert folder.tree() == {"a.md": b"old"}


texts = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\r\n", b"d", b"\n"]), max_size=8).map(b"".join)


@given(before=texts, after=texts)
def test_taking_back_a_change_from_what_it_made_gives_what_was_before(before, after):
    assert take_back(before, after, after) == before


@given(head=texts, before=texts, after=texts, tail=texts)
def test_taking_back_a_change_keeps_what_was_added_around_it(head, before, after, tail):
    merged = take_back(
        b"S\n" + before + b"\nE\n", b"S\n" + after + b"\nE\n", head + b"\nS\n" + after + b"\nE\n" + tail
    )
    assert merged is None or merged == head + b"\nS\n" + before + b"\nE\n" + tail
