"""The embedder port: text in, vectors out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """A model that places texts so that those alike in meaning lie close together (by cosine)."""

    @property
    def name(self) -> str:
        """Stable id with version: vectors of two embedders are comparable only when their names are equal."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for each text, in order; a row of zeros for a text the model cannot place.

        The same text gives the same row, whatever stands beside it. Raises ``EmbedderFailed``.
        """
        ...
