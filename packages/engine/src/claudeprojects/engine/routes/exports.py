"""Exports: projects as zip, Markdown, HTML or PDF; tasks as CSV or iCalendar; a feed for calendar programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import quote

from claudeprojects.engine.routes.feeds import CALENDAR, DOWNLOAD, FEEDS
from claudeprojects.engine.schemas.exports import FeedCommand, FeedView
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Query
from starlette.responses import Response

if TYPE_CHECKING:
    from claudeprojects.core.exchange.feed import Feed
    from claudeprojects.core.workspace import Workspace

router = APIRouter(prefix="/exports", tags=["exports"])

ProjectFormat = Literal["zip", "markdown", "html", "pdf"]
TaskFormat = Literal["csv", "ics", "events"]

MEDIA = {
    "zip": "application/zip", "markdown": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8",
    "pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "ics": CALENDAR, "events": CALENDAR,
}  # fmt: skip
SUFFIX = {"markdown": "md", "events": "ics"}

BYTES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}, "description": "The file."}
}


@router.get("/project", response_class=Response, responses=BYTES)
async def export_project(
    served: Served,
    project: Annotated[str, Query(min_length=1, max_length=4000, description="Its path, title or alias.")],
    format: Annotated[ProjectFormat, Query(description="A zip of its files, or one report.")] = "zip",  # noqa: A002
) -> Response:
    """Get a project as a file: all its notes and the attachments they use, or one report."""
    title, data = await served.run(lambda: _project(served.workspace, project, format))
    return _file(title, format, data)


@router.get("/tasks", response_class=Response, responses=BYTES)
async def export_tasks(
    served: Served,
    format: Annotated[TaskFormat, Query(description="A table, or a calendar of to-dos or of events.")] = "csv",  # noqa: A002
    query: Annotated[str, Query(max_length=1000, description="Which tasks, in the language of search.")] = "",
) -> Response:
    """Get tasks as a file."""
    data = await served.run(lambda: _tasks(served.workspace, query, format))
    return _file(f"{served.workspace.vault.name} tasks", format, data)


@router.get("/feed", response_model=FeedView)
async def get_feed(served: Served) -> Response:
    """Get the calendar feed's address, if it is on."""
    return await served.answer(FeedView, lambda: _view(served.exchange.feed.get()))


@router.post("/feed", response_model=FeedView, status_code=201)
async def begin_feed(served: Served, wanted: FeedCommand) -> Response:
    """Turn the calendar feed on at a new address; an old one leads nowhere from then on."""

    def work() -> object:
        from claudeprojects.core.exchange.exports.tasks import tasks_of

        tasks_of(served.workspace, wanted.query)  # so that a query that cannot be read is refused now
        return _view(served.exchange.feed.begin(wanted.query))

    return await served.answer(FeedView, work, 201)


@router.delete("/feed", response_model=FeedView)
async def end_feed(served: Served) -> Response:
    """Turn the calendar feed off."""

    def work() -> object:
        served.exchange.feed.end()
        return _view(None)

    return await served.answer(FeedView, work)


def _project(workspace: Workspace, name: str, format: str) -> tuple[str, bytes]:  # noqa: A002
    import io

    from claudeprojects.core.exchange.exports.project_files import project_files, write_zip
    from claudeprojects.core.exchange.exports.reports import document_of

    files = project_files(workspace, name)
    title = files.project.title
    if format == "zip":
        with io.BytesIO() as out:
            write_zip(workspace, files, out)
            return title, out.getvalue()
    document = document_of(workspace, files)
    if format == "markdown":
        from claudeprojects.core.exchange.exports.markdown import markdown_report

        return title, markdown_report(document).encode()
    if format == "html":
        from claudeprojects.core.exchange.exports.html import html_report

        return title, html_report(document).encode()
    from claudeprojects.core.exchange.exports.pdf import pdf_report

    return title, pdf_report(document)


def _tasks(workspace: Workspace, query: str, format: str) -> bytes:  # noqa: A002
    from claudeprojects.core.exchange.exports.calendars import calendar_of
    from claudeprojects.core.exchange.exports.tasks import csv_of, tasks_of

    items = tasks_of(workspace, query)
    if format == "csv":
        return b"\xef\xbb\xbf" + csv_of(items).encode()
    return calendar_of(items, workspace.vault.name, events=format == "events").encode()


def _file(title: str, format: str, data: bytes) -> Response:  # noqa: A002
    name = quote(f"{title}.{SUFFIX.get(format, format)}", safe="")
    headers = {**DOWNLOAD, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(data, media_type=MEDIA[format], headers=headers)


def _view(found: Feed | None) -> dict[str, object]:
    if found is None:
        return {"on": False, "path": None, "events_path": None, "query": None}
    address = f"{FEEDS}/{found.secret}"
    return {
        "on": True,
        "path": f"{address}/tasks.ics",
        "events_path": f"{address}/events.ics",
        "query": found.query,
    }
