"""Property names and values across the vault."""

from __future__ import annotations

from typing import Annotated

from claudeprojects.engine.paging import Cursor, Limit
from claudeprojects.engine.schemas.properties import KnownPropertyPage, PropertyValuePage
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Query
from starlette.responses import Response

router = APIRouter(prefix="/properties", tags=["properties"])


@router.get("", response_model=KnownPropertyPage)
async def list_properties(served: Served, cursor: Cursor = None, limit: Limit = 1000) -> Response:
    """List the properties that notes have or the vault declares, the most used first."""
    return await served.page(KnownPropertyPage, served.workspace.properties, cursor, limit)


@router.get("/values", response_model=PropertyValuePage)
async def list_property_values(
    served: Served,
    name: Annotated[str, Query(min_length=1, description="The property, in any case.")],
    q: Annotated[str, Query(description="What the values hold.")] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """List the values of one property that hold what was typed, the most used first."""
    return await served.page(PropertyValuePage, lambda: served.workspace.property_values(name, q, limit), None, limit)
