"""A real process, killed for real at any moment of its transitions; ``METHODOLOGY_KILLS`` says how often."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from claudeprojects.core.methodologies.methodologies import Methodologies
from claudeprojects.core.testing.files import write_files
from claudeprojects.core.workspace import Workspace

from .conftest import IDEA, METHODOLOGY, RESULT

KILLS = int(os.environ.get("METHODOLOGY_KILLS", "2"))
MOST = 16
"""Operations that a process does before it is killed; a project takes eleven."""
LONGEST = 0.06
"""Seconds that it lives on then, at most: somewhere in the middle of the next operations."""
LATEST = 4
"""Projects that are looked at after each kill; a process works on about two."""
NOTES = 8
"""Of a project that is whole."""


def test_a_killed_process_leaves_every_project_consistent(tmp_path: Path) -> None:
    root, data = tmp_path / "vault", tmp_path / "data"
    own = ".claudeprojects/methodologies"
    write_files(root, {f"{own}/small.md": METHODOLOGY, f"{own}/templates/idea.md": IDEA})
    write_files(root, {f"{own}/templates/result.md": RESULT})
    chance = random.Random(7)
    for _ in range(KILLS):
        work_until_killed(root, data, chance.randint(1, MOST), chance.uniform(0.0, LONGEST))
        check(root, data, LATEST)
    check(root, data, KILLS * MOST)
    assert list((root / "Projects").iterdir())


def work_until_killed(root: Path, data: Path, operations: int, seconds: float) -> None:
    script = Path(__file__).with_name("kill_during_transitions.py")
    command = [sys.executable, str(script), str(root), str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.read(operations) == "." * operations
        time.sleep(seconds)
        process.kill()


def check(root: Path, data: Path, latest: int) -> None:
    """Opening the vault mends it: the latest projects are whole, and in the phase that their gates say."""
    with Workspace.open(root, data_dir=data) as workspace:
        workspace.sync(embed=False)
        methodologies = Methodologies(workspace)
        methodology = methodologies.library.methodology("small")
        folders = sorted((root / "Projects").glob("*"), key=lambda folder: int(folder.name[1:]))
        for folder in folders[-latest:]:
            project = f"Projects/{folder.name}/{folder.name}.md"
            assert len(list(folder.rglob("*.md"))) == NOTES
            assert not [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"]
            state = methodologies.state(project)
            assert len(state.entries) == len(state.gates)
            through = [phase.id for phase in methodology.phases if state.is_through(phase.id)]
            ahead = 1 if state.status == "done" or state.at(state.phase, "waived") else 0
            order = [phase.id for phase in methodology.phases]
            assert through == order[: order.index(state.phase) + ahead]
            assert methodologies.changes(project) == []
