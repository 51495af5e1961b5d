"""A process killed at any moment of indexing leaves an index that the next start makes whole."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
from claudeprojects.core.testing.index_dump import dump_index
from claudeprojects.core.testing.vaults import generate_vault
from claudeprojects.core.workspace import Workspace

CHILD = """
import sys
from pathlib import Path
from claudeprojects.core.workspace import Workspace

if __name__ == "__main__":
    workspace = Workspace.open(Path(sys.argv[1]), data_dir=Path(sys.argv[2]))
    print("open", flush=True)
    workspace.sync()
    workspace.close()
"""
KILLS = 8


def test_an_index_killed_again_and_again_ends_equal_to_a_rebuilt_one(tmp_path: Path) -> None:
    root, data = tmp_path / "vault", tmp_path / "data"
    generate_vault(root, 1500, seed=7, mean_bytes=700, workers=1)
    notes = sorted(root.rglob("*.md"))
    chance = random.Random(11)
    child = tmp_path / "child.py"
    child.write_text(CHILD)
    for _ in range(KILLS):
        for note in chance.sample(notes, 40):
            if note.exists():
                chance.choice([_edit, _delete, _rename])(note)
        _killed_after(chance.uniform(0.02, 1.2), child, root, data)
    kept = _dump(root, data)
    made = _dump(root, tmp_path / "rebuilt")
    assert not kept["loose"]
    for table, rows in made.items():
        assert kept[table] == rows, table


def _killed_after(seconds: float, child: Path, root: Path, data: Path) -> None:
    process = subprocess.Popen([sys.executable, child, root, data], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    workers = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    _, alive = psutil.wait_procs(workers, timeout=60)
    assert not alive, "workers outlive the process they work for"


def _edit(note: Path) -> None:
    note.write_text(f"{note.stem} was edited at {time.time_ns()} [[{note.stem}]] #edited")


def _delete(note: Path) -> None:
    note.unlink()


def _rename(note: Path) -> None:
    note.rename(note.with_name(f"{note.stem} renamed.md"))


def _dump(root: Path, data: Path) -> dict:
    with Workspace.open(root, data_dir=data) as workspace:
        workspace.sync()
        return dump_index(workspace._stores.database)


def test_a_damaged_database_and_a_damaged_search_index_are_made_anew(tmp_path: Path) -> None:
    root, data = tmp_path / "vault", tmp_path / "data"
    root.mkdir()
    (root / "a.md").write_text("rivers and lakes")
    _dump(root, data)
    for file in (data / "search").rglob("*"):
        if file.is_file():
            file.write_bytes(b"garbage")
    with Workspace.open(root, data_dir=data) as workspace:
        workspace.sync(embed=False)
        assert [hit.path for hit in workspace.searcher.search("lakes").hits] == ["a.md"]
    (data / "index.db").write_bytes(b"garbage" * 1000)
    with Workspace.open(root, data_dir=data) as workspace:
        workspace.sync(embed=False)
        assert [hit.path for hit in workspace.searcher.search("lakes").hits] == ["a.md"]


def test_a_search_index_of_another_database_is_not_believed(tmp_path: Path) -> None:
    root, data = tmp_path / "vault", tmp_path / "data"
    root.mkdir()
    (root / "a.md").write_text("rivers and lakes")
    _dump(root, data)
    for name in ("index.db", "index.db-wal", "index.db-shm"):
        (data / name).unlink(missing_ok=True)
    (root / "a.md").write_text("hills")
    with Workspace.open(root, data_dir=data) as workspace:
        workspace.sync(embed=False)
        assert not workspace.searcher.search("lakes", mode="keyword").hits
    shutil.rmtree(data / "search")
    with Workspace.open(root, data_dir=data) as workspace:
        workspace.sync(embed=False)
        assert workspace.searcher.search("hills", mode="keyword").hits
