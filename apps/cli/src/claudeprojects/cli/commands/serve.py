"""``serve``: run the engine in the foreground."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

import click
from claudeprojects.cli.commands.open import announce, vault_argument
from claudeprojects.cli.groups import AppCommand, pass_invocation

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.engine.locate import EngineInfo


@click.command("serve", cls=AppCommand)
@vault_argument
@click.option("--open", "open_browser", is_flag=True, help="Open the browser as well.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; 0 chooses one (engine.port).")
@pass_invocation
def serve(invocation: Invocation, path: str | None, *, open_browser: bool, port: int) -> None:
    """Run the engine for the vault, here, until Ctrl-C.

    When one runs already, its address is printed and nothing is started.
    """
    from claudeprojects.engine.server import serve as run_engine

    if path:
        invocation.vault = path
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    running = run_engine(
        invocation.root,
        port=port,
        open_browser=open_browser,
        on_ready=lambda info: _tell(invocation, info),
    )
    if running is not None and not invocation.as_json:
        invocation.output.aside("It was running already; `claudeprojects stop` stops it.")


def _tell(invocation: Invocation, info: EngineInfo) -> None:
    announce(invocation, info)
    if info.pid == os.getpid() and not invocation.as_json:
        invocation.output.aside(f"Serving {info.vault} until Ctrl-C.")
