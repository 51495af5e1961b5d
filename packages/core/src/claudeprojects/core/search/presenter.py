"""Turns what was found into what is shown: names, snippet, highlights, heading path and line, from the text now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from claudeprojects.core.search.finder import Term
from claudeprojects.core.search.plan import BEGINNING
from claudeprojects.core.search.results import Hit
from claudeprojects.core.search.snippet import Snippet, cut_snippet, highlights_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.core.search.facts import Facts
    from claudeprojects.core.search.query import Phrase, Word

_WITH_TEXT: Final = frozenset({"note", "canvas", "base", "pdf"})
_NOTHING: Final = Snippet("", [], 0, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """One file found: its score and what that was made of, and where the passage nearest in meaning begins."""

    file_id: int
    score: float
    bm25: float | None = None
    cosine: float | None = None
    start: int | None = None


class Presenter:
    """Makes hits; ``read`` gives a file's text as it is now, ``None`` when it has none."""

    def __init__(self, facts: Facts, read: Callable[[str], str | None]) -> None:
        self._facts, self._read = facts, read

    def show(self, found: Sequence[Found], words: Sequence[Word | Phrase], *, explain: bool) -> list[Hit]:
        """The hits in the same order, without those whose file is gone."""
        known = self._facts.shown(each.file_id for each in found)
        terms = [term for word in words if not (term := _term(word)).blank]
        hits = (self._hit(each, known[each.file_id], terms, explain) for each in found if each.file_id in known)
        return [hit for hit in hits if hit is not None]

    def _hit(self, found: Found, row: tuple[str, str, str, str, int], terms: list[Term], explain: bool) -> Hit | None:
        path, title, kind, headings, modified_ns = row
        text = self._read(path) if kind in _WITH_TEXT else ""
        if text is None:
            return None
        snippet = cut_snippet(text, terms, fallback=found.start) if text else _NOTHING
        return Hit(
            file_id=found.file_id,
            path=path,
            title=title,
            kind=kind,
            score=found.score,
            heading_path=_heading_path(headings, snippet.start),
            line=snippet.line,
            page=text.count("\f", 0, snippet.start) + 1 if kind == "pdf" else None,
            snippet=snippet.text,
            highlights=snippet.highlights,
            title_highlights=highlights_in(title, terms),
            modified_ns=modified_ns,
            score_parts=_parts(found) if explain else None,
        )


def _term(word: Word | Phrase) -> Term:
    return Term(word.text.removesuffix(BEGINNING), open_end=word.text.endswith(BEGINNING))


def _heading_path(headings: str, offset: int) -> tuple[str, ...]:
    """The headings above ``offset``; ``headings`` is the database's ``[[level, text, start, line], …]``."""
    path: list[tuple[int, str]] = []
    for level, text, start, _ in json.loads(headings) if headings != "[]" else ():
        if start > offset:
            break
        while path and path[-1][0] >= level:
            path.pop()
        path.append((level, text))
    return tuple(text for _, text in path)


def _parts(found: Found) -> dict[str, float]:
    parts = {"bm25": found.bm25, "cosine": found.cosine}
    return {name: round(value, 6) for name, value in parts.items() if value is not None}
