"""The exact index keeps the port's contract and finds what a plain comparison of all vectors finds."""

from __future__ import annotations

import numpy as np
import pytest
from claudeprojects.core.search.exact_index import ExactVectors
from claudeprojects.core.search.vectors import quantise
from claudeprojects.core.testing.vector_index_conformance import DIMENSIONS, VectorIndexConformance, some_vectors
from hypothesis import given, settings
from hypothesis import strategies as st


class TestExactVectors(VectorIndexConformance):
    @pytest.fixture
    def index(self) -> ExactVectors:
        return ExactVectors(DIMENSIONS)


def compared_one_by_one(held: dict[int, np.ndarray], query: np.ndarray, k: int) -> list[int]:
    wanted = quantise(query[None, :])[0].astype(np.float64)
    cosines = {
        number: float(row.astype(np.float64) @ wanted / np.linalg.norm(row.astype(np.float64)))
        for number, row in held.items()
        if row.any()
    }
    return sorted(cosines, key=lambda number: (-round(cosines[number], 4), number))[:k]


CHANGES = st.lists(st.tuples(st.booleans(), st.lists(st.integers(1, 3000), min_size=1, max_size=400, unique=True)))


@given(CHANGES, st.integers(1, 30), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_random_additions_and_removals_leave_what_a_plain_dictionary_holds(
    changes: list[tuple[bool, list[int]]], k: int, seed: int
) -> None:
    index, held = ExactVectors(DIMENSIONS), {}
    for number, (adds, ids) in enumerate(changes):
        if adds:
            rows = quantise(some_vectors(len(ids), seed=number))
            index.add(np.array(ids), rows)
            held.update(zip(ids, rows, strict=True))
        else:
            index.remove(np.array(ids))
            for gone in ids:
                held.pop(gone, None)
    assert index.ids().tolist() == sorted(held)
    assert len(index) == len(held)
    query = some_vectors(1, seed=seed)[0]
    found = [number for number, _ in index.search(query, k)]
    expected = compared_one_by_one(held, query, k)
    assert len(found) == len(expected)
    assert len(set(found) - set(expected)) <= 1  # a tie at the edge, rounded otherwise


def test_the_nearest_of_many_are_found_among_all_blocks() -> None:
    rows = some_vectors(20_000, seed=3)
    index = ExactVectors(DIMENSIONS)
    index.add(np.arange(1, 20_001), quantise(rows))
    for place in (0, 63, 64, 12_345, 19_967, 19_999):
        assert index.search(rows[place], 5)[0][0] == place + 1
    assert [len(index.search(rows[0], k)) for k in (1, 10, 500, 30_000)] == [1, 10, 500, 20_000]


def test_ties_are_broken_by_the_smaller_id() -> None:
    index = ExactVectors(DIMENSIONS)
    index.add(np.array([9, 3, 7, 5]), np.repeat(quantise(some_vectors(1)), 4, axis=0))
    assert [found for found, _ in index.search(some_vectors(1)[0], 2)] == [3, 5]


@given(st.lists(st.floats(-1, 1, width=32), min_size=8, max_size=8).filter(lambda row: max(map(abs, row)) > 1e-3))
@settings(max_examples=60)
def test_quantising_moves_a_vector_by_less_than_a_degree(row: list[float]) -> None:
    vector = np.array(row, np.float64)
    near = quantise(np.array([row], np.float32))[0].astype(np.float64)
    assert near @ vector / (np.linalg.norm(near) * np.linalg.norm(vector)) > 0.9998
