"""The engine as an ASGI app: the API under ``/api/v1``, events at ``/ws``, and the UI everywhere else.

``create_app`` needs no lifespan and starts nothing: an app is ready when it is made, in a server or in-process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claudeprojects.engine import openapi, problems
from claudeprojects.engine.gate import Gate
from claudeprojects.engine.limits import BodyLimit
from claudeprojects.engine.metrics import Measured
from claudeprojects.engine.rooms import API, RoomOpener, Rooms
from claudeprojects.engine.routes import events, feeds, guests, service
from claudeprojects.engine.serving import Serving
from claudeprojects.engine.ui import Interface, remote_images_of
from fastapi import FastAPI

if TYPE_CHECKING:
    from claudeprojects.core.workspace import Workspace
    from fastapi.routing import APIRoute

NO_TELEMETRY = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False}
"""FastAPI can send traces to a collector named in the environment; this engine tells nobody."""


def create_app(workspace: Workspace, token: str) -> FastAPI:
    """The whole engine over an open ``workspace``; every request must carry ``token``.

    ``app.state.serving`` is what it serves with; close it (``Serving.close``) when the app is done. The workspace
    stays the caller's to start and close.
    """
    rooms = Rooms()
    app = _api(rooms)
    serving = Serving(workspace)
    app.state.serving = serving
    app.include_router(events.router)
    app.include_router(feeds.router)
    app.include_router(guests.router)
    app.router.routes.append(guests.http_route())
    app.mount("/", Interface(remote_images_of(workspace.vault.root)))
    app.add_middleware(RoomOpener, rooms=rooms)
    app.add_middleware(BodyLimit)
    app.add_middleware(Gate, token=token)
    app.add_middleware(Measured, metrics=serving.metrics)
    return app


def create_api() -> FastAPI:
    """The API without a workspace to serve: enough to describe it."""
    return _api(Rooms())


def _api(rooms: Rooms) -> FastAPI:
    app = FastAPI(
        title=openapi.TITLE,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
        telemetry=NO_TELEMETRY,  # type: ignore[arg-type]
    )
    app.include_router(rooms.router, prefix=API)
    app.include_router(service.router)
    problems.install(app)

    def described() -> dict[str, Any]:
        rooms.open_all()
        return openapi.document(app)

    app.openapi = described  # type: ignore[method-assign]
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name
