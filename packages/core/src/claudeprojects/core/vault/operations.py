"""The journal of operations: what was changed in a vault and how to put it back, kept in ``state.db``.

An operation is recorded, with the bytes its files had before, *before* any file changes, and is marked done
after. What is still pending when a vault is opened was interrupted (``history`` mends it). The journal is bounded:
the last 500 edits of single notes, the last 500 other operations, and 200 MB in all.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

from claudeprojects.core.errors import IndexDamaged, UndoRefused
from claudeprojects.core.store.database import Database
from claudeprojects.core.store.migrations import migrate
from claudeprojects.core.vault.paths import TRASH_FOLDER, is_inside
from claudeprojects.core.vault.step_rows import COLUMNS, WITHOUT_BYTES, from_row, size_of, to_row
from claudeprojects.core.vault.steps import Rename, Write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from claudeprojects.core.vault.steps import Step

OperationKind = Literal["write", "create", "patch", "create_folder", "move", "trash", "restore", "import", "undo"]

_EDITS = ("write", "create", "patch")
_KEEP_EACH = 500
_KEEP_BYTES = 200_000_000
_PRUNE_EVERY = 64


@dataclass(frozen=True, slots=True)
class OperationFile:
    """One file (or moved folder) that an operation changed, and how many links in it were updated."""

    path: str
    links: int


@dataclass(frozen=True, slots=True)
class Operation:
    """One change of a vault as a person sees it. ``id`` grows with time; ``at`` is in UTC."""

    id: str
    kind: OperationKind
    summary: str
    at: datetime
    files: tuple[OperationFile, ...]
    renames: tuple[tuple[str, str], ...]
    """Files and folders that took another path, in order: (old, new). A folder stands for all in it."""
    undoable: bool
    undoes: str | None = None


class Journal:
    """The operations of one vault in the database ``path``, which is made when the first one is recorded."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._opened: Database | None = None
        self._finished: list[int] = []
        self._begun = 0

    def begin(self, kind: OperationKind, summary: str, steps: Sequence[Step], undoes: str | None = None) -> Operation:
        """Record an operation that is about to happen, and the end of those that ``finish`` named.

        One of several steps is on the disk for good when this returns; a single write is atomic by itself and
        only needs to survive the process.
        """
        at_ns = time.time_ns()
        rows = [to_row(ordinal, step) for ordinal, step in enumerate(steps)]
        database = self._database()
        with self._durable(database, len(steps) > 1), database.write() as transaction:
            self._mark_finished(database)
            number = transaction.insert(_INSERT, (kind, summary, at_ns, undoes, sum(map(size_of, rows))))
            transaction.executemany(_INSERT_STEP, [(number, *row) for row in rows])
        self._prune_sometimes(database)
        return _describe((number, kind, summary, at_ns, "done", undoes), steps)

    def finish(self, operation: Operation) -> None:
        """Note that an operation is complete; it is written down with the next one, or when the journal is read."""
        with self._guard:
            self._finished.append(int(operation.id))
        if operation.undoes or operation.kind not in _EDITS:
            self.flush()

    def forget(self, operation_id: str) -> None:
        """Remove an operation that was taken back because it could not be completed."""
        with self._database().write() as transaction:
            transaction.execute("DELETE FROM operations WHERE operation_id = ?", (_number(operation_id),))

    def flush(self) -> None:
        """Write down which operations are complete."""
        if self._opened is not None and self._finished:
            with self._opened.write():
                self._mark_finished(self._opened)

    def pending(self) -> list[str]:
        """Return the operations that were begun and neither finished nor forgotten, the newest first."""
        if not self._exists():
            return []
        self.flush()
        rows = self._database().read("SELECT operation_id FROM operations WHERE state = 'pending' ORDER BY 1 DESC")
        return [str(number) for (number,) in rows]

    def load(self, operation_id: str) -> tuple[Operation, list[Step], str]:
        """Return an operation, its steps and its state; raises ``UndoRefused`` when the journal has none."""
        self.flush()
        number = _number(operation_id) or 0
        rows = self._database().read(_SELECT + " WHERE operation_id = ?", (number,)) if self._exists() else []
        if not rows:
            raise UndoRefused(operation_id, "there is no such operation, or it is too old to be undone")
        steps = self._steps(number, COLUMNS)
        return _describe(rows[0], steps), steps, rows[0][4]

    def latest(self, limit: int, before: str | None = None) -> list[Operation]:
        """Return complete operations, the newest first, older than ``before``."""
        if not self._exists():
            return []
        self.flush()
        older_than = (_number(before) if before else None) or 2**62
        return [
            _describe(row, self._steps(row[0], WITHOUT_BYTES))
            for row in self._database().read(_SELECT_LATEST, (older_than, limit))
        ]

    def close(self) -> None:
        """Write down what is complete and close the database."""
        self.flush()
        with self._guard:
            if self._opened is not None:
                self._opened.close()
                self._opened = None

    def _mark_finished(self, database: Database) -> None:
        with self._guard:
            finished, self._finished = self._finished, []
        if not finished:
            return
        with database.write() as transaction:
            marks = [(number,) for number in finished]
            transaction.executemany(
                "UPDATE operations SET state = 'undone' WHERE operation_id ="
                " (SELECT undoes FROM operations WHERE operation_id = ?)",
                marks,
            )
            transaction.executemany("UPDATE operations SET state = 'done' WHERE operation_id = ?", marks)

    def _prune_sometimes(self, database: Database) -> None:
        self._begun += 1
        if self._begun % _PRUNE_EVERY:
            return
        with database.write() as transaction:
            transaction.execute(_PRUNE_NUMBER, {"keep": _KEEP_EACH})
            transaction.execute(_PRUNE_BYTES, {"keep": _KEEP_BYTES})

    def _steps(self, number: int, columns: str) -> list[Step]:
        sql = f"SELECT {columns} FROM steps WHERE operation_id = ? ORDER BY ordinal"
        return [from_row(row) for row in self._database().read(sql, (number,))]

    def _exists(self) -> bool:
        return self._opened is not None or self._path.exists()

    def _database(self) -> Database:
        with self._guard:
            if self._opened is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._opened = _open(self._path)
            return self._opened

    @contextmanager
    def _durable(self, database: Database, needed: bool) -> Iterator[None]:
        """Let what is committed in the block survive a power cut too."""
        if not needed:
            yield
            return
        database.script("PRAGMA synchronous = full")
        try:
            yield
        finally:
            database.script("PRAGMA synchronous = normal")


_SELECT = "SELECT operation_id, kind, summary, at_ns, state, undoes FROM operations"
_SELECT_LATEST = _SELECT + " WHERE state != 'pending' AND operation_id < ? ORDER BY operation_id DESC LIMIT ?"
_INSERT = "INSERT INTO operations (kind, summary, at_ns, state, undoes, bytes) VALUES (?, ?, ?, 'pending', ?, ?)"
_INSERT_STEP = f"INSERT INTO steps (operation_id, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PRUNE_NUMBER = """
DELETE FROM operations WHERE state != 'pending' AND operation_id IN (
    SELECT operation_id FROM (
        SELECT operation_id, row_number() OVER (
            PARTITION BY kind IN ('write', 'create', 'patch') ORDER BY operation_id DESC) AS place FROM operations)
    WHERE place > :keep)
"""
_PRUNE_BYTES = """
DELETE FROM operations WHERE state != 'pending' AND operation_id IN (
    SELECT operation_id FROM (
        SELECT operation_id, sum(bytes) OVER (ORDER BY operation_id DESC) AS total FROM operations)
    WHERE total > :keep)
"""


def _describe(row: Sequence[Any], steps: Sequence[Step]) -> Operation:
    number, kind, summary, at_ns, state, undoes = row
    return Operation(
        id=str(number),
        kind=kind,
        summary=summary,
        at=datetime.fromtimestamp(at_ns / 1e9, UTC),
        files=_files(steps),
        renames=tuple((step.path, step.target) for step in steps if isinstance(step, Rename)),
        undoable=state == "done",
        undoes=None if undoes is None else str(undoes),
    )


def _files(steps: Sequence[Step]) -> tuple[OperationFile, ...]:
    """Return the files a person would name: no record of the trash, and what was moved where they can see it."""
    links = {step.path: step.links for step in steps if isinstance(step, Write)}
    for step in steps:
        if isinstance(step, Rename):
            links.setdefault(step.path if is_inside(step.target, TRASH_FOLDER) else step.target, 0)
    return tuple(OperationFile(path, count) for path, count in links.items() if not is_inside(path, TRASH_FOLDER))


def _open(path: Path) -> Database:
    try:
        database = Database(path, cache_mib=8)
        migrate(database, resources.files("claudeprojects.core.vault") / "sql")
    except IndexDamaged as error:
        error.hint = "Move this file away to begin a new one. The notes are not affected, only what can be undone."
        raise
    return database


def _number(operation_id: str) -> int | None:
    """Return the row id in ``operation_id``, ``None`` when it cannot be one."""
    return (
        int(operation_id) if operation_id.isascii() and operation_id.isdecimal() and len(operation_id) < 19 else None
    )
