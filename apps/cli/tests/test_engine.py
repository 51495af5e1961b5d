"""Opening, serving and stopping, with real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING, Any

from claudeprojects.engine.locate import find_running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran

PROGRAM = [sys.executable, "-m", "claudeprojects.cli"]


def test_open_starts_an_engine_finds_it_again_and_stop_ends_it(run: Callable[..., Ran], vault: Path) -> None:
    started = subprocess.run([*PROGRAM, "open", "--no-browser", "--json"], cwd=vault, capture_output=True, check=True)
    first = json.loads(started.stdout)
    try:
        second = json.loads(run("open", str(vault), "--no-browser", "--json").out)
        assert second == first
        assert first["url"].startswith(first["address"] + "/?token=")
        with urllib.request.urlopen(first["address"] + "/healthz") as answer:
            assert answer.status == 200
        status = json.loads(run("status", "--json").out)
        assert status["engine"] == first["address"]
    finally:
        stopped = json.loads(run("stop", "--json").out)
    assert stopped == {"stopped": True, "pid": first["pid"]}
    assert find_running(vault) is None
    assert json.loads(run("stop", "--json").out) == {"stopped": False, "pid": None}


def test_serve_says_where_finds_a_running_one_and_ends_with_an_interrupt(vault: Path) -> None:
    serve = [*PROGRAM, "serve", str(vault)]
    process = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:")
    second = subprocess.run(serve, capture_output=True, text=True, check=True, timeout=30)
    assert second.stdout.strip() == address
    assert "running already" in second.stderr
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in errors


def test_a_change_made_through_the_engine_is_there_without_it(
    run: Callable[..., Ran], serving: Any, vault: Path
) -> None:
    with serving():
        run("note", "write", "Both", "--text", "seen by both sides")
        assert "Both.md" in run("search", "seen", "--mode", "keyword").out
    assert "Both.md" in run("search", "seen", "--mode", "keyword").out
    assert json.loads(run("note", "history", "--json").out)[0]["kind"]


def test_an_engine_that_cannot_start_says_why(run: Callable[..., Ran], home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("[engine]\nport = 'many'\n", encoding="utf-8")
    ran = run("open", "--no-browser")
    assert ran.code == 8
    assert "engine.port" in ran.err


def test_an_interrupt_while_indexing_ends_cleanly_and_the_next_run_goes_on(vault: Path, home: Path) -> None:
    for number in range(1000):
        (vault / f"Note {number}.md").write_text(f"# Note {number}\n\nSome words about {number}.\n" * 20)
    index = [*PROGRAM, "index", "--vault", str(vault)]
    process = subprocess.Popen(
        index, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    deadline = time.monotonic() + 120
    while not list(home.glob("vaults/*/index.db")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    time.sleep(0.3)  # well into its work, most often; whenever it comes, it must end cleanly
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
    _out, errors = process.communicate(timeout=60)
    assert process.returncode in {0, 130, -signal.SIGINT}, errors  # a shell shows the last two as 130
    assert "Traceback" not in errors, errors
    done = subprocess.run([*index, "--json"], capture_output=True, text=True, check=True, timeout=120)
    assert json.loads(done.stdout)["files"]["indexed"] >= 1000
