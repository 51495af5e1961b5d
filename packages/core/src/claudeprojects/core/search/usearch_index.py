"""Approximate nearest vectors in usearch: a navigable graph (HNSW, Malkov and Yashunin 2016) over int8 vectors.

For vaults past the size where scanning is instant. The three numbers below were measured on 250,000 vectors:
recall at 10 against exact search stays above 0.95 (``docs/adr/0002-search-index.md``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from claudeprojects.core.errors import IndexDamaged
from claudeprojects.core.search.vectors import quantise
from usearch.compiled import MetricKind, ScalarKind
from usearch.index import Index

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_CONNECTIVITY: Final = 16
_EXPANSION_ADD: Final = 64
_EXPANSION_SEARCH: Final = 96


class HnswVectors:
    """A ``VectorIndex`` over usearch; ``threads`` bounds what one ``add`` uses (0 = all cores)."""

    def __init__(self, dimensions: int, *, threads: int = 0) -> None:
        self._dimensions = dimensions
        self._threads = threads
        self._index = Index(
            ndim=dimensions,
            metric=MetricKind.Cos,
            dtype=ScalarKind.I8,
            connectivity=_CONNECTIVITY,
            expansion_add=_EXPANSION_ADD,
            expansion_search=_EXPANSION_SEARCH,
        )

    @classmethod
    def load(cls, path: Path, dimensions: int, *, threads: int = 0) -> HnswVectors:
        """The index saved at ``path``. Raises ``IndexDamaged`` when it is not one of ``dimensions``."""
        made = cls(dimensions, threads=threads)
        try:
            described = Index.metadata(str(path))
            if (
                described is None
                or described["dimensions"] != dimensions
                or described["kind_scalar"] != ScalarKind.I8
            ):
                raise IndexDamaged(str(path), f"it does not hold int8 vectors of {dimensions}")
            made._index.load(str(path))
        except (RuntimeError, ValueError, KeyError, OSError) as problem:
            raise IndexDamaged(str(path), str(problem)) from problem
        return made

    @property
    def dimensions(self) -> int:
        """See ``VectorIndex``."""
        return self._dimensions

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.int8]) -> None:
        """See ``VectorIndex``."""
        if len(ids):
            self.remove(ids)
            self._index.add(ids.astype(np.uint64), np.ascontiguousarray(vectors), threads=self._threads)

    def remove(self, ids: NDArray[np.int64]) -> None:
        """See ``VectorIndex``."""
        keys = ids.astype(np.uint64)
        held = keys[self._index.contains(keys)] if len(keys) and len(self) else keys[:0]
        if len(held):
            self._index.remove(held, threads=self._threads)

    def search(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """See ``VectorIndex``."""
        if not len(self) or k < 1 or not vector.any():
            return []
        found = self._index.search(quantise(vector[None, :])[0], min(k, len(self)), threads=1)
        cosines = 1.0 - found.distances
        return [(int(key), float(cosine)) for key, cosine in zip(found.keys, cosines, strict=True)]

    def ids(self) -> NDArray[np.int64]:
        """See ``VectorIndex``."""
        keys: NDArray[np.int64] = np.sort(np.asarray(self._index.keys).astype(np.int64))
        return keys

    def save(self, path: Path) -> None:
        """See ``VectorIndex``. The file is usearch's own."""
        beside = path.with_name(f"{path.name}.new")
        self._index.save(str(beside))
        beside.replace(path)

    def __len__(self) -> int:
        return len(self._index)
