"""Runs: agents at work."""

from __future__ import annotations

from typing import Annotated, Any

from claudeprojects.engine.paging import Cursor, Limit
from claudeprojects.engine.run_views import run_detail, run_views, step_detail
from claudeprojects.engine.schemas.runs import (
    KeptReplies,
    RunDetail,
    RunFork,
    RunMessage,
    RunPage,
    RunPreview,
    RunStart,
    RunState,
    RunView,
    RunWish,
    StepDetail,
)
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Path, Query
from starlette.responses import Response

router = APIRouter(tags=["runs"])

RunId = Annotated[str, Path(max_length=64)]


@router.post("/runs", response_model=RunView, status_code=201)
async def start_run(served: Served, wanted: RunStart) -> Response:
    """Ask an agent to do something; the answer comes at once, with the run in the queue."""
    options: dict[str, Any] = wanted.model_dump(exclude={"agent", "prompt", "budget"})
    if wanted.budget is not None:
        options["budget"] = wanted.budget.chosen()
    run = await served.with_agents(lambda agents: agents.runs.start(wanted.agent, wanted.prompt, **options))
    return await served.answer(RunView, lambda: run_views(served.agents, [run])[0], 201)


@router.post("/runs/preview", response_model=RunPreview)
async def preview_run(served: Served, wanted: RunWish) -> Response:
    """Say what a run would begin with: its model and why, what of its notes may leave, its limits. Starts nothing."""
    options: dict[str, Any] = wanted.model_dump(exclude={"budget"})
    budget = {} if wanted.budget is None else wanted.budget.chosen()
    return await served.answer(RunPreview, lambda: served.agents.previews.of(**options, budget=budget))


@router.get("/runs", response_model=RunPage)
async def list_runs(
    served: Served,
    state: Annotated[list[RunState] | None, Query(description="Only runs in these states.")] = None,
    review: Annotated[
        bool | None, Query(description="Only runs with changes that wait for review, or only the others.")
    ] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Response:
    """List runs, the newest first; sub-agents are found in the run that asked for them."""

    def work() -> dict[str, object]:
        records = served.agents.records
        before = None if cursor is None else (records.get(cursor).created_at, cursor)
        found = records.page(state or (), before, limit + 1, roots=True, review=review)
        shown = run_views(served.agents, found[:limit])
        return {"items": shown, "next_cursor": found[limit - 1].id if len(found) > limit else None}

    return await served.answer(RunPage, work)


@router.get("/runs/{run_id}", response_model=RunDetail)
async def get_run(served: Served, run_id: RunId) -> Response:
    """Get a run with its steps, its sub-agents and what its tree has used and changed."""
    return await served.answer(RunDetail, lambda: run_detail(served.agents, run_id))


@router.get("/runs/{run_id}/steps/{number}", response_model=StepDetail)
async def get_step(served: Served, run_id: RunId, number: Annotated[int, Path(ge=1, le=1_000_000)]) -> Response:
    """Get one step with exactly what was sent."""
    return await served.answer(StepDetail, lambda: step_detail(served.agents, run_id, number))


@router.post("/runs/{run_id}/cancel", response_model=RunView)
async def cancel_run(served: Served, run_id: RunId) -> Response:
    """Stop a run and all its sub-agents; what it proposed stays to be reviewed."""
    run = await served.with_agents(lambda agents: agents.runs.cancel(run_id))
    return await served.answer(RunView, lambda: run_views(served.agents, [run])[0])


@router.post("/runs/{run_id}/fork", response_model=RunView, status_code=201)
async def fork_run(served: Served, run_id: RunId, wanted: RunFork) -> Response:
    """Make a run that shares the steps before one and goes on from there by itself."""
    run = await served.with_agents(lambda agents: agents.runs.fork(run_id, wanted.step, wanted.prompt))
    return await served.answer(RunView, lambda: run_views(served.agents, [run])[0], 201)


@router.post("/runs/{run_id}/message", response_model=RunView)
async def tell_run(served: Served, run_id: RunId, wanted: RunMessage) -> Response:
    """Say something to a run: it reads it before its next model call; one that has ended goes on."""
    budget = None if wanted.budget is None else wanted.budget.chosen()
    run = await served.with_agents(lambda agents: agents.runs.message(run_id, wanted.text, budget))
    return await served.answer(RunView, lambda: run_views(served.agents, [run])[0])


@router.get("/kept-replies", response_model=KeptReplies)
async def get_kept_replies(served: Served) -> Response:
    """Say how many replies of models are kept for the same question asked again."""
    return await served.answer(KeptReplies, lambda: _kept(served, served.agents.replies.count()))


@router.delete("/kept-replies", response_model=KeptReplies)
async def clear_kept_replies(served: Served) -> Response:
    """Forget all kept replies; the answer says how many there were."""
    return await served.answer(KeptReplies, lambda: _kept(served, served.agents.replies.clear()))


def _kept(served: Served, count: int) -> dict[str, int]:
    return {"count": count, "days": served.workspace.settings.models_cache_days}
