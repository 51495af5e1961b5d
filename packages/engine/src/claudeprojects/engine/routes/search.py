"""Search."""

from __future__ import annotations

from typing import Annotated, Any

from claudeprojects.engine import views
from claudeprojects.engine.paging import Cursor, cursor_at, offset_of
from claudeprojects.engine.schemas.problems import Problem, QueryProblem
from claudeprojects.engine.schemas.search import SearchMode, SearchResults
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Query
from starlette.responses import Response

router = APIRouter(tags=["search"])

SYNTAX: dict[int | str, dict[str, Any]] = {
    400: {"model": QueryProblem | Problem, "description": "The query cannot be read (`query_syntax`)."}
}

Text = Annotated[str, Query(max_length=4000, description='Words, "phrases", -not, OR, and operators like `tag:`.')]


@router.get("/search", response_model=SearchResults, responses=SYNTAX)
async def search_notes(
    served: Served,
    q: Text,
    mode: SearchMode = "hybrid",
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
    cursor: Cursor = None,
    explain: Annotated[bool, Query(description="Say how each score came about.")] = False,
    prefix: Annotated[bool, Query(description="The last word may be unfinished: search as you type.")] = False,
) -> Response:
    """Search the vault, best first."""
    offset = offset_of(cursor)

    def work() -> SearchResults:
        page = served.workspace.searcher.search(
            q, mode=mode, limit=limit, offset=offset, explain=explain, prefix=prefix
        )
        served.metrics.searches.observe(mode, page.took_ms / 1000)
        return views.search_results(page, cursor_at(offset + limit) if page.more else None)

    return await served.answer(SearchResults, work)
