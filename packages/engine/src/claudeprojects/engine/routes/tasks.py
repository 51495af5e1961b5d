"""Tasks across the vault."""

from __future__ import annotations

from typing import Literal

from claudeprojects.engine.paging import Cursor, Limit
from claudeprojects.engine.schemas.tasks import VaultTaskPage
from claudeprojects.engine.serving import Served
from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(tags=["tasks"])

TaskStatus = Literal["open", "todo", "in_progress", "on_hold", "done", "cancelled", "non_task"]
"""A status type, or ``open`` for all that is still to do."""


@router.get("/tasks", response_model=VaultTaskPage)
async def list_tasks(
    served: Served, status: TaskStatus | None = None, cursor: Cursor = None, limit: Limit = 200
) -> Response:
    """List the tasks of all notes, those due first."""
    return await served.page(VaultTaskPage, lambda: served.workspace.tasks(status), cursor, limit)
