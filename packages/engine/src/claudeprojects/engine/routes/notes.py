"""Read, write, change and delete one note."""

from __future__ import annotations

from typing import Any

import claudeprojects.engine.routes.vaultpath  # noqa: F401 - registers {path:vault_path}
from claudeprojects.engine.edits import edit_of
from claudeprojects.engine.schemas.notes import Note, NotePatch, NoteWrite
from claudeprojects.engine.schemas.operations import Operation
from claudeprojects.engine.schemas.problems import NoteConflictProblem, Problem
from claudeprojects.engine.serving import Served
from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(tags=["notes"])

CONFLICT: dict[int | str, dict[str, Any]] = {
    409: {
        "model": NoteConflictProblem | Problem,
        "description": "The file changed since it was read (`note_conflict`), or is there already (`note_exists`).",
    }
}


@router.get("/notes/{path:vault_path}", response_model=Note)
async def read_note(served: Served, path: str) -> Response:
    """Read one file as it is on disk now, with what was read from it."""
    return await served.answer(Note, lambda: served.workspace.read_note(path))


@router.put("/notes/{path:vault_path}", response_model=Note, responses=CONFLICT)
async def write_note(served: Served, path: str, wanted: NoteWrite) -> Response:
    """Write the whole text of a note; on return it is on disk and searchable."""
    return await served.answer(Note, lambda: served.workspace.write_note(path, wanted.text, wanted.base_hash))


@router.patch("/notes/{path:vault_path}", response_model=Note, responses=CONFLICT)
async def patch_note(served: Served, path: str, wanted: NotePatch) -> Response:
    """Make small edits to a note, together or not at all."""
    return await served.answer(
        Note, lambda: served.workspace.edit_note(path, edit_of(path, wanted), wanted.base_hash)
    )


@router.delete("/notes/{path:vault_path}", response_model=Operation)
async def trash_note(served: Served, path: str) -> Response:
    """Move a file or folder to the vault's trash."""
    return await served.answer(Operation, lambda: served.workspace.trash(path))
