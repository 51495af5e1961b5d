"""The engine as an ASGI app: the API under ``/api/v1``, events at ``/ws``, and the UI everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.engine import openapi, problems
from claudeprojects.engine.routes import (
    attachments,
    files,
    graph,
    notes,
    operations,
    search,
    service,
    settings,
    tasks,
    workspace,
)
from fastapi import FastAPI
from fastapi.routing import APIRoute

if TYPE_CHECKING:
    from fastapi import APIRouter

API = "/api/v1"

ROUTERS: tuple[APIRouter, ...] = (
    workspace.router,
    files.router,
    attachments.router,
    notes.router,
    operations.router,
    search.router,
    graph.router,
    tasks.router,
    settings.router,
)


def create_api() -> FastAPI:
    """The API without a workspace to serve: enough to describe it."""
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    for router in ROUTERS:
        app.include_router(router, prefix=API)
    app.include_router(service.router)
    problems.install(app)
    app.openapi = lambda: openapi.document(app)  # type: ignore[method-assign]
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name
