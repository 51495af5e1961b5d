"""The fixtures of the index tests serve here too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from claudeprojects.core.workspace import Workspace


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[dict[str, str]], Workspace]]:
    """Open a vault with these notes and wait until they are indexed and embedded."""
    root = tmp_path / "vault"
    root.mkdir()
    workspaces: list[Workspace] = []

    def open_with(files: dict[str, str]) -> Workspace:
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        workspaces.append(Workspace.open(root, data_dir=tmp_path / "data"))
        workspaces[0].sync()
        return workspaces[0]

    yield open_with
    for workspace in workspaces:
        workspace.close()
