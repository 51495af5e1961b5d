"""Schedules: tasks of agents that start by the clock."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Any

from claudeprojects.agents.runs.model import Schedule
from claudeprojects.agents.runs.when import said
from claudeprojects.engine.schemas.runs import ScheduleAdd, ScheduleList, ScheduleView
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Path
from starlette.responses import Response

router = APIRouter(tags=["runs"])


@router.get("/schedules", response_model=ScheduleList)
async def list_schedules(served: Served) -> Response:
    """List the schedules, the next to start first."""
    return await served.answer(
        ScheduleList, lambda: {"items": [_shown(entry) for entry in served.agents.schedules.list()]}
    )


@router.post("/schedules", response_model=ScheduleView, status_code=201)
async def add_schedule(served: Served, wanted: ScheduleAdd) -> Response:
    """Start a task by the clock, while an engine runs; what was missed is made up for once."""
    options: dict[str, Any] = wanted.model_dump(exclude={"agent", "prompt", "when", "budget"})
    if wanted.budget is not None:
        options["budget"] = wanted.budget.chosen()
    agents = served.agents
    added = await served.run(lambda: agents.schedules.add(wanted.agent, wanted.prompt, wanted.when, **options))
    await served.with_agents(lambda agents: agents.schedules.look())
    return await served.answer(ScheduleView, lambda: _shown(added), 201)


@router.delete("/schedules/{schedule_id}", response_model=ScheduleView)
async def remove_schedule(served: Served, schedule_id: Annotated[str, Path(max_length=64)]) -> Response:
    """Forget a schedule; the runs it started stay."""
    return await served.answer(ScheduleView, lambda: _shown(served.agents.schedules.remove(schedule_id)))


def _shown(schedule: Schedule) -> dict[str, Any]:
    return {entry.name: getattr(schedule, entry.name) for entry in fields(Schedule)} | {"says": said(schedule.cron)}
