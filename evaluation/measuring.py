"""Measuring: the questions put to retrieval in each way, and to ``ask`` as it answers without a model."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.agents.ask.citations import CitationCheck
from claudeprojects.agents.ask.extract import extract
from claudeprojects.agents.context import ContextBuilder
from claudeprojects.agents.privacy.rules import PrivacyRules

from evaluation.metrics import mean, ndcg, percentile, recall, reciprocal_rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.core.search.passages import FoundPassage, PassageMode
    from claudeprojects.core.workspace import Workspace

    from evaluation.questions import Asked, Gold

WAYS: Final[dict[str, PassageMode]] = {
    "keyword": "keyword",
    "vectors": "semantic",
    "hybrid": "hybrid",
    "hybrid + rerank": "reranked",
}
DEPTH: Final = 20


def measure_retrieval(workspace: Workspace, asked: Sequence[Asked]) -> dict[str, Any]:
    """For each way recall@k, MRR, nDCG and latency, over all questions that have an answer and by kind."""
    answerable = [question for question in asked if question.gold]
    return {way: _measured(workspace, answerable, mode) for way, mode in WAYS.items()}


def _measured(workspace: Workspace, asked: Sequence[Asked], mode: PassageMode) -> dict[str, Any]:
    figures: dict[str, list[float]] = defaultdict(list)
    by_kind: dict[str, list[float]] = defaultdict(list)
    for question in asked:
        began = time.perf_counter()
        found = workspace.searcher.passages.find(question.text, mode=mode, limit=DEPTH).passages
        figures["ms"].append((time.perf_counter() - began) * 1000)
        ranks = [_held(passage, question.gold) for passage in found]
        gold = len(question.gold)
        for k in (1, 3, 5, 10):
            figures[f"recall@{k}"].append(recall(ranks, gold, k))
        figures["mrr"].append(reciprocal_rank(ranks))
        figures["ndcg@10"].append(ndcg(ranks, gold, 10))
        by_kind[question.kind].append(recall(ranks, gold, 5))
    latency = figures.pop("ms")
    return {
        **{name: round(mean(values), 4) for name, values in figures.items()},
        "recall@5 by kind": {kind: round(mean(values), 4) for kind, values in sorted(by_kind.items())},
        "p50_ms": round(percentile(latency, 0.5), 1),
        "p95_ms": round(percentile(latency, 0.95), 1),
    }


def measure_answers(workspace: Workspace, asked: Sequence[Asked]) -> dict[str, Any]:
    """How the extractive answers do: what they cite, and whether they say so when the notes do not."""
    privacy = PrivacyRules(workspace)
    builder, check = ContextBuilder(workspace, privacy), CitationCheck(workspace, privacy)
    cited = right = held = answered = first = refused_rightly = refused_wrongly = 0
    latency: list[float] = []
    silent = [question for question in asked if not question.gold]
    for question in asked:
        began = time.perf_counter()
        claims = extract(builder.build(question.text), check)
        latency.append((time.perf_counter() - began) * 1000)
        citations = [citation for claim in claims for citation in claim.citations]
        if not question.gold:
            refused_rightly += not claims
            continue
        refused_wrongly += not claims
        answers = [any(_answers(c.path, c.quote, gold) for gold in question.gold) for c in citations]
        cited, right = cited + len(citations), right + sum(answers)
        held += sum(check.check(c.path, c.quote) is not None for c in citations)
        answered += any(answers)
        first += bool(answers and answers[0])
    known = len(asked) - len(silent)
    return {
        "questions": known,
        "answered": round(answered / known, 4) if known else None,
        "answered by the first quote": round(first / known, 4) if known else None,
        "citation precision": round(right / cited, 4) if cited else None,
        "quotes that stand in their file": round(held / cited, 4) if cited else None,
        "wrongly 'not in your notes'": round(refused_wrongly / known, 4) if known else None,
        "questions without an answer": len(silent),
        "rightly 'not in your notes'": round(refused_rightly / len(silent), 4) if silent else None,
        "context p50_ms": round(percentile(latency, 0.5), 1),
        "context p95_ms": round(percentile(latency, 0.95), 1),
    }


def _held(passage: FoundPassage, golds: Sequence[Gold]) -> set[int]:
    """The numbers of the gold passages that a passage holds."""
    return {number for number, gold in enumerate(golds) if _answers(passage.path, passage.text, gold)}


def _answers(path: str, text: str, gold: Gold) -> bool:
    return path == gold.path and (gold.quote in text or text in gold.quote)
