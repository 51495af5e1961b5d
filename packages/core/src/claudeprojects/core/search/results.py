"""What a search returns: a page of hits, each with all that a result list shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Mode = Literal["hybrid", "keyword", "semantic"]
"""By words and meaning, by words alone, by meaning alone."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One note found. Offsets of highlights are characters into the string they belong to, ``end`` exclusive."""

    file_id: int
    path: str
    title: str
    kind: str
    score: float
    """Falls along the page; comparable within one search only."""
    heading_path: tuple[str, ...]
    """The headings above the place shown, outermost first."""
    line: int
    """0-based line of the place shown."""
    page: int | None
    """1-based page of a PDF."""
    snippet: str
    highlights: list[tuple[int, int]]
    title_highlights: list[tuple[int, int]]
    modified_ns: int
    score_parts: dict[str, float] | None = None
    """What the score was made of, when asked: ``bm25`` and ``cosine``, each where it took part."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of a search. ``total`` is ``None`` where counting would cost more than the page."""

    hits: list[Hit] = field(default_factory=list)
    total: int | None = 0
    took_ms: float = 0.0
    mode: Mode = "keyword"
    """How it was searched, which is less than was asked when there is no embedder."""
    notice: str | None = None
    """A word to the user on what was not searched, or how."""
    more: bool = False
    """Whether there is a next page."""
