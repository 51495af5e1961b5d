"""Moves, their history with undo, and the trash."""

from __future__ import annotations

from claudeprojects.engine.paging import Cursor, Limit
from claudeprojects.engine.schemas.operations import MoveRequest, Operation, OperationPage, TrashEntryPage
from claudeprojects.engine.serving import Served
from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(tags=["operations"])


@router.post("/moves", response_model=Operation, status_code=201)
async def move_file(served: Served, wanted: MoveRequest) -> Response:
    """Move or rename a file or folder, and take the links to it along."""
    return await served.answer(
        Operation,
        lambda: served.workspace.move(wanted.source, wanted.target, update_links=wanted.update_links),
        201,
    )


@router.get("/operations", response_model=OperationPage)
async def list_operations(served: Served, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """List what was changed through ClaudeProjects, newest first."""

    def work() -> dict[str, object]:
        found = served.workspace.vault.operations(limit + 1, cursor)
        return {"items": found[:limit], "next_cursor": found[limit - 1].id if len(found) > limit else None}

    return await served.answer(OperationPage, work)


@router.post("/operations/{operation_id}/undo", response_model=Operation)
async def undo_operation(served: Served, operation_id: str) -> Response:
    """Take one operation back as a whole; the answer is the operation that did it."""
    return await served.answer(Operation, lambda: served.workspace.undo(operation_id))


@router.get("/trash", response_model=TrashEntryPage)
async def list_trash(served: Served, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """List what can be restored, newest first."""
    return await served.page(TrashEntryPage, served.workspace.vault.trash_entries, cursor, limit)


@router.post("/trash/{entry_id}/restore", response_model=Operation)
async def restore_from_trash(served: Served, entry_id: str) -> Response:
    """Put something from the trash back where it was."""
    return await served.answer(Operation, lambda: served.workspace.restore(entry_id))
