"""The browser for tests: a Chromium that is here, or the nearest way to get one."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from toolbox.shell import PYTHON, Failed, environment, run, say

VARIABLE = "CLAUDEPROJECTS_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
)


def install_browser() -> Path:
    """The path of a Chromium that starts, installed when there was none. Raises ``Failed`` with the next step."""
    if found := find_browser():
        return found
    for way in (_by_apt, _by_playwright):
        try:
            way()
        except Failed as error:
            say(f"That did not work: {error}")
        if found := find_browser():
            return found
    raise Failed(
        "No Chromium is here and none could be installed. Install chromium or Google Chrome with your system's "
        f"package manager, or set {VARIABLE} to its program, and run `make test` again."
    )


def find_browser() -> Path | None:
    """A Chromium that starts: the one named in the environment, on the path, or Playwright's own."""
    named = os.environ.get(VARIABLE)
    candidates = [named] if named else [*map(shutil.which, NAMES), *PLACES, _playwrights()]
    return next((Path(path) for path in candidates if path and _starts(path)), None)


def _starts(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwrights() -> str:
    done = subprocess.run(
        [PYTHON, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, env=environment(), check=False
    )
    return done.stdout.strip()


def _by_apt() -> None:
    if not shutil.which("apt-get"):
        return
    as_root: list[str] = []
    if os.geteuid() != 0:
        if (
            not shutil.which("sudo")
            or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
        ):
            return
        as_root = ["sudo", "-n"]
    say("Installing chromium with apt-get")
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=600"]
    run(*apt, "update", quiet=True)
    run(*apt, "install", "-y", "--no-install-recommends", "chromium", quiet=True)


def _by_playwright() -> None:
    say("Installing Chromium with Playwright")
    run(PYTHON, "-m", "playwright", "install", "chromium", quiet=True)
