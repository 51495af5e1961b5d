"""Names of embedding models, and how a name becomes an embedder.

    static                                   the embedded default
    onnx:/path/to/folder                     a sentence model with model.onnx and tokenizer.json (extra ``onnx``)
    ollama:MODEL[@http://host:11434]         a model of an Ollama server, by default on this machine
    openai:MODEL[@http://host:8080/v1]       a model of any server with an OpenAI-compatible ``/embeddings``,
                                             by default OpenAI's own

Nothing is reached over the network unless the user chose a server's model. Modules are imported when asked for.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import EmbedderFailed

if TYPE_CHECKING:
    from claudeprojects.core.embed.port import Embedder

DEFAULT: Final = "static"
OLLAMA_ADDRESS: Final = "http://127.0.0.1:11434"
OPENAI_ADDRESS: Final = "https://api.openai.com/v1"
OPENAI_KEY_VARIABLE: Final = "CLAUDEPROJECTS_EMBEDDING_KEY"
"""Environment variable with the key for an OpenAI-compatible server; absent for servers that need none."""


def embedder_name(model: str, address: str = "") -> str:
    """The name of ``model`` (as in the settings) at the server ``address``; only remote models have one."""
    remote = model.startswith(("ollama:", "openai:"))
    return f"{model}@{address}" if remote and address and "@" not in model else model


def load_embedder(name: str = DEFAULT) -> Embedder:
    """The embedder that ``name`` asks for, ready to embed. Raises ``EmbedderFailed``."""
    kind, _, rest = name.partition(":")
    model, _, address = rest.partition("@")
    match kind:
        case "static" if not rest:
            from claudeprojects.core.embed.static import load_static

            return load_static()
        case "onnx" if rest:
            from claudeprojects.core.embed.onnx import OnnxEmbedder

            return OnnxEmbedder(rest)
        case "ollama" if model:
            from claudeprojects.core.embed.ollama import OllamaEmbedder

            return OllamaEmbedder(model, address or OLLAMA_ADDRESS)
        case "openai" if model:
            from claudeprojects.core.embed.openai import OpenAIEmbedder

            return OpenAIEmbedder(model, address or OPENAI_ADDRESS, key=os.environ.get(OPENAI_KEY_VARIABLE))
        case _:
            raise EmbedderFailed(name, "the name is not one of static, onnx:FOLDER, ollama:MODEL, openai:MODEL")
