"""The pace at which a queue is read: at once when there is reason to, ever more slowly while nothing happens.

DBOS reads its queues by the clock alone: often enough to be quick it costs a tenth of a core for ever. The thread
that takes jobs waits on its stop event between two readings, and that is the one place where the pace can be set.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claudeprojects.agents.runs.jobs import QueueLimits

SHORTEST = 0.01
"""Seconds between two readings whatever happens, so that a thousand jobs put at once are not a thousand readings."""


class Pace(threading.Event):
    """A stop event whose ``wait`` decides itself how long to wait: until ``hurry``, or longer with each time.

    After ``hurry`` the next waits last ``poll_seconds`` of the limits, twice that, … and at most ``idle_seconds``.
    Used by one waiting thread; ``hurry`` and ``set`` may be called in any.
    """

    def __init__(self, limits: QueueLimits) -> None:
        super().__init__()
        self._shortest, self._longest = limits.poll_seconds, limits.idle_seconds
        self._next = self._shortest
        self._called = threading.Event()

    def hurry(self) -> None:
        """Let the queue be read now, and often for a while: a job was put, or a place is free."""
        self._called.set()

    def set(self) -> None:
        """Stop."""
        super().set()
        self._called.set()

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 - that of DBOS, by the clock
        """Wait until it is time to read the queue again; whether to stop instead."""
        if not super().wait(SHORTEST):
            called = self._called.wait(self._next)
            self._called.clear()
            self._next = self._shortest if called else min(2 * self._next, self._longest)
        return self.is_set()
