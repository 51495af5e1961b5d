"""Embeddings from a sentence model in ONNX, run on this machine by onnxruntime (the optional extra ``onnx``).

The model is a transformer as exported for sentence embeddings: ``input_ids``, ``attention_mask`` and perhaps
``token_type_ids`` in; out first, either a vector for each token, whose mean is taken, or one for the whole text.
"""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from claudeprojects.core.errors import EmbedderFailed
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

EXTRA: Final = "claudeprojects-core[onnx]"
"""What to install to have the runtime."""
_MOST_TOKENS: Final = 256
_BATCH: Final = 32


class OnnxEmbedder:
    """The ``Embedder`` over ``folder`` with ``model.onnx`` and ``tokenizer.json``.

    Its name ends in a digest of the model file, so another model in the same folder counts as another embedder.
    Raises ``EmbedderFailed`` when the extra is not installed or the files are not such a model.
    """

    def __init__(self, folder: str) -> None:
        home = Path(folder).expanduser()
        runtime = _runtime(f"onnx:{folder}")
        try:
            with (home / "model.onnx").open("rb") as file:
                digest = hashlib.file_digest(file, "blake2b").hexdigest()[:12]
            self.name = f"onnx:{home.name}-{digest}"
            self._tokenizer = Tokenizer.from_str((home / "tokenizer.json").read_text("utf-8"))
            self._session = runtime.InferenceSession(str(home / "model.onnx"), providers=["CPUExecutionProvider"])
        except Exception as problem:
            raise EmbedderFailed(f"onnx:{folder}", str(problem)) from problem
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._tokenizer.enable_padding()
        self._inputs = {entry.name for entry in self._session.get_inputs()}
        self._dimensions = int(self._run(["word"]).shape[1])

    @property
    def dimensions(self) -> int:
        """See ``Embedder``."""
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Embedder``. Blank texts get rows of zeros."""
        rows = np.zeros((len(texts), self._dimensions), np.float32)
        told = sorted((number for number, text in enumerate(texts) if text.strip()), key=lambda n: len(texts[n]))
        for start in range(0, len(told), _BATCH):
            chosen = told[start : start + _BATCH]
            rows[chosen] = self._run([texts[number] for number in chosen])
        return rows

    def _run(self, texts: list[str]) -> NDArray[np.float32]:
        encodings = self._tokenizer.encode_batch_fast(texts)
        ids = np.array([encoding.ids for encoding in encodings], np.int64)
        mask = np.array([encoding.attention_mask for encoding in encodings], np.int64)
        feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        try:
            found = np.asarray(self._session.run(None, {name: feeds[name] for name in self._inputs})[0], np.float32)
        except Exception as problem:
            raise EmbedderFailed(self.name, str(problem)) from problem
        if found.ndim == 3 and found.shape[:2] == mask.shape:
            found = (found * mask[:, :, None]).sum(axis=1)
        if found.ndim != 2 or len(found) != len(texts):
            raise EmbedderFailed(
                self.name, f"its first output has the shape {found.shape}, which is no vector a text"
            )
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        rows: NDArray[np.float32] = np.divide(found, lengths, out=np.zeros_like(found), where=lengths > 0)
        return rows


def _runtime(name: str) -> Any:
    try:
        return importlib.import_module("onnxruntime")
    except ImportError as problem:
        error = EmbedderFailed(name, "onnxruntime is not installed")
        error.hint = f"Install the extra: pip install '{EXTRA}'."
        raise error from problem
