"""Plugins: what there is, trusting those of the vault, and their pages."""

from __future__ import annotations

from typing import Annotated

from claudeprojects.agents.errors import PluginNotFound
from claudeprojects.engine.schemas.plugins import PluginList, PluginPanelList, PluginTrust, PluginView
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Path
from starlette.responses import HTMLResponse, Response

router = APIRouter(prefix="/plugins", tags=["agents"])

PluginName = Annotated[str, Path(max_length=64)]

FRAME = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data:; frame-ancestors 'self'"
)
"""What a plugin's page may do: run its own scripts in an origin of its own, and load nothing."""


@router.get("", response_model=PluginList)
async def list_plugins(served: Served) -> Response:
    """List every plugin, whether it runs and what it brings."""
    return await served.answer(PluginList, lambda: {"items": served.plugins.plugins()})


@router.get("/panels", response_model=PluginPanelList)
async def list_panels(served: Served) -> Response:
    """List the pages that plugins bring."""

    def work() -> dict[str, object]:
        panels = served.plugins.panels()
        return {"items": [{"plugin": name, "id": panel.id, "title": panel.title} for name, panel in panels]}

    return await served.answer(PluginPanelList, work)


@router.get("/{name}/panels/{panel_id}", response_class=HTMLResponse)
async def get_panel(served: Served, name: PluginName, panel_id: PluginName) -> Response:
    """Get a page of a plugin as HTML; its headers let it load nothing."""

    def find() -> str:
        found = (p.html for plugin, p in served.plugins.panels() if (plugin, p.id) == (name, panel_id))
        html = next(found, None)
        if html is None:
            raise PluginNotFound(f"{name}/{panel_id}")
        return html

    headers = {"Content-Security-Policy": FRAME, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return HTMLResponse(await served.run(find), headers=headers)


@router.post("/{name}/trust", response_model=PluginView)
async def trust_plugin(served: Served, name: PluginName, wanted: PluginTrust) -> Response:
    """Trust a plugin of the vault as it was shown, so that its code runs."""
    return await served.answer(PluginView, lambda: served.plugins.trust(name, wanted.hash))


@router.delete("/{name}/trust", response_model=PluginView)
async def distrust_plugin(served: Served, name: PluginName) -> Response:
    """Trust a plugin of the vault no more."""
    return await served.answer(PluginView, lambda: served.plugins.distrust(name))
