"""From core records to the wire, where the two do not have the same attributes."""

from __future__ import annotations

import os
from importlib.metadata import version
from typing import TYPE_CHECKING

from claudeprojects.engine.schemas.search import SearchHit, SearchResults
from claudeprojects.engine.schemas.settings import SettingView
from claudeprojects.engine.schemas.workspace import WorkspaceInfo

if TYPE_CHECKING:
    from claudeprojects.core.search.results import SearchPage
    from claudeprojects.core.settings import SettingValue
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


def search_results(page: SearchPage, next_cursor: str | None) -> SearchResults:
    """One page of hits."""
    return SearchResults(
        items=[SearchHit.model_validate(hit) for hit in page.hits],
        next_cursor=next_cursor,
        total=page.total,
        took_ms=page.took_ms,
        mode=page.mode,
        notice=page.notice,
    )


def setting(entry: SettingValue) -> SettingView:
    """One setting as it stands."""
    described = entry.setting
    return SettingView(
        key=described.key,
        value=entry.value,
        default=described.default,
        source=entry.source,
        description=described.description,
        allowed=described.allowed,
        choices=list(described.choices),
        in_vault=described.in_vault,
    )
