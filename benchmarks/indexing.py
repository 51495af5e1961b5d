"""(a) The full index against the floor, with and without vectors, and (f) its peak memory."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.peers import BareTantivy, Fts5
from benchmarks.places import ROOT
from benchmarks.sampling import PeakMemory, timed

if TYPE_CHECKING:
    from benchmarks.places import Model, Place
    from benchmarks.report import Report

CHILD = """
import json, sys, time
from pathlib import Path
from claudeprojects.core.workspace import Workspace

started = time.perf_counter()
workspace = Workspace.open(Path(sys.argv[1]))
workspace.sync()
seconds = time.perf_counter() - started
status = workspace.status()
workspace.close()
print(json.dumps({"seconds": seconds, "closed": time.perf_counter() - started, "status": status.to_json()}))
"""


def measure(place: Place, report: Report) -> None:
    """Index the vault from nothing: bare tantivy, FTS5, ours without vectors, ours with."""
    for path in place.notes():
        path.read_bytes()  # every run finds the files in the system's cache
    floor = timed(BareTantivy(place).build)
    fts5 = timed(Fts5(place).build)
    plain, plain_memory = index(place, "off")
    full, full_memory = index(place, "static")
    report.add("a", "floor: read every file, insert into bare tantivy", floor, "s")
    report.add("a", "peer: the same into SQLite FTS5", fts5, "s")
    report.add("a", "full index without vectors", plain, "s", beside=f"floor {floor:.1f} s")
    report.add("a", "full index without vectors / floor", plain / floor, "×", goal=4.0)
    report.add("a", "full index with vectors", full, "s", goal=90.0 if report.large else None)
    report.add("f", "peak memory, without vectors", plain_memory, "MB", goal=600.0)
    report.add(
        "f", "peak memory, with vectors", full_memory, "MB", goal=600.0, beside="all processes, shared pages once"
    )


def index(place: Place, model: Model) -> tuple[float, float]:
    """Index from nothing in a process of its own; returns its seconds and its peak memory in MB."""
    shutil.rmtree(place.home(model) / "vaults", ignore_errors=True)
    command = [sys.executable, "-c", CHILD, str(place.vault)]
    with (
        subprocess.Popen(
            command, cwd=ROOT, env=place.environment(model), stdout=subprocess.PIPE, text=True
        ) as process,
        PeakMemory(process.pid) as memory,
    ):
        output, _ = process.communicate()
    if process.returncode:
        raise SystemExit("The index could not be built; see the error above.")
    outcome = json.loads(output)
    print(f"  {model}: {outcome['seconds']:.1f} s, {memory.megabytes:.0f} MB, {outcome['status']}", flush=True)
    return outcome["seconds"], memory.megabytes
