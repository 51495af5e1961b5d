"""``python -m benchmarks [--sizes "10k 100k"] [--vault FOLDER] [--only indexing,queries]``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks import (
    agents_context,
    agents_models,
    agents_runs,
    imports,
    indexing,
    methodologies,
    queries,
    saves,
    startup,
    tasks,
    writers,
)
from benchmarks.places import Place, generated, given
from benchmarks.report import Report

PARTS = {
    "indexing": indexing.measure,
    "queries": queries.measure,
    "saves": saves.measure,
    "writers": writers.measure,
    "startup": startup.measure,
    "tasks": tasks.measure,
    "context": agents_context.measure,
    "models": agents_models.measure,
    "runs": agents_runs.measure,
    "methodologies": methodologies.measure,
    "imports": imports.measure,
}


def main() -> int:
    """Measure what is asked for and print the table; returns 0 whether or not goals are met."""
    options = arguments()
    for place in places(options):
        report = Report(place)
        for name in options.only.split(","):
            print(f"· {place.label}: {name}", flush=True)
            PARTS[name](place, report)
            report.save()
        report.show()
        print(f"Written to {report.save()}")
    return 0


def arguments() -> argparse.Namespace:
    """The command line; ``SIZES`` and ``VAULT`` in the environment are its defaults."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--sizes", default=os.environ.get("SIZES") or "10k 100k", help="numbers of notes to generate")
    parser.add_argument("--vault", default=os.environ.get("VAULT") or None, help="measure this folder instead")
    parser.add_argument("--only", default=",".join(PARTS), help=f"some of {', '.join(PARTS)}")
    return parser.parse_args()


def places(options: argparse.Namespace) -> list[Place]:
    """The vaults to measure, made when they are not there yet. A given folder is copied, never touched."""
    if options.vault:
        return [given(Path(options.vault).expanduser())]
    return [generated(int(size.lower().replace("k", "000"))) for size in options.sizes.replace(",", " ").split()]


if __name__ == "__main__":
    sys.exit(main())
