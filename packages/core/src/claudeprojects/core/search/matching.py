"""Decides on a note's text what the index cannot: words on one line, in one block or section, and patterns.

Patterns are the user's own regular expressions, so they run with a time limit (module ``regex``); one that goes
exponential ends with a message instead of a hung search.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import QuerySyntaxError
from claudeprojects.core.search.finder import Term, aligned_fold
from claudeprojects.core.search.query import And, Node, Not, Or, Phrase, Regex, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PATTERN_SECONDS: Final = 0.25
"""How long one pattern may run over one text."""

_LINES: Final = re.compile(r"[^\r\n]+")
_BLOCKS: Final = re.compile(r"(?:[^\r\n]*\S[^\r\n]*(?:\r\n|\n|\r|\Z))+")
_HEADING: Final = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)


@dataclass
class Matcher:
    """Tests texts against the text part of a query (words, phrases, patterns and their combinations).

    Raises ``QuerySyntaxError`` for a pattern that cannot be read, when made, or that takes too long, when used.
    """

    query: str
    part: Node
    inside: bool = False
    """Whether words may stand inside longer words (names and paths)."""
    _test: Callable[[str, str], bool] = field(init=False)

    def __post_init__(self) -> None:
        self._test = self._build(self.part)

    def matches(self, text: str) -> bool:
        """Whether all of ``text`` as one unit matches."""
        return self._test(text, aligned_fold(text))

    def matches_any(self, units: Iterable[str]) -> bool:
        """Whether one of the units matches."""
        return any(self.matches(unit) for unit in units)

    def _build(self, node: Node) -> Callable[[str, str], bool]:
        match node:
            case Word(text) | Phrase(text):
                open_end = text.endswith("*") or (self.inside and not text.endswith("/"))
                inside = self.inside and not text.startswith("/")
                term = Term(text.removesuffix("*"), open_end=open_end, inside=inside)
                return (lambda *_: True) if term.blank else (lambda _, folded: term.stands_in(folded))
            case Regex(pattern):
                return self._pattern(pattern)
            case Not(part):
                refused = self._build(part)
                return lambda text, folded: not refused(text, folded)
            case And(parts):
                tests = [self._build(part) for part in parts]
                return lambda text, folded: all(test(text, folded) for test in tests)
            case Or(parts):
                options = [self._build(part) for part in parts]
                return lambda text, folded: any(test(text, folded) for test in options)
            case _:
                problem = f"{node} cannot stand here"
                raise QuerySyntaxError(self.query, max(0, self.query.find(str(node))), problem)

    def _pattern(self, pattern: str) -> Callable[[str, str], bool]:
        import regex  # a tenth of a second to load, and few searches have a pattern

        position = max(0, self.query.find(pattern))
        try:
            compiled = regex.compile(pattern, regex.MULTILINE | regex.IGNORECASE)
        except regex.error as problem:
            raise QuerySyntaxError(self.query, position, f"the pattern cannot be read ({problem})") from problem

        def test(text: str, _: str) -> bool:
            try:
                return compiled.search(text, timeout=PATTERN_SECONDS, concurrent=True) is not None
            except TimeoutError as problem:
                hint = "Write it without repeats inside repeats, such as (a+)+."
                raise QuerySyntaxError(self.query, position, "the pattern takes too long", hint) from problem

        return test


def lines(text: str) -> Iterator[str]:
    """The lines of a text that hold anything."""
    return (found[0] for found in _LINES.finditer(text))


def blocks(text: str) -> Iterator[str]:
    """The stretches between blank lines."""
    return (found[0] for found in _BLOCKS.finditer(text))


def sections(text: str) -> Iterator[str]:
    """The stretches from one heading to the next, and what stands before the first."""
    starts = [0, *(found.start() for found in _HEADING.finditer(text)), len(text)]
    return (text[start:end] for start, end in pairwise(starts) if start < end)
