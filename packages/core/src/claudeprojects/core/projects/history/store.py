"""``history.db``: the states of work items, only ever added to, beside the index and not thrown away with it."""

from __future__ import annotations

import json
import time
from importlib import resources
from typing import TYPE_CHECKING, Final

from claudeprojects.core.projects.history.matching import match
from claudeprojects.core.projects.history.model import GONE, Known, Mark, Past, State
from claudeprojects.core.projects.history.moments import moment_of_change, past_states
from claudeprojects.core.store.database import Database
from claudeprojects.core.store.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from claudeprojects.core.projects.history.model import Seen
    from claudeprojects.core.store.database import Transaction

FILE_NAME: Final = "history.db"
_KNOWN: Final = "SELECT item_id, path, line, own_id, block_id, words, state, since FROM items"
_GONE_SINCE: Final = 86_400.0
"""An item cut from one note and pasted into another within a day is the same one."""
_ADD_STATE: Final = "INSERT OR REPLACE INTO states VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_HELD: Final = """
SELECT 1 FROM (SELECT value AS path FROM json_each(?))
WHERE EXISTS (SELECT 1 FROM states WHERE project = path) OR EXISTS (SELECT 1 FROM states WHERE sprint = path) LIMIT 1
"""
_PAST: Final = """
SELECT item_id, path, line, words, s.since, status, points, hours, due, assignees, project, sprint
FROM states AS s JOIN items USING (item_id) WHERE item_id IN (SELECT item_id FROM states WHERE {column} = ?)
ORDER BY item_id, s.since
"""


class HistoryStore:
    """The history of one vault's items in the data folder ``folder``. Safe in any thread."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._database = Database(folder / FILE_NAME, cache_mib=4)
        self._now = now
        migrate(self._database, resources.files(__package__) / "sql")

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    @property
    def taken(self) -> Mark | None:
        """Up to which change the history is complete; ``None`` before anything was taken in."""
        rows = self._database.read("SELECT store_id, seq FROM taken")
        return Mark(*rows[0]) if rows else None

    def paths(self) -> list[str]:
        """The notes that hold an item, as far as is known."""
        return [path for (path,) in self._database.read("SELECT DISTINCT path FROM items WHERE state IS NOT NULL")]

    def held(self, paths: Iterable[str]) -> bool:
        """Whether one of ``paths`` has been a project or a sprint of an item."""
        return bool(self._database.read(_HELD, (json.dumps(list(paths)),)))

    def take(self, seen: Sequence[Seen], paths: Iterable[str] | None = None, upto: Mark | None = None) -> int:
        """Take in what the index shows of the notes ``paths`` (``None``: of all); return how many states were added.

        ``upto`` is the change with which the history is complete afterwards. All of it is one transaction, so that a
        crash leaves the history as it was before or after.
        """
        with self._database.write() as transaction:
            always = not transaction.execute("SELECT 1 FROM items LIMIT 1")
            before = self._alive(transaction, paths)
            matched = match(before, seen)
            back = match(self._gone(transaction, matched.new), matched.new)
            added = sum(self._follow(transaction, known, now) for known, now in (*matched.pairs, *back.pairs))
            added += sum(self._begin(transaction, now, always=always) for now in back.new)
            written = {now.path: now.changed_at for now in seen}
            added += sum(self._end(transaction, known, written.get(known.path)) for known in matched.missing)
            if upto is not None:
                transaction.execute("INSERT OR REPLACE INTO taken VALUES (1, ?, ?)", upto)
        return added

    def rename(self, source: str, target: str) -> None:
        """A note, or a folder of notes, has another path now; as item, as project and as sprint."""
        below, tail = f"{source}/", len(source) + 1
        with self._database.write() as transaction:
            for table, column in (("items", "path"), ("states", "project"), ("states", "sprint")):
                transaction.execute(
                    f"UPDATE {table} SET {column} = ? || substr({column}, ?)"
                    f" WHERE {column} = ? OR substr({column}, 1, ?) = ?",
                    (target, tail, source, len(below), below),
                )
            for item_id, text in transaction.execute("SELECT item_id, state FROM items WHERE state IS NOT NULL"):
                state = State.from_json(text)
                moved = state._replace(
                    project=_moved(state.project, source, target), sprint=_moved(state.sprint, source, target)
                )
                if moved != state:
                    transaction.execute("UPDATE items SET state = ? WHERE item_id = ?", (moved.to_json(), item_id))

    def of_project(self, path: str) -> list[Past]:
        """Every item that belonged to the project at any time, with all it has been."""
        return self._past("project", path)

    def of_sprint(self, path: str) -> list[Past]:
        """Every item that was in the sprint at any time, with all it has been."""
        return self._past("sprint", path)

    def _past(self, column: str, path: str) -> list[Past]:
        found: dict[int, tuple[tuple[str, int, str], list[float], list[State]]] = {}
        for item_id, *place, since, status, points, hours, due, assignees, project, sprint in self._database.read(
            _PAST.format(column=column), (path,)
        ):
            _, moments, states = found.setdefault(item_id, ((place[0], place[1], place[2]), [], []))
            moments.append(since)
            states.append(State(status, points, hours, due, tuple(json.loads(assignees)), project, sprint))
        return [
            Past(item_id, *place, tuple(moments), tuple(states))
            for item_id, (place, moments, states) in found.items()
        ]

    def _alive(self, transaction: Transaction, paths: Iterable[str] | None) -> list[Known]:
        sql, values = f"{_KNOWN} WHERE state IS NOT NULL", ()
        if paths is not None:
            sql, values = f"{sql} AND path IN (SELECT value FROM json_each(?))", (json.dumps(list(paths)),)  # type: ignore[assignment]
        return [_known(row) for row in transaction.execute(f"{sql} ORDER BY path, line", values)]

    def _gone(self, transaction: Transaction, new: Sequence[Seen]) -> list[Known]:
        """Items that were lost lately, and whose words one of ``new`` has."""
        if not new:
            return []
        words = json.dumps(list({seen.words for seen in new if seen.words}))
        sql = f"{_KNOWN} WHERE state IS NULL AND words IN (SELECT value FROM json_each(?)) AND since > ?"
        return [_known(row) for row in transaction.execute(sql, (words, self._now() - _GONE_SINCE))]

    def _begin(self, transaction: Transaction, seen: Seen, *, always: bool) -> int:
        states = past_states(seen, self._now(), always=always)
        item_id = transaction.insert(
            "INSERT INTO items (path, line, own_id, block_id, words, state, since) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*seen[:5], seen.state.to_json(), states[-1][0]),
        )
        for since, state in states:
            _add(transaction, item_id, since, state)
        return len(states)

    def _follow(self, transaction: Transaction, known: Known, seen: Seen) -> int:
        same_state = known.state == seen.state
        since = known.since if same_state else moment_of_change(seen, known.since, self._now())
        if not same_state or known[1:6] != seen[:5]:
            transaction.execute(
                "UPDATE items SET path = ?, line = ?, own_id = ?, block_id = ?, words = ?, state = ?, since = ?"
                " WHERE item_id = ?",
                (*seen[:5], seen.state.to_json(), since, known.item_id),
            )
        if not same_state:
            _add(transaction, known.item_id, since, seen.state)
        return int(not same_state)

    def _end(self, transaction: Transaction, known: Known, written: float | None) -> int:
        """The item is gone since its note was ``written``; since now, when the note is empty or gone."""
        since = max(min(written or self._now(), self._now()), known.since + 0.001)
        _add(transaction, known.item_id, since, State(GONE))
        transaction.execute("UPDATE items SET state = NULL, since = ? WHERE item_id = ?", (since, known.item_id))
        return 1


def _add(transaction: Transaction, item_id: int, since: float, state: State) -> None:
    assignees = json.dumps(list(state.assignees), ensure_ascii=False)
    row = (item_id, since, state.status, state.points, state.hours, state.due, assignees, state.project, state.sprint)
    transaction.execute(_ADD_STATE, row)


def _known(row: tuple[object, ...]) -> Known:
    known = Known(*row)  # type: ignore[arg-type]
    return known._replace(state=State.from_json(row[6]) if isinstance(row[6], str) else None)


def _moved(path: str | None, source: str, target: str) -> str | None:
    if path is None or not (path == source or path.startswith(f"{source}/")):
        return path
    return target + path[len(source) :]
