"""A real process, killed for real in the middle of renaming a folder to which 100 notes link."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from claudeprojects.core.vault.vault import Vault

KILLS = 8
NOTES = 100


def test_a_killed_rename_is_wholly_done_or_wholly_undone_after_opening_again(folder, state):
    for number in range(NOTES):
        folder.put(
            f"notes/{number}.md", f"[[old/target {number % 7}]] and [x](../old/target%20{number % 7}.md)\r\n" * 3
        )
    for number in range(7):
        folder.put(f"old/target {number}.md", f"[back](../notes/{number}.md)")
    before = _visible(folder)
    moved = _moved(before)
    mended = 0
    seed = random.Random(7)
    for _ in range(KILLS):
        _move_until_killed(folder.path, state, seed.uniform(0.0, 0.04))
        vault = Vault(folder.path, state)
        mended += len(vault.recovered)
        found = _visible(folder)
        assert found in (before, moved)
        if found == moved:
            vault.move("new/place", "old")
            (folder.path / "new").rmdir()
        vault.close()
        assert _visible(folder) == before
    assert mended


def _move_until_killed(root: Path, state: Path, seconds: float) -> None:
    """Let a process rename the folder, and kill it ``seconds`` into updating the links."""
    script = Path(__file__).with_name("kill_during_move.py")
    with subprocess.Popen([sys.executable, str(script), str(root), str(state)]) as process:
        while not (root / "new/place").exists() and process.poll() is None:
            time.sleep(0.0005)
        time.sleep(seconds)
        process.kill()


def _visible(folder) -> dict[str, object]:
    """Return all files and folders; the emptied parent of the folder's other place does not count."""
    tree = folder.tree()
    if tree.get("new", 0) is None and not any(path.startswith("new/") for path in tree):
        del tree["new"]
    return tree


def _moved(before: dict[str, object]) -> dict[str, object]:
    def text(data: object) -> object:
        if not isinstance(data, bytes):
            return data
        return data.replace(b"[[old/", b"[[new/place/").replace(b"../old/", b"../new/place/")

    after = {path.replace("old", "new/place"): text(data) for path, data in before.items()}
    back = {
        path: data.replace(b"../notes", b"../../notes")
        if path.startswith("new") and isinstance(data, bytes)
        else data
        for path, data in after.items()
    }
    return {**back, "new": None}
