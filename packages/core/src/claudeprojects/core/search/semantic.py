"""Search by meaning: the passages whose vectors lie nearest to the query's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from claudeprojects.core.embed.port import Embedder
    from claudeprojects.core.search.facts import Facts
    from claudeprojects.core.search.vectors import VectorIndex

FLOOR: Final = 0.4
"""The cosine below which a passage is not about the query. With the embedded model, of queries foreign to a corpus of
8,000 passages 14 in 16 stay below 0.37 with their best passage, and queries that belong to it pass 0.4 with their
first five (``docs/adr/0003-embedded-embeddings.md``)."""
_PASSAGES: Final = 80
"""Passages looked at; several may belong to one note."""


class MeaningHit(NamedTuple):
    """A note, the cosine of its nearest passage, and where that passage begins in the text."""

    file_id: int
    cosine: float
    start: int


class Semantic:
    """Nearest notes by an embedder and the index of its vectors."""

    def __init__(self, embedder: Embedder, vectors: VectorIndex, facts: Facts) -> None:
        self._embedder, self._vectors, self._facts = embedder, vectors, facts

    def nearest(self, text: str) -> list[MeaningHit]:
        """Notes with a passage about ``text``, the nearest first. Raises ``EmbedderFailed``."""
        found = self.nearest_passages(text, _PASSAGES, FLOOR)
        passages = self._facts.passages(passage_id for passage_id, _ in found)
        best: dict[int, MeaningHit] = {}
        for passage_id, cosine in found:
            if passage_id in passages:
                file_id, start = passages[passage_id]
                best.setdefault(file_id, MeaningHit(file_id, cosine, start))
        return list(best.values())

    def nearest_passages(self, text: str, most: int, floor: float) -> list[tuple[int, float]]:
        """Passages about ``text`` with their cosine, which is ``floor`` at least, the nearest first."""
        vector = self._embedder.embed([text])[0]
        if not vector.any():
            return []
        return [(passage_id, cosine) for passage_id, cosine in self._vectors.search(vector, most) if cosine >= floor]
