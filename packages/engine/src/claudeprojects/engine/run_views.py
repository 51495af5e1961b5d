"""From the records of runs to what the API says of them."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.runs.model import Run, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.agents.runtime import AgentRuntime

_SENT_APART = ("messages", "after", "tools")
"""Of a model step's request: what only its own page shows."""


def run_views(agents: AgentRuntime, runs: Sequence[Run]) -> list[dict[str, Any]]:
    """The runs as lists show them."""
    counts = agents.records.change_counts(run.root_id for run in runs)
    return [{**_fields(run), "changes": counts[run.root_id]} for run in runs]


def run_detail(agents: AgentRuntime, run_id: str) -> dict[str, Any]:
    """A run with its steps, sub-agents, and the sums of its tree."""
    records = agents.records
    run = records.get(run_id)
    return {
        **_fields(run),
        "steps": [step_view(step) for step in agents.runs.steps(run_id)],
        "children": run_views(agents, records.children(run_id)),
        "tree_usage": records.spent(run.root_id),
        "changes": agents.changes.summary(run_id),
    }


def _fields(run: Run) -> dict[str, Any]:
    return {entry.name: getattr(run, entry.name) for entry in fields(Run)}


def step_view(step: Step) -> dict[str, Any]:
    """A step as the run's page lists it."""
    shown = {entry.name: getattr(step, entry.name) for entry in fields(Step)}
    if step.kind == "model":
        shown["request"] = {name: value for name, value in step.request.items() if name not in _SENT_APART}
    return shown


def step_detail(agents: AgentRuntime, run_id: str, number: int) -> dict[str, Any]:
    """One step with every message and tool that was sent."""
    step, messages = agents.runs.context(run_id, number)
    sent = [
        {**asdict(message), "sources": [source._asdict() for source in message.sources], "privacy": message.privacy}
        for message in messages
    ]
    return {**step_view(step), "messages": sent, "tools": step.request.get("tools", [])}
