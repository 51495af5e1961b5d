"""What every ``VectorIndex`` must do, as tests: subclass it and give a fixture ``index`` of 32 dimensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from claudeprojects.core.search.vectors import quantise

if TYPE_CHECKING:
    from claudeprojects.core.search.vectors import VectorIndex
    from numpy.typing import NDArray

DIMENSIONS = 32


def some_vectors(count: int, seed: int = 0) -> NDArray[np.float32]:
    """Random vectors of length 1."""
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
    unit: NDArray[np.float32] = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


class VectorIndexConformance:
    """The contract of ``core.search.vectors``. Inherit, and define a fixture ``index``."""

    def test_a_new_index_is_empty_and_finds_nothing(self, index: VectorIndex) -> None:
        assert len(index) == 0
        assert index.ids().tolist() == []
        assert index.search(some_vectors(1)[0], 5) == []

    def test_a_vector_is_its_own_nearest_neighbour(self, index: VectorIndex) -> None:
        rows = some_vectors(50)
        index.add(np.arange(100, 150), quantise(rows))
        for number, row in enumerate(rows):
            (found, cosine), *_ = index.search(row, 3)
            assert found == 100 + number
            assert cosine > 0.99

    def test_hits_come_nearest_first_and_no_more_than_asked(self, index: VectorIndex) -> None:
        index.add(np.arange(1, 41), quantise(some_vectors(40)))
        cosines = [cosine for _, cosine in index.search(some_vectors(1, seed=9)[0], 10)]
        assert len(cosines) == 10
        assert cosines == sorted(cosines, reverse=True)
        assert len(index.search(some_vectors(1)[0], 1000)) == 40

    def test_adding_an_id_again_replaces_its_vector(self, index: VectorIndex) -> None:
        rows = some_vectors(3)
        index.add(np.array([1, 2]), quantise(rows[:2]))
        index.add(np.array([2, 3]), quantise(rows[[2, 0]]))
        assert len(index) == 3
        assert index.search(rows[2], 1)[0][0] == 2
        assert index.search(rows[1], 1)[0][1] < 0.99

    def test_removed_ids_are_found_no_more_and_unknown_ones_are_no_error(self, index: VectorIndex) -> None:
        rows = some_vectors(10)
        index.add(np.arange(1, 11), quantise(rows))
        index.remove(np.array([3, 4, 999]))
        index.remove(np.array([], dtype=np.int64))
        assert index.ids().tolist() == [1, 2, 5, 6, 7, 8, 9, 10]
        assert 3 not in [found for found, _ in index.search(rows[2], 10)]
        index.add(np.array([3]), quantise(rows[2:3]))
        assert index.search(rows[2], 1)[0][0] == 3

    def test_a_vector_of_zeros_is_held_and_finds_nothing(self, index: VectorIndex) -> None:
        rows = some_vectors(2)
        index.add(np.array([1, 2, 3]), quantise(np.concatenate([rows, np.zeros((1, DIMENSIONS), np.float32)])))
        assert len(index) == 3
        assert index.search(np.zeros(DIMENSIONS, np.float32), 3) == []
        assert index.search(rows[0], 1)[0][0] == 1
