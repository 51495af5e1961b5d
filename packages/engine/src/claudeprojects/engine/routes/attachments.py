"""The bytes of any file of the vault."""

from __future__ import annotations

from typing import Annotated, Any

import claudeprojects.engine.routes.vaultpath  # noqa: F401 - registers {path:vault_path}
from claudeprojects.engine.attachments import attachment_response
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

router = APIRouter(tags=["files"])

ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}, "description": "The whole file."},
    206: {"description": "The range asked for."},
    304: {"description": "The file is what the client has."},
}


@router.head("/attachments/{path:vault_path}", response_class=Response, include_in_schema=False)
@router.get("/attachments/{path:vault_path}", response_class=Response, responses=ANSWERS)
async def read_attachment(
    served: Served,
    request: Request,
    path: str,
    download: Annotated[bool, Query(description="Offer it as a download.")] = False,
) -> Response:
    """Read the bytes of a file, with a content type that cannot harm, whole or a range."""
    root = served.workspace.vault.root
    return await served.run(lambda: attachment_response(root, path, request.headers, download=download))
