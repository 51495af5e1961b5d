"""Ranked keyword search: the index answers, the text decides where the index cannot.

Matches with words are ordered by BM25; matches of filters alone (``tag:#x``) by age, the newest first.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from claudeprojects.core.search.facts import OPEN, STATUSES
from claudeprojects.core.search.fulltext import AllOf, TextHit, Within
from claudeprojects.core.search.matching import Matcher, blocks, lines, sections
from claudeprojects.core.search.plan import is_exact, wanted_words
from claudeprojects.core.search.query import And, Node, Not, Or, Regex, Scoped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claudeprojects.core.search.facts import Facts
    from claudeprojects.core.search.fulltext import FullTextIndex, TextQuery
    from claudeprojects.core.search.plan import Plan

READING_SECONDS: Final = 2.0
"""How long candidates are read for one search before it answers with what it has."""

_COUNTED: Final = 5000
"""Totals are counted up to about this many matches; past it they cost more than the page."""
_SORTED: Final = 2000
"""Matches of filters that are put in order at once; past it the newest files are walked."""
_WALKED: Final = 200
"""Newest files looked at first; four times as many at each further step."""
_READ_AT_ONCE: Final = 64


@dataclass(frozen=True, slots=True)
class Ranked:
    """Hits in order, the number of all matches when known, and a word to the user when not all were looked at."""

    hits: list[TextHit]
    total: int | None
    notice: str | None = None


class Lexical:
    """Runs one query (``plan`` holds its meaning) over the index, the database and the texts."""

    def __init__(
        self, source: str, plan: Plan, index: FullTextIndex, facts: Facts, read: Callable[[str], str | None]
    ) -> None:
        self._source, self._plan, self._index, self._facts, self._read = source, plan, index, facts, read

    def ranked(self, node: Node, need: int) -> Ranked:
        """The ``need`` best matches of ``node``."""
        query = self._plan.index_query(node)
        if query is None:
            return Ranked([], 0, "Nothing in the query has letters or digits to search for.")
        scored = bool(wanted_words(node))
        if not is_exact(node):
            return self._verified(node, self._candidates(query, scored=scored), need)
        if scored:
            hits, total = self._index.search(query, need, count=self._index.at_most(query) <= _COUNTED)
            return Ranked(hits, total if total is not None or len(hits) >= need else len(hits))
        total = self._count(query)
        return Ranked(list(_first(self._by_age(query, total), need)), total)

    def holding(self, node: Node, file_ids: set[int]) -> set[int]:
        """Those of ``file_ids`` that ``node`` matches."""
        if not file_ids:
            return set()
        if is_exact(node):
            query = self._plan.index_query(node)
            return file_ids if query is None else self._among(query, file_ids)
        match node:
            case And(parts):
                for part in sorted(parts, key=is_exact, reverse=True):
                    file_ids = self.holding(part, file_ids)
                return file_ids
            case Or(parts):
                return set().union(*(self.holding(part, file_ids) for part in parts))
            case Not(part):
                return file_ids - self.holding(part, file_ids)
            case _:
                return self._matching(node, file_ids)

    def _verified(self, node: Node, candidates: Iterator[list[TextHit]], need: int) -> Ranked:
        """Candidates that hold, in order, until there are enough or the time is up."""
        until = time.monotonic() + READING_SECONDS
        kept: list[TextHit] = []
        looked_at = 0
        for chunk in candidates:
            for start in range(0, len(chunk), _READ_AT_ONCE):
                group = chunk[start : start + _READ_AT_ONCE]
                holding = self.holding(node, {hit.file_id for hit in group})
                kept += [hit for hit in group if hit.file_id in holding]
                looked_at += len(group)
                if len(kept) >= need:
                    return Ranked(kept[:need], None)
                if time.monotonic() > until:
                    return Ranked(kept, None, f"Reading took long: only {looked_at:,} notes were read.")
        return Ranked(kept, len(kept))

    def _candidates(self, query: TextQuery, *, scored: bool) -> Iterator[list[TextHit]]:
        return self._by_score(query) if scored else self._by_age(query, self._count(query))

    def _count(self, query: TextQuery) -> int:
        return self._index.search(query, 1, count=True).total or 0

    def _by_score(self, query: TextQuery) -> Iterator[list[TextHit]]:
        seen, limit = 0, _READ_AT_ONCE
        while True:
            hits = self._index.search(query, limit).hits
            yield hits[seen:]
            if len(hits) < limit:
                return
            seen, limit = len(hits), limit * 8

    def _by_age(self, query: TextQuery, total: int) -> Iterator[list[TextHit]]:
        if total <= _SORTED:
            found = self._index.search(query, total).hits
            yield [TextHit(file_id, 0.0) for file_id in self._facts.by_age(hit.file_id for hit in found)]
            return
        offset, size = 0, _WALKED
        while newest := self._facts.newest(size, offset):
            matching = self._among(query, set(newest))
            yield [TextHit(file_id, 0.0) for file_id in newest if file_id in matching]
            offset, size = offset + size, size * 4

    def _among(self, query: TextQuery, file_ids: set[int]) -> set[int]:
        chosen = AllOf((Within(tuple(file_ids)), query))
        return {hit.file_id for hit in self._index.search(chosen, len(file_ids)).hits}

    def _matching(self, node: Node, file_ids: set[int]) -> set[int]:
        """Those whose text or name a node that the index cannot answer matches."""
        match node:
            case Scoped("task" | "task-todo" | "task-done" as scope, part):
                return self._with_task(scope, part, file_ids)
            case Scoped("file" | "path" as scope, part):
                matcher = Matcher(self._source, part, inside=True)
                whole = scope == "path"
                paths = self._facts.paths(file_ids).items()
                return {i for i, path in paths if matcher.matches(path if whole else path.rpartition("/")[2])}
            case Scoped(scope, part):
                matcher = Matcher(self._source, part)
                return self._reading(file_ids, lambda text: matcher.matches_any(_units(scope, text)))
            case Regex():
                return self._reading(file_ids, Matcher(self._source, node).matches)
            case _:
                return set()

    def _with_task(self, scope: str, part: Node, file_ids: set[int]) -> set[int]:
        matcher = Matcher(self._source, part)
        statuses = {"task": STATUSES["any"], "task-todo": OPEN, "task-done": STATUSES["done"]}[scope]
        return {i for i, description in self._facts.tasks(file_ids, statuses) if matcher.matches(description)}

    def _reading(self, file_ids: set[int], matches: Callable[[str], bool]) -> set[int]:
        texts = ((file_id, self._read(path)) for file_id, path in self._facts.paths(file_ids).items())
        return {file_id for file_id, text in texts if text is not None and matches(text)}


def _units(scope: str, text: str) -> Iterable[str]:
    return {"line": lines, "block": blocks, "section": sections}.get(scope, lambda whole: (whole,))(text)


def _first(chunks: Iterator[list[TextHit]], need: int) -> Iterator[TextHit]:
    for chunk in chunks:
        yield from chunk[:need]
        need -= len(chunk)
        if need <= 0:
            return
