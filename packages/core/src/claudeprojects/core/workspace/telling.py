"""Telling the status: published when something it reports has moved, and not more often than counting is worth."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import ClaudeProjectsError
from claudeprojects.core.events import StatusChanged

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.events import EventBus
    from claudeprojects.core.index.coverage import Status

logger = logging.getLogger(__name__)

_INTERVAL: Final = 0.25


class StatusTeller:
    """Publishes ``status()`` on ``events`` when called: now, or soon when it was published just before."""

    def __init__(self, status: Callable[[], Status], events: EventBus) -> None:
        self._status, self._events = status, events
        self._lock = threading.Lock()
        self._told_at = 0.0
        self._soon: threading.Timer | None = None
        self._closed = False

    def __call__(self) -> None:
        """The status may have moved."""
        with self._lock:
            if self._closed or self._soon is not None:
                return
            wait = self._told_at + _INTERVAL - time.monotonic()
            if wait > 0:
                self._soon = threading.Timer(wait, self._publish)
                self._soon.daemon = True
                self._soon.start()
                return
        self._publish()

    def close(self) -> None:
        """Tell nothing any more."""
        with self._lock:
            self._closed = True
            if self._soon is not None:
                self._soon.cancel()

    def _publish(self) -> None:
        with self._lock:
            self._soon, self._told_at = None, time.monotonic()
            if self._closed:
                return
        try:
            self._events.publish(StatusChanged(self._status().to_json()))
        except ClaudeProjectsError:
            logger.exception("the status could not be told")
