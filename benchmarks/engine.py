"""An engine process to measure through its API, started the way a user starts it."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

from benchmarks.places import ROOT

if TYPE_CHECKING:
    from benchmarks.places import Model, Place

PATIENCE = 600
"""Seconds to wait for an engine to be ready."""

KEPT = 3.0
"""Seconds a connection may rest before it is not to be relied on."""


class Engine:
    """A running engine on a vault; a context manager that ends it with SIGTERM."""

    def __init__(self, place: Place, model: Model = "static") -> None:
        self.place = place
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "claudeprojects.cli", "serve", "--vault", str(place.vault)],
            cwd=ROOT,
            env=place.environment(model),
            stdout=subprocess.DEVNULL,
            stderr=(place.vault.parent / "engine-output.txt").open("ab"),
        )
        self._used = 0.0
        self.host, self.port, self.token = self._address()
        self.connection = http.client.HTTPConnection(self.host, self.port)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def wait_ready(self) -> float:
        """Wait until the index is up to date, embeddings too; returns seconds since the process was started."""
        while time.perf_counter() < self.started + PATIENCE:
            status = self.get("/api/v1/status")
            if status["state"] == "ready" and status["embeddings"]["state"] in {"ready", "off"}:
                return time.perf_counter() - self.started
            time.sleep(0.01)
        raise SystemExit(f"The engine was not ready after {PATIENCE} s.")

    def get(self, path: str) -> Any:
        """The JSON answer to a GET."""
        return self.request("GET", path)

    def search(self, words: str, mode: str = "hybrid") -> Any:
        """One search, twenty results."""
        return self.get(f"/api/v1/search?q={quote(words)}&mode={mode}&limit=20")

    def request(self, method: str, path: str, body: object = None) -> Any:
        """The JSON answer; raises ``RuntimeError`` on a problem."""
        if time.perf_counter() > self._used + KEPT:
            self.connection.close()  # the engine has closed it by now; the next request opens another
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        self.connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = self.connection.getresponse()
        data = response.read()
        self._used = time.perf_counter()
        if response.status >= 400:
            raise RuntimeError(f"{method} {path}: {response.status} {data[:500]!r}")
        return json.loads(data) if data else None

    def _address(self) -> tuple[str, int, str]:
        record = self._record()
        while record is None:
            if self.process.poll() is not None or time.perf_counter() > self.started + PATIENCE:
                raise SystemExit("The engine did not start.")
            time.sleep(0.005)
            record = self._record()
        return record["host"], record["port"], record["token"]

    def _record(self) -> Any:
        """The engine's own record, once it is the one of this process."""
        for path in self.place.home("static").parent.glob("home-*/vaults/*/engine.json"):
            record = json.loads(path.read_text(encoding="utf-8"))
            if record["pid"] == self.process.pid:
                return record
        return None
