"""Full text in tantivy: the embedded implementation of ``FullTextIndex``.

The watermark lives in a reserved document (id 0), so tantivy's own atomic commit covers it. Text goes through
tantivy's default tokenizer, which is twice as fast as one put together from Python. The name of the label tokenizer
carries the version of the segmentation and of this layout; tantivy refuses to open an index whose schema
differs, which is how an index of another version is recognised (``IndexDamaged``: the caller makes it anew).
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Final

import tantivy
from claudeprojects.core.errors import IndexBusy, IndexDamaged
from claudeprojects.core.search import segment
from claudeprojects.core.search.fulltext import TextHit, TextHits
from claudeprojects.core.search.tantivy_query import QueryCompiler, at_most

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from claudeprojects.core.search.document import SearchDocument
    from claudeprojects.core.search.fulltext import TextQuery

_LAYOUT: Final = 2
_LABELS: Final = f"labels-{_LAYOUT}.{segment.VERSION}"
_RESERVED: Final = 0


_THREADS: Final = 1
"""Threads that index. Each makes a segment of its own at every commit, files to write and to merge; one keeps up with
what two cores can parse."""


class TantivyIndex:
    """A tantivy index in the folder ``path``, made when absent; ``None`` keeps it in memory.

    ``heap_bytes`` bounds what the writer buffers. The writer starts with the first
    change. Raises ``IndexDamaged`` when the folder holds something else, ``IndexBusy`` when another process writes.
    """

    def __init__(self, path: Path | None, *, heap_bytes: int = 64_000_000) -> None:
        self._where = str(path) if path else "memory"
        self._heap_bytes = heap_bytes
        self._schema = _schema()
        self._compiler = QueryCompiler(self._schema)
        self._writer: tantivy.IndexWriter | None = None
        self._lock = threading.RLock()
        with self._damage_reported():
            if path is not None:
                path.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(self._schema, path=str(path) if path else None)
            self._index.register_tokenizer(_LABELS, _label_analyzer())
            self._index.config_reader("manual")
            self._index.reload()
            self._stored_up_to = self._highest_id()
            self.watermark()
        self._added: set[int] = set()

    def watermark(self) -> int:
        """See ``FullTextIndex``."""
        searcher = self._index.searcher()
        found = searcher.search(self._compiler.with_id(_RESERVED), limit=1, count=False).hits
        values = searcher.fast_field_values("watermark", [address for _, address in found])
        return int(values[0] or 0) if values else 0

    def count(self) -> int:
        """See ``FullTextIndex``."""
        searcher = self._index.searcher()
        reserved = searcher.search(self._compiler.with_id(_RESERVED), limit=1, count=False).hits
        return searcher.num_docs - len(reserved)

    def add(self, documents: Sequence[SearchDocument]) -> None:
        """See ``FullTextIndex``."""
        with self._lock, self._damage_reported():
            writer = self._open_writer()
            for document in documents:
                self._forget(writer, document.file_id)
                self._added.add(document.file_id)
                writer.add_document(_tantivy_document(document))

    def remove(self, file_ids: Sequence[int]) -> None:
        """See ``FullTextIndex``."""
        with self._lock, self._damage_reported():
            writer = self._open_writer()
            for file_id in file_ids:
                self._forget(writer, file_id)

    def commit(self, watermark: int) -> None:
        """See ``FullTextIndex``. Merging of segments goes on in the background."""
        with self._lock, self._damage_reported():
            writer = self._open_writer()
            writer.delete_documents_by_query(self._compiler.with_id(_RESERVED))
            writer.add_document(_watermark_document(watermark))
            writer.commit()
            self._index.reload()
            self._stored_up_to = max(self._stored_up_to, max(self._added, default=0))
            self._added.clear()

    def clear(self) -> None:
        """See ``FullTextIndex``."""
        with self._lock, self._damage_reported():
            self._open_writer().delete_all_documents()
            self._added.clear()
            self._stored_up_to = 0
            self.commit(0)

    def close(self) -> None:
        """See ``FullTextIndex``."""
        with self._lock:
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.rollback()
                writer.wait_merging_threads()

    def search(self, query: TextQuery, limit: int, *, count: bool = False) -> TextHits:
        """See ``FullTextIndex``."""
        searcher = self._index.searcher()
        compiled = self._compiler.compile(query, searcher)
        found = searcher.search(compiled, limit=max(limit, 1), count=count)
        addresses = [address for _, address in found.hits]
        ids = searcher.fast_field_values("id", addresses) if addresses else []
        hits = [TextHit(int(file_id or 0), float(score)) for file_id, (score, _) in zip(ids, found.hits, strict=True)]
        return TextHits(hits[:limit], getattr(found, "count", None) if count else None)

    def at_most(self, query: TextQuery) -> int:
        """See ``FullTextIndex``."""
        return at_most(query, self._index.searcher())

    def _forget(self, writer: tantivy.IndexWriter, file_id: int) -> None:
        """Delete what may be stored under ``file_id``; ids never seen cost nothing, which makes bulk loads fast."""
        if file_id <= self._stored_up_to or file_id in self._added:
            writer.delete_documents_by_query(self._compiler.with_id(file_id))

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            try:
                self._writer = self._index.writer(self._heap_bytes, _THREADS)
            except ValueError as problem:
                if "lock" in str(problem).lower():
                    raise IndexBusy(self._where) from problem
                raise
        return self._writer

    def _highest_id(self) -> int:
        found = self._index.searcher().aggregate(tantivy.Query.all_query(), {"highest": {"max": {"field": "id"}}})
        return int(found["highest"]["value"] or 0)

    @contextlib.contextmanager
    def _damage_reported(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError) as problem:
            raise IndexDamaged(self._where, str(problem)) from problem


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("watermark", fast=True)
    for name in ("title", "headings", "body", "name", "path"):
        builder.add_text_field(name)
    builder.add_text_field("labels", tokenizer_name=_LABELS, index_option="basic")
    return builder.build()


def _label_analyzer() -> tantivy.TextAnalyzer:
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def _tantivy_document(document: SearchDocument) -> tantivy.Document:
    made = tantivy.Document(
        title=document.title,
        headings=document.headings,
        body=document.body,
        name=document.path.rpartition("/")[2],
        path=document.path,
        labels=document.labels,
    )
    made.add_unsigned("id", document.file_id)
    return made


def _watermark_document(watermark: int) -> tantivy.Document:
    made = tantivy.Document()
    made.add_unsigned("id", _RESERVED)
    made.add_unsigned("watermark", watermark)
    return made
