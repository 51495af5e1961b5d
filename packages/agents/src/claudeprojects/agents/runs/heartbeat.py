"""Heartbeats: a table in the job database by which workers know that one of them has died."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

log = logging.getLogger(__name__)

BEAT_SECONDS = 2.5
DEAD_SECONDS = 10.0
"""After so long without a beat a worker counts as dead; on the same machine, as soon as its process is gone."""

_CREATE = """
CREATE TABLE IF NOT EXISTS claudeprojects_workers (
    worker TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL, beat_at DOUBLE PRECISION NOT NULL
)
"""
_BEAT = """
INSERT INTO claudeprojects_workers (worker, host, pid, beat_at) VALUES (:worker, :host, :pid, :now)
ON CONFLICT (worker) DO UPDATE SET beat_at = excluded.beat_at
"""


class Heartbeats:
    """Beats for ``worker``, and calls ``take_over`` with the names of workers that have died.

    Clocks of several machines may differ by less than ``DEAD_SECONDS``.
    """

    def __init__(self, engine: Engine, worker: str, take_over: Callable[[list[str]], None]) -> None:
        self._engine, self._worker, self._take_over = engine, worker, take_over
        self._host, self._pid = socket.gethostname(), os.getpid()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_beating, name="worker-heartbeat", daemon=True)

    def start(self) -> None:
        """Beat once now, take over what is left, and go on in the background."""
        from sqlalchemy import text

        with self._engine.begin() as connection:
            connection.execute(text(_CREATE))
        self._round()
        self._thread.start()

    def stop(self) -> None:
        """Stop, and take the name off the list."""
        from sqlalchemy import text

        self._stopping.set()
        self._thread.join()
        with self._engine.begin() as connection:
            connection.execute(
                text("DELETE FROM claudeprojects_workers WHERE worker = :worker"), {"worker": self._worker}
            )

    def _keep_beating(self) -> None:
        from sqlalchemy.exc import SQLAlchemyError

        while not self._stopping.wait(BEAT_SECONDS):
            try:
                self._round()
            except SQLAlchemyError as error:
                log.warning("a heartbeat failed: %s", error)

    def _round(self) -> None:
        from sqlalchemy import text

        now = time.time()
        with self._engine.begin() as connection:
            connection.execute(
                text(_BEAT), {"worker": self._worker, "host": self._host, "pid": self._pid, "now": now}
            )
            dead = self._dead(connection, now)
        if dead:
            log.info("taking over what %s had begun", ", ".join(dead))
            self._take_over(dead)
            with self._engine.begin() as connection:
                for worker in dead:
                    connection.execute(
                        text("DELETE FROM claudeprojects_workers WHERE worker = :worker"), {"worker": worker}
                    )

    def _dead(self, connection: Connection, now: float) -> list[str]:
        from sqlalchemy import text

        rows = connection.execute(text("SELECT worker, host, pid, beat_at FROM claudeprojects_workers")).all()
        return [
            worker
            for worker, host, pid, beat_at in rows
            if worker != self._worker
            and (beat_at < now - DEAD_SECONDS or (host == self._host and not _is_alive(pid)))
        ]


def _is_alive(pid: int) -> bool:
    if pid == os.getpid():
        return False  # a worker of this very process that was closed without a word
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
