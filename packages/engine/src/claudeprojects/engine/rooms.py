"""The rooms of the API: which module answers which addresses. A room is loaded when it is first asked for.

Making routes and their models takes most of an engine's start, and a session asks for few of them.
"""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

API: Final = "/api/v1"

ROOMS: Final[dict[str, tuple[str, ...]]] = {
    "notes": ("notes",),
    "search": ("search",),
    "graph": ("graph",),
    "files": ("files",),
    "folders": ("files",),
    "attachments": ("attachments",),
    "moves": ("operations",),
    "operations": ("operations",),
    "trash": ("operations",),
    "tasks": ("tasks",),
    "blocks": ("blocks",),
    "projects": ("projects",),
    "sprints": ("projects",),
    "milestones": ("projects",),
    "views": ("projects",),
    "figures": ("figures",),
    "reports": ("figures",),
    "gates": ("gates",),
    "methodologies": ("methodologies",),
    "phases": ("phases",),
    "properties": ("properties",),
    "workspace": ("workspace",),
    "status": ("workspace",),
    "index": ("index",),
    "settings": ("settings",),
    "ask": ("ask",),
    "chats": ("ask",),
    "agents": ("agents",),
    "skills": ("agents",),
    "plugins": ("plugins",),
    "privacy": ("privacy",),
    "audit": ("privacy",),
    "runs": ("changes", "runs"),
    "kept-replies": ("runs",),
    "schedules": ("schedules",),
    "models": ("models",),
    "mcp": ("mcp",),
    "approvals": ("approvals",),
    "permissions": ("permissions",),
    "imports": ("imports",),
    "exports": ("exports",),
}
"""The modules in ``routes`` by the first part of their addresses below ``API``; tried in this order."""


class Rooms:
    """The routes of one app below ``API``: ``router`` holds those of the rooms that are open."""

    def __init__(self) -> None:
        self.router = APIRouter()
        self._open: set[str] = set()

    def open_all(self) -> None:
        """Open every room: what describes the API needs all of it."""
        for modules in ROOMS.values():
            self._open_loaded(modules)

    async def open_for(self, path: str) -> None:
        """Open the room that the address ``path`` belongs to, if it belongs to one."""
        modules = ROOMS.get(path.removeprefix(f"{API}/").partition("/")[0], ()) if path.startswith(API) else ()
        if not self._open.issuperset(modules):
            await asyncio.to_thread(_load, modules)
            self._open_loaded(modules)

    def _open_loaded(self, modules: tuple[str, ...]) -> None:
        for name in modules:
            if name not in self._open:
                self.router.include_router(_load((name,))[0])
                self._open.add(name)


class RoomOpener:
    """An ASGI app that opens the room a request asks for before ``app`` looks for its route."""

    def __init__(self, app: ASGIApp, rooms: Rooms) -> None:
        self._app, self._rooms = app, rooms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open, and pass on."""
        if scope["type"] == "http":
            await self._rooms.open_for(scope["path"])
        await self._app(scope, receive, send)


def _load(modules: tuple[str, ...]) -> list[APIRouter]:
    return [import_module(f"claudeprojects.engine.routes.{name}").router for name in modules]
