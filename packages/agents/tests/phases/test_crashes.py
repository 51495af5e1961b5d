"""Killed at random moments while a phase is carried out: it goes on, and nothing is written twice.

``CLAUDEPROJECTS_KILLS`` says how often; 6 times without it.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KILLS = int(os.environ.get("CLAUDEPROJECTS_KILLS", "6"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the program forks, so that each start is quick")
def test_a_phase_goes_on_however_often_the_process_is_killed(place: Any) -> None:
    program, folder = str(Path(__file__).with_name("crashing.py")), place.root.parent
    done = subprocess.run(
        [sys.executable, program, str(folder), str(KILLS), "7"], capture_output=True, text=True, timeout=600,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]

    async def looked_at() -> None:
        async with place.runtime() as runtime:
            (run_id,) = runtime.phases.records.of_project("Work/Boat/Boat.md")
            run = runtime.records.get(run_id)
            assert run.state == "done", run.why
            assert "Nothing was signed" in run.answer
            assert {each.state for each in runtime.phases.records.get(run_id).activities} == {"done"}
            asked = [child.title for child in runtime.records.children(run_id)]
            assert sorted(asked) == sorted(set(asked)), "an agent was asked the same twice"
            for name in ("Left", "Right", "Both"):
                assert str(runtime.changes.view(run_id).read(f"Work/Boat/{name}.md").text).count("it is") == 1

    asyncio.run(looked_at())
