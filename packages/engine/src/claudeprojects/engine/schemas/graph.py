"""The knowledge graph: what links to what, and what could."""

from __future__ import annotations

from claudeprojects.engine.schemas.base import Page, View
from claudeprojects.engine.schemas.search import Span
from pydantic import Field


class Backlink(View):
    """One link that leads to the note asked about, with the line it stands on."""

    path: str
    title: str
    kind: str
    embed: bool
    line: int
    context: str
    highlight: Span | None = Field(description="Where the link stands in the context.")


class BacklinkPage(Page[Backlink]):
    """One page of backlinks."""


class OutgoingLink(View):
    """One link from the note asked about; ``path`` is null when it leads nowhere."""

    kind: str
    embed: bool
    target: str
    subpath: str
    display: str | None
    line: int
    path: str | None
    title: str | None


class OutgoingLinkPage(Page[OutgoingLink]):
    """One page of outgoing links."""


class Mention(View):
    """The note's name in another note's text, without a link."""

    path: str
    title: str
    line: int
    context: str
    highlight: Span | None


class MentionPage(Page[Mention]):
    """One page of mentions."""


class SimilarNote(View):
    """A note close in meaning that is not linked yet; ``score`` is the cosine, at most 1."""

    path: str
    title: str
    score: float


class SimilarNotePage(Page[SimilarNote]):
    """One page of similar notes."""


class OrphanNote(View):
    """A file that nothing links to and that links to nothing."""

    path: str
    title: str
    kind: str


class OrphanNotePage(Page[OrphanNote]):
    """One page of orphans."""


class BrokenSource(View):
    """Where a broken link stands."""

    path: str
    title: str
    line: int


class BrokenLink(View):
    """A target that no file answers to, everywhere it is used, with near names."""

    target: str
    sources: list[BrokenSource]
    suggestions: list[str]


class BrokenLinkPage(Page[BrokenLink]):
    """One page of broken links."""


class TagCount(View):
    """One tag and the number of notes that carry it."""

    tag: str
    count: int


class TagCountPage(Page[TagCount]):
    """One page of tags."""


class GraphNode(View):
    """A file, a tag or a missing target; ``degree`` counts its edges in the whole graph."""

    id: str
    label: str
    kind: str = Field(description="`note`, `canvas`, `base`, `attachment`, `tag` or `missing`.")
    path: str | None
    degree: int
    folder: str | None


class Graph(View):
    """Nodes and the edges between them, as pairs of node ids (source first)."""

    nodes: list[GraphNode]
    edges: list[tuple[str, str]]
