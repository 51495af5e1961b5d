"""Rooms of the API are opened when they are first asked for, and no sooner."""

from __future__ import annotations

import asyncio
import json
import pkgutil
import subprocess
import sys
from importlib import import_module

import httpx
from claudeprojects.core.workspace import Workspace
from claudeprojects.engine import routes
from claudeprojects.engine.app import create_app
from claudeprojects.engine.hub import RESYNC
from claudeprojects.engine.rooms import API, ROOMS
from claudeprojects.engine.schemas.events import ResyncEvent

OUTSIDE = {"events", "feeds", "guests", "service", "vaultpath"}
"""Modules whose addresses are not below ``API``."""


def first_parts(name: str) -> set[str]:
    return {route.path.split("/")[1] for route in import_module(f"claudeprojects.engine.routes.{name}").router.routes}


def test_every_address_below_the_api_has_its_room():
    found: dict[str, set[str]] = {}
    for module in pkgutil.iter_modules(routes.__path__):
        if module.name not in OUTSIDE:
            for part in first_parts(module.name):
                found.setdefault(part, set()).add(module.name)
    assert found == {part: set(names) for part, names in ROOMS.items()}


def test_an_app_that_was_asked_nothing_has_loaded_no_room():
    program = (
        "import sys, json, claudeprojects.engine.app\n"
        "print(json.dumps([name for name in sys.modules if name.startswith('claudeprojects.engine.routes.')]))"
    )
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True)
    loaded = {name.rpartition(".")[2] for name in json.loads(done.stdout)}
    assert not loaded & {name for names in ROOMS.values() for name in names}


def test_a_room_asked_for_by_many_at_once_answers_all_of_them(root, tmp_path):
    async def asked(workspace: Workspace) -> list[int]:
        app = create_app(workspace, "t" * 43)
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app, client=("127.0.0.1", 1)),
            base_url="http://127.0.0.1:8080",
            headers={"Authorization": f"Bearer {'t' * 43}"},
        )
        try:
            async with client as http:
                paths = ("status", "settings", "tasks", "operations", "status", "tasks", "nowhere", "runs/x/nowhere")
                answers = await asyncio.gather(*(http.get(f"{API}/{path}") for path in paths))
        finally:
            app.state.serving.close()
        return [answer.status_code for answer in answers]

    with Workspace.open(root, data_dir=tmp_path / "data") as workspace:
        assert asyncio.run(asked(workspace)) == [200] * 6 + [404] * 2


def test_what_is_said_when_events_were_left_out_is_an_event():
    assert ResyncEvent.model_validate_json(RESYNC).type == "resync"
