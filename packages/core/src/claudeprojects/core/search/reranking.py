"""Reranking: the best passages compared closely with the question, which is too slow for all of them.

What tells an answer from a passage that only shares words: that it holds most of what the question asks, close
together, and that one of its sentences, read under its title and headings, means what the question means. The last is
judged by the embedded vectors, sentence by sentence, whatever model the vault is embedded with: they take a few
milliseconds for all sentences, and need no network. The weights were chosen on the generated corpus of
``evaluation/``, where they are measured against the order without them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from claudeprojects.core.embed.static import load_static
from claudeprojects.core.search.question import stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claudeprojects.core.search.passages import FoundPassage
    from claudeprojects.core.search.question import Question

_FOUND: Final = 0.6
_COVERAGE: Final = 0.45
_CLOSE: Final = 0.05
_SENTENCES: Final = 0.35
_NAMED: Final = 0.2
_SENTENCE: Final = re.compile(r"(?<=[.!?。！？])\s+|\n+")
_MOST_SENTENCES: Final = 12
"""Of one passage; a passage rarely has more."""


def rerank(question: Question, weights: Mapping[str, float], found: Sequence[FoundPassage]) -> list[FoundPassage]:
    """The same passages, those that fit the ``question`` as a whole first. ``weights`` say how rare its words are."""
    if not found:
        return []
    best = max(each.score for each in found) or 1.0
    sentences = [[part for part in _SENTENCE.split(each.text) if _says_something(part)] for each in found]
    meant = _meant(question, found, sentences)
    scored = [
        replace(
            each,
            score=_FOUND * each.score / best
            + _COVERAGE * each.coverage
            + _CLOSE * _closeness(own, weights)
            + _SENTENCES * meaning
            + _NAMED * _naming(each, weights),
        )
        for each, own, meaning in zip(found, sentences, meant, strict=True)
    ]
    return sorted(scored, key=lambda each: -each.score)


def _says_something(sentence: str) -> bool:
    """Whether a line may answer: it is no heading, and does not ask itself."""
    bare = sentence.strip()
    return bool(bare) and not bare.startswith("#") and not bare.rstrip("*_\"')”’ ").endswith(("?", "？"))


def _meant(question: Question, found: Sequence[FoundPassage], sentences: Sequence[Sequence[str]]) -> list[float]:
    """For each passage the best cosine of the question and a sentence under its headings, 0 when there is none."""
    texts = [question.text, question.meaning]
    owners: list[int] = []
    for number, (each, own) in enumerate(zip(found, sentences, strict=True)):
        above = " ".join(dict.fromkeys((each.title, *each.heading_path)))
        for sentence in own[:_MOST_SENTENCES]:
            texts.append(f"{above} {sentence}")
            owners.append(number)
    rows = load_static().embed(texts)
    cosines = (rows[2:] @ rows[:2].T).max(axis=1) if owners else np.zeros(0)
    best = [0.0] * len(found)
    for number, cosine in zip(owners, cosines, strict=True):
        best[number] = max(best[number], float(cosine))
    return best


def _closeness(sentences: Sequence[str], weights: Mapping[str, float]) -> float:
    """The share of the question that the best sentence and its neighbour hold together."""
    whole = sum(weights.values())
    if not whole:
        return 0.0
    held = [{word for word in stems(sentence) if word in weights} for sentence in sentences]
    windows = [*held, *(first | second for first, second in pairwise(held))]
    return max((sum(weights[word] for word in window) for window in windows), default=0.0) / whole


def _naming(each: FoundPassage, weights: Mapping[str, float]) -> float:
    """How much of the question the title is, when all of the title is in it: it is asked for by its name."""
    title = set(stems(each.title))
    whole = sum(weights.values())
    if not whole or not title or not all(word in weights for word in title):
        return 0.0
    return sum(weights[word] for word in title) / whole
