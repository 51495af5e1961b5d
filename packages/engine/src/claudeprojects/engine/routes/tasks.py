"""Tasks across the vault."""

from __future__ import annotations

from typing import Literal

from claudeprojects.engine import views
from claudeprojects.engine.paging import Cursor, Limit, page_of
from claudeprojects.engine.schemas.tasks import VaultTaskPage
from claudeprojects.engine.serving import Served
from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(tags=["tasks"])

TaskStatus = Literal["todo", "in_progress", "on_hold", "done", "cancelled", "non_task"]


@router.get("/tasks", response_model=VaultTaskPage)
async def list_tasks(
    served: Served, status: TaskStatus | None = None, cursor: Cursor = None, limit: Limit = 200
) -> Response:
    """List the tasks of all notes, by path and line."""

    def work() -> VaultTaskPage:
        items, following = page_of(served.workspace.tasks(status), cursor, limit)
        return VaultTaskPage(items=[views.vault_task(one) for one in items], next_cursor=following)

    return await served.answer(work)
