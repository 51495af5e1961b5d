"""``doctor``: each kind of trouble is found and comes with a next step; looking changes nothing."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from claudeprojects.core.settings import data_dir, record_root

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


@pytest.fixture
def findings(run: Callable[..., Ran]) -> Callable[[], dict[str, list[dict[str, Any]]]]:
    def look() -> dict[str, list[dict[str, Any]]]:
        report = json.loads(run("doctor", "--json").out)
        found: dict[str, list[dict[str, Any]]] = {}
        for finding in report["findings"]:
            found.setdefault(finding["check"], []).append(finding)
        return found

    return look


def everything_below(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def test_a_healthy_vault_has_no_problems(run: Callable[..., Ran], vault: Path) -> None:
    run("index")
    before = everything_below(vault)
    ran = run("doctor")
    assert ran.code == 0, ran.out
    assert "No problems found." in ran.err
    assert "agree on" in ran.out
    assert everything_below(vault) == before


def test_without_an_index_it_says_how_one_is_made(findings: Any, home: Path) -> None:
    (index,) = findings()["Index"]
    assert index["level"] == "note"
    assert "claudeprojects index" in index["hint"]
    assert not home.exists()


def test_it_tells_how_the_commands_of_agents_are_confined(findings: Any) -> None:
    (commands,) = findings()["Commands"]
    assert commands["level"] in ("ok", "note")
    assert ("with Landlock" in commands["message"]) == (commands["level"] == "ok")


def test_what_is_not_ok_always_has_a_next_step(run: Callable[..., Ran], findings: Any, vault: Path) -> None:
    run("index")
    (data_dir(vault) / "index.db").write_bytes(b"not a database" * 1000)
    for found in findings().values():
        assert all(one["hint"] for one in found if one["level"] != "ok")


def test_a_damaged_index_is_a_problem_and_a_rebuild_mends_it(run: Callable[..., Ran], vault: Path) -> None:
    run("index")
    for name in ("index.db-wal", "index.db-shm"):
        (data_dir(vault) / name).unlink(missing_ok=True)
    (data_dir(vault) / "index.db").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    ran = run("doctor")
    assert ran.code == 9
    assert "index --rebuild" in ran.out
    assert run("index", "--rebuild").code == 0
    assert run("doctor").code == 0


def test_a_missing_full_text_store_is_a_problem(run: Callable[..., Ran], findings: Any, vault: Path) -> None:
    run("index")
    shutil.rmtree(data_dir(vault) / "search")
    assert findings()["Full text"][0]["level"] == "problem"


def test_changes_the_index_has_not_seen_are_named(run: Callable[..., Ran], findings: Any, vault: Path) -> None:
    run("index")
    (vault / "Fresh.md").write_text("new", encoding="utf-8")
    (vault / "Alone.md").unlink()
    (disk,) = findings()["Disk"]
    assert disk["level"] == "note"
    assert "1 new" in disk["message"]
    assert "1 gone" in disk["message"]
    assert "Alone.md" in disk["message"]


def test_data_of_a_vault_that_is_gone_is_found(findings: Any, tmp_path: Path) -> None:
    gone = tmp_path / "Gone"
    gone.mkdir()
    record_root(data_dir(gone), gone)
    gone.rmdir()
    (old,) = findings()["Old data"]
    assert old["level"] == "note"
    assert str(gone) in old["message"]
    assert str(data_dir(gone)) in old["hint"]


def test_settings_that_cannot_be_read_are_a_problem(run: Callable[..., Ran], findings: Any, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("[[", encoding="utf-8")
    assert findings()["Your settings"][0]["level"] == "problem"


def test_what_a_vault_may_not_set_is_named(findings: Any, vault: Path) -> None:
    (vault / ".claudeprojects").mkdir()
    text = '{"embeddings": {"url": "https://collector.example"}}'
    (vault / ".claudeprojects" / "settings.json").write_text(text, encoding="utf-8")
    (found,) = findings()["Vault settings"]
    assert found["level"] == "note"
    assert "embeddings.url" in found["message"]


def test_a_running_engine_and_one_that_crashed_are_told_apart(serving: Any, findings: Any, vault: Path) -> None:
    with serving() as process:
        assert "runs at http://127.0.0.1:" in findings()["Engine"][0]["message"]
        process.kill()
        process.wait()
    (engine,) = findings()["Engine"]
    assert engine["level"] == "note"
