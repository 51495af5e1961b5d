"""The vector index of a vault: exact while it is small, a graph once it has grown."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Final

import numpy as np
from claudeprojects.core.errors import IndexDamaged
from claudeprojects.core.search.exact_index import ExactVectors
from claudeprojects.core.search.usearch_index import HnswVectors

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

EXACT_UP_TO: Final = 20_000
"""Vectors that are still scanned; past it the graph answers faster than it costs."""


class VectorStore:
    """A ``VectorIndex`` that turns from ``ExactVectors`` into ``HnswVectors`` when it passes ``exact_up_to``."""

    def __init__(self, dimensions: int, *, exact_up_to: int = EXACT_UP_TO, threads: int = 0) -> None:
        self._exact_up_to = exact_up_to
        self._threads = threads
        self._index: ExactVectors | HnswVectors = ExactVectors(dimensions)

    @classmethod
    def load(cls, path: Path, dimensions: int, *, exact_up_to: int = EXACT_UP_TO, threads: int = 0) -> VectorStore:
        """What ``save`` wrote to ``path``. Raises ``IndexDamaged`` when it is something else."""
        made = cls(dimensions, exact_up_to=exact_up_to, threads=threads)
        if zipfile.is_zipfile(path):
            made.add(*_read_exact(path, dimensions))
        else:
            made._index = HnswVectors.load(path, dimensions, threads=threads)
        return made

    @property
    def dimensions(self) -> int:
        """See ``VectorIndex``."""
        return self._index.dimensions

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.int8]) -> None:
        """See ``VectorIndex``."""
        if isinstance(self._index, ExactVectors) and len(self._index) + len(ids) > self._exact_up_to:
            grown = HnswVectors(self.dimensions, threads=self._threads)
            grown.add(self._index.ids(), self._index.vectors())
            grown.add(ids, vectors)
            self._index = grown
        else:
            self._index.add(ids, vectors)

    def remove(self, ids: NDArray[np.int64]) -> None:
        """See ``VectorIndex``."""
        self._index.remove(ids)

    def search(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """See ``VectorIndex``."""
        return self._index.search(vector, k)

    def ids(self) -> NDArray[np.int64]:
        """See ``VectorIndex``."""
        return self._index.ids()

    def save(self, path: Path) -> None:
        """See ``VectorIndex``."""
        self._index.save(path)

    def __len__(self) -> int:
        return len(self._index)


def _read_exact(path: Path, dimensions: int) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    try:
        with np.load(path, allow_pickle=False) as file:
            ids, vectors = file["ids"], file["vectors"]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as problem:
        raise IndexDamaged(str(path), str(problem)) from problem
    if vectors.shape != (len(ids), dimensions) or vectors.dtype != np.int8:
        raise IndexDamaged(str(path), f"it does not hold int8 vectors of {dimensions}")
    return ids, vectors
