"""Folders and names."""

from __future__ import annotations

from typing import Annotated

from claudeprojects.engine.paging import Cursor, Limit
from claudeprojects.engine.schemas.files import FileEntryPage, FileSuggestionPage, Folder, FolderRequest
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Query
from starlette.responses import Response

router = APIRouter(tags=["files"])


@router.get("/files", response_model=FileEntryPage)
async def list_files(served: Served, folder: str = "", cursor: Cursor = None, limit: Limit = 1000) -> Response:
    """List one folder, folders first; an empty `folder` is the vault's root."""
    return await served.page(FileEntryPage, lambda: served.workspace.list_folder(folder), cursor, limit)


@router.get("/files/suggest", response_model=FileSuggestionPage)
async def suggest_files(served: Served, q: str = "", limit: Annotated[int, Query(ge=1, le=200)] = 20) -> Response:
    """Suggest files whose name, path or alias fits what was typed, best first."""
    return await served.page(FileSuggestionPage, lambda: served.workspace.suggest_files(q, limit), None, limit)


@router.post("/folders", response_model=Folder, status_code=201)
async def create_folder(served: Served, wanted: FolderRequest) -> Response:
    """Make a folder, and those above it."""

    def work() -> Folder:
        served.workspace.create_folder(wanted.path)
        return Folder(path=wanted.path)

    return await served.answer(Folder, work, 201)
