"""Coverage says exactly what is indexed, what is not and why, and how it matches the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from claudeprojects.core.errors import Cancelled
from claudeprojects.core.index import examine


def reasons(workspace) -> dict[str, int]:
    return {entry.reason: entry.count for entry in workspace.status().skipped}


def test_every_file_is_counted_once_with_the_reason_it_is_skipped(opened, root: Path) -> None:
    (root.parent / "outside.md").write_text("outside")
    (root / "link.md").symlink_to(root.parent / "outside.md")
    workspace = opened(
        {
            "a.md": "text",
            "b.md": b"\xff\xfe\x00",
            "pictures/x.png": b"\x89PNG",
            ".obsidian/app.json": '{"userIgnoreFilters": ["old/"]}',
            "old/c.md": "left out",
            ".claudeprojects/ignore": "*.log\n",
            "x.log": "left out",
            "canvas.canvas": '{"nodes": [], "edges": []}',
        }
    )
    status = workspace.status()
    assert status.state == "ready"
    assert status.files.by_kind == {"canvas": 1, "image": 1, "note": 1}
    assert reasons(workspace) == {"ignored": 4, "not_utf8": 1, "symlink": 1}
    on_disk = sum(len(files) for _, _, files in os.walk(root))
    assert status.files.total == on_disk == status.files.indexed + status.files.skipped
    assert {file.path for file in workspace.skipped("not_utf8")} == {"b.md"}


def test_a_file_over_the_limit_is_listed_and_said_to_be_too_large(opened, root: Path) -> None:
    with (root / "big.md").open("wb") as file:
        file.truncate(33_000_000)
    workspace = opened({"a.md": "[[big]]"})
    assert reasons(workspace) == {"too_large": 1}
    assert [file.detail for file in workspace.skipped()] == ["33 MB, and the limit is 32 MB"]
    assert workspace.status().rules.max_file_mb == 32
    assert workspace.read_note("a.md").links[0].path == "big.md"


def test_a_file_that_may_not_be_read_is_unreadable_and_says_why(opened, monkeypatch) -> None:
    real = examine._read

    def refusing(path: str, **options: object) -> object:
        if path.endswith("secret.md"):
            raise PermissionError(13, "Permission denied", path)
        return real(path, **options)

    monkeypatch.setattr(examine, "_read", refusing)
    workspace = opened({"a.md": "x", "secret.md": "y"})
    assert [(file.path, file.reason, file.detail) for file in workspace.skipped()] == [
        ("secret.md", "unreadable", "Permission denied")
    ]


def test_opening_and_indexing_change_no_byte_of_the_vault(opened, root: Path) -> None:
    (root / "a.md").write_text("x")
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in root.rglob("*")}
    opened()
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in root.rglob("*")} == before


def test_a_cancelled_indexing_says_what_is_left_and_goes_on_when_asked(opened, root: Path, monkeypatch) -> None:
    workspace = opened()
    for number in range(3000):
        (root / f"{number}.md").write_text(f"note {number}")
    pool = workspace._stores.pool
    real = pool.examine

    def cancelled_on_the_way(*arguments):
        for count, examined in enumerate(real(*arguments)):
            if count == 1000:
                workspace.cancel_indexing()
            yield examined

    monkeypatch.setattr(pool, "examine", cancelled_on_the_way)
    with pytest.raises(Cancelled):
        workspace.sync(embed=False)
    monkeypatch.undo()
    status = workspace.status()
    assert 0 < status.files.indexed < 3000
    assert status.files.indexed + status.files.pending == 3000 == status.files.total
    assert "stopped" in status.problem
    workspace.sync(embed=False)
    assert workspace.status().files.indexed == 3000
    assert workspace.status().problem is None
