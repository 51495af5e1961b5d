"""Operations of agents racing edits from outside: whatever anybody wrote is still somewhere, and undo is exact."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import zlib
from pathlib import Path
from typing import Any

from claudeprojects.core.errors import VaultError

OPERATIONS = 1000
FILES = 12
EDITS = 250
"""Of each program outside."""


class Outsider(threading.Thread):
    """Another program, which adds lines never seen before: by a rename as editors do, or in place as scripts do.

    Each has files of its own, so that no two of them can lose each other's lines.
    """

    def __init__(self, root: Path, number: int) -> None:
        super().__init__(daemon=True)
        self.written: set[str] = set()
        self._root, self._number, self._random = root, number, random.Random(number)
        self._stopped = threading.Event()

    def run(self) -> None:
        while len(self.written) < EDITS and not self._stopped.wait(self._random.uniform(0, 0.05)):
            path = self._root / f"Note {self._random.randrange(self._number, FILES, 2)}.md"
            mark = f"outside-{self._number}-{len(self.written)}"
            if self._number:
                self._append(path, mark)
            else:
                self._replace(path, mark)
            self.written.add(mark)

    def _replace(self, path: Path, mark: str) -> None:
        try:
            lines = path.read_text().splitlines()
        except FileNotFoundError:
            lines = []
        lines.insert(self._random.randint(0, len(lines)), mark)
        draft = path.with_name(".draft")
        draft.write_text("\n".join(lines) + "\n")
        os.replace(draft, path)

    def _append(self, path: Path, mark: str) -> None:
        with path.open("a") as file:
            file.write(mark + "\n")

    def stop(self) -> None:
        self._stopped.set()
        self.join()


def everything(root: Path, data: Path) -> str:
    """All text there is: in files, in the trash, and in what is kept for undo."""
    texts = [path.read_text(errors="replace") for path in root.rglob("*") if path.is_file()]
    with sqlite3.connect(data / "agents.db") as database:
        texts += [zlib.decompress(row[0]).decode() for row in database.execute("SELECT data FROM change_blobs")]
    with sqlite3.connect(data / "state.db") as database:
        rows = database.execute("SELECT before FROM steps WHERE before IS NOT NULL")
        texts += [zlib.decompress(row[0]).decode() for row in rows]
    return "\n".join(texts)


def operate(changes: Any, chance: random.Random, number: int) -> None:
    """One operation of an agent, or of the person who decides on what it did."""
    view = changes.view(f"run {number // 10}")
    path, other = (f"Note {chance.randrange(FILES)}.md" for _ in range(2))
    key = f"key {number}"
    match chance.randrange(9):
        case 0 | 1 | 2:
            text = view.read(path).text
            view.write(key, path, text + f"agent-{number}\n")
        case 3:
            view.write(key, path, f"whole-{number}\n")
        case 4:
            view.move(key, path, f"Moved {number}.md")
        case 5:
            view.trash(key, path)
        case 6:
            view.move(key, path, other)
        case 7:
            changes.accept(f"run {number // 10}")
        case _:
            changes.undo(f"run {number // 10}")


def test_a_thousand_operations_racing_outside_edits_lose_no_byte(folder, changes, agent_store, tmp_path):
    chance = random.Random(7)
    for number in range(FILES):
        folder.put(f"Note {number}.md", f"first-{number}\n")
    outsiders = [Outsider(folder.path, number) for number in range(2)]
    for outsider in outsiders:
        outsider.start()
    refused = 0
    for number in range(OPERATIONS):
        try:
            operate(changes, chance, number)
        except VaultError:
            refused += 1
    for outsider in outsiders:
        outsider.stop()
    assert refused < OPERATIONS * 0.8
    kept = everything(folder.path, tmp_path / "data")
    written = {f"first-{number}" for number in range(FILES)}.union(*(outsider.written for outsider in outsiders))
    assert len(written) > 100
    assert [mark for mark in written if mark not in kept] == []
