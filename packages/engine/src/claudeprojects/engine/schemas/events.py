"""Events: what the WebSocket at ``/ws`` says, told apart by ``type``."""

from __future__ import annotations

from typing import Annotated, Literal

from claudeprojects.engine.schemas.base import View
from claudeprojects.engine.schemas.imports import ImportView
from claudeprojects.engine.schemas.mcp import McpServerState
from claudeprojects.engine.schemas.models import PullView
from claudeprojects.engine.schemas.workspace import Status
from pydantic import ConfigDict, Field, TypeAdapter


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


class RunEvent(View):
    """Something happened in a run of an agent; what else it says depends on `kind`, and stands beside it.

    `state`: state, why. `token`: text, step. `step`: number, step_kind, name, model, rule, done. `tool_call`: step,
    key, name, arguments. `tool_result`: step, name, is_error, text, privacy. `approval`: the approval. `plan`: items.
    `changes`: how many files in which state. `usage`: usage, tree. `done`: state, why, answer.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    type: Literal["run"] = "run"
    run_id: str
    root_id: str
    kind: str


class ModelPullEvent(PullView):
    """A model is being fetched: how far it is, or how it ended."""

    type: Literal["model_pull"] = "model_pull"


class McpServerEvent(View):
    """A server whose tools agents may use stands otherwise than before, or its log has grown."""

    type: Literal["mcp_server"] = "mcp_server"
    name: str
    kind: Literal["state", "log"]
    state: McpServerState | None = Field(description="Its new state; null for `log`, and when it is gone.")
    why: str
    log_lines: int = Field(description="Lines its log got since the engine started; only for `log`.")


class ImportEvent(ImportView):
    """An import has moved on, is ready to be looked at, ended or failed."""

    type: Literal["import"] = "import"


class AskEvent(View):
    """Something came of a question that was asked with an `ask_id`; what else it says depends on `kind`.

    `context`: passages. `claim`: text, citations. `void`: claims told so far no longer hold.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    type: Literal["ask"] = "ask"
    ask_id: str
    kind: Literal["context", "claim", "void"]


class ResyncEvent(View):
    """Events were left out because this client read too slowly: load again what is on the screen."""

    type: Literal["resync"] = "resync"


EngineEvent = Annotated[
    FilesChangedEvent
    | StatusEvent
    | OfflineEvent
    | OnlineEvent
    | OperationEvent
    | RunEvent
    | ModelPullEvent
    | McpServerEvent
    | ImportEvent
    | AskEvent
    | ResyncEvent,
    Field(discriminator="type"),
]

ENGINE_EVENT: TypeAdapter[EngineEvent] = TypeAdapter(EngineEvent)
