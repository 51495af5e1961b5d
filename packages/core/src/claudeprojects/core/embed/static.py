"""The embedded default: static word-piece vectors that ship with the package; a text is the mean of its pieces.

Needs no network, no download and no neural network at run time. The vectors were distilled from all-MiniLM-L6-v2
(Apache-2.0, English) by ``scripts/distil_embeddings.py``; ``data/NOTICE.md`` has their provenance. Word pieces of
scripts other than Latin have no vector: a text wholly in such a script becomes a row of zeros, and keyword search
serves it (``docs/adr/0003-embedded-embeddings.md``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import numpy as np
from claudeprojects.core.errors import EmbedderFailed
from claudeprojects.core.search.segment import fold
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

NAME: Final = "static-minilm-2"
"""Raised with every change of the data files or of the way texts are embedded."""

_MOST_PIECES: Final = 200
"""Word pieces of a text that count: a passage is about this long, and the start says what it is about."""
_MOST_CHARACTERS: Final = 1600
"""Characters of a text that are read, enough for those pieces."""
_BATCH: Final = 64
_NOT_LATIN: Final = re.compile("[^\x00-\u024f\u0300-\u036f\u1e00-\u1eff]+")
_WORDS_ONLY: Final = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


class StaticEmbedder:
    """The ``Embedder`` over the packaged vectors, or over those in ``folder`` (same files). Safe in any thread."""

    name = NAME

    def __init__(self, folder: Path | None = None) -> None:
        try:
            with resources.as_file(resources.files(__package__ or "") / "data") as packaged:
                self._load(folder or packaged)
        except (OSError, ValueError) as problem:
            raise EmbedderFailed(NAME, f"its data files cannot be read ({problem})") from problem

    @property
    def dimensions(self) -> int:
        """See ``Embedder``."""
        return int(self._vectors.shape[1])

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Embedder``."""
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), _BATCH):
            self._embed_batch(texts[start : start + _BATCH], rows[start : start + _BATCH])
        return rows

    def _load(self, folder: Path) -> None:
        self._vectors: NDArray[np.int8] = np.load(folder / "vectors.npy", allow_pickle=False)
        self._scales: NDArray[np.float32] = np.load(folder / "scales.npy", allow_pickle=False).astype(np.float32)
        self._nothing = np.zeros(self.dimensions, np.float32)
        tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
        tokenizer.enable_truncation(_MOST_PIECES)
        self._tokenizer = tokenizer

    def _embed_batch(self, texts: Sequence[str], rows: NDArray[np.float32]) -> None:
        """Write the mean vector of each text into its row, without a Python step per word piece."""
        plain = [_plain(text[:_MOST_CHARACTERS]) for text in texts]
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(plain, add_special_tokens=False)]
        sums = np.stack([self._sum(ids) if ids else self._nothing for ids in pieces])
        norms = np.sqrt(np.einsum("ij,ij->i", sums, sums))[:, None]
        np.divide(sums, norms, out=rows, where=norms > 0)

    def _sum(self, ids: list[int]) -> NDArray[np.float32]:
        return self._scales[ids] @ self._vectors[ids].astype(np.float32)


def _plain(text: str) -> str:
    """The text as lower-case ASCII words, all that has vectors."""
    if not text.isascii():
        latin = _NOT_LATIN.sub(" ", unicodedata.normalize("NFKC", text))
        text = fold(latin).encode("ascii", "replace").decode("ascii")
    return text.translate(_WORDS_ONLY)


@cache
def load_static() -> StaticEmbedder:
    """The one embedder of this process over the packaged vectors (8 MB, loaded once)."""
    return StaticEmbedder()
