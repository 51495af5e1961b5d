"""The vector port: what a store of embedding vectors promises, and how vectors become small integers.

Vectors are compared by cosine, so their length does not matter and each is scaled on its own to the full range of
eight bits (a quarter of the memory; the cosine moves by less than 0.01).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SCALE = 127.0


class VectorIndex(Protocol):
    """A store of int8 vectors under positive integer ids, of one length given when it is made.

    It lives in memory; the index database keeps the vectors. Any thread may search while others change it.
    """

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        ...

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.int8]) -> None:
        """Put in ``vectors`` (one row for each id, ids distinct), replacing those under ids already there."""
        ...

    def remove(self, ids: NDArray[np.int64]) -> None:
        """Take vectors out; unknown ids are no error."""
        ...

    def search(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """Up to ``k`` ids nearest to ``vector`` with their cosine (-1 to 1), nearest first.

        A ``vector`` of zeros is near nothing.
        """
        ...

    def ids(self) -> NDArray[np.int64]:
        """The ids held, in rising order."""
        ...

    def __len__(self) -> int:
        """How many vectors are held."""
        ...


def quantise(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Each row scaled so that its largest component becomes ±127; a row of zeros stays zero."""
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    scale = np.divide(_SCALE, largest, out=np.zeros_like(largest), where=largest > 0)
    quantised: NDArray[np.int8] = np.rint(vectors * scale).astype(np.int8)
    return quantised
