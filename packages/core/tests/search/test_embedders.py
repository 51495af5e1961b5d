"""The embedded model ranks sensibly, and every embedder keeps the port's contract.

No Ollama or OpenAI can run here: ``FakeEmbeddingServer`` speaks their wire protocols on a local port.
"""

from __future__ import annotations

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from claudeprojects.core.embed.ollama import OllamaEmbedder
from claudeprojects.core.embed.openai import OpenAIEmbedder
from claudeprojects.core.embed.registry import embedder_name, load_embedder
from claudeprojects.core.embed.static import StaticEmbedder
from claudeprojects.core.errors import EmbedderFailed
from claudeprojects.core.testing.embedder_conformance import EmbedderConformance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claudeprojects.core.embed.port import Embedder

ALIKE = [
    ("How do I bake sourdough bread?", "Recipe for a naturally leavened loaf"),
    ("The meeting was moved to Tuesday", "We rescheduled our appointment for another day"),
    ("Fix the crash when saving a file", "The program terminates unexpectedly while writing to disk"),
    ("Investing in stocks and bonds", "Financial markets and portfolio management"),
    ("My dog needs to see a vet", "Taking the puppy to the animal doctor"),
    ("Train a neural network", "Machine learning model optimisation with gradient descent"),
    ("Flight to Berlin booked", "Airplane ticket to Germany purchased"),
    ("Plant tomatoes in spring", "Gardening vegetables and soil"),
    ("The king was crowned", "Coronation of the monarch"),
]


class FakeEmbeddingServer:
    """A fake of Ollama's ``/api/embed`` and OpenAI's ``/v1/embeddings``: vectors are made from digests of the texts.

    ``answer`` replaces what it answers, as ``(status, body)``; ``asked`` keeps path, headers and body of requests.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.answer: tuple[int, bytes] | None = None
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                fake.asked.append((self.path, dict(self.headers), body))
                status, sent = fake.answer or (200, json.dumps(_answer(self.path, body["input"])).encode())
                self.send_response(status)
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)

            def log_message(self, *_: object) -> None:
                """Stay quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _answer(path: str, texts: list[str]) -> dict[str, Any]:
    vectors = [[byte - 127.5 for byte in hashlib.sha256(text.encode()).digest()] for text in texts]
    if path == "/api/embed":
        return {"model": "fake", "embeddings": vectors}
    entries = [{"object": "embedding", "index": number, "embedding": row} for number, row in enumerate(vectors)]
    return {"object": "list", "data": entries[::-1], "model": "fake"}


@pytest.fixture
def server() -> Iterator[FakeEmbeddingServer]:
    made = FakeEmbeddingServer()
    yield made
    made.close()


class TestStatic(EmbedderConformance):
    @pytest.fixture
    def embedder(self) -> Embedder:
        return load_embedder("static")


class TestOllama(EmbedderConformance):
    @pytest.fixture
    def embedder(self, server: FakeEmbeddingServer) -> Embedder:
        return OllamaEmbedder("nomic-embed-text", server.address)


class TestOpenAI(EmbedderConformance):
    @pytest.fixture
    def embedder(self, server: FakeEmbeddingServer) -> Embedder:
        return OpenAIEmbedder("bge-small", f"{server.address}/v1", key="secret")


def test_the_embedded_model_puts_paraphrases_above_everything_else() -> None:
    embedder = load_embedder()
    cosines = embedder.embed([left for left, _ in ALIKE]) @ embedder.embed([right for _, right in ALIKE]).T
    assert (cosines.argmax(axis=1) == np.arange(len(ALIKE))).all()
    unlike = cosines[~np.eye(len(ALIKE), dtype=bool)]
    assert np.diag(cosines).mean() > 0.5
    assert unlike.mean() < 0.1


def test_the_embedded_model_leaves_other_scripts_to_keyword_search() -> None:
    rows = load_embedder().embed(["Привет, мир", "中文文档", "สวัสดีครับ", "हिन्दी", "!!!"])
    assert not rows.any()


def test_the_embedded_model_looks_through_accents_and_width() -> None:
    rows = load_embedder().embed(["cafe", "Café", "ＣＡＦＥ", "東京 cafe"])
    np.testing.assert_allclose(rows, np.repeat(rows[:1], 4, axis=0), atol=1e-6)


def test_damaged_model_files_are_reported(tmp_path: Path) -> None:
    with pytest.raises(EmbedderFailed, match="data files"):
        StaticEmbedder(tmp_path)


def test_the_address_of_the_settings_belongs_to_remote_models_only() -> None:
    assert embedder_name("openai:bge", "http://box/v1") == "openai:bge@http://box/v1"
    assert embedder_name("openai:bge@http://other", "http://box/v1") == "openai:bge@http://other"
    assert embedder_name("ollama:mini") == "ollama:mini"
    assert embedder_name("static", "http://box/v1") == "static"


@pytest.mark.parametrize("name", ["", "word2vec", "static:x", "ollama:", "openai:", "onnx:"])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(EmbedderFailed, match="name is not one of"):
        load_embedder(name)


def test_an_onnx_model_that_cannot_be_loaded_is_reported(tmp_path: Path) -> None:
    with pytest.raises(EmbedderFailed):
        load_embedder(f"onnx:{tmp_path}")


def test_servers_are_asked_as_their_protocols_say(server: FakeEmbeddingServer) -> None:
    load_embedder(f"ollama:mini@{server.address}/")
    OpenAIEmbedder("bge", f"{server.address}/v1", key="secret")
    (ollama_path, _, ollama_body), (openai_path, headers, openai_body) = server.asked
    assert (ollama_path, ollama_body) == ("/api/embed", {"model": "mini", "input": ["word"], "truncate": True})
    assert openai_path == "/v1/embeddings"
    assert openai_body == {"model": "bge", "input": ["word"], "encoding_format": "float"}
    assert headers["Authorization"] == "Bearer secret"


def test_rows_follow_the_order_of_the_texts(server: FakeEmbeddingServer) -> None:
    embedder = OpenAIEmbedder("bge", f"{server.address}/v1")
    texts = [f"text {number}" for number in range(70)]
    together = embedder.embed(texts)
    np.testing.assert_allclose(together[40], embedder.embed([texts[40]])[0], atol=1e-6)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, b'{"error": "model not found"}'), "404.*model not found"),
        ((200, b"<html>"), "cannot be asked"),
        ((200, b"{}"), "no vectors"),
        ((200, b'{"embeddings": [[1, 2], [3]]}'), "no vectors"),
        ((200, b'{"embeddings": [[1, 2], [3, 4]]}'), "wrong shape"),
        ((200, b'{"embeddings": [[NaN, 1]]}'), "wrong shape"),
        ((302, b""), "302"),
    ],
)
def test_an_answer_that_is_none_is_reported(
    server: FakeEmbeddingServer, answer: tuple[int, bytes], reason: str
) -> None:
    server.answer = answer
    with pytest.raises(EmbedderFailed, match=reason):
        OllamaEmbedder("mini", server.address)


def test_a_server_that_is_not_there_is_reported(server: FakeEmbeddingServer) -> None:
    server.close()
    with pytest.raises(EmbedderFailed, match="cannot be asked"):
        OllamaEmbedder("mini", server.address)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "127.0.0.1:11434", "http://", "http://host:99999"])
def test_only_http_addresses_are_asked(address: str) -> None:
    with pytest.raises(EmbedderFailed, match="not an http"):
        OllamaEmbedder("mini", address)
