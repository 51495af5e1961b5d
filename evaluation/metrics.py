"""The measures of retrieval, over relevance of the ranks of one question: recall@k, MRR, nDCG@k."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def recall(found: Sequence[set[int]], gold: int, k: int) -> float:
    """The share of the ``gold`` passages that are among the first ``k``; each rank says which it holds."""
    return len(set().union(*found[:k])) / gold if gold else 0.0


def reciprocal_rank(found: Sequence[set[int]]) -> float:
    """One by the rank of the first relevant passage, 0 when there is none."""
    return next((1 / rank for rank, held in enumerate(found, start=1) if held), 0.0)


def ndcg(found: Sequence[set[int]], gold: int, k: int) -> float:
    """Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002); a passage found twice counts once."""
    seen: set[int] = set()
    gain = 0.0
    for rank, held in enumerate(found[:k], start=1):
        new = held - seen
        seen |= held
        gain += bool(new) / math.log2(rank + 1)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(gold, k) + 1))
    return gain / ideal if ideal else 0.0


def mean(values: Sequence[float]) -> float:
    """The mean, 0 for none."""
    return sum(values) / len(values) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the values lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
