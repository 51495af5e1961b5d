"""A SQLite database in write-ahead mode: one writer at a time, a read connection for every thread.

``Database`` is the only place that opens SQLite. Reads never wait for the writer; every write is one immediate
transaction that commits whole or not at all.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import apsw
from claudeprojects.core.errors import IndexDamaged, StorageFailed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

Row = tuple[Any, ...]
Durability = Literal["normal", "full"]

_PRAGMAS = """
PRAGMA journal_mode = wal;
PRAGMA foreign_keys = on;
PRAGMA temp_store = memory;
PRAGMA mmap_size = 268435456;
"""
_BUSY_TIMEOUT_MS = 10_000


class Transaction:
    """The writer's connection inside one transaction."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """Run one statement and return all its rows."""
        return list(self._connection.execute(sql, params))

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for every row of parameters."""
        self._connection.executemany(sql, rows)

    def insert(self, sql: str, params: Sequence[Any]) -> int:
        """Run one ``INSERT`` and return the row id it made."""
        self._connection.execute(sql, params)
        return self._connection.last_insert_rowid()

    def changes(self) -> int:
        """Return how many rows the last statement changed."""
        return self._connection.changes()


class Database:
    """One SQLite file. ``durability="full"`` also survives a power cut right after a commit returns.

    Raises:
        IndexDamaged: the file is not a database, or SQLite finds it malformed.
        StorageFailed: the file cannot be opened or written.
    """

    def __init__(self, path: Path, *, durability: Durability = "normal", cache_mib: int = 32) -> None:
        self.path = path
        self._durability = durability
        self._cache_mib = cache_mib
        self._local = threading.local()
        self._readers: list[apsw.Connection] = []
        self._guard = threading.Lock()
        self._write_lock = threading.RLock()
        self._depth = 0
        self._closed = False
        with self._translated():
            self._writer = self._open(apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)

    def read(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """Return all rows of a query, seen as of the last commit."""
        with self._translated():
            return list(self._reader().execute(sql, params))

    def iterate(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one, for results too large to hold."""
        with self._translated():
            yield from self._reader().execute(sql, params)

    def value(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """Return the first column of the first row, or ``None`` when there is none."""
        rows = self.read(sql, params)
        return rows[0][0] if rows else None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all reads of this thread see one and the same commit while the block runs."""
        with self._translated():
            reader = self._reader()
            if reader.in_transaction:
                yield
                return
            reader.execute("BEGIN")
            try:
                yield
            finally:
                reader.execute("ROLLBACK")

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """Hold the writer for one transaction; an exception rolls all of it back. Nesting joins the outer one."""
        with self._write_lock, self._translated():
            outermost = self._depth == 0
            if outermost:
                self._writer.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield Transaction(self._writer)
            except BaseException:
                if outermost and self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
            else:
                if outermost:
                    self._commit()
            finally:
                self._depth -= 1

    def script(self, sql: str) -> None:
        """Run several statements outside of a transaction of ours (schema set-up, maintenance)."""
        with self._write_lock, self._translated():
            self._writer.execute(sql)

    def close(self) -> None:
        """Close every connection; harmless when closed already."""
        with self._write_lock, self._guard:
            self._closed = True
            for reader in self._readers:
                reader.close(True)
            self._readers.clear()
            self._writer.close(True)

    def _commit(self) -> None:
        try:
            self._writer.execute("COMMIT")
        except BaseException:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            raise

    def _reader(self) -> apsw.Connection:
        reader: apsw.Connection | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = self._open(apsw.SQLITE_OPEN_READONLY)
            with self._guard:
                if self._closed:
                    reader.close(True)
                    raise StorageFailed(str(self.path), "the database is closed")
                self._readers.append(reader)
            self._local.reader = reader
        return reader

    def _open(self, flags: int) -> apsw.Connection:
        connection = apsw.Connection(str(self.path), flags=flags)
        connection.set_busy_timeout(_BUSY_TIMEOUT_MS)
        connection.execute(_PRAGMAS if flags & apsw.SQLITE_OPEN_READWRITE else "PRAGMA temp_store = memory;")
        connection.execute(f"PRAGMA synchronous = {self._durability}; PRAGMA cache_size = {-1024 * self._cache_mib}")
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (apsw.NotADBError, apsw.CorruptError) as error:
            raise IndexDamaged(str(self.path), str(error)) from error
        except (apsw.FullError, apsw.IOError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError) as error:
            raise StorageFailed(str(self.path), str(error)) from error
        except apsw.ConnectionClosedError as error:
            raise StorageFailed(str(self.path), "the database is closed") from error
