"""A process that moves a folder and is killed on the way: ``kill_during_move.py ROOT STATE STEPS``.

It dies, as by a power cut, when ``STEPS`` steps of the operation are done.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from claudeprojects.core.vault import steps as step_work
from claudeprojects.core.vault.vault import Vault

REAL = step_work.apply


class Deadly:
    """``apply``, a number of times; then the process is killed."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def __call__(self, *arguments):
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1
        return REAL(*arguments)


if __name__ == "__main__":
    step_work.apply = Deadly(int(sys.argv[3]))
    Vault(Path(sys.argv[1]), Path(sys.argv[2])).move("old", "new/place")
