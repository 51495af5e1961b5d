"""A real process, killed for real in the middle of renaming a folder to which 100 notes link."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from claudeprojects.core.vault.vault import Vault

NOTES = 100
STEPS = 2 + NOTES + 7
"""Of the rename: a new folder, the folder's rename, and every note with links."""
DYING_AFTER = (0, 1, 2, 3, 50, STEPS - 1, STEPS)
"""Done steps at which the process dies; after the last one it lives."""


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
    for steps in DYING_AFTER:
        _move_until_killed(folder.path, state, steps)
        vault = Vault(folder.path, state)
        mended += len(vault.recovered)
        found = _visible(folder)
        assert found in (before, moved)
        if found == moved:
            vault.move("new/place", "old")
            (folder.path / "new").rmdir()
        vault.close()
        assert _visible(folder) == before
    assert mended == len(DYING_AFTER) - 1


def _move_until_killed(root: Path, state: Path, steps: int) -> None:
    """Let a process rename the folder that dies when ``steps`` of it are done."""
    script = Path(__file__).with_name("kill_during_move.py")
    subprocess.run([sys.executable, str(script), str(root), str(state), str(steps)], check=False)


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
