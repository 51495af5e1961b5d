"""What changes outside is found by itself: saves, renames, bursts, rules, a disk that goes and comes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from claudeprojects.core.errors import NoteConflict
from claudeprojects.core.events import Event, EverythingChanged, FilesChanged, StatusChanged
from claudeprojects.core.sample.drawing import pdf
from claudeprojects.core.settings import user_settings
from claudeprojects.core.vault import watch
from claudeprojects.core.workspace import Workspace


def eventually(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Workspace]:
    root = tmp_path / "vault"
    root.mkdir()
    (root / "a.md").write_text("rivers")
    workspace = Workspace.open(root, data_dir=tmp_path / "data")
    workspace.start()
    eventually(lambda: workspace.status().state == "ready")
    yield workspace
    workspace.close()


def found(workspace: Workspace, query: str) -> set[str]:
    return {hit.path for hit in workspace.searcher.search(query, mode="keyword", limit=100).hits}


def test_a_save_by_another_program_becomes_searchable(live: Workspace) -> None:
    (live.vault.root / "b.md").write_text("mountains [[a]]")
    eventually(lambda: found(live, "mountains") == {"b.md"})
    assert [link.path for link in live.graph.backlinks("a.md")] == ["b.md"]


def test_an_editor_that_saves_by_rename_keeps_the_note_and_its_id(live: Workspace) -> None:
    file_id = live._stores.database.value("SELECT file_id FROM files WHERE path = 'a.md'")
    temporary = live.vault.root / ".a.md.swp"
    temporary.write_text("lakes now")
    temporary.replace(live.vault.root / "a.md")
    eventually(lambda: found(live, "lakes") == {"a.md"})
    assert not found(live, "rivers")
    assert live._stores.database.value("SELECT file_id FROM files WHERE path = 'a.md'") == file_id


def test_a_renamed_folder_moves_its_notes_without_losing_their_ids(live: Workspace) -> None:
    (live.vault.root / "one").mkdir()
    (live.vault.root / "one/b.md").write_text("valleys")
    eventually(lambda: found(live, "valleys") == {"one/b.md"})
    file_id = live._stores.database.value("SELECT file_id FROM files WHERE path = 'one/b.md'")
    (live.vault.root / "one").rename(live.vault.root / "Two")
    eventually(lambda: found(live, "valleys") == {"Two/b.md"})
    (live.vault.root / "Two").rename(live.vault.root / "two")
    eventually(lambda: found(live, "valleys") == {"two/b.md"})
    assert live._stores.database.value("SELECT file_id FROM files WHERE path = 'two/b.md'") == file_id


def test_a_burst_of_files_arrives_in_few_batches(live: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "BURST", 1)  # a slow machine writes slowly, and it is a burst all the same
    monkeypatch.setattr(watch, "BURST_QUIET_SECONDS", 2.0)
    monkeypatch.setattr(watch, "BURST_MAX_SECONDS", 600.0)
    events: list[Event] = []
    live.events.subscribe(events.append)
    for number in range(1000):
        (live.vault.root / f"burst {number}.md").write_text(f"burst of {number}")
    eventually(lambda: live.status().files.indexed == 1001)
    assert len([event for event in events if isinstance(event, (FilesChanged, EverythingChanged))]) <= 10


def test_new_ignore_rules_take_effect_at_once(live: Workspace) -> None:
    (live.vault.root / ".claudeprojects").mkdir()
    (live.vault.root / ".claudeprojects/ignore").write_text("a.md\n")
    eventually(lambda: not found(live, "rivers"))
    (live.vault.root / ".claudeprojects/ignore").write_text("")
    eventually(lambda: found(live, "rivers") == {"a.md"})


def test_what_is_not_watched_is_counted_at_the_next_comparison(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("claudeprojects.core.workspace.workspace._AGREE_SECONDS", 0.2)
    root = tmp_path / "vault"
    root.mkdir()
    with Workspace.open(root, data_dir=tmp_path / "data") as workspace:
        workspace.start()
        eventually(lambda: workspace.status().state == "ready")
        (root / ".git").mkdir()
        (root / ".git/index").write_text("hidden")
        eventually(lambda: workspace.status().files.skipped == 1)


def test_a_vault_that_disappears_is_offline_and_nothing_is_dropped(live: Workspace) -> None:
    away = live.vault.root.with_name("away")
    live.vault.root.rename(away)
    eventually(lambda: live.status().state == "offline")
    assert live.status().files.indexed == 1
    away.rename(live.vault.root)
    eventually(lambda: live.status().state == "ready")
    (live.vault.root / "b.md").write_text("islands")
    eventually(lambda: found(live, "islands") == {"b.md"})
    assert live.status().files.indexed == 2


def test_an_empty_folder_in_place_of_a_known_vault_is_an_unmounted_disk(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    root.mkdir()
    (root / "a.md").write_text("rivers")
    with Workspace.open(root, data_dir=tmp_path / "data") as workspace:
        workspace.sync(embed=False)
    root.rename(tmp_path / "unmounted")
    root.mkdir()
    with Workspace.open(root, data_dir=tmp_path / "data") as workspace:
        with pytest.raises(Exception, match="offline"):
            workspace.sync(embed=False)
        assert workspace.status().files.indexed == 1


def test_what_is_written_here_is_searchable_on_return_and_a_stale_write_is_refused(live: Workspace) -> None:
    first = live.write_note("new.md", "caves", None)
    assert found(live, "caves") == {"new.md"}
    second = live.write_note("new.md", "caverns", first.hash)
    assert found(live, "caverns") == {"new.md"}
    with pytest.raises(NoteConflict) as conflict:
        live.write_note("new.md", "mine", first.hash)
    assert (conflict.value.mine, conflict.value.theirs) == ("mine", "caverns")
    assert conflict.value.current_hash == second.hash


def test_a_move_updates_links_in_the_index_and_undo_brings_all_back(live: Workspace) -> None:
    live.write_note("b.md", "see [[a]]", None)
    operation = live.move("a.md", "deep/alpha.md")
    assert live.read_note("b.md").text == "see [[alpha]]"
    assert [link.path for link in live.graph.backlinks("deep/alpha.md")] == ["b.md"]
    live.undo(operation.id)
    assert live.read_note("b.md").text == "see [[a]]"
    assert [link.path for link in live.graph.backlinks("a.md")] == ["b.md"]


def test_a_trashed_note_is_found_no_more_until_it_is_restored(live: Workspace) -> None:
    live.trash("a.md")
    assert not found(live, "rivers")
    live.restore(live.vault.trash_entries()[0].id)
    assert found(live, "rivers") == {"a.md"}


def test_a_size_limit_changed_in_the_settings_takes_effect_while_open(live: Workspace) -> None:
    (live.vault.root / "large.md").write_text("glacier " * 200_000)
    eventually(lambda: found(live, "glacier") == {"large.md"})
    user_settings().set("index.max_file_mb", 1)
    eventually(lambda: not found(live, "glacier"))
    status = live.status()
    assert status.rules.max_file_mb == 1
    assert [(file.path, file.reason) for file in live.skipped()] == [("large.md", "too_large")]
    user_settings().unset("index.max_file_mb")
    eventually(lambda: found(live, "glacier") == {"large.md"})
    assert live.status().rules.max_file_mb == 32


def test_pdf_text_is_taken_out_and_read_again_as_the_vaults_settings_say(live: Workspace) -> None:
    (live.vault.root / "paper.pdf").write_bytes(pdf([["estuary"]]))
    eventually(lambda: found(live, "estuary") == {"paper.pdf"})
    (live.vault.root / ".claudeprojects").mkdir()
    by_hand = live.vault.root / ".claudeprojects/settings.json"
    by_hand.write_text('{"index": {"pdf": false}}')
    eventually(lambda: not found(live, "estuary"))
    eventually(lambda: found(live, "paper") == {"paper.pdf"})
    by_hand.unlink()
    eventually(lambda: found(live, "estuary") == {"paper.pdf"})


def test_settings_that_cannot_be_read_leave_those_from_before_and_the_status_says_so(live: Workspace) -> None:
    (live.vault.root / ".claudeprojects").mkdir()
    by_hand = live.vault.root / ".claudeprojects/settings.json"
    by_hand.write_text('{"index": ')
    eventually(lambda: any("settings.json" in problem for problem in live.status().rules.problems))
    assert live.status().rules.pdf
    by_hand.write_text('{"index": {"pdf": false}}')
    eventually(lambda: not live.status().rules.pdf)
    assert not live.status().rules.problems


def test_a_rule_that_cannot_be_read_is_in_the_status(live: Workspace) -> None:
    (live.vault.root / ".obsidian").mkdir()
    (live.vault.root / ".obsidian/app.json").write_text('{"userIgnoreFilters": ["/(/"]}')
    eventually(lambda: any("'/(/'" in problem for problem in live.status().rules.problems))


def test_coverage_follows_what_comes_and_goes_in_hidden_folders(live: Workspace) -> None:
    events: list[Event] = []
    live.events.subscribe(events.append)
    hidden = live.vault.root / ".obsidian"
    hidden.mkdir()
    for number in range(3):
        (hidden / f"{number}.json").write_text("{}")
    eventually(lambda: live.status().files.skipped == 3)
    eventually(
        lambda: any(isinstance(event, StatusChanged) and event.status["files"]["skipped"] == 3 for event in events)
    )
    (hidden / "0.json").unlink()
    eventually(lambda: live.status().files.skipped == 2)
    assert not any(isinstance(event, FilesChanged | EverythingChanged) for event in events)
