"""The engine as a process: started once per vault, found by later starts, stopped without losing a write."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import secrets
import signal
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from claudeprojects.core.errors import IndexBusy
from claudeprojects.core.settings import data_dir as default_data_dir
from claudeprojects.engine.locate import EngineInfo, find_running, remove_record, vault_id, write_record
from claudeprojects.engine.starting import PATIENCE, PAUSE, bind, start_lock

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from claudeprojects.core.workspace import Workspace
    from fastapi import FastAPI

log = logging.getLogger(__name__)

GRACE = 5
"""Seconds that requests under way may take to end when the engine stops."""

LAST_RESORT = 12
"""Seconds after which a stopping process ends itself; the next start repairs what is unfinished."""


def serve(
    root: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    data_dir: Path | None = None,
    open_browser: bool = False,
    on_ready: Callable[[EngineInfo], None] | None = None,
) -> EngineInfo | None:
    """Serve the vault at ``root`` until a signal stops it, then return ``None``.

    When an engine serves it already, return that one's ``EngineInfo`` at once. ``on_ready`` is told in both cases
    where it listens, before the index is ready. To be called in the main thread.

    Raises:
        VaultNotFound: no folder at ``root``.
        SettingInvalid: ``host`` is not this machine, or ``port`` is in use.
        IndexBusy: another program has held the index for too long.
    """
    folder = data_dir or default_data_dir(root)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing here needs more, and starting threads takes time
    gc.disable()  # starting makes much that stays; collecting meanwhile finds nothing and takes a tenth of the time
    with contextlib.ExitStack() as starting:
        starting.enter_context(start_lock(folder))
        opened = _found_or_opened(root, folder)
        if isinstance(opened, EngineInfo):
            gc.enable()
            _tell(opened, open_browser=open_browser, on_ready=on_ready)
            return opened
        with _closing(opened, folder):
            listening = bind(host, port or opened.settings.engine_port, vault_id(root))
            opened.start()
            info = _info(root, listening)

            def on_started() -> None:
                write_record(folder, info)
                starting.close()
                _tell(info, open_browser=open_browser, on_ready=on_ready)

            _run(opened, info.token, listening, on_started)
    return None


def _found_or_opened(root: Path, folder: Path) -> EngineInfo | Workspace:
    """The running engine, or the workspace to serve; waits for one that is just stopping."""
    deadline = time.monotonic() + PATIENCE
    while True:
        if running := find_running(root, data_dir=folder):
            return running
        threading.Thread(target=_load, daemon=True).start()
        from claudeprojects.core.workspace import Workspace

        try:
            return Workspace.open(root, data_dir=folder)
        except IndexBusy:
            if time.monotonic() > deadline:
                raise
            time.sleep(PAUSE)


def _load() -> None:
    """Load what serving needs while the workspace opens; loading it again later is then free."""
    import claudeprojects.engine.app
    import uvicorn

    _ = claudeprojects.engine.app, uvicorn


def _info(root: Path, listening: socket.socket) -> EngineInfo:
    from claudeprojects.engine.views import VERSION

    host, port = listening.getsockname()[:2]
    return EngineInfo(
        pid=os.getpid(),
        host=host,
        port=port,
        token=secrets.token_urlsafe(32),
        vault=str(root),
        version=VERSION,
        started_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
    )


def _tell(info: EngineInfo, *, open_browser: bool, on_ready: Callable[[EngineInfo], None] | None) -> None:
    if on_ready is not None:
        on_ready(info)
    if open_browser:
        import webbrowser

        threading.Thread(target=webbrowser.open, args=(info.url,), daemon=True).start()


def _run(workspace: Workspace, token: str, listening: socket.socket, on_started: Callable[[], None]) -> None:
    """Serve on ``listening`` until a signal comes and what is under way has ended."""
    from claudeprojects.engine.app import create_app

    app = create_app(workspace, token)

    def started() -> None:
        on_started()
        app.state.serving.agents_host.resume_soon()
        app.state.serving.work.record_soon()

    try:
        _serve(app, listening, started)
    finally:
        app.state.serving.close()


def _serve(app: FastAPI, listening: socket.socket, on_started: Callable[[], None]) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        """A server that says when it listens, and leaves the end of the process to its caller."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            """Start, then say so."""
            await super().startup(sockets)
            gc.freeze()  # modules and routes live as long as the process: nothing to look at again
            gc.enable()
            on_started()

        @contextmanager
        def capture_signals(self) -> Iterator[None]:
            """Stop on the signals that ask for it, without passing them on afterwards."""
            stopping = (signal.SIGINT, signal.SIGTERM)
            before = {number: signal.signal(number, self.handle_exit) for number in stopping}
            try:
                yield
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)

    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=GRACE,
        ws_max_size=64 * 1024,
    )
    Server(config).run([listening])


@contextmanager
def _closing(workspace: Workspace, folder: Path) -> Iterator[None]:
    """Close the workspace after the block, whatever happens, and take the record away; bounded in time."""
    try:
        yield
    finally:
        last_resort = threading.Timer(LAST_RESORT, _end_now)
        last_resort.daemon = True
        last_resort.start()
        try:
            workspace.close()
        finally:
            remove_record(folder, os.getpid())
            last_resort.cancel()


def _end_now() -> None:
    log.error("the workspace did not close within %s seconds; the next start repairs the index", LAST_RESORT)
    os._exit(1)
