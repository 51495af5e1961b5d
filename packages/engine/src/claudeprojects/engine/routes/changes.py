"""The changes of runs: looking at them word by word, accepting, rejecting and undoing."""

from __future__ import annotations

from claudeprojects.engine.schemas.changes import ChangesDecision, Changeset, UndoRequest
from claudeprojects.engine.serving import Served
from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(tags=["changes"])


@router.get("/runs/{run_id}/changes", response_model=Changeset)
async def get_changes(served: Served, run_id: str) -> Response:
    """Get what a run and its sub-runs did or would do to files."""
    return await served.answer(Changeset, lambda: served.agents.changes.changeset(run_id).to_json())


@router.post("/runs/{run_id}/changes/accept", response_model=Changeset)
async def accept_changes(served: Served, run_id: str, wanted: ChangesDecision) -> Response:
    """Put changes on disk, merged with what is there now; what cannot be merged becomes a conflict."""
    return await served.answer(
        Changeset, lambda: served.agents.changes.accept(run_id, wanted.paths, wanted.hunks).to_json()
    )


@router.post("/runs/{run_id}/changes/reject", response_model=Changeset)
async def reject_changes(served: Served, run_id: str, wanted: ChangesDecision) -> Response:
    """Drop changes that are not on disk."""
    return await served.answer(
        Changeset, lambda: served.agents.changes.reject(run_id, wanted.paths, wanted.hunks).to_json()
    )


@router.post("/runs/{run_id}/undo", response_model=Changeset)
async def undo_run(served: Served, run_id: str, wanted: UndoRequest | None = None) -> Response:
    """Take back what a run did to files and drop what it still proposes; what others changed since stays."""
    paths = wanted.paths if wanted is not None else None
    return await served.answer(Changeset, lambda: served.agents.changes.undo(run_id, paths).to_json())
