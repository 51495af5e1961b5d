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

PYTEST = ("-m", "pytest", "-q", "-n", "2", "--dist", "worksteal")


def main() -> int:
    """Run the tests; returns 0 when all that ran passed."""
    if code := install(["all"]):
        return code
    started = time.monotonic()
    arguments = shlex.split(os.environ.get("ARGS", ""))
    browser, missing = browser_or_reason()
    steps = [lambda: run(PYTHON, *PYTEST, *arguments, *([] if browser else ["-m", "not e2e"]), extra=browser)]
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
