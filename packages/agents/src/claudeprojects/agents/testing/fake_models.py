"""A FAKE model provider: an HTTP server on loopback whose model says what a script tells it to.

It speaks the real wire protocols of OpenAI (chat completions), Anthropic (messages) and Ollama (chat), streamed and
whole, with tools, so the real clients run against it unchanged; it stands in for services that cost money. Every
byte it receives is kept, for tests of what left the machine::

    with FakeProvider([{"tools": [{"name": "search", "arguments": {"query": "x"}}]}, {"text": "Done."}]) as fake:
        ChatOpenAI(base_url=f"{fake.url}/v1", ...)   # ChatAnthropic and ChatOllama: base_url=fake.url
    assert b"secret" not in b"".join(fake.received)

A script is a list of replies, one for each call in turn, or a callable from the request (``FakeRequest``) to a reply.
A reply may hold ``text``; ``tools``: list of ``name``, ``arguments`` and perhaps ``id``; ``stop`` (``length``,
``refused``); ``usage``: (input, output) tokens; ``delay``: seconds before the first byte; ``pause``: seconds between
the chunks of a stream; ``cut``: chunks after which the connection breaks; ``error``: ``status``, ``message`` and
perhaps ``code`` and ``headers``. A list that is used up answers 400, so a test that asks too often fails.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

from claudeprojects.agents.testing.fake_wires import WIRES, FakeReply, FakeRequest, Wire

if TYPE_CHECKING:
    from types import TracebackType

Reply = dict[str, Any]
Script = Callable[[FakeRequest], Reply] | Iterable[Reply]


class FakeProvider:
    """The server; a context manager. ``models`` are the names it says it has."""

    def __init__(self, script: Script, *, models: tuple[str, ...] = ("fake-model",)) -> None:
        self.models = list(models)
        self.received: list[bytes] = []
        """Every request as it came: request line, headers and body."""
        self.requests: list[FakeRequest] = []
        """The same, read, without what was not for the model."""
        self._answer = script if callable(script) else _one_after_another(script)
        self._lock = threading.Lock()
        self._calls = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="fake-provider")

    @property
    def url(self) -> str:
        """The address without a path."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def reply_to(self, request: FakeRequest) -> Reply:
        """What the script says to ``request``; one call at a time, in the order they come."""
        with self._lock:
            self.requests.append(request)
            return self._answer(request)

    def next_call_id(self) -> str:
        """An id for a tool call, never the same twice."""
        with self._lock:
            self._calls += 1
            return f"call_{self._calls}"


def _one_after_another(replies: Iterable[Reply]) -> Callable[[FakeRequest], Reply]:
    left = iter(replies)
    over = {"error": {"status": 400, "message": "the script of this fake has no more replies"}}
    return lambda _request: next(left, over)


def _handler_for(fake: FakeProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(_Handler):
        provider = fake

    return Handler


class _Handler(BaseHTTPRequestHandler):
    provider: FakeProvider
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._take()
        address = self.path.partition("?")[0]
        if address == "/v1/models":
            self._json({"object": "list", "data": [{"id": n, "object": "model"} for n in self.provider.models]})
        elif address == "/api/tags":
            self._json({"models": [{"name": n, "model": n, "size": 1_000_000} for n in self.provider.models]})
        elif address == "/api/version":
            self._json({"version": "0.0.0-fake"})
        else:
            self._json({"error": "no such address"}, 404)

    def do_DELETE(self) -> None:
        body = json.loads(self._take())
        name = body.get("model") or body.get("name")
        known = name in self.provider.models
        if known:
            self.provider.models.remove(name)
        self._json({} if known else {"error": f"model '{name}' not found"}, 200 if known else 404)

    def do_POST(self) -> None:
        body = json.loads(self._take() or b"{}")
        address = self.path.partition("?")[0]
        if address in WIRES:
            self._chat(WIRES[address], body)
        elif address == "/v1/messages/count_tokens":
            self._json({"input_tokens": len(json.dumps(body)) // 4})
        elif address == "/api/show":
            self._json({"capabilities": ["completion", "tools"], "model_info": {"fake.context_length": 32_768}})
        elif address == "/api/pull":
            self._pull(body)
        else:
            self._json({"error": "no such address"}, 404)

    def _take(self) -> bytes:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.provider.received.append(f"{self.requestline}\r\n{self.headers}".encode() + body)
        return body

    def _chat(self, wire: Wire, body: dict[str, Any]) -> None:
        request = wire.read(body)
        reply = self.provider.reply_to(request)
        time.sleep(reply.get("delay", 0))
        if error := reply.get("error"):
            told = wire.error(error["status"], error.get("message", "fake failure"), error.get("code"))
            self._json(told, error["status"], error.get("headers"))
            return
        said = self._said(request, reply)
        if request["stream"]:
            self._stream(wire.content_type, wire.stream(said, request["model"]), reply)
        else:
            self._json(wire.whole(said, request["model"]))

    def _said(self, request: FakeRequest, reply: Reply) -> FakeReply:
        calls = tuple(
            (call.get("id") or self.provider.next_call_id(), call["name"], call.get("arguments", {}))
            for call in reply.get("tools", ())
        )
        text = reply.get("text", "")
        read = sum(len(message["text"]) for message in request["messages"]) + len(request["system"])
        usage = reply.get("usage") or (read // 4 + 1, len(text) // 4 + 10 * len(calls) + 1)
        return FakeReply(text, calls, reply.get("stop") or ("tools" if calls else "end"), *usage)

    def _pull(self, body: dict[str, Any]) -> None:
        name = body.get("model") or body["name"]
        steps: list[dict[str, Any]] = [{"status": "pulling manifest"}]
        steps += [{"status": "pulling fake", "total": 100, "completed": done} for done in (0, 50, 100)]
        steps.append({"status": "success"})
        self._stream("application/x-ndjson", (json.dumps(s).encode() + b"\n" for s in steps))
        self.provider.models.append(name)

    def _json(self, data: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> None:
        content = json.dumps(data).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, kind: str, chunks: Iterable[bytes], reply: Reply | None = None) -> None:
        reply = reply or {}
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for number, chunk in enumerate(chunks):
                if number == reply.get("cut"):
                    self.close_connection = True
                    return
                self.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
                time.sleep(reply.get("pause", 0))
            self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the caller went away, as one that cancels does
