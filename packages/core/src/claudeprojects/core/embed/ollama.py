"""Embeddings from an Ollama server (``POST /api/embed``, Ollama API 0.3 and later)."""

from __future__ import annotations

from typing import Any

from claudeprojects.core.embed.remote import RemoteEmbedder


class OllamaEmbedder(RemoteEmbedder):
    """The ``Embedder`` over ``model`` of the Ollama server at ``address``. Raises ``EmbedderFailed``."""

    def __init__(self, model: str, address: str) -> None:
        super().__init__("ollama", model, address)

    def _request(self, texts: list[str]) -> tuple[str, dict[str, Any]]:
        return "/api/embed", {"model": self._model, "input": texts, "truncate": True}

    def _vectors(self, answer: Any) -> list[list[float]]:
        vectors: list[list[float]] = answer["embeddings"]
        return vectors
