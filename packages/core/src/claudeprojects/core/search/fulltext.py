"""The full-text port: what a store of segmented documents promises, and the queries it answers.

A store keeps documents by ``file_id`` and one number beside them, the watermark: the change number of the last
commit. Both are committed together, so after a crash the store says truthfully what it holds. Queries are small
trees over already segmented terms; the language people type is read elsewhere (``query``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.core.search.document import SearchDocument
    from claudeprojects.core.search.segment import QueryWord

Field = Literal["text", "title", "name", "path"]
"""Where terms are looked for: ``text`` is title and body together, ranked with title and headings raised;
``name`` is the file's name, ``path`` its whole path."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Documents with these terms at these distances; one term is a word, several a phrase.

    ``open_end`` lets the last term stand for every term beginning with it, ``open_start`` the first for every term
    ending with it (``name`` and ``path`` only): together they make a search inside names.
    """

    words: tuple[QueryWord, ...]
    field: Field = "text"
    open_end: bool = False
    open_start: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """Documents with this label (see ``labels``)."""

    label: str


@dataclass(frozen=True, slots=True)
class Within:
    """Documents among these ``file_id``s."""

    file_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Everything:
    """All documents."""


@dataclass(frozen=True, slots=True)
class Neither:
    """Documents that ``part`` does not match."""

    part: TextQuery


@dataclass(frozen=True, slots=True)
class AllOf:
    """Documents that every part matches; at least one part."""

    parts: tuple[TextQuery, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Documents that some part matches; no part matches nothing."""

    parts: tuple[TextQuery, ...]


TextQuery: TypeAlias = Terms | Labelled | Within | Everything | Neither | AllOf | AnyOf


class TextHit(NamedTuple):
    """One document found and its BM25 score (0 when only filters matched)."""

    file_id: int
    score: float


class TextHits(NamedTuple):
    """The best hits in falling order of score, and how many documents match (``None`` = not counted)."""

    hits: list[TextHit]
    total: int | None


class FullTextIndex(Protocol):
    """A store of documents and a watermark. One writer at a time; any thread may search."""

    def watermark(self) -> int:
        """The number given to the last commit, read from what is committed; 0 for a new store."""
        ...

    def add(self, documents: Sequence[SearchDocument]) -> None:
        """Put documents in, replacing those with the same ``file_id``; seen by searches after ``commit``."""
        ...

    def remove(self, file_ids: Sequence[int]) -> None:
        """Take documents out; unknown ids are no error; seen by searches after ``commit``."""
        ...

    def commit(self, watermark: int) -> None:
        """Make all since the last commit lasting and visible, together with ``watermark``, or nothing of it."""
        ...

    def clear(self) -> None:
        """Take everything out at once and set the watermark to 0."""
        ...

    def count(self) -> int:
        """How many documents are committed."""
        ...

    def search(self, query: TextQuery, limit: int, *, count: bool = False) -> TextHits:
        """The ``limit`` best documents. ``count`` asks for the exact total, which costs a visit to every match."""
        ...

    def at_most(self, query: TextQuery) -> int:
        """A number that the matches of ``query`` do not exceed, found without visiting them."""
        ...

    def close(self) -> None:
        """Let go of files and threads; what was not committed is dropped."""
        ...
