"""A real engine over a real vault: a workspace on a temporary folder, served by uvicorn on a loopback port."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from claudeprojects.core.workspace import Workspace
from claudeprojects.engine.app import create_app
from claudeprojects.engine.serving import Serving

TOKEN = "t" * 43

NOTES = {
    "Home.md": "# Home\n\nSee [[Engine]] and [[Missing]]. #start\n\n- [ ] Write the plan 📅 2026-01-02\n",
    "Projects/Engine.md": "---\naliases: [Motor]\nstatus: open\n---\n# Engine\n\nThe engine serves the vault.\n",
    "Projects/Vault.md": "# Vault\n\nThe Engine reads it. [[Home]]\n\n- [x] Done ✅ 2026-01-01\n",
    "Alone.md": "Nobody links here.\n",
}


@dataclass
class Engine:
    """A running engine and what a test needs to talk to it."""

    port: int
    token: str
    root: Path
    workspace: Workspace
    http: httpx.Client
    """Carries the token."""
    serving: Serving

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def anonymous(self, method: str, path: str, **options: object) -> httpx.Response:
        return httpx.request(method, self.address + path, **options)  # type: ignore[arg-type]


def filled(root: Path) -> Path:
    """Put the notes all tests know into ``root``."""
    for path, text in NOTES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="")
    return root


def wait_until(holds: Callable[[], object], seconds: float = 60) -> None:
    """Wait for something another thread or process brings about."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A vault with the notes all tests know, of the test's own."""
    return filled(tmp_path / "vault")


@pytest.fixture(name="wait_until")
def _wait_until() -> Callable[..., None]:
    return wait_until


@pytest.fixture(scope="module", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Before any engine of the module is made: it would read the settings of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAUDEPROJECTS_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("CLAUDEPROJECTS_KEYCHAIN", "off")
        patch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9")
        patch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
        yield


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One engine for the tests of a module; what they write must not disturb each other."""
    root = filled(tmp_path_factory.mktemp("my vault"))
    with Workspace.open(root, data_dir=tmp_path_factory.mktemp("data")) as workspace:
        workspace.start()
        wait_until(lambda: workspace.status().state == "ready")
        app = create_app(workspace, TOKEN)
        server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_config=None, server_header=False))
        thread = threading.Thread(target=server.run)
        thread.start()
        wait_until(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=60) as http:
            yield Engine(port, TOKEN, root, workspace, http, app.state.serving)
        server.should_exit = True
        thread.join()
        app.state.serving.close()
