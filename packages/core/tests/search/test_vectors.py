"""The exact index, the graph and the store that grows from one to the other keep the port's contract and agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from claudeprojects.core.errors import IndexDamaged
from claudeprojects.core.search.exact_index import ExactVectors
from claudeprojects.core.search.usearch_index import HnswVectors
from claudeprojects.core.search.vector_store import VectorStore
from claudeprojects.core.search.vectors import normalised, quantise
from claudeprojects.core.testing.vector_index_conformance import DIMENSIONS, VectorIndexConformance, some_vectors
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path


class TestExactStore(VectorIndexConformance):
    @pytest.fixture
    def index(self) -> VectorStore:
        return VectorStore(DIMENSIONS)

    def load(self, path: Path) -> VectorStore:
        return VectorStore.load(path, DIMENSIONS)


class TestGrownStore(VectorIndexConformance):
    @pytest.fixture
    def index(self) -> VectorStore:
        return VectorStore(DIMENSIONS, exact_up_to=2)

    def load(self, path: Path) -> VectorStore:
        return VectorStore.load(path, DIMENSIONS, exact_up_to=2)


class TestHnsw(VectorIndexConformance):
    @pytest.fixture
    def index(self) -> HnswVectors:
        return HnswVectors(DIMENSIONS)

    def load(self, path: Path) -> HnswVectors:
        return HnswVectors.load(path, DIMENSIONS)


def test_the_graph_finds_nearly_what_a_scan_finds() -> None:
    rng = np.random.default_rng(1)
    centres = rng.normal(size=(60, 64))
    rows = (centres[rng.integers(60, size=6000)] + rng.normal(size=(6000, 64))).astype(np.float32)
    exact, graph = ExactVectors(64), HnswVectors(64)
    for index in (exact, graph):
        index.add(np.arange(1, 6001), quantise(rows))
    shared = 0
    for query in rows[:100] + rng.normal(size=(100, 64)).astype(np.float32) * 0.3:
        expected = {found for found, _ in exact.search(query, 10)}
        shared += len(expected & {found for found, _ in graph.search(query, 10)})
    assert shared / 1000 >= 0.95


def test_ties_are_broken_by_the_smaller_id() -> None:
    index = ExactVectors(DIMENSIONS)
    row = quantise(some_vectors(1))
    index.add(np.array([9, 3, 7, 5]), np.repeat(row, 4, axis=0))
    assert [found for found, _ in index.search(some_vectors(1)[0], 2)] == [3, 5]


@given(st.lists(st.floats(-1, 1, width=32), min_size=8, max_size=8).filter(lambda row: max(map(abs, row)) > 1e-3))
@settings(max_examples=60)
def test_quantising_moves_a_vector_by_less_than_a_degree(row: list[float]) -> None:
    vector = np.array([row], np.float32)
    cosine = normalised(quantise(vector))[0] @ vector[0] / np.linalg.norm(vector)
    assert cosine > 0.9998


@pytest.mark.parametrize("content", [b"", b"garbage" * 50, b"PK\x03\x04 half an archive"])
def test_a_file_that_holds_no_vectors_is_reported(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vectors").write_bytes(content)
    with pytest.raises(IndexDamaged):
        VectorStore.load(tmp_path / "vectors", DIMENSIONS)


@pytest.mark.parametrize("exact_up_to", [100, 1])
def test_vectors_of_another_length_are_reported(tmp_path: Path, exact_up_to: int) -> None:
    store = VectorStore(DIMENSIONS, exact_up_to=exact_up_to)
    store.add(np.arange(1, 4), quantise(some_vectors(3)))
    store.save(tmp_path / "vectors")
    with pytest.raises(IndexDamaged):
        VectorStore.load(tmp_path / "vectors", DIMENSIONS + 1)
