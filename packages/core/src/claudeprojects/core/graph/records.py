"""The records the graph answers with. What is costly to tell (a line of context, near names) is told when asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

CONTEXT_CHARACTERS = 240
"""A line longer than this is cut around what matters in it."""


class OutgoingLink(NamedTuple):
    """One link of a note as written; ``path`` and ``title`` are ``None`` when it leads nowhere."""

    kind: str
    embed: bool
    target: str
    subpath: str
    display: str | None
    line: int
    path: str | None
    title: str | None


class Mention(NamedTuple):
    """A note's name standing in another note without a link; ``highlight`` is its span in ``context``."""

    path: str
    title: str
    line: int
    context: str
    highlight: tuple[int, int]


class SimilarNote(NamedTuple):
    """A note close in meaning that is not linked; ``score`` is a cosine, at most 1."""

    path: str
    title: str
    score: float


class OrphanNote(NamedTuple):
    """A note that has no link to it and none from it."""

    path: str
    title: str
    kind: str


class BrokenSource(NamedTuple):
    """Where a broken link stands."""

    path: str
    title: str
    line: int


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag and how many files carry it."""

    tag: str
    count: int


class GraphNode(NamedTuple):
    """A file (``id`` is its path), a tag (``#name``) or a missing target (``?name``); ``degree`` counts its edges."""

    id: str
    label: str
    kind: str
    path: str | None
    degree: int
    folder: str | None


class Network(NamedTuple):
    """Nodes, and edges as pairs of node ids, source first."""

    nodes: list[GraphNode]
    edges: list[tuple[str, str]]


@dataclass(frozen=True)
class Backlink:
    """One link that leads to the note asked about, and the line it stands on."""

    path: str
    title: str
    kind: str
    embed: bool
    line: int
    start: int
    end: int
    read: Callable[[str], str | None] = field(repr=False, compare=False)

    @cached_property
    def _seen(self) -> tuple[str, tuple[int, int] | None]:
        text = self.read(self.path)
        if text is None or self.end > len(text):
            return "", None
        return line_around(text, self.start, self.end)

    @property
    def context(self) -> str:
        """The line the link stands on, as it is on disk now; empty when the file changed meanwhile."""
        return self._seen[0]

    @property
    def highlight(self) -> tuple[int, int] | None:
        """The span of the link in ``context``."""
        return self._seen[1]


@dataclass(frozen=True)
class BrokenLink:
    """A target that no file answers to, with every place it is used."""

    target: str
    sources: tuple[BrokenSource, ...]
    suggest: Callable[[str], list[str]] = field(repr=False, compare=False)

    @cached_property
    def suggestions(self) -> list[str]:
        """Existing paths with near names, nearest first."""
        return self.suggest(self.target)


def line_around(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """The line holding ``text[start:end]``, cut to a readable length around it, and the span in that line."""
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    breaks = [found for found in (text.find("\n", end), text.find("\r", end)) if found >= 0]
    last = min(breaks, default=len(text))
    spare = max(0, CONTEXT_CHARACTERS - (end - start)) // 2
    left, right = max(first, start - spare), min(last, end + spare)
    before, after = "…" if left > first else "", "…" if right < last else ""
    body = text[left:right]
    lead = len(body) - len(body.lstrip())
    body = body.strip()
    at = len(before) + max(0, start - left - lead)
    return before + body + after, (at, min(at + end - start, len(before) + len(body)))
