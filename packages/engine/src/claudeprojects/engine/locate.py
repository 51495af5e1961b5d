"""Finding the engine that serves a vault: its record in the data folder, and whether it still holds.

``engine.json`` holds the address and the token, so only its owner may read it. It is written when the engine
listens and removed when it has stopped; one left by a crash is recognised, because nothing answers for it.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from claudeprojects.core.settings import data_dir as default_data_dir

RECORD = "engine.json"

PATIENCE = 2.0
"""Seconds to wait for an engine to say that it lives; it does so without waiting for its index."""


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """A running engine: where it listens, and the token it asks for. ``started_at`` is ISO 8601 in UTC."""

    pid: int
    host: str
    port: int
    token: str
    vault: str
    version: str
    started_at: str

    @property
    def address(self) -> str:
        """Where it listens, without the token: safe to show and to log."""
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The address that opens the workspace in a browser. It holds the token: do not log it."""
        return f"{self.address}/?token={self.token}"


def vault_id(root: Path) -> str:
    """A name for the vault at ``root`` that says nothing about where it is."""
    return hashlib.blake2b(os.fsencode(os.path.realpath(root)), digest_size=8, person=b"vault-id").hexdigest()


def find_running(root: Path, *, data_dir: Path | None = None) -> EngineInfo | None:
    """The engine that serves the vault at ``root`` now, ``None`` when none does."""
    info = read_record(data_dir or default_data_dir(root))
    if info is None or not _lives(info.pid) or _answers_for(info) != vault_id(root):
        return None
    return info


def read_record(folder: Path) -> EngineInfo | None:
    """What the record in the data ``folder`` says, whether it still holds or not."""
    try:
        fields: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return EngineInfo(**{name: fields[name] for name in EngineInfo.__slots__})
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def write_record(folder: Path, info: EngineInfo) -> None:
    """Put ``info`` where ``find_running`` looks, readable by its owner only, in one step."""
    descriptor, draft = tempfile.mkstemp(dir=folder, prefix=f".{RECORD}.")  # made with mode 0600
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(info), file, indent=2)
    Path(draft).replace(folder / RECORD)


def remove_record(folder: Path, pid: int) -> None:
    """Take the record away when it is that of process ``pid``."""
    info = read_record(folder)
    if info is not None and info.pid == pid:
        (folder / RECORD).unlink(missing_ok=True)


def _lives(pid: int) -> bool:
    if os.name == "nt":  # os.kill would end the process there; the answer over HTTP decides
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return pid > 0
    return pid > 0


def _answers_for(info: EngineInfo) -> str | None:
    """The vault the engine at ``info`` says it serves."""
    from http.client import HTTPConnection, HTTPException

    connection = HTTPConnection(info.host, info.port, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz")
        answer = json.loads(connection.getresponse().read(10_000))
    except (OSError, HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return answer.get("vault_id") if isinstance(answer, dict) else None
