"""The child process that serves one local model: started when it is first needed, stopped when it is idle."""

from __future__ import annotations

import json
import logging
import os
import secrets
import subprocess
import sys
import threading
from contextlib import contextmanager
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from claudeprojects.agents.errors import ModelCorrupt, ModelUnavailable
from claudeprojects.agents.models.local.gguf import read_gguf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from claudeprojects.agents.models.local.serve import Order

logger = logging.getLogger(__name__)

IDLE_SECONDS: Final = 300.0
"""After which an unused model gives its memory back."""
LONGEST_CONTEXT: Final = 16_384
"""Tokens of context that are made room for; memory grows with them, whatever the model could take."""
PARALLEL: Final = 2
STOP_SECONDS: Final = 5.0


class Address(NamedTuple):
    """Where a running server is, and the key it was given."""

    url: str
    key: str


class LocalServer:
    """The server of the model file ``path``. Safe to use from any thread.

    It listens on loopback and answers only who knows its key, made anew at each start.
    """

    def __init__(
        self,
        name: str,
        path: Path,
        *,
        own_template: bool = False,
        context_tokens: int = 0,
        idle_seconds: float = IDLE_SECONDS,
        before_start: Callable[[], None] | None = None,
    ) -> None:
        self.name = name
        self.path = path
        self._info = None if context_tokens else read_gguf(path, name)
        known = context_tokens or (self._info.context_tokens if self._info else 0)
        self.context_tokens = min(known, LONGEST_CONTEXT)
        self._own_template = own_template
        self.idle_seconds = idle_seconds
        """How long it stays loaded without being used; takes effect with the next use."""
        self._before_start = before_start
        self._lock = threading.RLock()
        self._process: subprocess.Popen[str] | None = None
        self._address: Address | None = None
        self._in_use = 0
        self._timer: threading.Timer | None = None

    @property
    def running(self) -> bool:
        """Whether the model is loaded."""
        return self._process is not None and self._process.poll() is None

    @property
    def in_use(self) -> bool:
        """Whether somebody waits for it to answer."""
        return self._in_use > 0

    @property
    def pid(self) -> int | None:
        """The process, while it runs."""
        return self._process.pid if self.running and self._process else None

    def lease(self) -> Address:
        """Start it if it does not run, and hold it until ``release``; takes a second or a few.

        Raises:
            ModelCorrupt: the file cannot be loaded.
            ModelUnavailable: the process could not be started.
        """
        with self._lock:
            self._cancel_timer()
            if not self.running or self._address is None:
                self._address = self._start()
            self._in_use += 1
            return self._address

    def release(self) -> None:
        """Let go; when nobody holds it, it is stopped after the idle time."""
        with self._lock:
            self._in_use -= 1
            if self._in_use == 0:
                self._timer = threading.Timer(self.idle_seconds, self._stop_if_idle)
                self._timer.daemon = True
                self._timer.start()

    @contextmanager
    def leased(self) -> Iterator[Address]:
        """Hold it for the block."""
        address = self.lease()
        try:
            yield address
        finally:
            self.release()

    def stop(self) -> None:
        """End the process now; its memory is free when this returns. The next call starts it again."""
        with self._lock:
            self._cancel_timer()
            process, self._process, self._address = self._process, None, None
        if process is not None:
            _end(process)

    def _stop_if_idle(self) -> None:
        with self._lock:
            if self._in_use == 0:
                self.stop()

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _start(self) -> Address:
        self.stop()
        if self._before_start is not None:
            self._before_start()
        read_gguf(self.path, self.name)
        key = secrets.token_urlsafe(32)
        process = _spawn()
        self._process = process
        said = _tell(process, self._order(key))
        if "address" in said:
            return Address(said["address"], key)
        self.stop()
        if "problem" in said:
            raise ModelCorrupt(self.name, str(self.path), "llama.cpp cannot load it, or has no memory for it")
        raise ModelUnavailable(self.name, "its process ended while it started")

    def _order(self, key: str) -> Order:
        return {
            "path": str(self.path),
            "alias": self.name.removeprefix("local:"),
            "key": key,
            "context_tokens": self.context_tokens,
            "parallel": PARALLEL,
            "threads": threads(),
            "template": own_template() if self._own_template else None,
        }


def own_template() -> str:
    """Our chat template: ChatML with tools."""
    return (resources.files("claudeprojects.agents.models.local") / "chat.jinja").read_text("utf-8")


def threads() -> int:
    """Threads to compute with: half of the processors.

    llama.cpp's threads wait for each other by spinning at every layer. When all processors are taken and another
    program wants one, they wait for whole time slices, and generation becomes ten times slower (measured on two).
    """
    return max(1, (os.cpu_count() or 2) // 2)


def _spawn() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "claudeprojects.agents.models.local.serve"]
    kept = {name: value for name, value in os.environ.items() if not _is_secret(name)}
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=kept,
        start_new_session=True,  # Ctrl-C is for us to handle, not for the model
    )


def _is_secret(name: str) -> bool:
    return name.endswith(("_KEY", "_TOKEN", "_SECRET", "_PASSWORD"))


def _tell(process: subprocess.Popen[str], order: Order) -> dict[str, str]:
    """Give the order and wait for the answer; empty when the process ended instead."""
    assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - both were asked for
    try:
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        said: Any = json.loads(line) if line else {}
    except (OSError, ValueError):
        logger.warning("the process of a local model did not say where it is")
        return {}
    return said if isinstance(said, dict) else {}


def _end(process: subprocess.Popen[str]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
