"""Files of the vault as they are, with a content type that cannot harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from claudeprojects.core.workspace import Workspace
    from starlette.datastructures import Headers


def attachment_response(workspace: Workspace, path: str, headers: Headers, *, download: bool) -> Response:
    """The file at ``path``."""
    raise NotImplementedError
