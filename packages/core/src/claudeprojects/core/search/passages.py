"""Passages that may answer a question: found by words and by meaning, each with its text as it is now.

Search finds notes that hold all of a query; here any word of a question counts, by how rare it is (BM25), and what is
found are passages, the stretches under one heading that are fit to be quoted. Words in the title and in the headings
above a passage count as its own.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

from claudeprojects.core.errors import EmbedderFailed
from claudeprojects.core.search.fulltext import AnyOf, Terms
from claudeprojects.core.search.question import Question, label_stems, read_question, stems
from claudeprojects.core.search.segment import QueryWord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from claudeprojects.core.search.facts import Facts, PassageRow
    from claudeprojects.core.search.fulltext import FullTextIndex
    from claudeprojects.core.search.semantic import Semantic

PassageMode = Literal["keyword", "semantic", "hybrid", "reranked"]
"""By words alone, by meaning alone, both fused, and both fused and then compared closely with the question."""

_FILES: Final = 48
"""Notes whose passages are compared, the best by their words."""
_PASSAGES_READ: Final = 64
"""Passages of one note that are compared; of a longer note only those that hold a word of the question."""
_NEAREST: Final = 100
_MEANING_FLOOR: Final = 0.3
"""The cosine below which a passage is not taken for its meaning; lower than for search, because a question is
longer than a query, and what is found is compared with its words again."""
_MEANING_WEIGHT: Final = 0.2
"""Against 1 for words: a passage close in meaning that lacks the words comes after those that have most of them."""
_RANKED: Final = 200
_RERANKED: Final = 32
_K1: Final = 1.2
_B: Final = 0.75
_USUAL_LENGTH: Final = 90.0
"""Words in a usual passage."""
_HEADING_COUNT: Final = 2.0
_TITLE_COUNT: Final = 1.0


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that may answer; offsets are characters into the file's text, ``line`` is 0-based."""

    passage_id: int
    path: str
    title: str
    kind: str
    heading_path: tuple[str, ...]
    start: int
    end: int
    line: int
    page: int | None
    text: str
    score: float = 0.0
    """Falls along the list; comparable within one list only."""
    coverage: float = 0.0
    """The share of the question's words, weighed by how rare they are, that passage, headings and title hold."""
    bm25: float | None = None
    cosine: float | None = None


@dataclass(frozen=True, slots=True)
class FoundPassages:
    """Passages, best first, how they were looked for, and what to tell the user of it."""

    passages: list[FoundPassage] = field(default_factory=list)
    question: Question = field(default_factory=lambda: Question("", ()))
    mode: PassageMode = "keyword"
    notice: str | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    """How rare each word of the question is, by its stem."""


class PassageSearch:
    """Finds passages in one vault; ``read`` gives a file's text as it is now. Safe in any thread."""

    def __init__(
        self,
        facts: Facts,
        read: Callable[[str], str | None],
        fulltext: FullTextIndex,
        semantic: Semantic | None,
    ) -> None:
        self._facts, self._read, self._fulltext, self._semantic = facts, read, fulltext, semantic

    def find(
        self,
        question: str,
        *,
        mode: PassageMode = "reranked",
        limit: int = 20,
        wanted: Callable[[str], bool] | None = None,
    ) -> FoundPassages:
        """The passages that may answer ``question``, best first; only of files whose path is ``wanted``."""
        asked = read_question(question)
        weights = self._weights(asked)
        texts = _Texts(self._read)
        by_words = [] if mode == "semantic" else self._by_words(asked, weights, texts, wanted)
        by_meaning, notice = ([], None) if mode == "keyword" else self._by_meaning(asked, texts, wanted)
        if notice is not None:
            mode = "keyword"
            by_words = by_words or self._by_words(asked, weights, texts, wanted)
        found = [_covering(each, weights) for each in _merged(by_words, by_meaning)[: max(limit, _RERANKED)]]
        if mode == "reranked":
            from claudeprojects.core.search.reranking import rerank  # numpy is loaded only for this

            found = rerank(asked, weights, found[:_RERANKED]) + found[_RERANKED:]
        return FoundPassages(found[:limit], asked, mode, notice, weights)

    def _weights(self, asked: Question) -> dict[str, float]:
        """How much each word of the question tells: inverse document frequency, in notes."""
        notes = self._fulltext.count()
        weights = {}
        for word in asked.words:
            holding = min(notes, sum(self._fulltext.at_most(_one(form)) for form in word.forms))
            if holding or word.exact:
                weights[word.stem] = math.log(1 + (notes - holding + 0.5) / (holding + 0.5))
        return weights

    def _by_words(
        self,
        asked: Question,
        weights: Mapping[str, float],
        texts: _Texts,
        wanted: Callable[[str], bool] | None,
    ) -> list[FoundPassage]:
        forms = [form for word in asked.words for form in word.forms if self._fulltext.at_most(_one(form))]
        if not forms:
            return []
        hits = self._fulltext.search(AnyOf(tuple(map(_one, forms))), _FILES * (4 if wanted else 1)).hits
        rows = self._facts.passages_of_files([hit.file_id for hit in hits])
        chosen = _within(rows, wanted, [hit.file_id for hit in hits])
        holds_one = re.compile("|".join(map(re.escape, forms)), re.IGNORECASE)
        scored: list[tuple[float, FoundPassage]] = []
        for own in chosen:
            for passage in texts.passages(_worth_reading(own, texts, holds_one)):
                scored.append((_bm25(passage, weights), passage))  # noqa: PERF401 - an inner loop reads better
        scored.sort(key=lambda entry: -entry[0])
        return [replace(passage, bm25=score) for score, passage in scored[:_RANKED] if score]

    def _by_meaning(
        self, asked: Question, texts: _Texts, wanted: Callable[[str], bool] | None
    ) -> tuple[list[FoundPassage], str | None]:
        if self._semantic is None:
            return [], "Embeddings are not ready; this was looked for by words."
        try:
            near = self._semantic.nearest_passages(asked.meaning, _NEAREST, _MEANING_FLOOR)
        except EmbedderFailed as problem:
            return [], f"{problem.message} This was looked for by words."
        cosines = dict(near)
        rows = {row.passage_id: row for row in self._facts.passages_by_id(cosines)}
        kept = [rows[i] for i in cosines if i in rows and (wanted is None or wanted(rows[i].path))]
        return [replace(found, cosine=cosines[found.passage_id]) for found in texts.passages(kept)], None


class _Texts:
    """The texts of files, each read once, and the passages cut out of them."""

    def __init__(self, read: Callable[[str], str | None]) -> None:
        self._read = read
        self._known: dict[str, str | None] = {}

    def of(self, path: str) -> str:
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path] or ""

    def passages(self, rows: Iterable[PassageRow]) -> list[FoundPassage]:
        """The passages with their text; those whose file is gone or too short by now are left out."""
        found = []
        for row in rows:
            if text := self.of(row.path)[row.start : row.end].strip():
                place = (tuple(json.loads(row.headings)), row.start, row.end, row.line, row.page)
                found.append(FoundPassage(row.passage_id, row.path, row.title, row.kind, *place, text))
        return found


def _one(form: str) -> Terms:
    return Terms((QueryWord(form, 0),))


def _within(
    rows: Sequence[PassageRow], wanted: Callable[[str], bool] | None, order: Sequence[int]
) -> list[list[PassageRow]]:
    """The passages by file, of wanted files only, the best files first."""
    by_file: dict[int, list[PassageRow]] = {file_id: [] for file_id in order}
    for row in rows:
        by_file[row.file_id].append(row)
    files = [own for own in by_file.values() if own and (wanted is None or wanted(own[0].path))]
    return files[:_FILES]


def _worth_reading(own: list[PassageRow], texts: _Texts, holds_one: re.Pattern[str]) -> list[PassageRow]:
    if len(own) <= _PASSAGES_READ:
        return own
    text = texts.of(own[0].path)
    return [row for row in own if holds_one.search(text, row.start, row.end)][: 4 * _PASSAGES_READ]


def _bm25(passage: FoundPassage, weights: Mapping[str, float]) -> float:
    words = stems(passage.text)
    held: dict[str, float] = Counter(word for word in words if word in weights)  # type: ignore[assignment]
    for label, count in ((passage.title, _TITLE_COUNT), *((text, _HEADING_COUNT) for text in passage.heading_path)):
        for word in label_stems(label):
            if word in weights:
                held[word] = held.get(word, 0.0) + count
    norm = _K1 * (1 - _B + _B * len(words) / _USUAL_LENGTH)
    return sum(weights[word] * count * (_K1 + 1) / (count + norm) for word, count in held.items())


def _covering(passage: FoundPassage, weights: Mapping[str, float]) -> FoundPassage:
    """The passage with its coverage."""
    held = set(stems(passage.text)).union(*map(label_stems, (passage.title, *passage.heading_path)))
    whole = sum(weights.values())
    covered = sum(weight for word, weight in weights.items() if word in held)
    return replace(passage, coverage=covered / whole if whole else 0.0)


def _merged(by_words: list[FoundPassage], by_meaning: list[FoundPassage]) -> list[FoundPassage]:
    """Both lists as one, best first; each passage once, with what either knows of it.

    Scores are joined rather than ranks: in passages of one kind, such as the budgets of fifty projects, meaning is
    nearly the same everywhere, and its ranks would say no more than chance against a name that stands in one of them.
    """
    known = {found.passage_id: found for found in by_meaning}
    for found in by_words:
        near = known.get(found.passage_id)
        known[found.passage_id] = replace(found, cosine=near.cosine) if near else found
    most = max((found.bm25 or 0.0 for found in by_words), default=0.0)
    scored = [replace(found, score=_joined(found, most)) for found in known.values()]
    return sorted(scored, key=lambda found: -found.score)


def _joined(found: FoundPassage, most: float) -> float:
    words = (found.bm25 or 0.0) / most if most else 0.0
    meaning = max(0.0, (found.cosine or 0.0) - _MEANING_FLOOR) / (1 - _MEANING_FLOOR)
    return words + _MEANING_WEIGHT * meaning
