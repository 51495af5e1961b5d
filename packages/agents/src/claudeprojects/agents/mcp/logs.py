"""The log of one server: what it writes to its standard error, and what became of it, in one small file."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LARGEST = 1_000_000
"""Bytes; a log that grows larger moves aside, and the one before it goes."""
TAIL = 256_000
"""Bytes read of the end."""
LAST_WORDS = 0.5
"""Seconds that a process that ended may keep us waiting for what it wrote."""


class ServerLog:
    """The log at ``path``. Safe to use from many threads; ``heard`` is told how many lines came so far."""

    def __init__(self, path: Path, heard: Callable[[int], None] = lambda _lines: None) -> None:
        self.path = path
        self.lines = 0
        self._heard = heard
        self._lock = threading.Lock()

    def note(self, text: str) -> None:
        """Add what happened to the server, with the time."""
        at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
        self._add(f"{at} · {text}\n".encode("utf-8", "replace"))

    @contextmanager
    def receiving(self) -> Iterator[TextIO]:
        """A file for a process to write to: what it writes is in the log at once, and all of it behind the block."""
        inlet, outlet = os.pipe()
        taking = threading.Thread(target=self._take, args=(inlet,), name=f"log {self.path.stem}", daemon=True)
        taking.start()
        try:
            with os.fdopen(outlet, "w", encoding="utf-8") as file:
                yield file
        finally:
            taking.join(LAST_WORDS)

    def tail(self, lines: int = 200) -> list[str]:
        """The last lines, the newest last; none when it was never started."""
        try:
            with self.path.open("rb") as file:
                size = file.seek(0, os.SEEK_END)
                file.seek(max(0, size - TAIL))
                found = file.read().decode("utf-8", "replace").splitlines()
        except FileNotFoundError:
            return []
        return found[-lines:]

    def said(self, lines: int = 3) -> str:
        """The last lines the server itself wrote, as one, for an error."""
        own = [line.strip() for line in self.tail(40) if line.strip() and " · " not in line[:23]]
        return " ".join(own[-lines:])

    def remove(self) -> None:
        """Take the log away."""
        with self._lock:
            self.path.unlink(missing_ok=True)
            self._older.unlink(missing_ok=True)

    def _take(self, inlet: int) -> None:
        with os.fdopen(inlet, "rb", buffering=0) as file:
            while piece := file.read(65_536):
                self._add(piece)

    def _add(self, piece: bytes) -> None:
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self.path.open("ab") as file:
                file.write(piece)
                size = file.tell()
            if size > LARGEST:
                os.replace(self.path, self._older)
            self.lines += piece.count(b"\n")
            lines = self.lines
        self._heard(lines)

    @property
    def _older(self) -> Path:
        return self.path.with_suffix(".old.log")


class ServerLogs:
    """The logs in ``folder`` by server, each opened once; ``heard`` is told whose log has how many lines."""

    def __init__(self, folder: Path, heard: Callable[[str, int], None]) -> None:
        self._folder, self._heard = folder, heard
        self._logs: dict[str, ServerLog] = {}
        self._lock = threading.Lock()

    def of(self, name: str) -> ServerLog:
        """The log of the server ``name``."""
        with self._lock:
            if name not in self._logs:
                file = "".join(letter if letter.isalnum() or letter in "-_@" else "_" for letter in name)
                self._logs[name] = ServerLog(self._folder / f"{file}.log", lambda lines: self._heard(name, lines))
            return self._logs[name]
