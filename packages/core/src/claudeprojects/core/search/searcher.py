"""Search as the rest of the product uses it: a query in, a page of hits out.

A query is read, found by words and by meaning, fused, and shown from the texts as they are now. A hit whose file
has vanished is left out.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import EmbedderFailed
from claudeprojects.core.search.facts import Facts
from claudeprojects.core.search.fulltext import Terms
from claudeprojects.core.search.fusion import fuse
from claudeprojects.core.search.lexical import Lexical, Ranked
from claudeprojects.core.search.passages import PassageSearch
from claudeprojects.core.search.plan import BEGINNING, Plan, wanted_words, without_words
from claudeprojects.core.search.presenter import Found, Presenter
from claudeprojects.core.search.query import And, Node, Or, Phrase, Word
from claudeprojects.core.search.query_parser import parse
from claudeprojects.core.search.results import Mode, SearchPage
from claudeprojects.core.search.segment import fold, query_text
from claudeprojects.core.search.semantic import MeaningHit, Semantic

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.embed.port import Embedder
    from claudeprojects.core.search.facts import Reads
    from claudeprojects.core.search.fulltext import FullTextIndex
    from claudeprojects.core.search.vectors import VectorIndex

_NAMED: Final = 10
"""Titles compared with the whole query."""
_FUSED: Final = 100
"""Ranks of each kind that take part in fusion."""
_MEANING_WEIGHT: Final = 0.7
"""Against 1 for words: of two notes at the same rank, the one that has the words comes first."""


@dataclass(frozen=True, slots=True)
class _Request:
    source: str
    node: Node
    lexical: Lexical
    need: int


@dataclass(frozen=True, slots=True)
class _Outcome:
    found: list[Found]
    total: int | None
    mode: Mode
    notice: str | None


class Searcher:
    """Searches one vault. ``read`` gives a file's text as it is now by its path, ``None`` when it has none.

    Without ``vectors`` and ``embedder`` every mode searches by words, and says so. Safe in any thread.
    """

    def __init__(
        self,
        database: Reads,
        read: Callable[[str], str | None],
        fulltext: FullTextIndex,
        vectors: VectorIndex | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self._facts = Facts(database)
        self._read = read
        self._fulltext = fulltext
        self._semantic = Semantic(embedder, vectors, self._facts) if embedder and vectors is not None else None
        self._presenter = Presenter(self._facts, read)
        self.passages = PassageSearch(self._facts, read, fulltext, self._semantic)
        """Passages that may answer a question asked in plain words."""

    def search(
        self,
        query: str,
        *,
        mode: Mode = "hybrid",
        limit: int = 20,
        offset: int = 0,
        explain: bool = False,
        prefix: bool = False,
    ) -> SearchPage:
        """The hits ``offset`` to ``offset + limit`` for ``query``, best first. Raises ``QuerySyntaxError``.

        ``prefix`` is for a query being typed: its last word may be the beginning of one, its last quote open.
        """
        started = time.perf_counter()
        node = _still_typed(query, parse(query, open_end=prefix)) if prefix else parse(query)
        if node == And():
            return SearchPage(mode=mode, notice="Type something to search for.")
        lexical = Lexical(query, Plan(query, self._facts), self._fulltext, self._facts, self._read)
        request = _Request(query, node, lexical, offset + limit + 1)
        outcome = self._found(request, mode)
        found = outcome.found
        shown = self._presenter.show(found[offset : offset + limit], wanted_words(node), explain=explain)
        took = (time.perf_counter() - started) * 1000
        return SearchPage(shown, outcome.total, took, outcome.mode, outcome.notice, more=len(found) > offset + limit)

    def _found(self, request: _Request, mode: Mode) -> _Outcome:
        if mode == "keyword":
            return self._by_words(request)
        meant, why_not = self._by_meaning(request)
        if why_not is not None:
            by_words = self._by_words(request)
            return replace(by_words, notice=by_words.notice or (why_not if mode == "semantic" else None))
        return _meant_only(meant) if mode == "semantic" else self._by_both(request, meant)

    def _by_words(self, request: _Request) -> _Outcome:
        ranked = request.lexical.ranked(request.node, request.need)
        found = [Found(hit.file_id, hit.score, bm25=hit.score) for hit in ranked.hits]
        return _Outcome(self._named_first(request, found), ranked.total, "keyword", ranked.notice)

    def _by_both(self, request: _Request, meant: list[MeaningHit]) -> _Outcome:
        """Both rankings fused; a note whose name is the query itself stays first."""
        ranked = request.lexical.ranked(request.node, max(request.need, _FUSED))
        found = self._named_first(request, _fused(ranked, meant))
        complete = ranked.total is not None and ranked.total <= len(ranked.hits)
        notice = ranked.notice
        if not ranked.hits and not notice:
            notice = "No note has all these words; these are close in meaning." if meant else None
        return _Outcome(found, len(found) if complete else None, "hybrid", notice)

    def _named_first(self, request: _Request, found: list[Found]) -> list[Found]:
        named = self._named(request)
        return sorted(found, key=lambda each: each.file_id not in named) if named else found

    def _named(self, request: _Request) -> set[int]:
        """Notes that the whole query is the name of: whoever types a name wants that note."""
        if not _is_plain(request.node):
            return set()
        name = request.source.strip('" ')
        words, open_end = query_text(name)
        if not words:
            return set()
        hits = self._fulltext.search(Terms(words, "title", open_end=open_end), _NAMED).hits
        titles = self._facts.titles(hit.file_id for hit in hits) if hits else {}
        return {file_id for file_id, title in titles.items() if fold(title) == fold(name)}

    def _by_meaning(self, request: _Request) -> tuple[list[MeaningHit], str | None]:
        """Notes close in meaning that satisfy the operators, or why there are none to ask for."""
        if self._semantic is None:
            return [], "Embeddings are not ready; this was searched by words."
        text = " ".join(word.text.removesuffix(BEGINNING) for word in wanted_words(request.node))
        if not text:
            return [], "There are no words to search by meaning; the filters were applied."
        try:
            hits = self._semantic.nearest(text)
        except EmbedderFailed as problem:
            return [], f"{problem.message} This was searched by words."
        rest = without_words(request.node)
        if rest is None:
            return hits, None
        kept = request.lexical.holding(rest, {hit.file_id for hit in hits})
        return [hit for hit in hits if hit.file_id in kept], None


def _meant_only(meant: list[MeaningHit]) -> _Outcome:
    found = [Found(hit.file_id, hit.cosine, cosine=hit.cosine, start=hit.start) for hit in meant]
    return _Outcome(found, len(found), "semantic", None if found else "Nothing close in meaning was found.")


def _fused(ranked: Ranked, meant: list[MeaningHit]) -> list[Found]:
    by_words = {hit.file_id: hit.score for hit in ranked.hits}
    by_meaning = {hit.file_id: hit for hit in meant}
    found = []
    for file_id, score in fuse([(list(by_words), 1.0), (list(by_meaning), _MEANING_WEIGHT)]):
        near = by_meaning.get(file_id)
        cosine, start = (near.cosine, near.start) if near else (None, None)
        found.append(Found(file_id, score, bm25=by_words.get(file_id), cosine=cosine, start=start))
    return found


def _is_plain(node: Node) -> bool:
    return isinstance(node, Word | Phrase) or (isinstance(node, And) and all(isinstance(p, Word) for p in node.parts))


def _still_typed(query: str, node: Node) -> Node:
    """The tree with its last word taken as a beginning, when the query ends in it."""
    match node:
        case Word(text) if query.endswith(text) and not text.endswith(BEGINNING):
            return Word(text + BEGINNING)
        case And(parts) if parts:
            return And((*parts[:-1], _still_typed(query, parts[-1])))
        case Or(parts):
            return Or((*parts[:-1], _still_typed(query, parts[-1])))
        case _:
            return node
