"""The work of indexing: started and stopped here, told about by the status."""

from __future__ import annotations

from claudeprojects.engine.schemas.workspace import Status
from claudeprojects.engine.serving import Served
from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(prefix="/index", tags=["index"])


@router.post("/reconcile", response_model=Status, status_code=202)
async def reconcile_index(served: Served) -> Response:
    """Compare the index with the disk and mend it, in the background."""
    await served.run(served.workspace.reconcile)
    return await served.answer(Status, served.workspace.status, 202)


@router.post("/rebuild", response_model=Status, status_code=202)
async def rebuild_index(served: Served) -> Response:
    """Make the index anew from the files, in the background."""
    await served.run(served.workspace.rebuild)
    return await served.answer(Status, served.workspace.status, 202)


@router.post("/cancel", response_model=Status)
async def cancel_indexing(served: Served) -> Response:
    """Stop the indexing that runs; what is indexed stays."""
    await served.run(served.workspace.cancel_indexing)
    return await served.answer(Status, served.workspace.status)
