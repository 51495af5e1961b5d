"""Embedding passages in workers: from a file's current text to small integer vectors."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.vault.textfile import content_hash, decode

if TYPE_CHECKING:
    import numpy as np
    from claudeprojects.core.embed.port import Embedder
    from numpy.typing import NDArray


class PassageText(NamedTuple):
    """The passages of one file to embed: ids and spans in its text. ``text`` is given where the file's own bytes are
    not its text; otherwise the file is read, and passed over when its hash is no longer ``hash``."""

    path: str
    hash: str | None
    text: str | None
    spans: tuple[tuple[int, int, int], ...]
    """``(passage_id, start, end)``."""


class PassageVectors(NamedTuple):
    """Passage ids and their vectors, ``int8 (n, d)``."""

    ids: list[int]
    vectors: NDArray[np.int8]


@lru_cache(maxsize=1)
def _embedder(model: str) -> Embedder:
    from claudeprojects.core.embed.registry import load_embedder

    return load_embedder(model)


def embed_in_worker(root: str, model: str, files: list[PassageText]) -> PassageVectors | None:
    """Embed with a model loaded once per worker process."""
    return embed_passages(_embedder(model), root, files)


def embed_passages(embedder: Embedder, root: str, files: list[PassageText]) -> PassageVectors | None:
    """Embed all passages whose text can be read; ``None`` when there is none."""
    from claudeprojects.core.search.vectors import quantise  # NumPy: a quarter of a second that starting can spare

    ids: list[int] = []
    texts: list[str] = []
    for file in files:
        text = file.text if file.text is not None else _read_same(os.path.join(root, file.path), file.hash)
        if text is None:
            continue
        for passage_id, start, end in file.spans:
            ids.append(passage_id)
            texts.append(text[start:end])
    if not ids:
        return None
    return PassageVectors(ids, quantise(embedder.embed(texts)))


def _read_same(path: str, expected: str | None) -> str | None:
    """The file's text, or ``None`` when it is gone or another by now (its new passages come in their turn)."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return None
    return decode(data).text if content_hash(data) == expected else None
