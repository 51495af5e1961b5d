"""Selection: which of the pieces considered fit into a token budget, best first and nothing twice.

Whole pieces are kept or dropped; what is known of the user and of the project goes first, cut to its share, so that
passages always have most of the room.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from claudeprojects.core.search.question import stems
from claudeprojects.core.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claudeprojects.agents.context.model import Considered

ALIKE: Final = 0.9
"""The share of words two passages have in common (Jaccard) from which they say the same."""
MOST_OF_ONE_NOTE: Final = 5
"""Passages of one note, so that a long note does not speak alone."""
LABEL_TOKENS: Final = 16
"""Room for the title and the marks around a piece."""


def select(considered: Iterable[Considered], budget_tokens: int) -> tuple[Considered, ...]:
    """The same pieces in the same order, those that do not fit or say nothing new marked as dropped."""
    left = budget_tokens
    kept_words: list[tuple[str, frozenset[str]]] = []
    of_note: Counter[str] = Counter()
    chosen = []
    for entry in considered:
        why_not = None
        words = frozenset(stems(entry.piece.text))
        path = entry.piece.sources[0].path if entry.piece.sources else ""
        if not entry.kept:
            why_not = entry.why
        elif (twin := _twin(words, kept_words)) is not None:
            why_not = f"it says the same as {twin}"
        elif entry.kind == "passage" and of_note[path] >= MOST_OF_ONE_NOTE:
            why_not = f"{MOST_OF_ONE_NOTE} passages of this note are in already"
        elif entry.tokens > left:
            why_not = f"it needs {count(entry.tokens, 'token')}, and {left} of {budget_tokens} are left"
        if why_not is not None:
            chosen.append(replace(entry, kept=False, why=why_not))
            continue
        left -= entry.tokens
        of_note[path] += 1
        kept_words.append((path or entry.piece.title, words))
        chosen.append(entry)
    return tuple(chosen)


def cut_to(text: str, tokens: int, count: Callable[[str], int]) -> str:
    """The beginning of ``text`` that has at most ``tokens``, ended at a line or a word."""
    if count(text) <= tokens:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count(text[:middle]) <= tokens else (low, middle - 1)
    at = max(text.rfind("\n", low // 2, low), 0) or max(text.rfind(" ", low // 2, low), 0) or low
    return text[:at].rstrip()


def _twin(words: frozenset[str], kept: list[tuple[str, frozenset[str]]]) -> str | None:
    for name, other in kept:
        smaller, larger = sorted((len(words), len(other)))
        if larger and smaller / larger >= ALIKE and len(words & other) / len(words | other) >= ALIKE:
            return name
    return None
