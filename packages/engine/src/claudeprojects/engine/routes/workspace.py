"""What is open, and how exactly the index covers it."""

from __future__ import annotations

from claudeprojects.engine import views
from claudeprojects.engine.paging import Cursor, Limit
from claudeprojects.engine.schemas.workspace import SkippedFilePage, Status, WorkspaceInfo
from claudeprojects.engine.serving import Served
from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(tags=["workspace"])


@router.get("/workspace", response_model=WorkspaceInfo)
async def get_workspace(served: Served) -> Response:
    """Say which folder is open, and by which process."""
    return await served.answer(WorkspaceInfo, lambda: views.workspace_info(served))


@router.get("/status", response_model=Status)
async def get_status(served: Served) -> Response:
    """Say exactly what is indexed, what is not and why, and what work runs."""
    return await served.answer(Status, served.workspace.status)


@router.get("/status/skipped", response_model=SkippedFilePage)
async def list_skipped(
    served: Served, reason: str | None = None, cursor: Cursor = None, limit: Limit = 200
) -> Response:
    """List the files that are not indexed, by path."""
    return await served.page(SkippedFilePage, lambda: served.workspace.skipped(reason), cursor, limit)
