"""Extractive answers: the passages that come closest, quoted word for word. No model is asked, so none can be wrong.

A passage supports an answer when it holds enough of what the question asks, or is close to it in meaning. When none
does, the notes do not say, and the answer says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claudeprojects.agents.ask.answer import Claim
from claudeprojects.agents.ask.quotes import Span, best_stretch

if TYPE_CHECKING:
    from claudeprojects.agents.ask.citations import Citation, CitationCheck
    from claudeprojects.agents.context.model import Considered, Context
    from claudeprojects.core.search.passages import FoundPassage

MOST_CLAIMS: Final = 4
COVERED: Final = 0.5
"""The share of the question, its words weighed by how rare they are, that a passage must hold to support one."""
MEANT: Final = 0.55
"""The cosine from which a passage supports an answer when it holds ``PARTLY`` of it. Both were chosen on
the questions of ``evaluation/`` that the corpus answers and those it does not."""
PARTLY: Final = 0.35
_NEXT: Final = 900
"""Characters after a passage in which its question is answered, or not."""
_NEAR_BEST: Final = 0.8
"""Passages this much worse than the best are left out."""


def extract(context: Context, check: CitationCheck, *, most: int = MOST_CLAIMS) -> list[Claim]:
    """The claims that the passages of ``context`` make by themselves, each one quote named after where it stands."""
    supporting = [entry for entry in context.passages if supports(entry)]
    best = max((entry.found.score for entry in supporting if entry.found), default=0.0)
    claims: list[Claim] = []
    seen: set[tuple[str, str]] = set()
    for entry in supporting:
        if len(claims) == most:
            break
        if entry.found is None or entry.found.score < _NEAR_BEST * best:
            continue
        citation = _quoted(entry.found, context, check)
        if citation is not None and (citation.path, citation.quote) not in seen:
            seen.add((citation.path, citation.quote))
            claims.append(Claim(entry.piece.title, (citation,)))
    return claims


def _quoted(found: FoundPassage, context: Context, check: CitationCheck) -> Citation | None:
    """What to quote of a passage: where it only asks, what the note says next."""
    text, near = found.text, Span(found.start, found.end)
    stretch = best_stretch(text, context.weights)
    if stretch is None:
        near = Span(found.end, found.end + _NEXT)
        text = (check.text_of(found.path) or "")[near.start : near.end]
        stretch = best_stretch(text, context.weights)
    return check.check(found.path, text[stretch.start : stretch.end], near) if stretch else None


def supports(entry: Considered) -> bool:
    """Whether a passage says something on what was asked, rather than sharing a word with it."""
    if entry.found is None:
        return False
    covered, cosine = entry.found.coverage, entry.found.cosine or 0.0
    return covered >= COVERED or (covered >= PARTLY and cosine >= MEANT)
