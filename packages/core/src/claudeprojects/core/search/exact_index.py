"""Exact nearest vectors: every vector is compared, by kernels made for eight-bit integers.

Nothing has to be built, nothing is missed, and the same vectors give the same answer in whatever order they came:
250,000 vectors of 256 are compared in some 4 ms on one core (``docs/adr/0002-search-index.md`` has the figures).
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

import numkong
import numpy as np
from claudeprojects.core.search.vectors import quantise

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK: Final = 64
"""Similarities looked at together: the k best stand in the k blocks with the best maximum."""
_SMALLEST: Final = 256
_MOST_DEAD: Final = 0.25
"""The share of removed rows at which they are cleared away."""


class _Held:
    """Rows in the rising order of their ids; those removed keep their place with a factor of zero."""

    def __init__(self, dimensions: int, capacity: int = _SMALLEST) -> None:
        self.count = 0
        self.dead = 0
        self.ids = np.empty(capacity, np.int64)
        self.rows = np.empty((capacity, dimensions), np.int8)
        self.factors = np.empty(capacity, np.float32)
        """What makes a dot product a cosine: 1 by the row's length, 0 for removed rows and rows of zeros."""
        self.alive = np.empty(capacity, np.bool_)

    def append(self, ids: NDArray[np.int64], vectors: NDArray[np.int8]) -> None:
        """Put rows after the last one; there must be room."""
        start, end = self.count, self.count + len(ids)
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float32))
        self.ids[start:end], self.rows[start:end], self.alive[start:end] = ids, vectors, True
        np.divide(1, lengths, out=self.factors[start:end], where=lengths > 0)
        self.factors[start:end][lengths == 0] = 0
        self.count = end

    def find(self, ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """The places of those ids that are held."""
        held = self.ids[: self.count]
        places = np.searchsorted(held, ids)
        there = places < self.count
        there[there] = held[places[there]] == ids[there]
        places = places[there]
        return places[self.alive[places]]


class ExactVectors:
    """A ``VectorIndex`` that scans. Ties are broken by the smaller id."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._held = _Held(dimensions)
        self._lock = threading.Lock()

    @property
    def dimensions(self) -> int:
        """See ``VectorIndex``."""
        return self._dimensions

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.int8]) -> None:
        """See ``VectorIndex``. Ids above all that are held are the cheap case."""
        order = np.argsort(ids, kind="stable")
        ids, vectors = ids[order].astype(np.int64), vectors[order]
        with self._lock:
            held = self._held
            if not len(ids):
                return
            if held.count and ids[0] <= held.ids[held.count - 1]:
                self._retire(ids)
                self._held = self._merged(ids, vectors)
            else:
                if held.count + len(ids) > len(held.ids):
                    held = self._held = self._copied(2 * (held.count + len(ids)))
                held.append(ids, vectors)

    def remove(self, ids: NDArray[np.int64]) -> None:
        """See ``VectorIndex``."""
        with self._lock:
            self._retire(ids)
            if self._held.dead > _MOST_DEAD * self._held.count + _SMALLEST:
                self._held = self._copied(len(self._held.ids))

    def search(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """See ``VectorIndex``."""
        held, count = self._held, self._held.count
        query = quantise(vector[None, :])
        length = float(np.linalg.norm(query.astype(np.float32)))
        if not count or k < 1 or length == 0:
            return []
        dots = np.asarray(numkong.cdist(query, held.rows[:count], "dot"))[0]
        cosines = np.multiply(dots, held.factors[:count], dtype=np.float32)
        places = _best(cosines, held.factors[:count] > 0, k)
        places = places[np.lexsort((held.ids[places], -cosines[places]))][:k]
        return [(int(held.ids[place]), float(cosines[place]) / length) for place in places]

    def ids(self) -> NDArray[np.int64]:
        """See ``VectorIndex``."""
        with self._lock:
            return self._held.ids[: self._held.count][self._held.alive[: self._held.count]]

    def __len__(self) -> int:
        return self._held.count - self._held.dead

    def _retire(self, ids: NDArray[np.int64]) -> None:
        places = self._held.find(np.unique(ids))
        self._held.alive[places] = False
        self._held.factors[places] = 0
        self._held.dead += len(places)

    def _copied(self, capacity: int) -> _Held:
        """The living rows in new arrays: a search under way keeps the old ones."""
        held, made = self._held, _Held(self._dimensions, max(_SMALLEST, capacity))
        alive = held.alive[: held.count]
        made.append(held.ids[: held.count][alive], held.rows[: held.count][alive])
        return made

    def _merged(self, ids: NDArray[np.int64], vectors: NDArray[np.int8]) -> _Held:
        held = self._held
        alive = held.alive[: held.count]
        all_ids = np.concatenate([held.ids[: held.count][alive], ids])
        order = np.argsort(all_ids, kind="stable")
        made = _Held(self._dimensions, max(_SMALLEST, 2 * len(all_ids)))
        made.append(all_ids[order], np.concatenate([held.rows[: held.count][alive], vectors])[order])
        return made


def _best(values: NDArray[np.float32], allowed: NDArray[np.bool_], k: int) -> NDArray[np.intp]:
    """Places that hold the ``k`` best allowed values (and those equal to the last), in no order."""
    values = np.where(allowed, values, -np.inf)
    whole = len(values) // _BLOCK
    if k < whole:
        maxima = values[: whole * _BLOCK].reshape(whole, _BLOCK).max(axis=1)
        edge = np.partition(maxima, whole - k)[whole - k]
        places = np.flatnonzero(values >= edge)
    else:
        places = np.arange(len(values))
    if k < len(places):
        edge = np.partition(values[places], len(places) - k)[len(places) - k]
        places = places[values[places] >= edge]
    return places[np.isfinite(values[places])]
