"""(m) Putting a methodology to work in a vault, and asking for its gate; beside the same files written plainly."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from claudeprojects.core.methodologies.methodologies import Methodologies
from claudeprojects.core.workspace import Workspace

from benchmarks.sampling import percentile

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.places import Place
    from benchmarks.report import Report

NAME = "design-sprint"
ROUNDS = 10
GOAL = 300.0


def measure(place: Place, report: Report) -> None:
    """Begin projects in a copy of the vault; the first one also loads what reads methodologies."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "vault"
        shutil.copytree(place.vault, root)
        with Workspace.open(root, data_dir=Path(folder) / "data") as workspace:
            workspace.sync(embed=False)
            methodologies = Methodologies(workspace)
            begun = [timed(lambda n=n: methodologies.instantiate(NAME, answers(n))) for n in range(ROUNDS)]
            again = [timed(lambda: methodologies.instantiate(NAME, answers(0))) for _ in range(ROUNDS)]
            gates = [timed(lambda: methodologies.gate("Projects/Project 0/Project 0.md")) for _ in range(ROUNDS)]
            plan = methodologies.plan(NAME, {"project": "Plain"} | answers(ROUNDS))
            plain = timed(lambda: write_plainly(Path(folder) / "plain", [note.text for note in plan.creates]))
    beside = f"first {begun[0]:.0f} ms; {len(plan.creates)} files written plainly: {plain:.0f} ms"
    report.add("m", "methodology begun, p95", percentile(begun, 0.95), "ms", goal=GOAL, beside=beside)
    report.add("m", "begun again, nothing missing, p95", percentile(again, 0.95), "ms")
    report.add("m", "gate of a phase, p95", percentile(gates, 0.95), "ms")


def answers(number: int) -> dict[str, object]:
    """Answers to the questions of the methodology."""
    return {"project": f"Project {number}", "challenge": "The dial", "decider": "Mara", "facilitator": "Léa"}


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that ``work`` takes."""
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def write_plainly(folder: Path, texts: list[str]) -> None:
    """The same files with no journal, no index and no templates: what the disk itself costs."""
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
