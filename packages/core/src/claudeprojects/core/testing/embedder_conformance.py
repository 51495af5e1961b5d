"""What every ``Embedder`` must do, as tests: subclass it and give a fixture ``embedder``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from claudeprojects.core.embed.port import Embedder

_TEXTS = ("The king was crowned.", "Bread is baked with flour.", "x")


class EmbedderConformance:
    """The contract of ``core.embed.port``. Inherit, and define a fixture ``embedder``."""

    def test_the_name_is_a_stable_id(self, embedder: Embedder) -> None:
        assert embedder.name
        assert embedder.name == embedder.name.strip()

    def test_each_text_gets_one_row_of_the_stated_length(self, embedder: Embedder) -> None:
        rows = embedder.embed(_TEXTS)
        assert rows.shape == (len(_TEXTS), embedder.dimensions)
        assert rows.dtype == np.float32

    def test_rows_have_length_one(self, embedder: Embedder) -> None:
        lengths = np.linalg.norm(embedder.embed(_TEXTS), axis=1)
        np.testing.assert_allclose(lengths, 1, atol=1e-3)

    def test_no_texts_give_no_rows(self, embedder: Embedder) -> None:
        assert embedder.embed([]).shape == (0, embedder.dimensions)

    def test_a_blank_text_gives_a_row_of_zeros(self, embedder: Embedder) -> None:
        rows = embedder.embed(["", "  \n", "word"])
        assert not rows[:2].any()
        assert rows[2].any()

    def test_the_same_text_gives_the_same_row_in_any_company(self, embedder: Embedder) -> None:
        alone = embedder.embed([_TEXTS[1]])[0]
        among = embedder.embed([f"{_TEXTS[0]} {number}" for number in range(150)] + [_TEXTS[1]])[-1]
        np.testing.assert_allclose(alone, among, atol=1e-4)

    def test_any_text_can_be_embedded(self, embedder: Embedder) -> None:
        hostile = ["a" * 100_000, "\0\ufeff", "東京 สวัสดี", "🎯" * 500, "x " * 50_000]
        rows = embedder.embed(hostile)
        assert rows.shape == (len(hostile), embedder.dimensions)
        assert np.isfinite(rows).all()
