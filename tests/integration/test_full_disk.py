"""A disk that is full: writes are refused with a clear message, every note stays whole, the engine lives.

The disk is a small tmpfs in a mount namespace of the engine's own, so no real disk is touched.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SIZE = 6 * 1024 * 1024

UNSHARE = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]

SETUP = """
set -e
mount -t tmpfs -o size={size} tmpfs "$1"
cp -a "$2"/. "$1"/
shift 2
exec "$@"
"""


def can_mount() -> bool:
    try:
        test = [*UNSHARE, "sh", "-c", "mount -t tmpfs -o size=1m tmpfs /mnt"]
        return subprocess.run(test, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


pytestmark = pytest.mark.skipif(not can_mount(), reason="this system lets nobody mount a small disk (unshare, tmpfs)")


def small_disk(place: Path, content: Path) -> list[str]:
    """The words before a command that mount a disk at ``place`` with a copy of ``content``."""
    return [*UNSHARE, "sh", "-c", SETUP.format(size=SIZE), "sh", str(place), str(content)]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, start_engine: Callable[..., Any]) -> Any:
    place, content = tmp_path_factory.mktemp("disk"), tmp_path_factory.mktemp("content")
    (content / "Diary.md").write_text("# Diary\n\nThe quiet word is periwinkle.\n")
    (content / "Other.md").write_text("See [[Diary]].\n")
    (content / "Filler.bin").write_bytes(b"\1" * (SIZE - 150_000))
    return start_engine(place, prefix=small_disk(place, content)).ready()


def test_a_write_that_does_not_fit_is_refused_and_the_old_note_stays(engine: Any) -> None:
    before = engine.note("Diary.md")
    text = before["text"] + "x" * 1_000_000
    status, problem = engine.request("PUT", "/api/v1/notes/Diary.md", {"text": text, "base_hash": before["hash"]})
    assert status >= 400
    assert problem["code"] == "storage_failed"
    assert "space" in f"{problem['detail']} {problem['hint']}".lower()
    assert engine.note("Diary.md")["text"] == before["text"]


def test_a_new_note_that_does_not_fit_leaves_nothing_behind(engine: Any) -> None:
    status, problem = engine.request("PUT", "/api/v1/notes/New.md", {"text": "x" * 1_000_000, "base_hash": None})
    assert (status >= 400, problem["code"]) == (True, "storage_failed")
    names = [entry["name"] for entry in engine.get("/api/v1/files?folder=")["items"]]
    assert not [name for name in names if "New" in name or "tmp" in name]
    assert engine.request("GET", "/api/v1/notes/New.md")[0] == 404


def test_a_rename_that_cannot_finish_is_taken_back(engine: Any) -> None:
    big = {"text": "[[Diary]] " * 5_000, "base_hash": None}
    status, made = engine.request("PUT", "/api/v1/notes/Many links.md".replace(" ", "%20"), big)
    assert status < 300, made
    target = "A name that is so much longer that the links do not fit on the disk any more"
    status, outcome = engine.request(
        "POST", "/api/v1/moves", {"source": "Diary.md", "target": f"{target}.md", "update_links": True}
    )
    assert status >= 400, outcome
    assert outcome["code"] == "storage_failed"
    assert "periwinkle" in engine.note("Diary.md")["text"]
    assert engine.note("Other.md")["text"] == "See [[Diary]].\n"
    assert engine.note("Many links.md")["text"] == big["text"]


def test_what_is_there_is_still_found(engine: Any) -> None:
    assert engine.found("periwinkle") == ["Diary.md"]
    assert "Traceback" not in engine.output()
