"""The knowledge graph."""

from __future__ import annotations

from typing import Annotated

from claudeprojects.engine.paging import Cursor, Limit
from claudeprojects.engine.schemas import graph as wire
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Query
from starlette.responses import Response

router = APIRouter(prefix="/graph", tags=["graph"])

NotePath = Annotated[str, Query(min_length=1, description="The note asked about.")]
WithTags = Annotated[bool, Query(description="Show tags as nodes.")]


@router.get("/backlinks", response_model=wire.BacklinkPage)
async def list_backlinks(served: Served, path: NotePath, cursor: Cursor = None, limit: Limit = 200) -> Response:
    """List the links that lead to a note, by the path they stand in."""
    return await served.page(wire.BacklinkPage, lambda: served.workspace.graph.backlinks(path), cursor, limit)


@router.get("/outgoing", response_model=wire.OutgoingLinkPage)
async def list_outgoing(served: Served, path: NotePath, cursor: Cursor = None, limit: Limit = 200) -> Response:
    """List the links of a note, in the order they stand."""
    return await served.page(wire.OutgoingLinkPage, lambda: served.workspace.graph.outgoing(path), cursor, limit)


@router.get("/mentions", response_model=wire.MentionPage)
async def list_mentions(served: Served, path: NotePath, cursor: Cursor = None, limit: Limit = 50) -> Response:
    """List where a note's name stands in other notes without a link."""
    return await served.page(wire.MentionPage, lambda: served.workspace.graph.mentions(path), cursor, limit)


@router.get("/neighbourhood", response_model=wire.Graph)
async def get_neighbourhood(
    served: Served, path: NotePath, depth: Annotated[int, Query(ge=1, le=6)] = 1, tags: WithTags = False
) -> Response:
    """Give the part of the graph within `depth` links of a note."""
    return await served.answer(wire.Graph, lambda: served.workspace.graph.neighbourhood(path, depth, tags=tags))


@router.get("/similar", response_model=wire.SimilarNotePage)
async def list_similar(served: Served, path: NotePath, limit: Annotated[int, Query(ge=1, le=100)] = 10) -> Response:
    """List notes close in meaning that are not linked yet, closest first."""
    return await served.page(wire.SimilarNotePage, lambda: served.workspace.graph.similar(path, limit), None, limit)


@router.get("/orphans", response_model=wire.OrphanNotePage)
async def list_orphans(served: Served, cursor: Cursor = None, limit: Limit = 200) -> Response:
    """List the notes without any link, by path."""
    return await served.page(wire.OrphanNotePage, served.workspace.graph.orphans, cursor, limit)


@router.get("/broken", response_model=wire.BrokenLinkPage)
async def list_broken(served: Served, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """List the targets no file answers to, the most used first, with near names."""
    return await served.page(wire.BrokenLinkPage, served.workspace.graph.broken, cursor, limit)


@router.get("/tags", response_model=wire.TagCountPage)
async def list_tags(served: Served, cursor: Cursor = None, limit: Limit = 1000) -> Response:
    """List every tag with the number of notes that carry it, by name."""
    return await served.page(wire.TagCountPage, served.workspace.graph.tags, cursor, limit)


@router.get("/everything", response_model=wire.Graph)
async def get_everything(served: Served, tags: WithTags = False) -> Response:
    """Give the whole graph."""
    return await served.answer(wire.Graph, lambda: served.workspace.graph.everything(tags=tags))
