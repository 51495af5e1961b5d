"""``open``: find or start the engine in the background, and open the workspace in the browser."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import IO, TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, pass_invocation
from claudeprojects.core.errors import EngineUnreachable

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.engine.locate import EngineInfo

START_PATIENCE = 30.0
"""Seconds an engine may take to answer; it does so before it has looked at the vault."""

PAUSE = 0.05
LOG_LINES = 5

vault_argument = click.argument("path", required=False, type=click.Path(file_okay=False), metavar="[PATH]")
"""The vault as an argument, the same as ``--vault``."""


@click.command("open", cls=AppCommand)
@vault_argument
@click.option("--no-browser", is_flag=True, help="Only start the engine and print the address.")
@pass_invocation
def open_(invocation: Invocation, path: str | None, *, no_browser: bool) -> None:
    """Open the workspace on the folder PATH in the browser.

    The engine starts in the background, or the one that runs is used; `claudeprojects stop` stops it.
    """
    if path:
        invocation.vault = path
    info = find_or_start(invocation.root)
    announce(invocation, info)
    if not no_browser:
        click.launch(info.url)


def announce(invocation: Invocation, info: EngineInfo) -> None:
    """Print where the engine answers. The address holds the token, so it is for this person only."""
    document: dict[str, Any] = {"url": info.url, "address": info.address, "pid": info.pid, "root": info.vault}
    invocation.show(document, lambda output, found: output.line(found["url"]))
    sys.stdout.flush()


def find_or_start(root: Path) -> EngineInfo:
    """The engine of the vault at ``root``, started in the background when none runs.

    Raises ``EngineUnreachable`` with what it wrote last when it does not come up.
    """
    from claudeprojects.core.settings import data_dir
    from claudeprojects.engine.locate import find_running

    running = find_running(root)
    if running is not None:
        return running
    folder = data_dir(root)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = folder / "engine.log"
    with log.open("wb") as file:
        process = _start(root, file)
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline:
        if running := find_running(root):
            return running
        if process.poll() is not None:
            break
        time.sleep(PAUSE)
    raise EngineUnreachable(str(root), f"it did not start. {_last_lines(log)}")


def _start(root: Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """An engine that outlives this program and its terminal."""
    command = [sys.executable, "-m", "claudeprojects.cli", "serve", "--vault", str(root)]
    detached: dict[str, Any] = (
        {"creationflags": 0x00000208} if sys.platform == "win32" else {"start_new_session": True}
    )
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log, cwd=root, **detached
    )


def _last_lines(log: Path) -> str:
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return " ".join(line.strip() for line in lines[-LOG_LINES:])
