"""Runs of guests: what another program did here over MCP, kept as a run, to be reviewed and undone like any.

No worker ever carries such a run out; it is done from the beginning, and each call of a tool adds a step to it.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.runs.ids import new_id
from claudeprojects.agents.runs.model import Run, Spent, Step

if TYPE_CHECKING:
    from claudeprojects.agents.definitions.records import PermissionMode
    from claudeprojects.agents.runs.records import RunRecords
    from claudeprojects.agents.values import Privacy, ToolResult

GUEST = "mcp"
"""The name such runs have instead of an agent's; rules for this agent hold for them."""


class GuestRuns:
    """The runs of guests in ``records``. Blocking."""

    def __init__(self, records: RunRecords) -> None:
        self._records = records

    def begin(self, title: str, mode: PermissionMode) -> str:
        """Record that a guest came; the id of its run."""
        now, run_id = time.time(), new_id()
        why = "Another program works here over MCP."
        self._records.add(
            Run(run_id, run_id, None, GUEST, title, "", mode, "done", now, why=why, started_at=now, ended_at=now)
        )
        return run_id

    def record(
        self, run_id: str, name: str, arguments: dict[str, Any], result: ToolResult, began: float, privacy: Privacy
    ) -> None:
        """Add one call of a tool, and what came of it, to the run."""
        run = self._records.get(run_id)
        now = time.time()
        step = Step(
            run_id, len(self._records.steps(run_id)) + 1, "tool", name, began, {"arguments": arguments},
            {"text": result.text, "is_error": result.is_error, "data": result.data}, privacy=result.privacy,
            ended_at=now, error=result.text if result.is_error else None,
        )  # fmt: skip
        spent = run.usage + Spent(seconds=now - began, tool_calls=1)
        self._records.write_steps(replace(run, privacy=max(run.privacy, privacy), ended_at=now), [step], spent)
