"""Every command in the README and the documents runs as written, on the sample workspace.

A block marked ``console`` holds commands after ``$ ``; they run one after the other, in the sample's folder.
A block marked ``sh`` holds ``make`` targets: each must exist, and ``make run``, the first thing anyone tries, is run.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from claudeprojects.core.sample.create import create_sample
from claudeprojects.engine.locate import find_running

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    path
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
    if "```" in path.read_text(encoding="utf-8")
]
CLI = "claudeprojects"
START_SECONDS = 120


def blocks(document: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", document.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands(document: Path) -> list[str]:
    lines = (line for block in blocks(document, "console") for line in block.splitlines())
    return [line[2:] for line in lines if line.startswith("$ ")]


def targets() -> set[str]:
    lines = (line for document in DOCUMENTS for block in blocks(document, "sh") for line in block.splitlines())
    named = {line for line in lines if line.startswith("make ")}
    table = re.findall(r"`(make [a-z]+)[^`]*`", (ROOT / "README.md").read_text(encoding="utf-8"))
    return named | set(table)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace as it is created; nothing may change it."""
    vault = tmp_path_factory.mktemp("original") / "Sample notes"
    create_sample(vault, dt.date(2026, 5, 4))
    return vault


@pytest.fixture
def sample(original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample workspace, a home of its own, and the program on the path."""
    monkeypatch.setenv("CLAUDEPROJECTS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("CLAUDEPROJECTS_VAULT", raising=False)
    return shutil.copytree(original, tmp_path / "Sample notes", symlinks=True)


@pytest.fixture
def workplace(sample: Path) -> Iterator[Path]:
    """The sample, and no engine left behind."""
    yield sample
    subprocess.run([CLI, "stop"], cwd=sample, check=True, capture_output=True)


def shell(command: str, vault: Path) -> subprocess.CompletedProcess[str]:
    script = f"set -euo pipefail\n{command}"
    return subprocess.run(["bash", "-c", script], cwd=vault, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if commands(d)], ids=lambda d: d.name)
def test_every_command_of_the_document_works(document: Path, workplace: Path) -> None:
    for command in commands(document):
        if find_running(workplace) is None and f"{CLI} open" not in command:
            subprocess.run([CLI, "open", "--no-browser"], cwd=workplace, check=True, capture_output=True)
        done = shell(command, workplace)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        assert "Error" not in done.stderr, command


def test_the_readme_works_without_an_engine_too(sample: Path) -> None:
    wanted = [command for command in commands(ROOT / "README.md") if " search " in command or " note " in command]
    assert wanted
    for command in wanted:
        done = shell(command, sample)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert find_running(sample) is None


@pytest.mark.parametrize("target", sorted(targets()))
def test_every_make_target_exists(target: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{target} --dry-run"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_make_help_names_every_target_of_the_readme() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in re.findall(r"`(make [a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")):
        assert target in shown or target == "make help", target


def test_make_run_opens_the_workspace(sample: Path) -> None:
    environment = os.environ | {"BROWSER": "true", "VAULT": str(sample)}
    process = subprocess.Popen(
        ["make", "run"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        address = address_of(process)
        with urllib.request.urlopen(address) as answer:
            assert b"<html" in answer.read().lower()
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)
    assert find_running(sample) is None


def address_of(process: subprocess.Popen[str]) -> str:
    """The address ``make run`` prints, waited for."""
    assert process.stdout is not None
    deadline = time.monotonic() + START_SECONDS
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\S+", line):
            return found.group()
        assert time.monotonic() < deadline
    pytest.fail("make run ended without an address")
