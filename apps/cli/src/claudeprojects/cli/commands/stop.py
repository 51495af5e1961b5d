"""``stop``: ask the running engine to finish its writes and end."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, pass_invocation
from claudeprojects.core.errors import EngineUnreachable

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

PATIENCE = 20.0
"""Seconds; an engine that is told to stop ends itself within fifteen."""

PAUSE = 0.05


@click.command("stop", cls=AppCommand)
@pass_invocation
def stop(invocation: Invocation) -> None:
    """Stop the engine that runs for the vault; what it is writing is finished first."""
    from claudeprojects.engine.locate import find_running

    info = find_running(invocation.root)
    if info is not None:
        os.kill(info.pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while find_running(invocation.root) is not None:
            if time.monotonic() > deadline:
                raise EngineUnreachable(str(invocation.root), f"process {info.pid} does not stop")
            time.sleep(PAUSE)

    def say(output: Output, document: dict[str, Any]) -> None:
        output.aside("Stopped." if document["stopped"] else "No engine runs for this vault.")

    result: dict[str, Any] = {"stopped": info is not None, "pid": info.pid if info else None}
    invocation.show(result, say)
