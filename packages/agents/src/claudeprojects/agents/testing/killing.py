"""Killing a process again and again: for tests that what it does is neither lost nor done twice."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable


def killed_until_done(
    work: Callable[[], None], kills: int, chance: random.Random, *, seconds: tuple[float, float], patience: float
) -> int:
    """Do ``work`` in a forked process, killed up to ``kills`` times after some of ``seconds``, then left alone.

    Prints how often it was killed. Returns 0 when it ended by itself, 2 when it failed, 3 when it took longer than
    ``patience`` seconds in the end.
    """
    for killed in range(kills + 1):
        if (child := os.fork()) == 0:
            work()
            os._exit(0)
        status = _ended_within(child, chance.uniform(*seconds) if killed < kills else patience)
        if status is not None:
            sys.stdout.write(f"{killed}\n")
            return status
    return 3


def _ended_within(child: int, seconds: float) -> int | None:
    """How the process ended by itself; ``None`` when it had to be killed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return 2 if status else 0
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None
