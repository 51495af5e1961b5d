"""The database: transactions whole or not at all, snapshots, damage told, migrations once and in order."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from claudeprojects.core.errors import IndexDamaged, StorageFailed
from claudeprojects.core.store.database import Database
from claudeprojects.core.store.migrations import migrate


@pytest.fixture
def database(tmp_path: Path):
    database = Database(tmp_path / "x.db")
    database.script("CREATE TABLE t (n INTEGER)")
    yield database
    database.close()


def test_a_failed_write_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as transaction:
        transaction.execute("INSERT INTO t VALUES (1)")
        1 / 0  # noqa: B018
    assert database.read("SELECT * FROM t") == []


def test_a_nested_write_joins_the_outer_transaction(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as outer:
        outer.execute("INSERT INTO t VALUES (1)")
        with database.write() as inner:
            inner.execute("INSERT INTO t VALUES (2)")
        1 / 0  # noqa: B018
    assert database.value("SELECT count(*) FROM t") == 0


def test_a_snapshot_does_not_see_a_later_commit(database: Database) -> None:
    with database.snapshot():
        assert database.value("SELECT count(*) FROM t") == 0
        writer = threading.Thread(target=_insert, args=(database,))
        writer.start()
        writer.join()
        assert database.value("SELECT count(*) FROM t") == 0
    assert database.value("SELECT count(*) FROM t") == 1


def _insert(database: Database) -> None:
    with database.write() as transaction:
        transaction.execute("INSERT INTO t VALUES (1)")


def test_many_threads_write_one_after_the_other(database: Database) -> None:
    threads = [threading.Thread(target=_insert, args=(database,)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.value("SELECT count(*) FROM t") == 16


def test_a_file_that_is_no_database_is_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"no database at all" * 1000)
    with pytest.raises(IndexDamaged, match=r"x\.db"):
        Database(tmp_path / "x.db")


def test_a_closed_database_says_so(database: Database) -> None:
    database.close()
    with pytest.raises(StorageFailed):
        database.read("SELECT 1")


def test_migrations_run_once_in_order_and_refuse_a_newer_database(tmp_path: Path) -> None:
    folder = tmp_path / "sql"
    folder.mkdir()
    (folder / "0001_create_a.sql").write_text("CREATE TABLE a (n); INSERT INTO a VALUES (1);")
    (folder / "0002_fill_a.sql").write_text("INSERT INTO a VALUES (2);")
    database = Database(tmp_path / "state.db", durability="full")
    assert migrate(database, folder) == ["0001_create_a.sql", "0002_fill_a.sql"]
    assert migrate(database, folder) == []
    assert database.read("SELECT n FROM a ORDER BY n") == [(1,), (2,)]
    (folder / "0002_fill_a.sql").unlink()
    with pytest.raises(IndexDamaged, match="newer version"):
        migrate(database, folder)
    database.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "sql"
    folder.mkdir()
    (folder / "0001_create_a.sql").write_text("CREATE TABLE a (n); INSERT INTO nowhere VALUES (1);")
    database = Database(tmp_path / "state.db")
    with pytest.raises(Exception, match="nowhere"):
        migrate(database, folder)
    assert database.read("SELECT name FROM sqlite_master WHERE name = 'a'") == []
    database.close()
