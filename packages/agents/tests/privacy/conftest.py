"""An open workspace with notes of every class, and the rules, log and guard on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from claudeprojects.agents.privacy.audit import AuditLog
from claudeprojects.agents.privacy.guard import Guard
from claudeprojects.agents.privacy.rules import PrivacyRules
from claudeprojects.agents.store import AgentStore
from claudeprojects.core.workspace import Workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    return folder


@pytest.fixture
def put(root: Path):
    def write(path: str, text: str | bytes) -> None:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    return write


@pytest.fixture
def workspace(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLAUDEPROJECTS_HOME", str(tmp_path / "home"))
    with Workspace.open(root, data_dir=tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def rules(workspace: Workspace) -> PrivacyRules:
    return PrivacyRules(workspace)


@pytest.fixture
def store(tmp_path: Path):
    opened = AgentStore(tmp_path / "data", durability="normal")
    yield opened
    opened.close()


@pytest.fixture
def audit(store: AgentStore) -> AuditLog:
    return AuditLog(store)


@pytest.fixture
def guard(rules: PrivacyRules, audit: AuditLog) -> Guard:
    return Guard(rules, audit)
