"""Text queries as tantivy queries: how each kind of node is answered and scored.

A word must stand in ``body`` (which holds the title too); ``title`` and ``headings`` only add to the score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claudeprojects.core.search.fulltext import AllOf, AnyOf, Everything, Labelled, Neither, Terms, TextQuery, Within
from tantivy import FieldType, Occur, Query

if TYPE_CHECKING:
    from collections.abc import Callable

    from tantivy import Schema, Searcher

_TITLE_BOOST: Final = 3.0
_HEADINGS_BOOST: Final = 1.5
_EXPANSIONS: Final = 64
"""How many words a beginning stands for; the most frequent ones."""


class QueryCompiler:
    """Turns ``TextQuery`` trees into queries for an index of ``schema``."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def with_id(self, number: int) -> Query:
        """The document with this id."""
        return Query.term_query(self._schema, "id", number)

    def compile(self, query: TextQuery, searcher: Searcher) -> Query:
        """The tantivy query that finds what ``query`` asks for."""
        match query:
            case Terms(field="text"):
                return self._text(query, searcher)
            case Terms(field="title"):
                return self._in_field("title", query, searcher)
            case Terms():
                return Query.const_score_query(self._inside_name(query), 0.0)
            case Labelled(label):
                return Query.const_score_query(Query.term_query(self._schema, "labels", label), 0.0)
            case Within(file_ids):
                return Query.const_score_query(Query.term_set_query(self._schema, "id", list(file_ids)), 0.0)
            case Everything():
                return self._everything()
            case Neither(part):
                return Query.boolean_query(
                    [(Occur.Must, self._everything()), (Occur.MustNot, self.compile(part, searcher))]
                )
            case AnyOf(parts):
                return Query.boolean_query([(Occur.Should, self.compile(part, searcher)) for part in parts])
            case AllOf(parts):
                return self._all_of(parts, searcher)

    def _all_of(self, parts: tuple[TextQuery, ...], searcher: Searcher) -> Query:
        clauses: list[tuple[Occur, Query]] = []
        for part in parts:
            if isinstance(part, Neither):
                clauses.append((Occur.MustNot, self.compile(part.part, searcher)))
            else:
                clauses.append((Occur.Must, self.compile(part, searcher)))
        if all(occur == Occur.MustNot for occur, _ in clauses):
            clauses.append((Occur.Must, self._everything()))
        return Query.boolean_query(clauses)

    def _everything(self) -> Query:
        real = Query.range_query(self._schema, "id", FieldType.Unsigned, lower_bound=1)
        return Query.const_score_query(real, 0.0)

    def _text(self, terms: Terms, searcher: Searcher) -> Query:
        body = self._in_field("body", terms, searcher)
        title = Query.boost_query(self._in_field("title", terms, searcher), _TITLE_BOOST)
        headings = Query.boost_query(self._in_field("headings", terms, searcher), _HEADINGS_BOOST)
        return Query.boolean_query([(Occur.Must, body), (Occur.Should, title), (Occur.Should, headings)])

    def _in_field(self, field: str, terms: Terms, searcher: Searcher) -> Query:
        if len(terms.words) == 1:
            word = terms.words[0].term
            return self._beginning(field, word, searcher) if terms.open_end else self._word(field, word)
        phrase = [(position, term) for term, position in terms.words]
        make: Callable[..., Query] = Query.phrase_prefix_query if terms.open_end else Query.phrase_query
        return make(self._schema, field, phrase)

    def _word(self, field: str, word: str) -> Query:
        return Query.term_query(self._schema, field, word)

    def _beginning(self, field: str, beginning: str, searcher: Searcher) -> Query:
        found = searcher.terms_with_prefix(field, beginning, limit=_EXPANSIONS)
        return Query.boolean_query([(Occur.Should, self._word(field, term)) for term, _ in found])

    def _inside_name(self, terms: Terms) -> Query:
        """Terms inside a name: the edges may be parts of words, so the first and last are patterns."""
        patterns = [term for term, _ in terms.words]
        if terms.open_start:
            patterns[0] = f".*{patterns[0]}"
        if terms.open_end:
            patterns[-1] = f"{patterns[-1]}.*"
        if len(patterns) == 1:
            return Query.regex_query(self._schema, terms.field, patterns[0])
        placed: list[str | tuple[int, str]] = [
            (position, pattern) for pattern, (_, position) in zip(patterns, terms.words, strict=True)
        ]
        return Query.regex_phrase_query(self._schema, terms.field, placed)


def at_most(query: TextQuery, searcher: Searcher) -> int:
    """A number that the matches of ``query`` do not exceed, from the statistics of its terms."""
    match query:
        case Terms(words, "text" | "title") if not (query.open_end and len(words) == 1):
            field = "body" if query.field == "text" else query.field
            counted = words[:-1] if query.open_end else words
            return min(searcher.doc_freq(field, term) for term, _ in counted)
        case Labelled(label):
            return searcher.doc_freq("labels", label)
        case Within(file_ids):
            return len(file_ids)
        case AllOf(parts):
            return min(at_most(part, searcher) for part in parts)
        case AnyOf(parts):
            return min(searcher.num_docs, sum(at_most(part, searcher) for part in parts))
        case _:
            return searcher.num_docs
