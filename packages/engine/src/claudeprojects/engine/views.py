"""From core records to what the wire says: the few places where the two do not have the same shape."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from claudeprojects.engine.schemas.files import FileEntry
from claudeprojects.engine.schemas.graph import Graph
from claudeprojects.engine.schemas.notes import Note, NotePatch
from claudeprojects.engine.schemas.operations import Operation, TrashEntry
from claudeprojects.engine.schemas.search import SearchHit, SearchResults
from claudeprojects.engine.schemas.tasks import VaultTask
from claudeprojects.engine.schemas.workspace import Status, WorkspaceInfo

if TYPE_CHECKING:
    from claudeprojects.core.workspace import Workspace
    from claudeprojects.engine.schemas.search import SearchMode
    from claudeprojects.engine.serving import Serving

VERSION = version("claudeprojects-engine")


def workspace_info(served: Serving) -> WorkspaceInfo:
    """The open folder and the process that serves it."""
    workspace = served.workspace
    return WorkspaceInfo(
        name=workspace.vault.name,
        root=str(workspace.vault.root),
        version=VERSION,
        state=workspace.status().state,
        pid=os.getpid(),
        started_at=served.started_at,
    )


def status(found: Any) -> Status:
    """The coverage."""
    return Status.model_validate(found)


def file_entry(found: Any) -> FileEntry:
    """One entry of a folder."""
    return FileEntry.model_validate(found)


def note(found: Any) -> Note:
    """One note."""
    return Note.model_validate(found)


def operation(found: Any) -> Operation:
    """One operation."""
    return Operation.model_validate(found)


def trash_entry(found: Any) -> TrashEntry:
    """One entry of the trash."""
    return TrashEntry.model_validate(found)


def vault_task(found: Any) -> VaultTask:
    """One task of the vault."""
    return VaultTask.model_validate(found)


def graph(found: Any) -> Graph:
    """A graph, or a part of one."""
    return Graph.model_validate(found)


def search_results(page: Any, mode: SearchMode, next_cursor: str | None) -> SearchResults:
    """One page of hits."""
    return SearchResults(
        items=[SearchHit.model_validate(hit) for hit in page.hits],
        next_cursor=next_cursor,
        total=page.total,
        took_ms=page.took_ms,
        mode=mode,
        notice=getattr(page, "notice", None),
    )


def patched(workspace: Workspace, path: str, wanted: NotePatch) -> Any:
    """The note at ``path`` after the edits in ``wanted``."""
    raise NotImplementedError


def moment(nanoseconds: int) -> datetime:
    """A point in time from nanoseconds since the epoch, as the disk counts them."""
    return datetime.fromtimestamp(nanoseconds / 1e9, UTC)
