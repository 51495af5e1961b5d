"""Reranking: the best passages compared closely with the question, which is too slow for all of them.

What tells an answer from a passage that only shares words: that it holds most of what the question asks, and holds it
close together, in one sentence or two. No model is needed; the weights were chosen on the generated corpus of
``evaluation/``, where they are measured against the fused order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from claudeprojects.core.search.question import stems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claudeprojects.core.search.passages import FoundPassage
    from claudeprojects.core.search.question import Question

_FUSED: Final = 0.35
_COVERAGE: Final = 0.30
_CLOSE: Final = 0.25
_MEANING: Final = 0.10
_ADJACENT: Final = 0.05
_SENTENCE: Final = re.compile(r"(?<=[.!?。！？])\s+|\n+")


def rerank(question: Question, weights: Mapping[str, float], found: list[FoundPassage]) -> list[FoundPassage]:
    """The same passages, those that fit the ``question`` as a whole first. ``weights`` say how rare its words are."""
    if not found:
        return []
    best = max(each.score for each in found) or 1.0
    pairs = {(first.stem, second.stem) for first, second in pairwise(question.words)}

    def worth(each: FoundPassage) -> float:
        close, adjacent = _closeness(each.text, weights, pairs)
        return (
            _FUSED * each.score / best
            + _COVERAGE * each.coverage
            + _CLOSE * close
            + _MEANING * max(0.0, each.cosine or 0.0)
            + _ADJACENT * adjacent
        )

    scored = [replace(each, score=worth(each)) for each in found]
    return sorted(scored, key=lambda each: -each.score)


def _closeness(text: str, weights: Mapping[str, float], pairs: set[tuple[str, str]]) -> tuple[float, float]:
    """The share of the question in the best sentence and its neighbour, and of its pairs that stand side by side."""
    whole = sum(weights.values())
    if not whole:
        return 0.0, 0.0
    sentences = [words for part in _SENTENCE.split(text) if (words := stems(part))]
    held = [{word for word in words if word in weights} for words in sentences]
    windows = [*held, *(first | second for first, second in pairwise(held))]
    close = max((sum(weights[word] for word in window) for window in windows), default=0.0) / whole
    beside = {pair for words in sentences for pair in pairwise(words)} & pairs
    return close, len(beside) / len(pairs) if pairs else 0.0
