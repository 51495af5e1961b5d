"""The calendar feed: outside of the API, because calendar programs cannot send its token."""

from __future__ import annotations

from typing import Annotated

from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Path
from starlette.responses import Response

router = APIRouter()

FEEDS = "/feeds"
CALENDAR = "text/calendar; charset=utf-8"
DOWNLOAD = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}
"""Headers of what is downloaded rather than shown."""


@router.get(FEEDS + "/{secret}/tasks.ics", include_in_schema=False)
async def read_feed(served: Served, secret: Annotated[str, Path(max_length=100)]) -> Response:
    """The open tasks for whoever knows the address, as to-dos; nothing for anybody else."""
    return await _feed(served, secret, events=False)


@router.get(FEEDS + "/{secret}/events.ics", include_in_schema=False)
async def read_events(served: Served, secret: Annotated[str, Path(max_length=100)]) -> Response:
    """The same as events, for calendars that show no to-dos."""
    return await _feed(served, secret, events=True)


async def _feed(served: Served, secret: str, *, events: bool) -> Response:
    def work() -> bytes | None:
        from claudeprojects.core.exchange.exports.calendars import calendar_of
        from claudeprojects.core.exchange.exports.tasks import tasks_of

        found = served.exchange.feed.opened_by(secret)
        if found is None:
            return None
        items = tasks_of(served.workspace, found.query)
        return calendar_of(items, served.workspace.vault.name, events=events).encode()

    data = await served.run(work)
    if data is None:
        return Response(status_code=404)
    return Response(data, media_type=CALENDAR, headers={**DOWNLOAD, "Cache-Control": "no-store"})
