"""What is open, and how exactly the index covers it."""

from __future__ import annotations

from claudeprojects.engine import views
from claudeprojects.engine.paging import Cursor, Limit, page_of
from claudeprojects.engine.schemas.workspace import SkippedFile, SkippedFilePage, Status, WorkspaceInfo
from claudeprojects.engine.serving import Served
from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(tags=["workspace"])


@router.get("/workspace", response_model=WorkspaceInfo)
async def get_workspace(served: Served) -> Response:
    """Say which folder is open, and by which process."""
    return await served.answer(lambda: views.workspace_info(served))


@router.get("/status", response_model=Status)
async def get_status(served: Served) -> Response:
    """Say exactly what is indexed, what is not and why, and what work runs."""
    return await served.answer(lambda: views.status(served.workspace.status()))


@router.get("/status/skipped", response_model=SkippedFilePage)
async def list_skipped(
    served: Served, reason: str | None = None, cursor: Cursor = None, limit: Limit = 200
) -> Response:
    """List the files that are not indexed, by path."""

    def work() -> SkippedFilePage:
        found = served.workspace.skipped(reason)
        items, following = page_of(found, cursor, limit)
        return SkippedFilePage(items=[SkippedFile.model_validate(one) for one in items], next_cursor=following)

    return await served.answer(work)


@router.post("/index/reconcile", response_model=Status, status_code=202, tags=["index"])
async def reconcile_index(served: Served) -> Response:
    """Compare the index with the disk and mend it, in the background."""

    def work() -> Status:
        served.workspace.reconcile()
        return views.status(served.workspace.status())

    return await served.answer(work, 202)


@router.post("/index/rebuild", response_model=Status, status_code=202, tags=["index"])
async def rebuild_index(served: Served) -> Response:
    """Make the index anew from the files, in the background."""

    def work() -> Status:
        served.workspace.rebuild()
        return views.status(served.workspace.status())

    return await served.answer(work, 202)


@router.post("/index/cancel", response_model=Status, tags=["index"])
async def cancel_indexing(served: Served) -> Response:
    """Stop the indexing that runs; what is indexed stays."""

    def work() -> Status:
        served.workspace.cancel_indexing()
        return views.status(served.workspace.status())

    return await served.answer(work)
