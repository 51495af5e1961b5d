"""A small vault and an opened workspace on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from claudeprojects.core.workspace import Workspace

Files = dict[str, str | bytes]


def write_files(root: Path, files: Files) -> None:
    for path, data in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data if isinstance(data, bytes) else data.encode())


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

    def open_with(files: Files | None = None, *, embed: bool = False) -> Workspace:
        write_files(root, files or {})
        workspace = Workspace.open(root, data_dir=tmp_path / "data")
        workspaces.append(workspace)
        workspace.sync(embed=embed)
        return workspace

    yield open_with
    for workspace in workspaces:
        workspace.close()
