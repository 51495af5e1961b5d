"""Reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): one order out of several, by ranks alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

K: Final = 60
"""The constant of the paper: how little the very first ranks stand out."""


def fuse(rankings: Sequence[tuple[Sequence[int], float]]) -> list[tuple[int, float]]:
    """Ids with their fused scores, best first: the sum of ``weight / (K + rank)`` over the rankings that hold them.

    Ties go to the id that an earlier ranking holds first.
    """
    scores: dict[int, float] = {}
    for ids, weight in rankings:
        for rank, file_id in enumerate(ids, start=1):
            scores[file_id] = scores.get(file_id, 0.0) + weight / (K + rank)
    return sorted(scores.items(), key=lambda entry: -entry[1])
