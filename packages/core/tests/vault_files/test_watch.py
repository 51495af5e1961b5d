from __future__ import annotations

import errno
import os
import queue
import shutil
import subprocess
import time

import pytest
from claudeprojects.core.vault import watch as watch_module
from claudeprojects.core.vault.paths import is_hidden
from claudeprojects.core.vault.watch import Batch, Watcher

WITHIN = 60.0
"""Seconds until a change must be told on a busy machine; it is told in milliseconds."""


class Listener:
    """A watcher of a folder and what it told."""

    def __init__(self, root, patience: float = WITHIN, **options):
        self.told: queue.Queue[Batch | str] = queue.Queue()
        self.watcher = Watcher(
            root,
            self.told.put,
            on_offline=lambda: self.told.put("offline"),
            on_online=lambda: self.told.put("online"),
            **options,
        )
        self.watcher.start(timeout=patience)

    def next(self) -> Batch | str:
        return self.told.get(timeout=WITHIN)

    def until(self, *paths: str) -> set[str]:
        """Return all paths told until ``paths`` (or folders above them) are among them."""
        seen: set[str] = set()
        deadline = time.monotonic() + WITHIN
        while not all(any(path == one or path.startswith(one + "/") for one in seen) for path in paths):
            batch = self.told.get(timeout=max(0.0, deadline - time.monotonic()))
            assert isinstance(batch, Batch)
            seen |= batch.paths
        return seen

    def rest(self, quiet: float = 0.5) -> list[Batch | str]:
        """Return what is told until nothing is for ``quiet`` seconds."""
        told = []
        while True:
            try:
                told.append(self.told.get(timeout=quiet))
            except queue.Empty:
                return told


@pytest.fixture
def listen(folder):
    folder.put("a/x.md", "x")
    listeners = []

    def start(**options) -> Listener:
        listeners.append(Listener(folder.path, **options))
        return listeners[-1]

    yield start
    for listener in listeners:
        listener.watcher.stop()


def test_saving_making_deleting_and_renaming_are_told(folder, listen):
    listener = listen()
    folder.put("a/x.md", "changed")
    assert listener.next() == Batch(frozenset({"a/x.md"}))
    folder.put("a/new.md")  # a slow machine may tell of one change in two batches: the second is told here
    assert listener.until("a/new.md") <= {"a/x.md", "a/new.md"}
    os.rename(folder.path / "a/new.md", folder.path / "a/New.md")
    assert listener.until("a/new.md", "a/New.md") <= {"a/x.md", "a/new.md", "a/New.md"}
    (folder.path / "a/New.md").unlink()
    assert listener.until("a/New.md") <= {"a/new.md", "a/New.md"}


def test_an_editor_that_saves_by_rename_tells_of_its_note_only(folder, listen):
    listener = listen()
    folder.put("a/.x.md.swp", "changed")
    folder.put("a/.claudeprojects-1-0.tmp", "ours")
    os.replace(folder.path / "a/.x.md.swp", folder.path / "a/x.md")
    os.unlink(folder.path / "a/.claudeprojects-1-0.tmp")
    assert all(path == "a/x.md" or is_hidden(path) for path in listener.until("a/x.md"))


def test_a_renamed_and_a_replaced_folder_are_watched_on(folder, listen, tmp_path):
    listener = listen()
    os.rename(folder.path / "a", folder.path / "b")
    listener.until("a", "b")
    folder.put("b/x.md", "changed in the renamed folder")
    listener.until("b/x.md")
    shutil.move(folder.path / "b", tmp_path / "away")
    folder.put("b/y.md", "another b")
    listener.until("b/y.md")
    listener.rest()
    folder.put("b/y.md", "changed in the other b")
    listener.until("b/y.md")
    shutil.move(tmp_path / "away", folder.path / "c")
    listener.until("c")
    folder.put("c/x.md", "changed in the folder that came in")
    listener.until("c/x.md")


def test_a_root_that_goes_away_is_offline_until_it_is_back(folder, listen, tmp_path):
    listener = listen()
    os.rename(folder.path, tmp_path / "unmounted")
    assert listener.next() == "offline"
    assert listener.rest() == []
    os.rename(tmp_path / "unmounted", folder.path)
    assert listener.next() == "online"
    assert listener.next() == Batch(rescan=True)
    folder.put("a/x.md", "changed")
    listener.until("a/x.md")


def test_a_root_replaced_by_another_folder_asks_for_a_rescan(folder, listen, tmp_path):
    listener = listen()
    (tmp_path / "other").mkdir()
    os.rename(folder.path, tmp_path / "old")
    os.rename(tmp_path / "other", folder.path)
    while (told := listener.next()) != Batch(rescan=True):
        assert told in ("offline", "online")
    folder.put("new.md")
    listener.until("new.md")


def test_a_change_of_the_rules_asks_for_a_rescan(folder, listen):
    listener = listen()
    folder.put(".claudeprojects/ignore", "x.md")
    told = listener.next()
    assert isinstance(told, Batch)
    assert told.rescan
    assert told.paths <= {".claudeprojects/ignore"}


def test_what_happens_in_hidden_folders_is_told_by_itself(folder, listen):
    listener = listen()
    folder.put("a/.hidden/x.md", "x")
    assert listener.until("a/.hidden/x.md") <= {"a/.hidden", "a/.hidden/x.md"}
    (folder.path / "a/.hidden/x.md").unlink()
    assert listener.until("a/.hidden/x.md") <= {"a/.hidden", "a/.hidden/x.md"}


class Clock:
    """A time that passes when told to."""

    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def pending(folder, clock):
    """What the watcher gathers, with ``put`` to add vault paths to it."""
    gathered = watch_module._Pending(folder.path, clock)
    gathered.put = lambda *paths: gathered.add(str(folder.path / path) for path in paths)
    return gathered


def test_hidden_paths_wait_until_it_is_quiet_and_visible_ones_do_not(pending, clock):
    pending.put("x.md", ".git/index")
    assert list(pending.settled()) == [Batch(frozenset({"x.md"}))]
    clock.seconds += watch_module.HIDDEN_QUIET_SECONDS / 2
    pending.put(".git/HEAD")
    clock.seconds += watch_module.HIDDEN_QUIET_SECONDS / 2
    assert list(pending.settled()) == []
    clock.seconds += watch_module.HIDDEN_QUIET_SECONDS / 2
    assert list(pending.settled()) == [Batch(frozenset({".git/index", ".git/HEAD"}))]
    clock.seconds += 60
    assert list(pending.settled()) == []


def test_hidden_folders_that_are_never_quiet_are_told_now_and_then(pending, clock):
    told = 0
    for number in range(60):
        pending.put(f".cache/{number}")
        told += len(list(pending.settled()))
        clock.seconds += watch_module.HIDDEN_QUIET_SECONDS / 2
    assert told == 2


def test_many_hidden_paths_are_told_by_their_hidden_folders(pending, clock):
    for number in range(watch_module.HIDDEN_NAMED):
        pending.put(f".git/objects/{number}", f"a/.obsidian/plugins/{number}/main.js")
        assert list(pending.settled()) == []
    pending.put(".DS_Store")
    clock.seconds += watch_module.HIDDEN_QUIET_SECONDS
    assert list(pending.settled())[-1] == Batch(frozenset({".git", "a/.obsidian", ".DS_Store"}))
    pending.put(".git/index")
    clock.seconds += watch_module.HIDDEN_QUIET_SECONDS
    assert list(pending.settled()) == [Batch(frozenset({".git/index"}))]


def test_a_rescan_counts_the_hidden_paths_too(pending, clock):
    pending.put(*(f".git/objects/{number}" for number in range(watch_module.RESCAN_FROM)))
    clock.seconds += watch_module.BURST_QUIET_SECONDS
    assert list(pending.settled()) == [Batch(rescan=True)]
    clock.seconds += 60
    assert list(pending.settled()) == []


def test_a_burst_is_told_when_it_is_quiet_and_while_git_works_it_waits(pending, clock, folder):
    pending.put(*(f"{number}.md" for number in range(watch_module.BURST)))
    assert list(pending.settled()) == []
    clock.seconds += watch_module.BURST_QUIET_SECONDS
    assert [len(batch.paths) for batch in pending.settled()] == [watch_module.BURST]
    lock = folder.put(".git/index.lock")
    pending.put("x.md", ".git/index.lock")
    clock.seconds += watch_module.BURST_QUIET_SECONDS
    assert list(pending.settled()) == []
    lock.unlink()
    assert list(pending.settled()) == [Batch(frozenset({"x.md"}))]


def test_a_checkout_of_5000_files_is_one_batch(folder, listen, monkeypatch):
    monkeypatch.setattr(watch_module, "BURST_QUIET_SECONDS", 2.0)  # on a slow machine a checkout pauses, too,
    monkeypatch.setattr(watch_module, "BURST_MAX_SECONDS", 600.0)  # and takes long

    def git(*arguments: str) -> None:
        command = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments]
        subprocess.run(command, cwd=folder.path, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    git("checkout", "-q", "-b", "many")
    for number in range(5000):
        folder.put(f"f{number % 40}/{number}.md", "x")
    git("add", ".")
    git("commit", "-q", "-m", "many")
    git("checkout", "-q", "main")
    listener = listen()
    git("checkout", "-q", "many")
    told = [listener.next()]
    while not told[-1].rescan:
        told.append(listener.next())
    told += listener.rest(quiet=3.0)
    told = [batch for batch in told if batch.rescan or not all(map(is_hidden, batch.paths))]
    assert len(told) == 1
    assert told[0].rescan
    assert len(told[0].paths) > 1000
    assert {path.split("/")[0] for path in told[0].paths} == {f"f{number}" for number in range(40)}


def test_a_name_that_is_not_text_costs_a_rescan_and_not_the_watch(folder, listen):
    listener = listen()
    with open(os.fsencode(folder.path) + b"/bad\xff.md", "w"):
        pass
    assert Batch(rescan=True) in listener.rest()
    folder.put("a/x.md", "changed")
    listener.until("a/x.md")


def test_a_system_out_of_watches_is_rescanned_now_and_then(folder, listen, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.ENOSPC, "OS file watch limit reached")

    real = watch_module.watch
    monkeypatch.setattr(watch_module, "watch", refuse)
    listener = listen(patience=0.01, retry_seconds=0.05)
    assert [listener.next() for _ in range(3)] == [Batch(rescan=True)] * 3
    monkeypatch.setattr(watch_module, "watch", real)
    listener.rest()
    folder.put("a/x.md", "changed")
    listener.until("a/x.md")


def test_a_callback_that_fails_does_not_end_the_watch(folder):
    told: queue.Queue[Batch] = queue.Queue()

    def fail_first(batch: Batch) -> None:
        told.put(batch)
        if "a.md" in batch.paths:
            raise ValueError

    watcher = Watcher(folder.path, fail_first)
    watcher.start(timeout=WITHIN)
    folder.put("a.md")
    assert told.get(timeout=WITHIN).paths == {"a.md"}
    folder.put("b.md")
    while "b.md" not in told.get(timeout=WITHIN).paths:
        pass
    watcher.stop()


def test_it_stops_at_once_and_tells_nothing_after(folder, listen):
    listener = listen()
    began = time.monotonic()
    listener.watcher.stop()
    assert time.monotonic() - began < WITHIN
    folder.put("a/x.md", "changed")
    assert listener.rest(0.2) == []
    listener.watcher.stop()
