"""The circuit breaker: a model that failed several times in a row is left alone for a while, then tried once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FAILURES = 4
"""In a row, before the model is left alone."""
REST = 30.0
"""Seconds it is left alone."""


class Breaker:
    """The state of one model: closed (calls pass), open (none does), or half open (one does, to find out)."""

    def __init__(
        self, *, failures: int = FAILURES, rest: float = REST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = failures
        self._rest = rest
        self._clock = clock
        self._failed = 0
        self._open_until: float | None = None

    @property
    def seconds_left(self) -> float:
        """How long calls are still held back; 0 when the next one may pass."""
        return 0.0 if self._open_until is None else max(0.0, self._open_until - self._clock())

    def allows(self) -> bool:
        """Whether a call may pass now. The one that passes after the rest holds back the others until it ends."""
        if self._open_until is None:
            return True
        if self.seconds_left > 0:
            return False
        self._open_until = self._clock() + self._rest
        return True

    def succeeded(self) -> None:
        """A call was answered."""
        self._failed = 0
        self._open_until = None

    def failed(self) -> None:
        """A call failed in a way that may pass."""
        self._failed += 1
        if self._failed >= self._most:
            self._open_until = self._clock() + self._rest
