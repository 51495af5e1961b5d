"""Waiting until a server is started, for the commands that start one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.text import count

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output
    from claudeprojects.cli.workbench import Workbench

PATIENCE = 360.0
"""Seconds to wait for a server to be installed and started; signing in takes a person some minutes."""
PAUSE = 0.2
UNSETTLED = ("starting", "signing_in")


def settled(invocation: Invocation, bench: Workbench, name: str) -> dict[str, Any]:
    """The server once it is started or has failed; the address to sign in is opened when it asks for that."""
    deadline, shown = time.monotonic() + PATIENCE, ""
    server = server_of(bench, name)
    while _unsettled(server) and time.monotonic() < deadline:
        address = server["sign_in_url"]
        if address and address != shown:
            shown = address
            invocation.output.aside(f"Sign in to {name}: {address}")
            click.launch(address)
        time.sleep(PAUSE)
        server = server_of(bench, name)
    return server


def started(server: dict[str, Any]) -> dict[str, Any]:
    """The same server. Raises ``ServerFailed`` when it is not one that serves."""
    from claudeprojects.agents.errors import ServerFailed

    if server["state"] == "failed":
        raise ServerFailed(server["name"], server["why"])
    return server


def server_of(bench: Workbench, name: str) -> dict[str, Any]:
    """The server in use under this name. Raises ``ServerNotFound``."""
    from claudeprojects.agents.errors import ServerNotFound

    found = bench.api.get("mcp", "servers")["items"]
    server = next((each for each in found if each["name"] == name and each["state"] != "unusable"), None)
    if server is None:
        raise ServerNotFound(name)
    return dict(server)


def show_started(output: Output, server: dict[str, Any]) -> None:
    """Say what became of it."""
    if server["state"] == "failed":
        output.aside(f"{server['name']} was added, and does not serve: {server['why']}")
        return
    tools_ = count(len(server["tools"]), "tool")
    output.aside(f"{server['name']} is {server['state']} and offers {tools_}. {server['why']}".strip())


def _unsettled(server: dict[str, Any]) -> bool:
    """Whether it is still on its way: one that was just added is kept a moment after it answered."""
    keeping = server["state"] == "running" and not server["kept"] and not server["why"]
    return server["state"] in UNSETTLED or keeping
