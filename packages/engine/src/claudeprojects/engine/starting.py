"""Starting one engine and not two: a lock for the moment of starting, and a port that stays the vault's own."""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

from claudeprojects.core.errors import IndexBusy, SettingInvalid
from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = "start.lock"

PATIENCE = 30.0
"""Seconds to wait for another start to be through, or for a stopping engine to let go of the index."""

PAUSE = 0.05

LOOPBACK = ("127.0.0.1", "localhost", "::1")

FIRST_PORT, PORTS = 20_000, 10_000
"""Where ports are chosen: below those that systems give to outgoing connections."""


@contextmanager
def start_lock(folder: Path) -> Iterator[None]:
    """Be the only one who starts an engine for the data ``folder``; raises ``IndexBusy`` after ``PATIENCE``.

    The system lets go of it when the process ends, however it ends.
    """
    lock = FileLock(folder / LOCK, timeout=PATIENCE, poll_interval=PAUSE)
    try:
        lock.acquire()
    except Timeout as error:
        raise IndexBusy(str(folder)) from error
    try:
        yield
    finally:
        lock.release()


def bind(host: str, port: int, vault: str) -> socket.socket:
    """A listening socket on this machine only.

    ``port`` 0 takes one derived from the id ``vault``, so that the browser keeps what it remembers of a vault, and
    any free one when that is taken. Raises ``SettingInvalid`` for another host, or a port that is in use.
    """
    if host not in LOOPBACK:
        raise SettingInvalid("engine.host", host, "this machine's own address: " + ", ".join(LOOPBACK))
    host = "127.0.0.1" if host == "localhost" else host
    if port:
        try:
            return _bound(host, port)
        except OSError as error:
            raise SettingInvalid("engine.port", port, "a port that is free; 0 takes any") from error
    try:
        return _bound(host, FIRST_PORT + int(vault, 16) % PORTS)
    except OSError:
        return _bound(host, 0)


def _bound(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(1024)
    except BaseException:
        listening.close()
        raise
    return listening
