"""The indexer: the one thread that writes the index. Small updates go before a reconcile and between its batches."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from concurrent.futures import Future
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.errors import Cancelled, ClaudeProjectsError, VaultOffline
from claudeprojects.core.index.names import Names
from claudeprojects.core.index.progress import Progress
from claudeprojects.core.index.reconcile import Reconciler

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from claudeprojects.core.events import EventBus
    from claudeprojects.core.index.pool import WorkerPool
    from claudeprojects.core.index.store import IndexStore
    from claudeprojects.core.search.fulltext import FullTextIndex
    from claudeprojects.core.vault.vault import Vault

logger = logging.getLogger(__name__)

_RETRY_SECONDS = 5.0
_GATHER_SECONDS = 0.04
"""While several write at once: how long to wait for the updates of all of them, since a commit costs the same for one
or for many."""
_CROWD = 3
"""A person who saves, and the watcher that sees it, are two: they never wait."""


class _Request(NamedTuple):
    """``paths`` to look into, or ``None`` for everything (``clear``: from nothing); the future is done when they are
    searchable."""

    paths: frozenset[str] | None
    done: Future[None]
    clear: bool = False


class Indexer:
    """Takes requests from any thread and serves them in its own. A failure is kept in ``failure``, told to the caller
    and retried; the thread lives on."""

    def __init__(
        self,
        vault: Vault,
        store: IndexStore,
        fulltext: FullTextIndex,
        pool: WorkerPool,
        events: EventBus,
        *,
        on_passages: Callable[[list[int]], None],
        on_progress: Callable[[], None],
    ) -> None:
        self.progress = Progress(on_progress)
        self.names = Names()
        self.names.load(store.database)
        self.failure: ClaudeProjectsError | None = None
        self.cancelled = False
        self._store = store
        self._reconciler = Reconciler(
            vault,
            store,
            self.names,
            fulltext,
            pool,
            events,
            self.progress,
            on_passages=on_passages,
        )
        self._requests: deque[_Request] = deque()
        self._wake = threading.Condition()
        self._cancel = threading.Event()
        self._stopping = False
        self._reconciled = False
        self._crowd = 0
        self._thread = threading.Thread(target=self._run, name="indexer", daemon=True)
        self._thread.start()

    def update(self, paths: Collection[str]) -> Future[None]:
        """Look into files or folders that may have changed."""
        return self._enqueue(frozenset(paths))

    def reconcile(self) -> Future[None]:
        """Compare the whole vault with the index and make the index agree."""
        return self._enqueue(None)

    def rebuild(self) -> Future[None]:
        """Forget everything and index the whole vault anew."""
        self._cancel.set()
        return self._enqueue(None, clear=True)

    def cancel(self) -> None:
        """Stop the reconcile under way; what it has done stays, the rest waits for the next one."""
        self._cancel.set()

    def stop(self) -> None:
        """Finish the updates that wait, drop the reconcile under way, and end the thread."""
        with self._wake:
            self._stopping = True
            self._cancel.set()
            self._wake.notify()
        self._thread.join()

    @property
    def pending(self) -> int:
        """How many files are known to be on disk and are not looked into yet."""
        return self._reconciler.pending

    @property
    def reconciled(self) -> bool:
        """Whether disk and index were made to agree since the start."""
        return self._reconciled

    @property
    def busy(self) -> bool:
        """Whether anything is being done or waits."""
        return self.progress.active or bool(self._requests)

    def _enqueue(self, paths: frozenset[str] | None, *, clear: bool = False) -> Future[None]:
        request = _Request(paths, Future(), clear)
        with self._wake:
            if self._stopping:
                request.done.set_exception(Cancelled("Indexing"))
            else:
                self._requests.append(request)
                self._wake.notify()
        return request.done

    def _run(self) -> None:
        while self._wait():
            self._serve_updates()
            if not self._stopping and (taken := self._take(updates=False)):
                self._settle(taken, lambda taken=taken: self._reconcile(clear=any(r.clear for r in taken)))  # type: ignore[misc]
        for request in self._take(updates=False):
            request.done.set_exception(Cancelled("Indexing"))

    def _wait(self) -> bool:
        """Wait for work, or for the time to retry after a failure; ``False`` when it is time to end."""
        with self._wake:
            due = self._wake.wait_for(
                lambda: self._requests or self._stopping, _RETRY_SECONDS if self.failure else None
            )
            if self._stopping:
                return any(request.paths is not None for request in self._requests)
            if not due:
                self._requests.append(_Request(None, Future()))
            return True

    def _take(self, *, updates: bool) -> list[_Request]:
        with self._wake:
            taken = [request for request in self._requests if (request.paths is not None) == updates]
            self._requests = deque(request for request in self._requests if (request.paths is not None) != updates)
        return taken

    def _serve_updates(self) -> None:
        while taken := self._gathered():
            paths = frozenset[str]().union(*(request.paths or () for request in taken))
            self._settle(taken, lambda paths=paths: self._update(paths))  # type: ignore[misc]
            # Those served now and those that came meanwhile: so many write at once.
            self._crowd = len(taken) + len(self._requests)
        self._crowd = 0

    def _gathered(self) -> list[_Request]:
        if self._crowd >= _CROWD:
            with self._wake:
                self._wake.wait_for(lambda: self._stopping or len(self._requests) >= self._crowd, _GATHER_SECONDS)
        return self._take(updates=True)

    def _update(self, paths: frozenset[str]) -> None:
        if self._reconciled or self.progress.active:
            self._reconciler.update(paths)
        else:
            self._reconcile()

    def _reconcile(self, *, clear: bool = False) -> None:
        self._cancel.clear()
        self.cancelled = False
        try:
            if clear:
                self._reconciler.clear()
                self.names.load(self._store.database)
            self._reconciler.reconcile(self._cancel, self._serve_updates)
        except Cancelled:
            self.cancelled = True
            raise
        finally:
            self.progress.finish()
        self._reconciled, self.failure = True, None
        self._store.set_meta("reconciled_at", time.time())

    def _settle(self, requests: Sequence[_Request], work: Callable[[], None]) -> None:
        """Do the work and tell all who wait for it, the failure too."""
        error: BaseException
        try:
            work()
        except (Cancelled, VaultOffline) as expected:
            error = expected
        except ClaudeProjectsError as failure:
            logger.warning("indexing failed: %s", failure)
            error = self._failed(failure)
        except Exception as failure:
            logger.exception("indexing failed")
            error = self._failed(ClaudeProjectsError(f"Indexing failed: {failure}"))
        else:
            for request in requests:
                request.done.set_result(None)
            return
        for request in requests:
            request.done.set_exception(error)

    def _failed(self, failure: ClaudeProjectsError) -> ClaudeProjectsError:
        """Memory may be ahead of the stores now: read the names again, and make up the lag before going on."""
        self.failure, self._reconciled = failure, False
        try:
            self.names.load(self._store.database)
        except ClaudeProjectsError:
            logger.exception("the names could not be read again")
        return failure
