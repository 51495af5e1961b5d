"""For whoever watches over the process: its health and its metrics."""

from __future__ import annotations

from claudeprojects.engine import views
from claudeprojects.engine.schemas.workspace import Health, Status
from claudeprojects.engine.serving import Served, written
from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

router = APIRouter(tags=["service"])


@router.get("/healthz", response_model=Health)
async def get_health(served: Served) -> Response:
    """Say that the process lives; needs no token and waits for nothing."""
    health = Health(vault_id=served.vault_id, version=views.VERSION)
    return Response(written(health), media_type="application/json")


@router.get("/metrics", response_class=PlainTextResponse)
async def get_metrics(served: Served) -> Response:
    """Give counters and latencies in the Prometheus text format."""

    def work() -> bytes:
        return served.metrics.text(Status.model_validate(served.workspace.status()))

    return Response(await served.run(work), media_type="text/plain; version=0.0.4; charset=utf-8")
