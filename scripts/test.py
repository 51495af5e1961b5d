"""``make test``: install what is missing, a browser too, then run every test and name what could not run.

``ARGS`` goes to pytest, and then only pytest runs.
"""

from __future__ import annotations

import os
import shlex
import sys
import time
from typing import TYPE_CHECKING

from install import main as install
from toolbox.browser import VARIABLE, install_browser
from toolbox.node import npm
from toolbox.shell import PYTHON, Failed, run, say

if TYPE_CHECKING:
    from collections.abc import Callable

PYTEST = ("-m", "pytest", "-q", "--dist", "worksteal")
MEMORY = 1_500_000_000
"""Bytes that a worker may need, its browser and its engines included."""


def main() -> int:
    """Run the tests; returns 0 when all that ran passed."""
    if code := install(["all"]):
        return code
    started = time.monotonic()
    arguments = shlex.split(os.environ.get("ARGS", ""))
    browser, missing = browser_or_reason()
    pytest = [*PYTEST, "-n", workers(), *arguments, *([] if browser else ["-m", "not e2e"])]
    steps = [lambda: run(PYTHON, *pytest, extra=browser)]
    if not arguments:
        steps.append(lambda: npm("test", "--silent"))
    failed = [text for step in steps if (text := outcome(step))]
    print()
    for text in failed:
        print(f"FAILED: {text}")
    if missing:
        print(f"NOT RUN: the browser tests (tests/e2e). {missing}")
    print(f"{'Some tests failed' if failed else 'All tests that ran passed'} ({time.monotonic() - started:.0f} s).")
    return 1 if failed else 0


def workers() -> str:
    """How many tests run at once: three for two processors, since many wait for a disk, an engine or a browser."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2
    wanted = max(2, processors + processors // 2)
    try:
        room = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEMORY
    except (AttributeError, ValueError, OSError):  # a system that does not say
        room = wanted
    return str(max(2, min(wanted, room)))


def browser_or_reason() -> tuple[dict[str, str], str]:
    """What the tests need to find the browser, or nothing and why there is none."""
    try:
        return {VARIABLE: str(install_browser())}, ""
    except Failed as error:
        say(str(error))
        return {}, str(error)


def outcome(step: Callable[[], None]) -> str:
    """Why ``step`` failed, or ``""``."""
    try:
        step()
    except Failed as error:
        return str(error)
    return ""


if __name__ == "__main__":
    sys.exit(main())
