"""Events: what the WebSocket at ``/ws`` says, told apart by ``type``."""

from __future__ import annotations

from typing import Annotated, Literal

from claudeprojects.engine.schemas.base import View
from claudeprojects.engine.schemas.workspace import Status
from pydantic import Field, TypeAdapter


class FilesChangedEvent(View):
    """Files whose index entry is new; what was searched or shown of them may be old."""

    type: Literal["files_changed"] = "files_changed"
    seq: int
    changed: list[str]
    removed: list[str]
    renamed: list[tuple[str, str]]


class StatusEvent(Status):
    """The coverage moved; the same as ``GET /api/v1/status``. At most ten a second while work runs."""

    type: Literal["status"] = "status"


class OfflineEvent(View):
    """The vault's folder is not reachable; nothing was dropped."""

    type: Literal["offline"] = "offline"


class OnlineEvent(View):
    """The vault's folder is back."""

    type: Literal["online"] = "online"


class OperationEvent(View):
    """The vault was changed through the engine."""

    type: Literal["operation"] = "operation"
    id: str
    kind: str
    summary: str


class ResyncEvent(View):
    """Events were left out because this client read too slowly: load again what is on the screen."""

    type: Literal["resync"] = "resync"


EngineEvent = Annotated[
    FilesChangedEvent | StatusEvent | OfflineEvent | OnlineEvent | OperationEvent | ResyncEvent,
    Field(discriminator="type"),
]

ENGINE_EVENT: TypeAdapter[EngineEvent] = TypeAdapter(EngineEvent)
