"""(e) Start-up: ``claudeprojects --help``, and an engine on a vault that is indexed already."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.engine import Engine
from benchmarks.places import ROOT
from benchmarks.sampling import percentile, timed

if TYPE_CHECKING:
    from benchmarks.places import Place
    from benchmarks.report import Report

RUNS = 15


def measure(place: Place, report: Report) -> None:
    """Medians, because the first start of anything also reads the disk."""
    program = [sys.executable, "-m", "claudeprojects.cli", "--help"]
    bare = [sys.executable, "-c", "pass"]
    helps = [1000 * timed(lambda: quiet(program)) for _ in range(RUNS)]
    floor = [1000 * timed(lambda: quiet(bare)) for _ in range(RUNS)]
    beside = f"bare Python {percentile(floor, 0.5):.0f} ms"
    report.add("e", "claudeprojects --help", percentile(helps, 0.5), "ms", goal=150.0, beside=beside)
    with Engine(place) as engine:
        engine.wait_ready()
    starts = []
    for _ in range(5):
        with Engine(place) as engine:
            starts.append(engine.wait_ready())
    goal = None if report.large else 1.0
    report.add(
        "e",
        "engine ready on an indexed vault",
        percentile(starts, 0.5),
        "s",
        goal=goal,
        beside="from exec to 'ready'",
    )


def quiet(command: list[str]) -> None:
    """Run ``command``, its output dropped."""
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
