"""The agent store opens, migrates once, and keeps what it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.agents.store import AgentStore

if TYPE_CHECKING:
    from pathlib import Path


def test_a_store_opened_twice_keeps_its_rows(tmp_path: Path) -> None:
    first = AgentStore(tmp_path / "data")
    with first.database.write() as write:
        write.execute("INSERT INTO cached_replies VALUES ('k', 0, '{}', 1.0)")
    first.close()
    second = AgentStore(tmp_path / "data")
    assert second.database.value("SELECT count(*) FROM cached_replies") == 1
    second.close()


def test_two_processes_worth_of_stores_see_each_others_commits(tmp_path: Path) -> None:
    one, two = AgentStore(tmp_path), AgentStore(tmp_path)
    with one.database.write() as write:
        write.execute("INSERT INTO cached_replies VALUES ('k', 0, '{}', 1.0)")
    assert two.database.value("SELECT key FROM cached_replies") == "k"
    one.close()
    two.close()
