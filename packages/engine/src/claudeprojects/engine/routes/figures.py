"""Figures of projects and sprints, and reports."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from claudeprojects.engine.schemas import figures as wire
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Query
from starlette.responses import Response

router = APIRouter(tags=["projects"])

SprintName = Annotated[str, Query(min_length=1, max_length=1000, description="A sprint's path or title.")]
ProjectName = Annotated[str, Query(min_length=1, max_length=1000, description="A project's path or title.")]
UnitWanted = Annotated[wire.Unit | None, Query(description="What to count in; by default what estimates are in.")]
First = Annotated[date | None, Query(description="The first day; six weeks back by default.")]
Last = Annotated[date | None, Query(description="The last day; today by default.")]


@router.get("/figures/burndown", response_model=wire.Burndown)
async def get_burndown(served: Served, sprint: SprintName, unit: UnitWanted = None) -> Response:
    """Give a sprint day by day: its scope, what is left, and a steady pace."""
    return await served.answer(wire.Burndown, lambda: served.work.figures.burndown(sprint, unit))


@router.get("/figures/capacity", response_model=wire.Capacity)
async def get_capacity(served: Served, sprint: SprintName, unit: UnitWanted = None) -> Response:
    """Give a sprint's work against its capacity, person by person."""
    return await served.answer(wire.Capacity, lambda: served.work.figures.capacity(sprint, unit))


@router.get("/figures/velocity", response_model=wire.Velocity)
async def get_velocity(served: Served, project: ProjectName, unit: UnitWanted = None) -> Response:
    """Give what the sprints of a project set out to do and did."""
    return await served.answer(wire.Velocity, lambda: served.work.figures.velocity(project, unit))


@router.get("/figures/flow", response_model=wire.Flow)
async def get_flow(served: Served, project: ProjectName, first: First = None, last: Last = None) -> Response:
    """Give the items of a project by status, day by day; at most two years."""
    return await served.answer(wire.Flow, lambda: {"days": served.work.figures.flow(project, first, last)})


@router.get("/figures/cycle-times", response_model=wire.CycleTimes)
async def get_cycle_times(served: Served, project: ProjectName, first: First = None, last: Last = None) -> Response:
    """Give how long the items of a project took that were finished in those days."""

    def work() -> dict[str, object]:
        found = served.work.figures.cycle_times(project, first, last)
        weeks = [{"monday": monday, "finished": count} for monday, count in found.weekly]
        return {"finished": found.finished, "median": found.median, "most": found.most, "weeks": weeks}

    return await served.answer(wire.CycleTimes, work)


@router.post(
    "/reports",
    response_model=wire.ReportView,
    status_code=201,
    responses={200: {"model": wire.ReportView, "description": "What would be written, for a dry run."}},
)
async def create_report(served: Served, wanted: wire.ReportRequest) -> Response:
    """Write the report of a project as a note with pictures, as one operation."""

    def work() -> dict[str, object]:
        from claudeprojects.core.projects.report.report import make_report, write_report

        report = make_report(served.work.projects, served.work.figures, wanted.project)
        operation = None if wanted.dry_run else write_report(served.work.projects, report)
        return {**report._asdict(), "pictures": list(report.pictures), "operation": operation}

    return await served.answer(wire.ReportView, work, 200 if wanted.dry_run else 201)
