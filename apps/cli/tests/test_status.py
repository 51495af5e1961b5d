"""``status``: what it says in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Ran


def test_kinds_of_files_are_counted_in_words_that_are_right(run: Callable[..., Ran], vault: Path) -> None:
    for name in ("One.canvas", "Two.canvas"):
        (vault / name).write_text('{"nodes": [], "edges": []}')
    for name in ("one.mp3", "two.mp3"):
        (vault / name).write_bytes(b"x")
    assert "2 canvases" in run("status").out
    assert "2 audio" in run("status").out
