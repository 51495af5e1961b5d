"""Worker processes that examine files and embed passages: both cores used, and a crash in one costs one file."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, TypeVar

from claudeprojects.core.index.examine import Candidate, Examined, examine
from claudeprojects.core.vault.parse import file_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

R = TypeVar("R")
Call = TypeVar("Call", bound=tuple[Any, ...])

CHUNK = 64
"""Files a worker takes at once: enough to outweigh the hand-over, few enough to cancel quickly."""
INLINE_LIMIT = 96
"""Up to this many plain files are examined in the calling thread; starting workers would take longer."""


def worker_count() -> int:
    """How many workers to run: one per core this process may use, at most eight."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(8, cores))


def _examine_chunk(root: str, candidates: Sequence[Candidate]) -> list[Examined | None]:
    return [examine(root, candidate) for candidate in candidates]


def _begin_worker() -> None:
    """Leave Ctrl-C to the process that owns the workers, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_owner, name="owner-watch", daemon=True).start()


def _end_with_owner() -> None:
    owner = multiprocessing.parent_process()
    if owner is not None:
        owner.join()
        os._exit(0)


class WorkerPool:
    """A pool of processes, started on first use and after a crash, stopped by :meth:`close`."""

    def __init__(self) -> None:
        self._executor: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def examine(self, root: str, candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, Examined | None]]:
        """Examine files, in order. PDFs always go to a worker: their reader is native code that a hostile file may
        bring down, and then that one file is skipped as ``unreadable``."""
        risky = any(file_kind(candidate.path) == "pdf" and not candidate.skip for candidate in candidates)
        if len(candidates) <= INLINE_LIMIT and not risky:
            for candidate in candidates:
                yield candidate, examine(root, candidate)
            return
        calls = ((root, candidates[start : start + CHUNK]) for start in range(0, len(candidates), CHUNK))
        for (_, chunk), results in self.run(_examine_chunk, calls):
            if isinstance(results, BaseException):
                yield from self._one_by_one(root, chunk)
            else:
                yield from zip(chunk, results, strict=True)

    def _one_by_one(self, root: str, candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, Examined | None]]:
        """Find the file that brings a worker down, and skip it. Where no worker runs at all, no file is to blame:
        then plain files are examined here, and only PDFs have to wait for better times."""
        for candidate in candidates:
            ((_, results),) = self.run(_examine_chunk, [(root, [candidate])])
            if not isinstance(results, BaseException):
                yield candidate, results[0]
            elif self._runs() or file_kind(candidate.path) == "pdf":
                blamed = candidate._replace(skip="unreadable", detail="its reader crashed")
                yield candidate, examine(root, blamed)
            else:
                yield candidate, examine(root, candidate)

    def _runs(self) -> bool:
        """Whether a worker can be started and does the simplest thing."""
        ((_, answer),) = self.run(os.getpid, [()])
        return not isinstance(answer, BaseException)

    def run(self, function: Callable[..., R], calls: Iterable[Call]) -> Iterator[tuple[Call, R | BrokenProcessPool]]:
        """Call ``function`` with each tuple of arguments in the workers and yield arguments and result, in order.

        At most a few calls are under way at once, so that stopping the iteration stops the work. A call whose worker
        died gives the ``BrokenProcessPool`` instead of a result; other exceptions are raised.
        """
        waiting: deque[tuple[Call, Future[R]]] = deque()
        try:
            for call in calls:
                waiting.append((call, self._submit(function, call)))
                if len(waiting) > 6 * worker_count():
                    first, future = waiting.popleft()
                    outcome = _outcome(future)
                    yield first, outcome
            while waiting:
                first, future = waiting.popleft()
                outcome = _outcome(future)
                yield first, outcome
        finally:
            for _, future in waiting:
                future.cancel()

    def _submit(self, function: Callable[..., R], call: Call) -> Future[R]:
        with self._lock:
            try:
                return self._started().submit(function, *call)
            except BrokenProcessPool:
                self._stop()
                return self._started().submit(function, *call)

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
            self._executor = ProcessPoolExecutor(
                worker_count(), mp_context=multiprocessing.get_context(method), initializer=_begin_worker
            )
        return self._executor

    def close(self) -> None:
        """Stop the workers; the next use starts new ones."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=True, cancel_futures=True)


def _outcome(future: Future[R]) -> R | BrokenProcessPool:
    error = future.exception()
    return error if isinstance(error, BrokenProcessPool) else future.result()
