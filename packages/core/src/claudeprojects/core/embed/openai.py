"""Embeddings from any server that speaks OpenAI's ``POST /embeddings`` (llama.cpp, vLLM, LocalAI, OpenAI itself)."""

from __future__ import annotations

from typing import Any

from claudeprojects.core.embed.remote import RemoteEmbedder


class OpenAIEmbedder(RemoteEmbedder):
    """The ``Embedder`` over ``model`` below ``address`` (which ends in ``/v1``). Raises ``EmbedderFailed``."""

    def __init__(self, model: str, address: str, *, key: str | None = None) -> None:
        super().__init__("openai", model, address, {"Authorization": f"Bearer {key}"} if key else None)

    def _request(self, texts: list[str]) -> tuple[str, dict[str, Any]]:
        return "/embeddings", {"model": self._model, "input": texts, "encoding_format": "float"}

    def _vectors(self, answer: Any) -> list[list[float]]:
        ordered = sorted(answer["data"], key=lambda entry: entry["index"])
        return [entry["embedding"] for entry in ordered]
