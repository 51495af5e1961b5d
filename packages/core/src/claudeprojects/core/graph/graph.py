"""The graph of one workspace: every question about its links in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.graph import links, network
from claudeprojects.core.graph.similar import similar

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.graph.records import (
        Backlink,
        BrokenLink,
        Mention,
        Network,
        OrphanNote,
        OutgoingLink,
        SimilarNote,
        TagCount,
    )
    from claudeprojects.core.search.searcher import Searcher
    from claudeprojects.core.search.vectors import VectorIndex
    from claudeprojects.core.store.database import Database


class Graph:
    """Answers from the index database; texts for context are read as they are on disk now."""

    def __init__(
        self,
        database: Database,
        read: Callable[[str], str | None],
        suggest: Callable[[str], list[str]],
        searcher: Callable[[], Searcher],
        vectors: Callable[[], tuple[str, VectorIndex] | None],
    ) -> None:
        self._database, self._read, self._suggest = database, read, suggest
        self._searcher, self._vectors = searcher, vectors

    def backlinks(self, path: str) -> list[Backlink]:
        """The links that lead to ``path``; raises ``NoteNotFound``, as all questions about one file do."""
        return links.backlinks(self._database, self._read, path)

    def outgoing(self, path: str) -> list[OutgoingLink]:
        """The links of ``path``, in the order they stand."""
        return links.outgoing(self._database, path)

    def mentions(self, path: str) -> list[Mention]:
        """Where the note's title or an alias stands in other notes without a link."""
        return links.mentions(self._database, self._searcher(), self._read, path)

    def neighbourhood(self, path: str, depth: int = 1, *, tags: bool = False) -> Network:
        """The files within ``depth`` links of ``path``, and the edges among them."""
        return network.neighbourhood(self._database, path, depth=depth, tags=tags)

    def everything(self, *, tags: bool = False) -> Network:
        """The whole graph."""
        return network.everything(self._database, tags=tags)

    def orphans(self) -> list[OrphanNote]:
        """The notes without any link."""
        return network.orphans(self._database)

    def broken(self) -> list[BrokenLink]:
        """The targets that no file answers to, with near names."""
        return network.broken(self._database, self._suggest)

    def tags(self) -> list[TagCount]:
        """Every tag with its number of files."""
        return network.tag_counts(self._database)

    def similar(self, path: str, limit: int = 10) -> list[SimilarNote]:
        """Unlinked notes close in meaning; empty while embeddings are off or not there yet."""
        serving = self._vectors()
        if serving is None:
            links.find_note(self._database, path)
            return []
        return similar(self._database, *serving, path, limit)
