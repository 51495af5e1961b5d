"""The tantivy index keeps the port's contract, on disk and in memory, and survives what happens to files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tantivy
from claudeprojects.core.errors import IndexDamaged
from claudeprojects.core.search import tantivy_index
from claudeprojects.core.search.tantivy_index import TantivyIndex
from claudeprojects.core.testing.fulltext_conformance import FullTextConformance, document, found, look_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class TestTantivyInMemory(FullTextConformance):
    @pytest.fixture
    def index(self) -> Iterator[TantivyIndex]:
        made = TantivyIndex(None, heap_bytes=20_000_000)
        yield made
        made.close()


class TestTantivyOnDisk(FullTextConformance):
    @pytest.fixture
    def index(self, tmp_path: Path) -> Iterator[TantivyIndex]:
        made = TantivyIndex(tmp_path / "search", heap_bytes=30_000_000)
        yield made
        made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    index = TantivyIndex(tmp_path / "search", heap_bytes=20_000_000)
    index.add([document(1, "alpha"), document(2, "beta")])
    index.commit(7)
    index.close()
    return tmp_path / "search"


def test_what_was_committed_is_there_after_reopening(folder: Path) -> None:
    index = TantivyIndex(folder)
    assert (index.count(), index.watermark()) == (2, 7)
    index.add([document(2, "gamma")])
    index.commit(8)
    assert found(index, look_for("beta")) == set()
    index.close()


def test_what_was_not_committed_is_dropped_with_its_watermark(folder: Path) -> None:
    index = TantivyIndex(folder)
    index.add([document(3, "gamma")])
    index.remove([1])
    index.close()
    reopened = TantivyIndex(folder)
    assert (reopened.count(), reopened.watermark()) == (2, 7)
    reopened.close()


def test_closing_twice_is_harmless(folder: Path) -> None:
    index = TantivyIndex(folder)
    index.close()
    index.close()


@pytest.mark.parametrize("damage", [b"", b"{", b"not json at all"])
def test_a_damaged_index_is_reported(folder: Path, damage: bytes) -> None:
    (folder / "meta.json").write_bytes(damage)
    with pytest.raises(IndexDamaged):
        TantivyIndex(folder)


def test_a_truncated_segment_is_reported(folder: Path) -> None:
    for segment in folder.glob("*.term"):
        segment.write_bytes(segment.read_bytes()[:10])
    with pytest.raises(IndexDamaged):
        TantivyIndex(folder)


def test_a_missing_segment_is_reported(folder: Path) -> None:
    for segment in folder.glob("*.store"):
        segment.unlink()
    for segment in folder.glob("*.idx"):
        segment.unlink()
    with pytest.raises(IndexDamaged):
        TantivyIndex(folder)


def test_an_index_of_another_version_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tantivy_index, "_LABELS", "labels-of-another-version")
    with pytest.raises(IndexDamaged):
        TantivyIndex(folder)


def test_a_foreign_index_is_reported(tmp_path: Path) -> None:
    schema = tantivy.SchemaBuilder().add_text_field("text").build()
    tantivy.Index(schema, path=str(tmp_path))
    with pytest.raises(IndexDamaged):
        TantivyIndex(tmp_path)
