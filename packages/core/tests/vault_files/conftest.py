"""A vault on a real disk, and ways to look at it from outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from claudeprojects.core.vault.vault import Vault


class Folder:
    """A folder of files made and read without the vault's own code."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def put(self, path: str, data: bytes | str = "") -> Path:
        """Write a file, and the folders above it."""
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return file

    def text(self, path: str) -> str:
        """Return a file's text, line ends as they are."""
        return (self.path / path).read_bytes().decode()

    def tree(self, *, times: bool = False) -> dict[str, object]:
        """Return everything below: bytes of files, targets of links, and with ``times`` the times as well."""
        found: dict[str, object] = {}
        for folder, folders, files in os.walk(self.path):
            for name in [*folders, *files]:
                path = Path(folder) / name
                status = path.lstat()
                content = os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else None
                found[str(path.relative_to(self.path))] = (content, status.st_mtime_ns) if times else content
        return found


@pytest.fixture(scope="session")
def new_folder() -> type[Folder]:
    """Make a folder anywhere, for tests that need many."""
    return Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "vault")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "data" / "state.db"


@pytest.fixture
def vault(folder: Folder, state: Path):
    opened = Vault(folder.path, state)
    yield opened
    opened.close()
