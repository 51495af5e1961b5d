"""The history of work items: what is one item over time, when its states began, and that it outlives the index."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from claudeprojects.core.errors import StorageFailed
from claudeprojects.core.projects.history.matching import match
from claudeprojects.core.projects.history.model import Known, Seen, State
from claudeprojects.core.projects.history.moments import noon_of
from claudeprojects.core.projects.history.recorder import Recorder
from claudeprojects.core.projects.history.store import HistoryStore
from claudeprojects.core.workspace import Workspace
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 5, 13, 12, tzinfo=UTC).timestamp()
HOUR = 3600.0


def seen(words: str, status: str = "todo", *, path: str = "A.md", line: int = 0, **more: Any) -> Seen:
    fields = {"project": "P.md", **{name: more.pop(name) for name in ("sprint", "project", "points") if name in more}}
    base = Seen(path, line, None, None, words, State(status, **fields), None, None, NOW - HOUR)
    return base._replace(**more)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[HistoryStore]:
    opened = HistoryStore(tmp_path, lambda: NOW)
    yield opened
    opened.close()


def past(store: HistoryStore) -> dict[str, list[str]]:
    return {each.words: [state.status for state in each.states] for each in store.of_project("P.md")}


def test_a_state_is_added_only_when_something_changed(store: HistoryStore) -> None:
    assert store.take([seen("Paint")]) == 1
    assert store.take([seen("Paint")]) == 0
    assert store.take([seen("Paint", "in_progress")]) == 1
    assert past(store) == {"Paint": ["todo", "in_progress"]}


def test_an_item_is_followed_when_lines_move_and_words_change(store: HistoryStore) -> None:
    store.take([seen("Paint the hull", line=3), seen("Buy rope", line=4)])
    store.take([seen("Buy rope", "done", line=3), seen("Paint the whole hull", line=8, own_id="p1")])
    store.take([seen("Something else", "done", line=1, own_id="p1"), seen("Buy rope", "done", line=3)])
    assert {tuple(states) for states in past(store).values()} >= {("todo", "done")}
    assert len([each for each in store.of_project("P.md") if each.words == "Buy rope"]) == 1


def test_the_only_line_that_was_reworded_is_the_same_item_however_it_reads(store: HistoryStore) -> None:
    store.take([seen("b", line=2), seen("Sail", line=3)])
    store.take([seen("Something else entirely", line=2), seen("Sail", line=3)])
    assert past(store) == {"Something else entirely": ["todo"], "Sail": ["todo"]}


def test_an_item_is_gone_since_its_note_was_written(store: HistoryStore) -> None:
    store.take([seen("Paint", changed_at=NOW - 9 * HOUR), seen("Sail", line=3, changed_at=NOW - 9 * HOUR)])
    store.take([seen("Sail", line=3, changed_at=NOW - 5 * HOUR)])
    gone = next(each for each in store.of_project("P.md") if each.words == "Paint")
    assert gone.moments[-1] == NOW - 5 * HOUR


def test_an_item_moved_to_another_note_stays_the_same(store: HistoryStore) -> None:
    store.take([seen("Paint")])
    store.take([seen("Paint", "done", path="B.md")])
    assert past(store) == {"Paint": ["todo", "done"]}


def test_an_item_cut_and_pasted_a_little_later_stays_the_same(store: HistoryStore) -> None:
    store.take([seen("Paint"), seen("Other", line=1)])
    store.take([seen("Other", line=1)])
    store.take([seen("Paint", path="B.md")], ["B.md"])
    assert past(store)["Paint"] == ["todo", "gone", "todo"]


def test_only_the_notes_asked_about_lose_items(store: HistoryStore) -> None:
    store.take([seen("Paint"), seen("Sail", path="B.md")])
    store.take([], ["A.md"])
    assert past(store) == {"Paint": ["todo", "gone"], "Sail": ["todo"]}


def test_dates_in_the_line_tell_of_the_time_before_we_looked(store: HistoryStore) -> None:
    store.take([seen("Paint", "done", created=date(2026, 5, 1), ended=date(2026, 5, 4))])
    (item,) = store.of_project("P.md")
    assert [state.status for state in item.states] == ["todo", "done"]
    assert item.moments == (noon_of(date(2026, 5, 1)), noon_of(date(2026, 5, 4)))


def test_what_was_there_at_the_first_look_counts_as_having_been_there(store: HistoryStore) -> None:
    store.take([seen("Paint")])
    store.take([seen("Paint"), seen("Sail", line=1)])
    paint, sail = store.of_project("P.md")
    assert paint.at(NOW - 30 * 24 * HOUR) is not None
    assert sail.at(NOW - 2 * HOUR) is None
    assert sail.at(NOW) is not None


def test_moments_never_run_backwards(store: HistoryStore) -> None:
    store.take([seen("Paint")])
    store.take([seen("Paint", "in_progress", changed_at=NOW)])
    store.take([seen("Paint", "done", changed_at=NOW - 5 * HOUR, ended=date(2020, 1, 1))])
    (item,) = store.of_project("P.md")
    assert list(item.moments) == sorted(set(item.moments))


def test_renaming_a_folder_takes_items_projects_and_sprints_along(store: HistoryStore) -> None:
    store.take([seen("Paint", path="W/A.md", project="W/P.md", sprint="W/S.md")])
    store.rename("W", "Work")
    assert store.of_project("W/P.md") == []
    assert [each.path for each in store.of_sprint("Work/S.md")] == ["Work/A.md"]
    assert store.take([seen("Paint", path="Work/A.md", project="Work/P.md", sprint="Work/S.md")]) == 0


items = st.builds(
    seen, st.sampled_from(["Paint", "Sail", "Row", ""]), st.sampled_from(["todo", "done", "in_progress"]),
    path=st.sampled_from(["A.md", "B.md"]), line=st.integers(0, 5), own_id=st.sampled_from([None, "x"]),
)  # fmt: skip


@given(st.lists(st.lists(items, max_size=6, unique_by=lambda each: (each.path, each.line)), max_size=6))
def test_matching_loses_and_doubles_nothing(rounds: list[list[Seen]]) -> None:
    known: list[Known] = []
    for now in rounds:
        matched = match(known, now)
        assert len(matched.pairs) + len(matched.new) == len(now)
        assert len(matched.pairs) + len(matched.missing) == len(known)
        assert len({pair[0].item_id for pair in matched.pairs}) == len(matched.pairs)
        known = [Known(number, *each[:5], each.state, NOW) for number, each in enumerate(now)]


@contextmanager
def recorded(folder: Path) -> Iterator[tuple[Workspace, Recorder, HistoryStore, list[set[str] | None]]]:
    """A vault that is followed: its workspace, recorder and history, and which notes were compared (None: all)."""
    with Workspace.open(folder / "vault", data_dir=folder / "data") as workspace:
        workspace.start()
        workspace.sync(embed=False)
        store = HistoryStore(workspace.data_dir)
        taken: list[set[str] | None] = []
        take = store.take
        vars(store)["take"] = lambda seen, paths, upto: (taken.append(paths), take(seen, paths, upto))
        recorder = Recorder(workspace, store)
        recorder.start()
        try:
            assert recorder.settle()
            yield workspace, recorder, store, taken
        finally:
            recorder.close()
            store.close()


@pytest.fixture
def boat(tmp_path: Path) -> Path:
    """A folder with a vault that holds one project, and a note that belongs to none."""
    (tmp_path / "vault/Boat").mkdir(parents=True)
    (tmp_path / "vault/Boat/Boat.md").write_text("---\ntype: project\n---\n- [ ] Paint\n- [ ] Buy rope\n")
    (tmp_path / "vault/Boat/Sails.md").write_text("- [ ] Sew\n")
    (tmp_path / "vault/Alone.md").write_text("- [ ] Read\n")
    return tmp_path


def states(store: HistoryStore, project: str) -> dict[str, list[tuple[str, str | None]]]:
    return {
        each.words: [(state.status, state.project) for state in each.states] for each in store.of_project(project)
    }


def test_the_recorder_follows_a_vault_and_its_history_outlives_the_index(boat: Path) -> None:
    with recorded(boat) as (workspace, recorder, store, _):
        workspace.edit_note("Boat/Boat.md", lambda text: text.replace("[ ] Paint", "[x] Paint ✅ 2026-05-04"))
        assert recorder.settle()
        workspace.move("Boat", "Yard/Boat")
        assert recorder.settle()
        workspace.rebuild()
        workspace.sync(embed=False)
        assert recorder.settle()
        path = "Yard/Boat/Boat.md"
        assert states(store, path) == {
            "Paint": [("todo", path), ("done", path)], "Buy rope": [("todo", path)], "Sew": [("todo", path)],
        }  # fmt: skip


def test_a_start_compares_only_what_changed_since_the_last_end(boat: Path) -> None:
    with recorded(boat) as (_, _, _, taken):
        assert taken == [None]
    with recorded(boat) as (_, _, _, taken):
        assert taken == [set()]
    (boat / "vault/Boat/Sails.md").write_text("- [x] Sew\n- [ ] Mend\n")
    (boat / "vault/Alone.md").unlink()
    with recorded(boat) as (workspace, recorder, store, taken):
        assert taken == [{"Boat/Sails.md", "Alone.md"}]
        workspace.edit_note("Boat/Sails.md", lambda text: text.replace("[ ] Mend", "[/] Mend"))
        assert recorder.settle()
        assert taken[1:] == [{"Boat/Sails.md"}]
        found = states(store, "Boat/Boat.md")
    assert [status for status, _ in found["Sew"]] == ["todo", "done"]
    assert [status for status, _ in found["Mend"]] == ["todo", "in_progress"]
    with recorded(boat) as (_, _, _, taken):
        assert taken == [set()]


def test_what_could_not_be_written_is_caught_up_with_the_next_change(boat: Path) -> None:
    with recorded(boat) as (workspace, recorder, store, taken):
        take, failures = store.take, [StorageFailed("history.db", "no space left")]

        def failing(*arguments: Any) -> int:
            if failures:
                raise failures.pop()
            return take(*arguments)

        vars(store)["take"] = failing
        workspace.edit_note("Boat/Sails.md", lambda text: text.replace("[ ] Sew", "[x] Sew"))
        assert recorder.settle()
        assert not failures
        workspace.edit_note("Alone.md", lambda text: text.replace("[ ] Read", "[x] Read"))
        assert recorder.settle()
        assert taken[-1] == {"Boat/Sails.md", "Alone.md"}
        assert [status for status, _ in states(store, "Boat/Boat.md")["Sew"]] == ["todo", "done"]


def test_all_is_compared_when_a_project_goes_while_nobody_looks(boat: Path) -> None:
    with recorded(boat):
        pass
    (boat / "vault/Boat/Boat.md").write_text("Once a project.\n")
    with recorded(boat) as (_, _, store, taken):
        assert taken == [None]
        assert states(store, "Boat/Boat.md")["Sew"] == [("todo", "Boat/Boat.md"), ("todo", None)]


def test_all_is_compared_when_the_index_is_another(boat: Path) -> None:
    with recorded(boat):
        pass
    for path in (boat / "data").rglob("index.db*"):
        path.unlink()
    with recorded(boat) as (_, _, _, taken):
        assert taken == [None]


def test_days_are_those_of_the_user() -> None:
    assert noon_of(date(2026, 5, 2)) - noon_of(date(2026, 5, 1)) == timedelta(days=1).total_seconds()
