"""A program for ``test_crashes``: carries out a phase while it is killed again and again.

``python crashing.py FOLDER KILLS SEED`` forks a child that works on the phase in FOLDER; the child is killed after a
random time and the next one goes on, KILLS times; the last one may finish. Prints how many kills there were.
"""

from __future__ import annotations

import asyncio
import importlib.util
import random
import sys
from pathlib import Path
from typing import Any

import dbos  # noqa: F401 - loaded before forking, because it takes longest
from claudeprojects.agents.testing.killing import killed_until_done

SECONDS = (0.3, 1.5)
PATIENCE = 120


def helpers() -> Any:
    """The helpers of the tests beside this file."""
    spec = importlib.util.spec_from_file_location("phases_conftest", Path(__file__).with_name("conftest.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


async def work(folder: Path, tests: Any) -> None:
    """Start the phase unless it was started, and work until it has ended."""
    model = tests.Scripted(lambda task, said: {**tests.writes(task, said), "delay": random.uniform(0.0, 0.2)})
    async with tests.Place(folder).runtime(model) as runtime:
        begun = runtime.phases.records.of_project(tests.PROJECT)
        run_id = begun[0] if begun else (await runtime.phases.start(tests.PROJECT)).id
        await runtime.runs.finished(run_id, timeout=PATIENCE)


def main() -> int:
    folder, kills, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))
    tests = helpers()
    return killed_until_done(
        lambda: asyncio.run(work(folder, tests)), kills, chance, seconds=SECONDS, patience=PATIENCE
    )


if __name__ == "__main__":
    sys.exit(main())
