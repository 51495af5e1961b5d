"""A small searchable vault, made in memory and on disk from texts."""

from __future__ import annotations

import json
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
import pytest
from claudeprojects.core.search.document import search_document
from claudeprojects.core.search.exact_index import ExactVectors
from claudeprojects.core.search.labels import tag_key
from claudeprojects.core.search.searcher import Searcher
from claudeprojects.core.search.tantivy_index import TantivyIndex
from claudeprojects.core.search.vectors import quantise
from claudeprojects.core.store.database import Database
from claudeprojects.core.vault.parse import parse_file
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from claudeprojects.core.embed.port import Embedder
    from claudeprojects.core.vault.model import ParsedFile

# No test is timed: a busy machine must not fail a property.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


class SmallVault:
    """Texts by path, indexed as the product does it, and searched."""

    def __init__(self, folder: Path, embedder: Embedder | None = None) -> None:
        self.database = Database(folder / "index.db")
        self.database.script(resources.files("claudeprojects.core.index").joinpath("schema.sql").read_text())
        self.texts: dict[str, str] = {}
        self.fulltext = TantivyIndex(None)
        self.embedder = embedder
        self.vectors = ExactVectors(embedder.dimensions) if embedder else None
        self.searcher = Searcher(self.database, self.texts.get, self.fulltext, self.vectors, embedder)

    def add(self, texts: dict[str, str]) -> SmallVault:
        for path, text in texts.items():
            self._add(path, text)
        self.fulltext.commit(1)
        return self

    def found(self, query: str, **options: object) -> list[str]:
        """The paths of the hits by words alone, in order."""
        page = self.searcher.search(query, **{"mode": "keyword", **options})  # type: ignore[arg-type]
        return [hit.path for hit in page.hits]

    def close(self) -> None:
        self.fulltext.close()
        self.database.close()

    def _add(self, path: str, text: str) -> None:
        parsed = parse_file(path, text.encode())
        folder, _, name = path.rpartition("/")
        with self.database.write() as tx:
            file_id = tx.insert(
                "INSERT INTO files (path, folder, name, kind, size, mtime_ns, inode, state, seq)"
                " VALUES (?, ?, ?, ?, 0, ?, 0, 'indexed', 1)",
                (path, folder, name, parsed.kind, len(self.texts)),
            )
            title = name.rpartition(".")[0] if parsed.kind == "note" else name
            tx.execute(
                "INSERT INTO notes VALUES (?, ?, '[]', '{}', NULL, ?, '[]', '[]', 0)",
                (file_id, title, json.dumps([[h.level, h.text, h.start, h.line] for h in parsed.headings])),
            )
            self._add_facts(tx, file_id, parsed)
        self.fulltext.add([search_document(file_id, path, parsed)])
        self.texts[path] = parsed.text
        self._add_vectors(file_id, parsed)

    def _add_facts(self, tx: object, file_id: int, parsed: ParsedFile) -> None:
        for number, tag in enumerate(parsed.tags):
            tx.execute(
                "INSERT INTO tags VALUES (?, ?, ?, ?, ?)", (file_id, number, tag.name, tag_key(tag.name), tag.line)
            )
        for task in parsed.tasks:
            tx.execute(
                "INSERT INTO tasks (file_id, line, symbol, status, description, depends_on, tags)"
                " VALUES (?, ?, ?, ?, ?, '[]', '[]')",
                (file_id, task.line, task.symbol, task.status, task.description),
            )
        entries = [(name, value) for name, values in parsed.properties.values.items() for value in _entries(values)]
        for number, (name, value) in enumerate(entries):
            measured = value if isinstance(value, int | float) and not isinstance(value, bool) else None
            written = None if value is None else str(value)
            tx.execute(
                "INSERT INTO properties VALUES (?, ?, ?, ?, ?, ?)",
                (file_id, number, name, name.casefold(), written, measured),
            )

    def _add_vectors(self, file_id: int, parsed: ParsedFile) -> None:
        if self.embedder is None or self.vectors is None:
            return
        for passage in parsed.passages:
            with self.database.write() as tx:
                number = tx.insert(
                    'INSERT INTO passages (file_id, ordinal, heading_path, start, "end", line)'
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (file_id, passage.ordinal, "[]", passage.start, passage.end, passage.line),
                )
            row = self.embedder.embed([parsed.text[passage.start : passage.end]])
            self.vectors.add(np.array([number]), quantise(row))


def _entries(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


@pytest.fixture
def make_vault(tmp_path: Path) -> Iterator[Callable[[Embedder | None], SmallVault]]:
    """Makes one vault, with or without an embedder, and closes it at the end."""
    made: list[SmallVault] = []

    def make(embedder: Embedder | None) -> SmallVault:
        made.append(SmallVault(tmp_path, embedder))
        return made[-1]

    yield make
    for vault in made:
        vault.close()


@pytest.fixture
def vault(make_vault: Callable[[Embedder | None], SmallVault]) -> SmallVault:
    return make_vault(None)
