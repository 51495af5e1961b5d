"""The log of one server: what it writes to its standard error, and what became of it, in one small file."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1_000_000
"""Bytes; a log that is larger when the server starts moves aside, and the one before it goes."""
TAIL = 256_000
"""Bytes read of the end."""


class ServerLog:
    """The log at ``path``. Safe to use from many threads; the server's process writes into it too."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def note(self, text: str) -> None:
        """Add what happened to the server, with the time."""
        at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self.path.open("ab") as file:
                file.write(f"{at} · {text}\n".encode("utf-8", "replace"))

    def opened(self) -> TextIO:
        """The log for a process to write to; the caller closes it."""
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self.path.exists() and self.path.stat().st_size > LARGEST:
                os.replace(self.path, self.path.with_suffix(".old.log"))
            return self.path.open("a", encoding="utf-8")

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
        self.path.unlink(missing_ok=True)
        self.path.with_suffix(".old.log").unlink(missing_ok=True)
