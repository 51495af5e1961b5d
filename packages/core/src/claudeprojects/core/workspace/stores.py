"""The stores of one workspace: the index database with the full-text and vector stores that follow it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from claudeprojects.core.errors import IndexDamaged
from claudeprojects.core.index.embedding import EmbeddingJob
from claudeprojects.core.index.indexer import Indexer
from claudeprojects.core.index.pool import WorkerPool
from claudeprojects.core.index.store import IndexStore
from claudeprojects.core.index.texts import TextReader
from claudeprojects.core.search.searcher import Searcher
from claudeprojects.core.search.tantivy_index import TantivyIndex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from claudeprojects.core.events import EventBus
    from claudeprojects.core.index.embedding import Serving
    from claudeprojects.core.index.names import Names
    from claudeprojects.core.search.vectors import VectorIndex
    from claudeprojects.core.store.database import Database
    from claudeprojects.core.vault.vault import Vault


class Stores:
    """Opens the stores so that they agree, and rebuilds what does not."""

    def __init__(self, folder: Path, vault: Vault, events: EventBus, index: IndexStore) -> None:
        self.folder = folder
        self.index = index
        self.fulltext = _open_fulltext(folder, index)
        self.pool = WorkerPool()
        self.read = TextReader(vault, index.database)
        self.on_status: Callable[[], None] = _nothing
        self.searcher = Searcher(index.database, self.read, self.fulltext, None, None)
        self.embedding = EmbeddingJob(
            vault.root,
            index,
            self.pool,
            on_serving=self._serve,
            on_change=lambda: self.on_status(),
            hold=lambda: self.indexer.progress.active,
        )
        self.indexer = Indexer(
            vault,
            index,
            self.fulltext,
            self.pool,
            events,
            on_passages=self.embedding.passages_changed,
            on_progress=lambda: self.on_status(),
        )

    @classmethod
    def open(cls, folder: Path, vault: Vault, events: EventBus) -> Stores:
        """Open what is in the data folder ``folder``."""
        index = IndexStore(folder)
        try:
            return cls(folder, vault, events, index)
        except BaseException:
            index.close()
            raise

    @property
    def database(self) -> Database:
        """The index database."""
        return self.index.database

    @property
    def names(self) -> Names:
        """The names that links can mean."""
        return self.indexer.names

    def embed(self, model: str, *, later: bool = False) -> None:
        """Embed with ``model`` from now on; ``off`` ends it. ``later`` only reports it as the one to come."""
        chosen = None if model == "off" else model
        if later:
            self.embedding.announce(chosen)
        else:
            self.embedding.use(chosen)

    def serving_vectors(self) -> tuple[str, VectorIndex] | None:
        """The name of the model and the vectors that answer now."""
        serving = self.embedding.serving
        return None if serving is None else (serving.embedder.name, serving.vectors)

    def close(self) -> None:
        """Finish what waits and close the stores, the truth last."""
        self.indexer.stop()
        self.embedding.stop()
        self.pool.close()
        self.fulltext.close()
        self.index.close()

    def _serve(self, serving: Serving | None) -> None:
        vectors, embedder = (serving.vectors, serving.embedder) if serving else (None, None)
        self.searcher = Searcher(self.index.database, self.read, self.fulltext, vectors, embedder)


def _open_fulltext(folder: Path, index: IndexStore) -> TantivyIndex:
    """The full-text store of this very database; one of another, a damaged one, or one that is ahead is made anew."""
    base = folder / "search"
    place = base / index.store_id
    for other in base.iterdir() if base.is_dir() else ():
        if other != place:
            shutil.rmtree(other, ignore_errors=True)
    place.mkdir(parents=True, exist_ok=True)
    try:
        fulltext = TantivyIndex(place)
        if fulltext.watermark() <= index.seq:
            return fulltext
        fulltext.close()
    except IndexDamaged:
        pass
    shutil.rmtree(place)
    place.mkdir(parents=True)
    return TantivyIndex(place)


def _nothing() -> None:
    return None
