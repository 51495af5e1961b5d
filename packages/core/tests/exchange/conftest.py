"""A vault, its imports, and small exports of other programs as they write them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from claudeprojects.core.exchange.imports import Imports
from claudeprojects.core.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@pytest.fixture(scope="module")
def module_workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    base = tmp_path_factory.mktemp("exchange")
    (base / "vault").mkdir()
    with Workspace.open(base / "vault", data_dir=base / "data") as workspace:
        workspace.sync(embed=False)
        yield workspace


@pytest.fixture
def workspace(module_workspace: Workspace) -> Iterator[Workspace]:
    """An empty vault; whatever a test made is gone afterwards."""
    yield module_workspace
    for path in sorted(module_workspace.vault.root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    module_workspace.sync(embed=False)


@pytest.fixture
def imports(workspace: Workspace) -> Iterator[Imports]:
    with Imports(workspace) as imports:
        yield imports


@pytest.fixture
def text(workspace: Workspace) -> Callable[[str], str]:
    """Reads a note of the vault."""
    return lambda path: (workspace.vault.root / path).read_text(encoding="utf-8")


@pytest.fixture
def files(workspace: Workspace) -> Callable[[], list[str]]:
    """Lists the vault's files."""
    root = workspace.vault.root
    return lambda: sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


@pytest.fixture
def make_zip(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Makes a zip of names and contents."""

    def make(entries: Mapping[str, str | bytes], name: str = "Export.zip") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, content in entries.items():
                archive.writestr(entry, content)
        return path

    return make
