from __future__ import annotations

import os

import pytest
from claudeprojects.core.errors import VaultOffline
from claudeprojects.core.vault.ignore import IgnoreRules
from claudeprojects.core.vault.vault import Vault
from claudeprojects.core.vault.walk import Limits


def listed(vault: Vault) -> dict[str, str | None]:
    return {file.path: file.skip for file in vault.walk()}


def test_every_file_is_listed_with_the_reason_why_it_is_skipped(folder, state):
    folder.put("a.md", "x")
    folder.put("Archive/old.md")
    folder.put("build/deep/x.md")
    folder.put("notes/tmp.tmp")
    folder.put(".obsidian/app.json", '{"userIgnoreFilters": ["archive/", "/DRAFT\\\\d+/"]}')
    folder.put(".claudeprojects/ignore", "build/\n*.tmp\n!keep.tmp\n")
    folder.put("notes/keep.tmp")
    folder.put("notes/draft12.md")
    folder.put("notes/.hidden.md")
    folder.put("large.md", b"x" * 101)
    folder.put("large.mp4", b"x" * 101)
    os.symlink("/etc/passwd", folder.path / "link.md")
    os.symlink("/etc", folder.path / "linked folder")
    folder.put(".claudeprojects-7-0.tmp", "being written")
    os.mkfifo(folder.path / "pipe.md")
    with open(os.fsencode(folder.path) + b"/bad\xff.md", "w"):
        pass
    folder.put("bad\\xff.md")
    os.mkdir(os.fsencode(folder.path) + b"/dir\xfe")
    with open(os.fsencode(folder.path) + b"/dir\xfe/in.md", "w"):
        pass
    vault = Vault(folder.path, state, limits=Limits(max_bytes=100))
    assert listed(vault) == {
        "a.md": None,
        "Archive/old.md": "ignored",
        "build/deep/x.md": "ignored",
        "notes/tmp.tmp": "ignored",
        "notes/keep.tmp": None,
        "notes/draft12.md": "ignored",
        "notes/.hidden.md": "ignored",
        ".obsidian/app.json": "ignored",
        ".claudeprojects/ignore": "ignored",
        "large.md": "too_large",
        "large.mp4": None,
        "link.md": "symlink",
        "linked folder": "symlink",
        "bad\\xff.md": None,
        "bad\\xff.md?": "bad_name",
        "dir\\xfe/in.md": "bad_name",
    }


def test_one_file_and_one_folder_are_looked_at_as_the_walk_lists_them(folder, vault):
    folder.put("a/b/x.md", "x")
    folder.put("a/.git/y.md", "y")
    folder.put("z.md", "z")
    folder.put(".claudeprojects/ignore", "z.md")
    os.symlink("a", folder.path / "link")
    everything = {file.path: file for file in vault.walk()}
    assert set(vault.look(["a", "a/b/x.md", "z.md", "gone.md", "link/b/x.md", "link"])) == {
        everything[path] for path in ("a/b/x.md", "a/.git/y.md", "z.md", "link")
    }
    assert set(vault.look([""])) == set(everything.values())
    assert vault.stat("z.md") == everything["z.md"]
    assert vault.stat("a") is None
    assert list(vault.look(["a/.git"])) == [everything["a/.git/y.md"]]


def test_a_missing_root_is_offline_and_not_empty(folder, vault, tmp_path):
    folder.put("a.md")
    os.rename(folder.path, tmp_path / "away")
    assert not vault.is_online()
    with pytest.raises(VaultOffline):
        list(vault.walk())
    with pytest.raises(VaultOffline):
        vault.read("a.md")
    with pytest.raises(VaultOffline):
        vault.write("a.md", "x", None)
    os.rename(tmp_path / "away", folder.path)
    assert vault.is_online()
    assert len(list(vault.walk())) == 1


def test_a_folder_that_cannot_be_read_is_listed_itself(folder, vault, monkeypatch):
    folder.put("secret/x.md")
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("secret"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (found,) = vault.walk()
    assert (found.path, found.skip, found.detail) == ("secret", "unreadable", "Permission denied")


def test_folders_as_deep_as_no_path_can_be_do_not_stop_the_walk(folder, vault):
    descriptor = os.open(folder.path, os.O_RDONLY)
    for _ in range(60):
        os.mkdir("d" * 100, dir_fd=descriptor)
        inner = os.open("d" * 100, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)
    folder.put("a.md")
    assert sorted(file.skip or "" for file in vault.walk()) == ["", "unreadable"]


def test_rules_that_cannot_be_read_are_named_and_ignore_nothing():
    rules = IgnoreRules.compile("good.md\n\\\n", '{"userIgnoreFilters": ["/(/", 5, "x/", "/(?<name>y)/"]}')
    assert [problem.split(":")[0] for problem in rules.problems] == [".claudeprojects/ignore", ".obsidian/app.json"]
    assert [rules.ignores(path) for path in ("good.md", "X/a.md", "y.md", "a.md")] == [True, True, True, False]
    assert "JSON" in IgnoreRules.compile("", "{").problems[0]
    assert not IgnoreRules.compile("", "[1]").ignores("a.md")


def test_nothing_below_an_ignored_folder_is_taken_back_in():
    rules = IgnoreRules.compile("build/\n!build/keep.md\n")
    assert rules.ignores("build/keep.md")


def test_opening_reading_and_walking_change_nothing_not_even_a_time(folder, state, tmp_path):
    for number in range(5):
        folder.put(f"f{number}/n.md", b"\xef\xbb\xbfa\r\nb")
    folder.put(".obsidian/app.json", "{}")
    before = folder.tree(times=True)
    vault = Vault(folder.path, state)
    for file in vault.walk():
        vault.read(file.path)
    assert vault.operations() == []
    assert vault.trash_entries() == []
    vault.close()
    assert folder.tree(times=True) == before
    assert not state.exists()
