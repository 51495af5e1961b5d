from __future__ import annotations

import errno
import os
import resource
import signal
import stat
import threading

import pytest
from claudeprojects.core.errors import (
    NoteConflict,
    NotEditable,
    NoteExists,
    NoteNotFound,
    PatchFailed,
    PathRefused,
    StorageFailed,
)
from claudeprojects.core.vault import write as write_module
from claudeprojects.core.vault.vault import Vault
from claudeprojects.core.vault.walk import Limits


def test_what_is_written_is_the_text_and_nothing_else(folder, vault):
    content = vault.write("new folder/a.md", "one\r\ntwo\n\tthree", None)
    assert (folder.path / "new folder/a.md").read_bytes() == b"one\r\ntwo\n\tthree"
    assert vault.read("new folder/a.md") == content
    assert sorted(folder.tree()) == ["new folder", "new folder/a.md"]


def test_a_byte_order_mark_and_the_mode_stay(folder, vault):
    file = folder.put("a.md", b"\xef\xbb\xbfold")
    file.chmod(0o640)
    content = vault.read("a.md")
    assert (content.text, content.bom) == ("old", True)
    vault.write("a.md", "new", content.hash)
    assert file.read_bytes() == b"\xef\xbb\xbfnew"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_file_that_changed_since_it_was_read_is_not_written(folder, vault):
    folder.put("a.md", "base")
    base = vault.read("a.md").hash
    folder.put("a.md", "theirs")
    with pytest.raises(NoteConflict) as conflict:
        vault.write("a.md", "mine", base)
    assert (conflict.value.mine, conflict.value.theirs) == ("mine", "theirs")
    assert folder.text("a.md") == "theirs"
    vault.write("a.md", "mine", conflict.value.current_hash)
    assert folder.text("a.md") == "mine"
    (folder.path / "a.md").unlink()
    with pytest.raises(NoteConflict) as gone:
        vault.write("a.md", "again", vault.write("b.md", "x", None).hash)
    assert (gone.value.theirs, gone.value.current_hash) == (None, None)


def test_a_change_between_the_check_and_the_rename_is_a_conflict_too(folder, vault, monkeypatch):
    folder.put("a.md", "base")
    fsync = os.fsync

    def meddle(descriptor):
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            folder.put("a.md", "theirs, at the last moment")
        fsync(descriptor)

    monkeypatch.setattr(write_module.os, "fsync", meddle)
    with pytest.raises(NoteConflict):
        vault.write("a.md", "mine", vault.read("a.md").hash)
    assert folder.tree() == {"a.md": b"theirs, at the last moment"}
    assert vault.operations() == []


def test_a_small_edit_survives_a_program_that_writes_the_same_note_all_the_time(folder, vault, monkeypatch):
    folder.put("a.md", "mine: old\n")
    fsync = os.fsync
    left = list(range(6))

    def meddle(descriptor):
        if left and stat.S_ISREG(os.fstat(descriptor).st_mode):
            folder.put("a.md", folder.text("a.md") + f"theirs {left.pop()}\n")
        fsync(descriptor)

    monkeypatch.setattr(write_module.os, "fsync", meddle)
    vault.patch("a.md", "mine: old", "mine: new")
    assert folder.text("a.md") == "mine: new\n" + "".join(f"theirs {number}\n" for number in reversed(range(6)))


def test_saving_what_is_there_already_is_no_change(folder, vault):
    file = folder.put("a.md", "same")
    before = file.stat().st_mtime_ns
    vault.write("a.md", "same", "an old hash")
    assert file.stat().st_mtime_ns == before
    assert vault.operations() == []


def test_a_new_note_never_replaces_one(folder, vault):
    folder.put("a.md", "there")
    with pytest.raises(NoteExists):
        vault.write("a.md", "new", None)
    folder.put("file", "x")
    with pytest.raises(NoteExists):
        vault.write("file/a.md", "new", None)
    assert folder.text("a.md") == "there"


@pytest.mark.parametrize("data", [b"caf\xe9", b"\xff\xfeh\x00i\x00", b"\x89PNG\r\n\x1a\n\x00"])
def test_a_file_that_is_not_utf8_is_read_and_never_written(folder, vault, data):
    folder.put("a.md", data)
    content = vault.read("a.md")
    assert (content.data, content.text, content.editable) == (data, None, False)
    with pytest.raises(NotEditable, match="UTF-8"):
        vault.write("a.md", "x", content.hash)
    with pytest.raises(NotEditable):
        vault.patch("a.md", "a", "b")
    assert folder.tree() == {"a.md": data}


def test_what_cannot_be_edited_says_why(folder, state):
    vault = Vault(folder.path, state, limits=Limits(max_bytes=10))
    folder.put("large.md", "x" * 11)
    folder.put("locked.md", "x").chmod(0o444)
    assert "MB" in (vault.read("large.md").reason or "")
    for path, reason in (("large.md", "limit"), ("locked.md", "read-only")):
        with pytest.raises(NotEditable, match=reason):
            vault.write(path, "y", vault.read(path).hash)
    with pytest.raises(NotEditable, match="limit"):
        vault.write("new.md", "x" * 11, None)
    with pytest.raises(NotEditable, match="UTF-8"):
        vault.write("new.md", "\ud800", None)
    assert sorted(folder.tree()) == ["large.md", "locked.md"]
    vault.close()


def test_no_link_is_followed_to_read_or_write(folder, vault, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("secret")
    os.symlink(outside, folder.path / "way out")
    os.symlink(outside / "secret.md", folder.path / "link.md")
    folder.put("a.md", "x")
    for attempt in (
        lambda: vault.read("way out/secret.md"),
        lambda: vault.read_bytes("link.md"),
        lambda: vault.glance("link.md"),
        lambda: vault.glance("way out/secret.md"),
        lambda: vault.open_file("way out/secret.md"),
        lambda: vault.write("way out/new.md", "x", None),
        lambda: vault.write("link.md", "x", "hash"),
        lambda: vault.write("way out/secret.md", "x", "hash"),
        lambda: vault.trash("way out/secret.md"),
        lambda: vault.move("a.md", "way out/a.md"),
        lambda: vault.move("way out/secret.md", "b.md"),
        lambda: vault.create_folder("way out/folder"),
    ):
        with pytest.raises(PathRefused):
            attempt()
    assert sorted(path.name for path in outside.iterdir()) == ["secret.md"]
    assert (outside / "secret.md").read_text() == "secret"


def test_a_pipe_or_a_folder_is_no_note(folder, vault):
    os.mkfifo(folder.path / "pipe.md")
    (folder.path / "folder.md").mkdir()
    for path in ("pipe.md", "folder.md", "nothing.md", "nothing/at/all.md"):
        with pytest.raises(NoteNotFound):
            vault.read(path)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "fstat", "fchmod", "exchange", "replace"])
def test_a_disk_that_refuses_at_any_step_leaves_the_old_file_and_no_litter(folder, vault, monkeypatch, call, code):
    file = folder.put("a.md", "old")
    file.chmod(0o604)
    content = vault.read("a.md")
    real = getattr(os, call, None)

    def refuse(first, *args, **kwargs):
        if call == "open" and not args[0] & os.O_CREAT:
            return real(first, *args, **kwargs)
        if isinstance(first, int) and not stat.S_ISREG(os.stat(first).st_mode):
            return real(first, *args, **kwargs)
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(write_module, "os", _Refusing(call, refuse))
        if call == "replace":  # as on a disk that cannot exchange
            patch.setattr(write_module, "exchange", lambda *_: False)
        elif call == "exchange":
            patch.setattr(write_module, "exchange", refuse)
        with pytest.raises(StorageFailed):
            vault.write("a.md", "new", content.hash)
    assert folder.tree() == {"a.md": b"old"}
    assert vault.operations() == []
    vault.write("a.md", "new", content.hash)
    assert folder.text("a.md") == "new"


class _Refusing:
    """The module ``os`` with one function that refuses."""

    def __init__(self, name, function):
        self._name, self._function = name, function

    def __getattr__(self, name):
        return self._function if name == self._name else getattr(os, name)


def test_a_file_size_limit_of_the_system_leaves_the_old_file(folder, vault):
    folder.put("a.md", "old")
    content = vault.read("a.md")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        vault.write("warm.md", "the journal exists", None)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
        with pytest.raises(StorageFailed):
            vault.write("a.md", os.urandom(1_000_000).hex(), content.hash)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert folder.tree() == {"a.md": b"old", "warm.md": b"the journal exists"}


def test_of_many_writers_of_one_note_exactly_one_wins(folder, vault):
    base = vault.write("a.md", "base", None).hash
    start = threading.Barrier(16)
    results: list[str] = []

    def attempt(number: int) -> None:
        start.wait()
        try:
            vault.write("a.md", f"writer {number}", base)
            results.append(f"writer {number}")
        except NoteConflict as conflict:
            results.append(f"conflict with {conflict.theirs}")

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner = folder.text("a.md")
    assert sorted(results) == [f"conflict with {winner}"] * 15 + [winner]


def test_of_many_makers_of_one_note_exactly_one_makes_it_and_its_folder(folder, vault):
    made: list[int] = []

    def attempt(number: int) -> None:
        try:
            vault.write("deep/er/a.md", str(number), None)
            made.append(number)
        except NoteExists:
            pass

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [str(number) for number in made] == [folder.text("deep/er/a.md")]


def test_a_patch_replaces_one_piece_and_refuses_what_is_not_unique(folder, vault):
    folder.put("a.md", "one\r\ntwo\r\ntwo\r\n")
    vault.patch("a.md", "one\ntwo", "1\n2")
    assert folder.text("a.md") == "1\r\n2\r\ntwo\r\n"
    for old, count in (("nothing", 0), ("\r\n", 3), ("", 0)):
        with pytest.raises(PatchFailed) as failed:
            vault.patch("a.md", old, "x")
        assert failed.value.count == count
    with pytest.raises(NoteConflict):
        vault.patch("a.md", "1", "x", base_hash="another")
    assert folder.text("a.md") == "1\r\n2\r\ntwo\r\n"


def test_patches_from_many_threads_all_arrive(folder, vault):
    folder.put("a.md", "".join(f"<{number}>" for number in range(40)))
    threads = [
        threading.Thread(target=vault.patch, args=("a.md", f"<{number}>", f"({number})")) for number in range(40)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert folder.text("a.md") == "".join(f"({number})" for number in range(40))


def test_a_name_for_a_new_note_must_be_one_that_every_system_takes(folder, vault):
    folder.put("what?/a.md", "x")
    vault.write("what?/b.md", "y", None)
    for path in ("what?/c?.md", "CON/x.md", "x/aux.md"):
        with pytest.raises(PathRefused):
            vault.write(path, "z", None)
    assert sorted(folder.tree()) == ["what?", "what?/a.md", "what?/b.md"]


def test_a_glance_gives_the_bytes_of_a_file_and_says_what_is_missing(folder, vault):
    folder.put("folder/a.md", "naïve")
    assert vault.glance("folder/a.md") == "naïve".encode()
    folder.put("large.md", "x" * 2_000_000)
    assert len(vault.glance("large.md")) == 2_000_000
    for missing in ("none.md", "folder", "folder/none.md"):
        with pytest.raises(NoteNotFound):
            vault.glance(missing)


def test_what_another_program_writes_at_the_last_moment_is_put_back(folder, vault, monkeypatch):
    folder.put("a.md", "old")
    real = write_module.exchange
    calls = []

    def written_meanwhile(first, second):
        if not calls:
            with (folder.path / "a.md").open("a") as file:
                file.write(" and theirs")
        calls.append(second.name)
        return real(first, second)

    monkeypatch.setattr(write_module, "exchange", written_meanwhile)
    with pytest.raises(NoteConflict):
        vault.write("a.md", "mine", vault.read("a.md").hash)
    assert (folder.path / "a.md").read_text() == "old and theirs"
    assert [path.name for path in folder.path.iterdir()] == ["a.md"]
