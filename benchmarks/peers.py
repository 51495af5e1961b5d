"""The floors and peers: the least any full-text index must do, with the bare library and nothing of ours."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import tantivy

if TYPE_CHECKING:
    from benchmarks.places import Place

HEAP = 64_000_000
"""Bytes; what our own index gives tantivy's writer."""

LIMIT = 20


class BareTantivy:
    """Read every note, insert its text into tantivy with its default tokenizer, commit: the floor."""

    def __init__(self, place: Place) -> None:
        self.folder = place.vault.parent / "bare-tantivy"
        self.notes = place.notes()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("path", stored=True, tokenizer_name="raw")
        builder.add_text_field("body")
        self.schema = builder.build()

    def build(self) -> None:
        """Index all notes into a new folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.index = tantivy.Index(self.schema, path=str(self.folder))
        writer = self.index.writer(HEAP, 2)
        for path in self.notes:
            text = path.read_bytes().decode("utf-8", "replace")
            writer.add_document(tantivy.Document(path=str(path), body=text))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def open(self) -> None:
        """Use the index built before, or build it."""
        if not (self.folder / "meta.json").is_file():
            self.build()
        self.index = tantivy.Index(self.schema, path=str(self.folder))

    def search(self, words: str) -> list[str]:
        """The paths of the best notes with all words, by BM25."""
        return self._found(words)[2]

    def search_with_snippets(self, words: str) -> list[tuple[str, str]]:
        """The same with a snippet of each, cut by tantivy from the file as it is: what a person is shown."""
        searcher, query, paths = self._found(words)
        generator = tantivy.SnippetGenerator.create(searcher, query, self.schema, "body")
        shown = []
        for path in paths:
            text = Path(path).read_bytes().decode("utf-8", "replace")
            shown.append((path, generator.snippet_from_doc(tantivy.Document(body=text)).to_html()))
        return shown

    def _found(self, words: str) -> tuple[tantivy.Searcher, tantivy.Query, list[str]]:
        searcher = self.index.searcher()
        query = self.index.parse_query(words, ["body"], conjunction_by_default=True)
        hits = searcher.search(query, LIMIT, count=False).hits
        return searcher, query, [searcher.doc(address)["path"][0] for _, address in hits]


class Fts5:
    """SQLite's own full-text index over the same notes: the peer that needs no second store."""

    def __init__(self, place: Place) -> None:
        self.path = place.vault.parent / "fts5.db"
        self.notes = place.notes()

    def build(self) -> None:
        """Index all notes into a new, contentless table."""
        self.path.unlink(missing_ok=True)
        self.open()
        self.db.execute("PRAGMA synchronous = normal")
        self.db.execute(
            "CREATE VIRTUAL TABLE notes USING fts5(body, content='', tokenize='unicode61 remove_diacritics 2')"
        )
        with self.db:
            rows = ((path.read_bytes().decode("utf-8", "replace"),) for path in self.notes)
            self.db.executemany("INSERT INTO notes(body) VALUES (?)", rows)

    def open(self) -> None:
        """Use the table built before."""
        self.db = apsw.Connection(str(self.path))
        self.db.execute("PRAGMA journal_mode = wal")

    def search(self, words: str) -> list[Path]:
        """The paths of the best notes with all words, by BM25."""
        match = " ".join(f'"{word}"' for word in words.split())
        sql = "SELECT rowid FROM notes WHERE notes MATCH ? ORDER BY rank LIMIT ?"
        return [self.notes[int(str(row)) - 1] for (row,) in self.db.execute(sql, (match, LIMIT))]
