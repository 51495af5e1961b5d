"""Sentence models in ONNX, run by the real runtime on a real, tiny model."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from claudeprojects.core.embed.port import Embedder
from claudeprojects.core.embed.registry import load_embedder
from claudeprojects.core.errors import EmbedderFailed
from claudeprojects.core.testing.embedder_conformance import EmbedderConformance
from claudeprojects.core.testing.onnx_model import write_model


@pytest.fixture
def model(tmp_path: Path) -> Path:
    write_model(tmp_path)
    return tmp_path


class TestOnnx(EmbedderConformance):
    @pytest.fixture
    def embedder(self, model: Path) -> Embedder:
        return load_embedder(f"onnx:{model}")


class TestPooledOnnx(EmbedderConformance):
    """A model that pools by itself; its padding shows, so the texts are as long as each other."""

    @pytest.fixture
    def embedder(self, tmp_path: Path) -> Embedder:
        write_model(tmp_path, pooled=True, wants=("input_ids",))
        return load_embedder(f"onnx:{tmp_path}")

    def test_the_same_text_gives_the_same_row_in_any_company(self, embedder: Embedder) -> None:
        together = embedder.embed(["cat river", "river cat", "stream stream"])
        np.testing.assert_allclose(together[0], embedder.embed(["cat river"])[0], atol=1e-6)


def test_words_alike_in_meaning_lie_close_together(model: Path) -> None:
    cat, feline, river = load_embedder(f"onnx:{model}").embed(["The cat", "the FELINE", "the river"])
    assert cat @ feline > 0.9 > cat @ river


def test_the_mean_is_over_the_words_and_not_the_padding(model: Path) -> None:
    embedder = load_embedder(f"onnx:{model}")
    together = embedder.embed(["cat", "river stream river stream river stream"])
    np.testing.assert_allclose(together[0], embedder.embed(["cat"])[0], atol=1e-6)


def test_a_text_the_model_cannot_place_gets_zeros(model: Path) -> None:
    assert not load_embedder(f"onnx:{model}").embed(["nothing"]).any()


def test_another_model_in_the_same_folder_is_another_embedder(model: Path) -> None:
    first = load_embedder(f"onnx:{model}").name
    write_model(model, pooled=True)
    assert load_embedder(f"onnx:{model}").name != first


def test_an_input_we_do_not_know_is_reported(tmp_path: Path) -> None:
    write_model(tmp_path, wants=("input_ids", "pixel_values"))
    with pytest.raises(EmbedderFailed, match="pixel_values"):
        load_embedder(f"onnx:{tmp_path}")


def test_a_file_that_is_no_model_is_reported(model: Path) -> None:
    (model / "model.onnx").write_bytes(b"no model")
    with pytest.raises(EmbedderFailed):
        load_embedder(f"onnx:{model}")


def test_without_the_extra_the_message_names_it(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(EmbedderFailed, match="onnxruntime is not installed") as refused:
        load_embedder(f"onnx:{model}")
    assert "claudeprojects-core[onnx]" in refused.value.hint
