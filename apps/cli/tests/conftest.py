"""A small vault, a home of its own for each test, and ways to run the program: here, or as a process."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from claudeprojects.cli.main import main
from claudeprojects.engine.locate import find_running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

NOTES = {
    "Start.md": (
        "# Start\n\nThe [[Tide clock]] shows the tide. See also [[Nowhere]].\n\n- [ ] Read it all 📅 2030-01-31\n"
    ),
    "Projects/Tide clock.md": (
        "---\nstatus: active\ntags: [project/clock]\naliases: [the clock]\n---\n\n# Tide clock\n\n"
        "## Battery\n\nTwo cells drive the hand for five years. #hardware\n\n- [x] Measure ✅ 2025-05-01\n"
    ),
    "Projects/Dial.md": "The clock needs a dial. [Start](../Start.md)\n\n- [/] Draw it\n",
    "言葉/潮汐.md": "潮汐は月の引力で起こる。\n",
    "Alone.md": "Nobody links here.\r\n",
}


class Ran(NamedTuple):
    """What one run of the program gave."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("CLAUDEPROJECTS_HOME", str(folder))
    monkeypatch.setenv("CLAUDEPROJECTS_KEYCHAIN", "off")
    for name in ("CLAUDEPROJECTS_VAULT", "NO_COLOR", "FORCE_COLOR", "CLAUDEPROJECTS_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return make_vault(tmp_path / "My notes")


def make_vault(root: Path) -> Path:
    for path, text in NOTES.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    (root / "Latin.md").write_bytes(b"caf\xe9\n")
    (root / ".obsidian").mkdir()
    (root / ".obsidian" / "app.json").write_text("{}", encoding="utf-8")
    return root


@pytest.fixture
def run(
    vault: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Ran]:
    """Runs the program in this process, in the vault's folder."""
    monkeypatch.chdir(vault)

    def run_here(*arguments: str) -> Ran:
        capfdbinary.readouterr()
        code = main(arguments)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Ran(code, out.decode(), err.decode())

    return run_here


@pytest.fixture
def serving(vault: Path) -> Callable[[], AbstractContextManager[subprocess.Popen[bytes]]]:
    """Gives an engine for the vault, in a process of its own, while a ``with`` block runs."""
    return lambda: _serving(vault)


@contextmanager
def _serving(vault: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "claudeprojects.cli", "serve", "--vault", str(vault)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        while find_running(vault) is None:
            assert process.poll() is None, "the engine ended"
            assert time.monotonic() < deadline, "the engine does not answer"
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait(30)
