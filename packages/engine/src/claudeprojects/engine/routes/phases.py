"""Phases: agents carry out what a methodology says, and stop at the gate for a person."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated, Any

from claudeprojects.engine.routes.gates import ProjectName, path_of
from claudeprojects.engine.routes.runs import RunId
from claudeprojects.engine.schemas import phases as wire
from claudeprojects.engine.schemas.runs import RunView
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Query
from starlette.responses import Response

if TYPE_CHECKING:
    from claudeprojects.agents.phases.phases import PhaseStatus
    from claudeprojects.agents.runs.model import Run

router = APIRouter(prefix="/phases", tags=["methodologies"])

Most = Annotated[int, Query(ge=1, le=100, description="How many at most.")]


@router.post("", response_model=RunView, status_code=201)
async def start_phase(served: Served, wanted: wire.PhaseStart) -> Response:
    """Let agents carry out the phase a project is in; the answer comes at once, with the run in the queue.

    Nothing they write is on disk before you accept it, and they never sign, waive or move the project on.
    """
    options: dict[str, Any] = wanted.model_dump(exclude={"project", "budget"})
    options["budget"] = None if wanted.budget is None else wanted.budget.chosen()
    project = await asyncio.to_thread(path_of, served, wanted.project)
    run = await served.with_agents(lambda agents: agents.phases.start(project, **options))
    return await _run(served, run, 201)


@router.get("", response_model=wire.PhaseList)
async def list_phases(served: Served, project: ProjectName, limit: Most = 20) -> Response:
    """List the phases of a project that runs carried out, the newest first."""

    def work() -> dict[str, object]:
        found = served.agents.phases.of_project(path_of(served, project), limit)
        return {"items": [_view(served, status) for status in found]}

    return await served.answer(wire.PhaseList, work)


@router.get("/{run_id}", response_model=wire.PhaseView)
async def get_phase(served: Served, run_id: RunId) -> Response:
    """Say how far a phase is, and what its gate will still lack."""
    return await served.answer(wire.PhaseView, lambda: _view(served, served.agents.phases.status(run_id)))


@router.post("/{run_id}/resume", response_model=RunView)
async def resume_phase(served: Served, run_id: RunId, wanted: wire.PhaseResume) -> Response:
    """Go on with a phase that has ended: with what failed, was stopped, or waited for a person."""
    budget = None if wanted.budget is None else wanted.budget.chosen()
    return await _run(served, await served.with_agents(lambda agents: agents.phases.resume(run_id, budget)))


@router.post("/{run_id}/rerun", response_model=RunView)
async def rerun_activity(served: Served, run_id: RunId, wanted: wire.ActivityRerun) -> Response:
    """Let agents do one activity anew, also one that was handed over, and check the phase again."""
    run = await served.with_agents(lambda agents: agents.phases.rerun(run_id, wanted.activity, wanted.words))
    return await _run(served, run)


@router.post("/{run_id}/hand-over", response_model=RunView)
async def hand_over_activity(served: Served, run_id: RunId, wanted: wire.ActivityHandOver) -> Response:
    """Give an activity to a person: an agent at work on it is stopped, the others go on."""
    run = await served.with_agents(lambda agents: agents.phases.hand_over(run_id, wanted.activity, wanted.person))
    return await _run(served, run)


async def _run(served: Served, run: Run, status: int = 200) -> Response:
    from claudeprojects.engine.run_views import run_views

    return await served.answer(RunView, lambda: run_views(served.agents, [run])[0], status)


def _view(served: Served, status: PhaseStatus) -> dict[str, object]:
    from claudeprojects.engine.methodology_views import gate
    from claudeprojects.engine.run_views import run_views

    record = status.record
    return {
        "run": run_views(served.agents, [status.run])[0],
        "project": record.project,
        "methodology": record.methodology,
        "phase": record.phase,
        "title": status.title,
        "gate": gate(status.gate),
        "activities": [
            {
                "id": each.activity.id, "title": each.activity.title, "state": each.record.state,
                "agent": each.record.agent, "agents": each.agents, "people": each.activity.people,
                "person": each.record.person, "attempt": each.record.attempt, "said": each.record.said,
                "waits_for": each.waits_for, "paths": each.paths,
            }
            for each in status.activities
        ],
    }  # fmt: skip
