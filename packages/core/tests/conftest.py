"""A home of its own for every test, and a small vault, opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from claudeprojects.core.testing.files import write_files
from claudeprojects.core.workspace import Workspace


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of whoever runs it."""
    monkeypatch.setenv("CLAUDEPROJECTS_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "vault").mkdir()
    return tmp_path / "vault"


@pytest.fixture
def opened(root: Path, tmp_path: Path) -> Iterator[Callable[..., Workspace]]:
    """Open the vault with these files and wait until they are indexed."""
    workspaces: list[Workspace] = []

    def open_with(files: Mapping[str, str | bytes] | None = None, *, embed: bool = False) -> Workspace:
        write_files(root, files or {})
        workspace = Workspace.open(root, data_dir=tmp_path / "data")
        workspaces.append(workspace)
        workspace.sync(embed=embed)
        return workspace

    yield open_with
    for workspace in workspaces:
        workspace.close()
