"""What was found below a folder is kept while nothing changes, and never longer."""

from __future__ import annotations

import os

import pytest
from claudeprojects.agents.definitions import files
from claudeprojects.agents.definitions.files import WalkCache, markdown_files

LONG_AGO = 1_700_000_000


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "one.md").write_text("one")
    for each in (tmp_path / "below", tmp_path):
        os.utime(each, (LONG_AGO, LONG_AGO))
    return tmp_path


def names(walks, folder):
    return [path.name for path in walks.files(folder)]


def test_folders_that_rest_are_not_looked_into_again(folder, monkeypatch):
    walks = WalkCache(markdown_files)
    assert names(walks, folder) == ["one.md"]
    monkeypatch.setattr(files.os, "scandir", lambda _: pytest.fail("looked into again"))
    assert names(walks, folder) == ["one.md"]


def test_what_comes_and_goes_in_any_folder_is_seen_at_once(folder):
    walks = WalkCache(markdown_files)
    walks.files(folder)
    (folder / "below" / "two.md").write_text("two")
    assert names(walks, folder) == ["one.md", "two.md"]
    (folder / "below" / "one.md").rename(folder / "three.md")
    assert names(walks, folder) == ["three.md", "two.md"]
    (folder / "new").mkdir()
    (folder / "new" / "four.md").write_text("four")
    assert names(walks, folder) == ["three.md", "two.md", "four.md"]


def test_a_folder_that_was_not_there_is_seen_when_it_comes(tmp_path):
    walks = WalkCache(markdown_files)
    assert names(walks, tmp_path / "later") == []
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "one.md").write_text("one")
    assert names(walks, tmp_path / "later") == ["one.md"]


def test_a_change_that_leaves_the_time_of_a_young_folder_as_it_was_is_seen(tmp_path):
    walks = WalkCache(markdown_files)
    walks.files(tmp_path)
    before = tmp_path.stat().st_mtime_ns
    (tmp_path / "one.md").write_text("one")
    os.utime(tmp_path, ns=(before, before))
    assert names(walks, tmp_path) == ["one.md"]
