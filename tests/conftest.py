"""What the tests of the whole share: engines in processes of their own, started as a user starts them."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

PATIENCE = 90.0
"""Seconds any engine may take to get ready on these small vaults, on a busy machine."""


@dataclass
class Engine:
    """A running engine on ``vault``, its data in ``home``; ``prefix`` goes before its command."""

    vault: Path
    home: Path
    prefix: Sequence[str] = ()
    prepare: Callable[[], None] | None = None
    process: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self.log = self.home / "engine-output.txt"
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [*self.prefix, sys.executable, "-m", "claudeprojects.cli", "serve", "--vault", str(self.vault)],
                env={**os.environ, "CLAUDEPROJECTS_HOME": str(self.home)},
                stdout=output,
                stderr=output,
                preexec_fn=self.prepare,
            )
        self.record = self._wait_for(self._read_record)

    @property
    def url(self) -> str:
        """The address that opens the workspace, token included."""
        return f"{self.address}/?token={self.record['token']}"

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://{self.record['host']}:{self.record['port']}"

    def ready(self) -> Engine:
        """Wait until the index agrees with the disk."""
        self._wait_for(lambda: self.get("/api/v1/status")["state"] == "ready" or None)
        return self

    def get(self, path: str) -> Any:
        """The JSON answer to a GET that must succeed."""
        status, body = self.request("GET", path)
        assert status < 400, (status, body)
        return body

    def note(self, path: str) -> Any:
        """One note, as the API gives it."""
        return self.get(f"/api/v1/notes/{quote(path)}")

    def found(self, query: str) -> list[str]:
        """The paths a keyword search finds."""
        return [hit["path"] for hit in self.get(f"/api/v1/search?mode=keyword&q={quote(query)}")["items"]]

    def request(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Status and JSON of any answer."""
        connection = http.client.HTTPConnection(self.record["host"], self.record["port"], timeout=240)
        headers = {"Authorization": f"Bearer {self.record['token']}", "Content-Type": "application/json"}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        data = response.read()
        connection.close()
        return response.status, json.loads(data) if data else None

    def wait(self, condition: Callable[[], Any], seconds: float = 15.0) -> Any:
        """The first true value of ``condition``; fails when none comes."""
        return self._wait_for(condition, seconds)

    def stop(self) -> None:
        """End it the polite way and insist that it ends well."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(30) == 0, self.output()

    def output(self) -> str:
        """What it printed."""
        return self.log.read_text(errors="replace")

    def _read_record(self) -> Any:
        return next((json.loads(path.read_text()) for path in self.home.glob("vaults/*/engine.json")), None)

    def _wait_for(self, condition: Callable[[], Any], seconds: float = PATIENCE) -> Any:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                pytest.fail(f"the engine ended:\n{self.output()}")
            if value := condition():
                return value
            time.sleep(0.02)
        pytest.fail(f"waited {seconds} s in vain:\n{self.output()}")


@pytest.fixture(scope="module")
def start_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Engine]]:
    """Starts engines on vaults; each is stopped, and must stop well, at the end of the module."""
    running: list[Engine] = []

    def start(vault: Path, **more: Any) -> Engine:
        running.append(Engine(vault, tmp_path_factory.mktemp("home"), **more))
        return running[-1]

    yield start
    for engine in running:
        if engine.process.poll() is None:
            engine.stop()
