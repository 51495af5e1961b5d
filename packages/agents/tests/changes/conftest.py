"""An open workspace, a changeset store on it, and ways to look at the vault from outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from claudeprojects.agents.changes.store import ChangeStore
from claudeprojects.agents.privacy.rules import PrivacyRules
from claudeprojects.agents.store import AgentStore
from claudeprojects.core.workspace import Workspace


class Folder:
    """A vault's files, made and read without the product's own code."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def put(self, path: str, data: bytes | str = "") -> None:
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)

    def text(self, path: str) -> str:
        return (self.path / path).read_bytes().decode()

    def tree(self) -> dict[str, bytes | None]:
        """Every file's bytes, and every folder, outside of our own folder."""
        found: dict[str, bytes | None] = {}
        for folder, folders, files in os.walk(self.path):
            folders[:] = [name for name in folders if name != ".claudeprojects"]
            for name in [*folders, *files]:
                path = Path(folder) / name
                found[str(path.relative_to(self.path))] = path.read_bytes() if path.is_file() else None
        return found


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "vault")


@pytest.fixture
def workspace(folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAUDEPROJECTS_HOME", str(tmp_path / "home"))
    with Workspace.open(folder.path, data_dir=tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def agent_store(tmp_path: Path):
    store = AgentStore(tmp_path / "data", durability="normal")
    yield store
    store.close()


@pytest.fixture
def rules(workspace: Workspace) -> PrivacyRules:
    return PrivacyRules(workspace)


@pytest.fixture
def changes(agent_store: AgentStore, workspace: Workspace, rules: PrivacyRules) -> ChangeStore:
    return ChangeStore(agent_store, workspace, rules)
