"""The embedding job: a thread that gives every passage its vector, and keeps the vector index in step.

Vectors rest in the database; the vector index is a copy in memory, read on start.
A change of model embeds everything anew under the new model while the old one goes on serving.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.errors import ClaudeProjectsError, EmbedderFailed
from claudeprojects.core.index.examine import OWN_TEXT_KINDS
from claudeprojects.core.index.passages import PassageText, PassageVectors, embed_in_worker, embed_passages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures.process import BrokenProcessPool
    from pathlib import Path

    import numpy as np
    from claudeprojects.core.embed.port import Embedder
    from claudeprojects.core.index.pool import WorkerPool
    from claudeprojects.core.index.store import IndexStore
    from claudeprojects.core.search.vectors import VectorIndex
    from numpy.typing import NDArray

logger = logging.getLogger(__name__)

_PAGE = 4096
"""Passages taken from the database at once."""
_WORKER_CHUNK = 256
"""Passages a worker embeds at once."""
_INLINE_LIMIT = 512
"""Up to this many passages are embedded in the job's own thread."""
_RETRY_SECONDS = 30.0
_HOLD_SECONDS = 0.1
_PATIENCE_SECONDS = 0.1

_PENDING = """
SELECT p.passage_id, p.file_id, p.start, p."end", f.path, f.kind, f.hash
FROM passages AS p JOIN files AS f USING (file_id)
WHERE p.passage_id > ? AND NOT EXISTS (SELECT 1 FROM vectors AS v WHERE v.model = ? AND v.passage_id = p.passage_id)
ORDER BY p.passage_id LIMIT ?
"""
_KEPT = "SELECT passage_id, vector FROM vectors WHERE model = ? ORDER BY passage_id"
_STILL_THERE = "SELECT passage_id FROM passages WHERE passage_id IN (SELECT value FROM json_each(?))"


class EmbeddingReport(NamedTuple):
    """The state of embeddings: ``off``, ``working``, ``ready`` or ``failed`` (``detail`` says why)."""

    model: str | None
    state: str
    total: int
    done: int
    detail: str | None


class Serving(NamedTuple):
    """The model and the vectors that answer queries now."""

    embedder: Embedder
    vectors: VectorIndex


class EmbeddingJob:
    """Embeds in the background. ``on_serving`` is told whenever other vectors begin to serve, or none."""

    def __init__(
        self,
        root: Path,
        store: IndexStore,
        pool: WorkerPool,
        *,
        on_serving: Callable[[Serving | None], None],
        on_change: Callable[[], None],
        hold: Callable[[], bool],
    ) -> None:
        self._root, self._store, self._pool = root, store, pool
        self._on_serving, self._on_change, self._hold = on_serving, on_change, hold
        self._model: str | None = None
        self.serving: Serving | None = None
        self._building: Serving | None = None
        self._failure: ClaudeProjectsError | None = None
        self._cursor = 0
        self._changed = True
        self._stopping = False
        self._work = False
        self._idle = threading.Event()
        self._wake = threading.Condition()
        # Held while vectors are kept or dropped, so that database and vector index agree.
        self._vectors_lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def announce(self, model: str | None) -> None:
        """Report ``model`` as the one that will be used, before any work begins."""
        self._model = model

    def use(self, model: str | None) -> None:
        """Embed with ``model`` from now on (``None`` = not at all); the one before serves until all is embedded."""
        with self._wake:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="embedding", daemon=True)
                self._thread.start()
            elif model == self._model and self._failure is None:
                return
            self._model, self._changed, self._failure = model, True, None
        self._ask_for_work()

    def passages_changed(self, dropped: list[int]) -> None:
        """Forget the vectors of dropped passages, and look for passages without vectors."""
        if dropped:
            with self._vectors_lock:
                for serving in {id(s): s for s in (self.serving, self._building) if s}.values():
                    serving.vectors.remove(_as_ids(dropped))
        if self._thread is not None:
            self._ask_for_work()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until nothing is left to embed (or embedding failed or is off); ``False`` on a time-out."""
        return self._idle.wait(timeout)

    def report(self) -> EmbeddingReport:
        """Return how far embedding is."""
        if self._model is None:
            return EmbeddingReport(None, "off", 0, 0, None)
        building = self._building or self.serving
        total = self._store.database.value("SELECT count(*) FROM passages") or 0
        done = min(total, len(building.vectors)) if building else 0
        if self._failure is not None:
            return EmbeddingReport(self._model, "failed", total, done, self._failure.message)
        ready = self._building is None and self.serving is not None and done >= total
        return EmbeddingReport(self._model, "ready" if ready else "working", total, done, None)

    def stop(self) -> None:
        """End the job."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while self._wait_for_work():
            try:
                self._step()
            except ClaudeProjectsError as error:
                self._note_failure(error)
            except Exception as error:
                logger.exception("embedding failed")
                self._note_failure(EmbedderFailed(self._model or "", str(error)))
            else:
                self._failure = None
            with self._wake:
                if not self._work:
                    self._idle.set()
            self._on_change()

    def _wait_for_work(self) -> bool:
        """Wait for passages or another model, or for the time to try again; ``False`` when it is time to end."""
        with self._wake:
            self._wake.wait_for(lambda: self._work or self._stopping, _RETRY_SECONDS if self._failure else None)
            # Saves come in flurries: a moment's patience embeds them together.
            self._wake.wait_for(lambda: self._stopping or self._changed, _PATIENCE_SECONDS)
            self._work = False
            return not self._stopping

    def _ask_for_work(self) -> None:
        with self._wake:
            self._work = True
            self._idle.clear()
            self._wake.notify()

    def _note_failure(self, error: ClaudeProjectsError) -> None:
        logger.warning("%s", error)
        self._failure, self._changed = error, True

    def _step(self) -> None:
        """Embed all that waits; when that was for a new model, let it serve."""
        if self._changed:
            self._changed = False
            self._begin()
        target = self._building or self.serving
        if target is None:
            return
        while not self._interrupted() and (page := self._next_page(target.embedder.name)):
            for found in self._embed(target.embedder, page):
                self._keep(target, found)
                if self._interrupted():
                    return
            self._on_change()
        if self._building is not None and not self._interrupted():
            self._serve(self._building)

    def _interrupted(self) -> bool:
        """Whether to stop: for good, for another model, or while files are being indexed (they come first)."""
        while self._hold() and not (self._stopping or self._changed):
            time.sleep(_HOLD_SECONDS)
        return self._stopping or self._changed

    def _begin(self) -> None:
        """Load the model; its kept vectors serve at once when there are no others to keep serving."""
        self._cursor = 0
        if self._model is None:
            self._building = None
            self._serve(None)
            return
        from claudeprojects.core.embed.registry import load_embedder

        embedder = load_embedder(self._model)
        vectors = self._kept_vectors(embedder)
        candidate = Serving(embedder, vectors)
        if self.serving is not None and self.serving.embedder.name != embedder.name:
            self._building = candidate
        else:
            self._serve(candidate)

    def _kept_vectors(self, embedder: Embedder) -> VectorIndex:
        """The vectors the database keeps of this model."""
        import numpy as np
        from claudeprojects.core.search.exact_index import ExactVectors

        vectors = ExactVectors(embedder.dimensions)
        rows = self._store.database.iterate(_KEPT, (embedder.name,))
        while page := list(islice(rows, _PAGE)):
            matrix = np.frombuffer(b"".join(row[1] for row in page), dtype=np.int8).reshape(len(page), -1)
            vectors.add(_as_ids([row[0] for row in page]), matrix)
        return vectors

    def _next_page(self, model: str) -> list[PassageText]:
        rows = self._store.database.read(_PENDING, (self._cursor, model, _PAGE))
        if rows:
            self._cursor = rows[-1][0]
        page = []
        for (file_id, path, kind, digest), spans in groupby(rows, key=lambda row: (row[1], row[4], row[5], row[6])):
            text = None
            if kind not in OWN_TEXT_KINDS:
                text = self._store.database.value("SELECT text FROM texts WHERE file_id = ?", (file_id,)) or ""
            page.append(PassageText(path, digest, text, tuple((row[0], row[2], row[3]) for row in spans)))
        return page

    def _embed(self, embedder: Embedder, page: list[PassageText]) -> Iterator[PassageVectors]:
        root = str(self._root)
        remote = self._model is not None and self._model.startswith(("ollama:", "openai:"))
        if remote or sum(len(file.spans) for file in page) <= _INLINE_LIMIT:
            for chunk in _chunks(page, 64 if remote else _INLINE_LIMIT):
                if (found := embed_passages(embedder, root, chunk)) is not None:
                    yield found
            return
        calls = ((root, self._model, chunk) for chunk in _chunks(page, _WORKER_CHUNK))
        results: Iterator[tuple[object, PassageVectors | BrokenProcessPool | None]]
        results = self._pool.run(embed_in_worker, calls)
        for _, result in results:
            if isinstance(result, BaseException):
                raise EmbedderFailed(embedder.name, "a worker process died")
            if result is not None:
                yield result

    def _keep(self, target: Serving, found: PassageVectors) -> None:
        name = target.embedder.name
        with self._vectors_lock:
            with self._store.database.write() as transaction:
                there = {number for (number,) in transaction.execute(_STILL_THERE, (json.dumps(found.ids),))}
                kept = [position for position, passage_id in enumerate(found.ids) if passage_id in there]
                transaction.executemany(
                    "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                    ((name, found.ids[position], found.vectors[position].tobytes()) for position in kept),
                )
            if kept:
                target.vectors.add(_as_ids([found.ids[position] for position in kept]), found.vectors[kept])

    def _serve(self, serving: Serving | None) -> None:
        before, self.serving, self._building = self.serving, serving, None
        self._on_serving(serving)
        if before is not None and (serving is None or before.embedder.name != serving.embedder.name):
            with self._store.database.write() as transaction:
                transaction.execute("DELETE FROM vectors WHERE model = ?", (before.embedder.name,))
        self._on_change()


def _chunks(files: list[PassageText], size: int) -> Iterator[list[PassageText]]:
    """Groups of files with about ``size`` passages each; one file with more is split."""
    group: list[PassageText] = []
    count = 0
    for file in files:
        for start in range(0, len(file.spans), size):
            part = file._replace(spans=file.spans[start : start + size])
            group.append(part)
            count += len(part.spans)
            if count >= size:
                yield group
                group, count = [], 0
    if group:
        yield group


def _as_ids(ids: list[int]) -> NDArray[np.int64]:
    import numpy as np

    return np.asarray(ids, dtype=np.int64)
