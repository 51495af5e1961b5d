"""Search results."""

from __future__ import annotations

from typing import Literal

from claudeprojects.engine.schemas.base import Page, View
from pydantic import Field

SearchMode = Literal["hybrid", "keyword", "semantic"]

Span = tuple[int, int]
"""Start and end (exclusive) in characters (Unicode code points)."""


class SearchHit(View):
    """One file that fits, with the place that fits best. Spans count code points, ends are exclusive."""

    path: str
    title: str
    kind: str
    score: float
    heading_path: list[str]
    line: int | None = Field(description="0-based line of the snippet.")
    page: int | None = Field(description="1-based page of a PDF.")
    snippet: str
    highlights: list[Span] = Field(description="Spans in the snippet.")
    title_highlights: list[Span] = Field(description="Spans in the title.")
    score_parts: dict[str, float] | None = Field(description="How the score came about; with `explain` only.")


class SearchResults(Page[SearchHit]):
    """One page of hits, best first. ``notice`` says when the search did less than was asked."""

    total: int | None
    took_ms: float
    mode: SearchMode
    notice: str | None
