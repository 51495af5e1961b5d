"""How things are measured: percentiles, repeated timing, and the memory of a process with all its children."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

PROPORTIONAL = re.compile(r"^Pss: +(\d+) kB", re.MULTILINE)

EVERY = 0.1
"""Seconds between two looks at the memory."""


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of ``values`` lie; at least one value."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(action: Callable[[], object]) -> float:
    """Seconds that ``action`` takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def latencies(action: Callable[[str], object], queries: Sequence[str], rounds: int = 3) -> list[float]:
    """Milliseconds of every call, each query ``rounds`` times, after one round that warms up."""
    for query in queries:
        action(query)
    return [1000 * timed(lambda query=query: action(query)) for _ in range(rounds) for query in queries]


class PeakMemory:
    """Watches the resident memory of process ``pid`` and its children while the ``with`` block runs.

    Pages shared between them are counted once where the system tells (PSS on Linux).
    """

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._process = psutil.Process(pid)
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    @property
    def megabytes(self) -> float:
        """The peak in MB (10^6 bytes)."""
        return self.peak / 1e6

    def _watch(self) -> None:
        while not self._done.wait(EVERY):
            try:
                processes = [self._process, *self._process.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            self.peak = max(self.peak, sum(map(_resident, processes)))


def _resident(process: psutil.Process) -> int:
    try:
        rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
        return 1024 * int(PROPORTIONAL.findall(rollup)[0])
    except (OSError, IndexError):  # another system, or the process just ended
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            return int(process.memory_info().rss)
        return 0
