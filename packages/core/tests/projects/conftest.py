"""A small vault with a project, opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.workspace import Workspace

TODAY = date(2026, 11, 23)
Files = dict[str, str]


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of whoever runs it."""
    monkeypatch.setenv("CLAUDEPROJECTS_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "vault").mkdir()
    return tmp_path / "vault"


@pytest.fixture
def opened(root: Path, tmp_path: Path) -> Iterator[Callable[..., Projects]]:
    """Open the vault with these files, as of 23 November 2026, a Monday."""
    workspaces: list[Workspace] = []

    def open_with(files: Files) -> Projects:
        for path, text in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())
        workspace = Workspace.open(root, data_dir=tmp_path / "data")
        workspaces.append(workspace)
        workspace.sync(embed=False)
        return Projects(workspace, lambda: TODAY)

    yield open_with
    for workspace in workspaces:
        workspace.close()
