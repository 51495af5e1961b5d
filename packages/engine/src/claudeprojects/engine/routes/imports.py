"""Imports: send or name a file, look at what it would make, then let it be written as one operation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as FilePath
from typing import Annotated

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.jobs import Wish
from claudeprojects.engine.exchange import HELD, Exchange
from claudeprojects.engine.paging import Cursor, Limit
from claudeprojects.engine.schemas.imports import (
    ImportColumns,
    ImportCommand,
    ImportFilePage,
    ImportFormatList,
    ImportList,
    ImportLossPage,
    ImportView,
    TableCommand,
    UploadView,
)
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

router = APIRouter(prefix="/imports", tags=["imports"])

ImportId = Annotated[str, Path(max_length=40)]
BYTES = {"requestBody": {"required": True, "content": {HELD: {"schema": {"type": "string", "format": "binary"}}}}}


@router.get("/formats", response_model=ImportFormatList)
async def list_import_formats(served: Served) -> Response:
    """List what can be imported, with what plugins bring."""
    return await served.answer(ImportFormatList, lambda: {"items": served.exchange.imports.formats()})


@router.post("/uploads", response_model=UploadView, status_code=201, openapi_extra=BYTES)
async def upload_import(
    served: Served,
    request: Request,
    name: Annotated[str, Query(min_length=1, max_length=255, description="The file's name, with its extension.")],
) -> Response:
    """Send a file to be imported, as its plain bytes; it may be as large as the disk has room for."""
    exchange: Exchange = served.exchange
    upload = await exchange.receive(request.stream(), name, served.run)
    return await served.answer(UploadView, lambda: upload, 201)


@router.post("", response_model=ImportView, status_code=202)
async def begin_import(served: Served, wanted: ImportCommand) -> Response:
    """Begin to read a file; events of the type `import` say how far it is. Nothing is written to the vault yet."""

    def work() -> object:
        jobs = served.exchange.jobs
        wish = Wish(FilePath(), wanted.format, wanted.folder, wanted.mapping, tuple(wanted.leave_out))
        if wanted.upload_id is not None:
            path, name = served.exchange.take(wanted.upload_id)
            return jobs.read(replace(wish, path=path, sent=True), name)
        path = FilePath(wanted.path or "")
        if not path.is_absolute():
            raise ImportFailed(wanted.path or "", "it is no absolute path", "Send `upload_id` or an absolute `path`.")
        return jobs.read(replace(wish, path=path))

    return await served.answer(ImportView, work, 202)


@router.post("/{import_id}/read", response_model=ImportView, status_code=202)
async def read_import_again(served: Served, import_id: ImportId, wanted: TableCommand) -> Response:
    """Begin to read a table again, with other fields for its columns; also one that could not be read without."""
    return await served.answer(
        ImportView, lambda: served.exchange.jobs.again(import_id, wanted.mapping, wanted.leave_out), 202
    )


@router.get("", response_model=ImportList)
async def list_imports(served: Served) -> Response:
    """List the imports since the engine started."""
    return await served.answer(ImportList, lambda: {"items": served.exchange.jobs.all()})


@router.get("/{import_id}", response_model=ImportView)
async def get_import(served: Served, import_id: ImportId) -> Response:
    """Get how far an import is, and what it brings once it is ready."""
    return await served.answer(ImportView, lambda: served.exchange.jobs.get(import_id))


@router.get("/{import_id}/files", response_model=ImportFilePage)
async def list_imported_files(
    served: Served, import_id: ImportId, cursor: Cursor = None, limit: Limit = 200
) -> Response:
    """List the files that an import makes or adds to."""
    return await served.page(ImportFilePage, lambda: served.exchange.jobs.report(import_id).files, cursor, limit)


@router.get("/{import_id}/losses", response_model=ImportLossPage)
async def list_import_losses(
    served: Served, import_id: ImportId, cursor: Cursor = None, limit: Limit = 200
) -> Response:
    """List what could not be kept as it was, of what and why."""
    return await served.page(ImportLossPage, lambda: served.exchange.jobs.report(import_id).losses, cursor, limit)


@router.get("/{import_id}/columns", response_model=ImportColumns)
async def get_import_columns(served: Served, import_id: ImportId) -> Response:
    """Get which column of a table was taken for which field, and the table's first rows."""

    def work() -> object:
        from claudeprojects.core.exchange.formats.tablecolumns import FIELDS, guessed

        jobs = served.exchange.jobs
        table = jobs.table(import_id)
        columns = jobs.columns(import_id)
        if table is not None and not columns:
            columns = {name: field for field, name in guessed(table.columns).items()}
        elif table is None and jobs.get(import_id).state == "reading":
            jobs.report(import_id)  # which raises: it is not known yet
        return {"columns": columns, "table": table, "fields": FIELDS, "left_out": jobs.left_out(import_id)}

    return await served.answer(ImportColumns, work)


@router.post("/{import_id}/apply", response_model=ImportView, status_code=202)
async def apply_import(served: Served, import_id: ImportId) -> Response:
    """Begin to write an import that is ready, as one operation that can be undone."""
    return await served.answer(ImportView, lambda: served.exchange.jobs.apply(import_id), 202)


@router.delete("/{import_id}", response_model=ImportView)
async def cancel_import(served: Served, import_id: ImportId) -> Response:
    """Stop an import, or throw away one that is ready; what it wrote is taken back."""
    return await served.answer(ImportView, lambda: served.exchange.jobs.cancel(import_id))
