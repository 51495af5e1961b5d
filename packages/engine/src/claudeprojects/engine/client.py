"""A small synchronous client of the API: over HTTP to a running engine, or in this process without one.

Answers are plain JSON values; problems come back as the errors of ``claudeprojects.core.errors`` they were. It is
built on the standard library, so that a command that asks a running engine starts fast.

    with Client.connect(root) as client:
        note = client.get("notes", "Projects/Engine.md")
        hits = client.get("search", q="tag:project engine", limit=5)
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import quote, urlencode

from claudeprojects.core.errors import ClaudeProjectsError, EngineUnreachable
from claudeprojects.engine.locate import find_running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from claudeprojects.core.workspace import Workspace
    from claudeprojects.engine.locate import EngineInfo

API = "/api/v1"

TIMEOUT = 60.0
"""Seconds: the longest request is a move that rewrites links in very many notes."""


class Answer(NamedTuple):
    """A response: its status and its whole body."""

    status: int
    body: bytes


class Transport(Protocol):
    """How requests travel. Raises ``EngineUnreachable`` when they cannot."""

    def send(self, method: str, target: str, body: bytes | None) -> Answer:
        """Send one request and wait for the answer; ``target`` is a path with its query."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


class Client:
    """The API as seen by one caller; not for use by several threads at once."""

    def __init__(self, transport: Transport, info: EngineInfo | None = None) -> None:
        self._transport = transport
        self.info = info
        """The engine that answers; ``None`` in-process."""

    @classmethod
    def connect(cls, root: Path, *, data_dir: Path | None = None) -> Client:
        """A client of the engine that runs for the vault at ``root``; raises ``EngineUnreachable``."""
        from claudeprojects.engine.transports import HttpTransport

        info = find_running(root, data_dir=data_dir)
        if info is None:
            raise EngineUnreachable(str(root), "none runs")
        return cls(HttpTransport(info, TIMEOUT), info)

    @classmethod
    def in_process(cls, workspace: Workspace) -> Client:
        """A client of the API over an open ``workspace``, which stays the caller's to close."""
        from claudeprojects.engine.transports import InProcessTransport

        return cls(InProcessTransport(workspace))

    def get(self, *path: str, **query: object) -> Any:
        """GET ``/api/v1/…``; the parts of ``path`` are encoded, ``None`` in the query is left out."""
        return self.request("GET", path, query)

    def put(self, *path: str, body: object) -> Any:
        """PUT ``body`` as JSON."""
        return self.request("PUT", path, body=body)

    def patch(self, *path: str, body: object) -> Any:
        """PATCH with ``body`` as JSON."""
        return self.request("PATCH", path, body=body)

    def post(self, *path: str, body: object = None) -> Any:
        """POST ``body`` as JSON, or nothing."""
        return self.request("POST", path, body=body)

    def delete(self, *path: str) -> Any:
        """DELETE."""
        return self.request("DELETE", path)

    def download(self, *path: str, **query: object) -> bytes:
        """GET a file as its bytes."""
        return self._send("GET", path, query).body

    def items(self, *path: str, **query: object) -> Iterator[Any]:
        """Every item of a list, page after page."""
        page = self.get(*path, **query)
        yield from page["items"]
        while page["next_cursor"] is not None:
            page = self.get(*path, **{**query, "cursor": page["next_cursor"]})
            yield from page["items"]

    def request(
        self, method: str, path: tuple[str, ...], query: dict[str, object] | None = None, body: object = None
    ) -> Any:
        """Send one request; return the JSON of the answer, or raise the error it reports."""
        return json.loads(self._send(method, path, query, body).body)

    def _send(
        self, method: str, path: tuple[str, ...], query: dict[str, object] | None = None, body: object = None
    ) -> Answer:
        target = API + "".join(f"/{quote(part, safe='/')}" for part in path)
        if given := {name: _in_query(value) for name, value in (query or {}).items() if value is not None}:
            target += "?" + urlencode(given)
        data = None if body is None else json.dumps(body).encode()
        answer = self._transport.send(method, target, data)
        if answer.status >= 400:
            raise error_of(answer)
        return answer

    def close(self) -> None:
        """Let go of connections."""
        self._transport.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def error_of(answer: Answer) -> ClaudeProjectsError:
    """The error a problem document reports, with its class, code, message, hint and fields."""
    try:
        problem = json.loads(answer.body)
        code, detail, hint = str(problem["code"]), str(problem["detail"]), problem["hint"]
    except (ValueError, KeyError, TypeError):
        return ClaudeProjectsError(f"The engine answered {answer.status} without saying why.")
    kind = _classes().get(code, ClaudeProjectsError)
    error = kind.__new__(kind)
    Exception.__init__(error, detail)
    members = {"type", "title", "status", "detail", "code", "hint", "instance"}
    vars(error).update({name: value for name, value in problem.items() if name not in members})
    if kind.code != code:  # a failure of HTTP itself has no class of its own
        vars(error)["code"] = code
    if hint:
        error.hint = str(hint)
    return error


def _classes() -> dict[str, type[ClaudeProjectsError]]:
    import claudeprojects.agents.errors  # noqa: F401 - their classes are found below

    found: dict[str, type[ClaudeProjectsError]] = {}
    waiting: list[type[ClaudeProjectsError]] = [ClaudeProjectsError]
    while waiting:
        kind = waiting.pop()
        found.setdefault(kind.code, kind)
        waiting.extend(kind.__subclasses__())
    return found


def _in_query(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
