"""Imports and exports of the workspace that is served: the jobs, files on their way in, the calendar feed."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.errors import ImportFailed, ImportNotFound

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from claudeprojects.core.exchange.feed import FeedFile
    from claudeprojects.core.exchange.imports import Imports
    from claudeprojects.core.exchange.jobs import ImportJobs
    from claudeprojects.core.workspace import Workspace
    from claudeprojects.engine.serving import Serving

HELD: Final = "application/octet-stream"
_ROOM: Final = 256 * 1024 * 1024
"""Bytes that stay free on the disk whatever is sent."""
_MOST_WAITING: Final = 20
_LONGEST: Final = 180
"""Bytes of a file's name without its ending."""


class Upload(NamedTuple):
    """A file that was sent."""

    upload_id: str
    name: str
    size: int


class Exchange:
    """The imports of ``serving``'s workspace, with the importers of its plugins."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._waiting: dict[str, tuple[Path, str]] = {}

    @property
    def workspace(self) -> Workspace:
        """The workspace."""
        return self._serving.workspace

    @cached_property
    def imports(self) -> Imports:
        """The formats there are, and reading them."""
        from claudeprojects.core.exchange.imports import Imports

        return Imports(self.workspace, plugins=lambda: self._serving.plugins.importers())

    @cached_property
    def jobs(self) -> ImportJobs:
        """The imports since the start."""
        from claudeprojects.core.exchange.jobs import ImportJobs

        return ImportJobs(self.imports, self.workspace.events.publish)

    @cached_property
    def feed(self) -> FeedFile:
        """The calendar feed."""
        from claudeprojects.core.exchange.feed import FeedFile

        return FeedFile(self.workspace.data_dir)

    @cached_property
    def _folder(self) -> Path:
        return Path(tempfile.mkdtemp(prefix="uploads-", dir=self.workspace.data_dir))

    async def receive(
        self, stream: AsyncIterator[bytes], name: str, run: Callable[[Callable[[], object]], Awaitable[object]]
    ) -> Upload:
        """Keep what is sent in a temporary file until an import takes it."""
        upload_id = secrets.token_hex(8)
        plain = Path(name.replace("\\", "/")).name.strip(". \0") or "upload"
        path = self._folder / upload_id / _short(plain)  # its name becomes that of notes
        size = 0
        path.parent.mkdir()
        try:
            with path.open("wb") as file:
                async for chunk in stream:
                    size += len(chunk)
                    await run(lambda chunk=chunk: self._write(file, chunk, plain))  # type: ignore[misc]
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        self._waiting[upload_id] = (path, plain)
        while len(self._waiting) > _MOST_WAITING:
            self._waiting.pop(next(iter(self._waiting)))[0].unlink(missing_ok=True)
        return Upload(upload_id, plain, size)

    def take(self, upload_id: str) -> tuple[Path, str]:
        """The file that was sent under ``upload_id``, and its name; it is the caller's from now on."""
        found = self._waiting.pop(upload_id, None)
        if found is None:
            raise ImportNotFound(upload_id)
        return found

    def close(self) -> None:
        """Stop what runs and remove what waits."""
        if "jobs" in vars(self):
            self.jobs.close()
        elif "imports" in vars(self):
            self.imports.close()
        if "_folder" in vars(self):
            shutil.rmtree(self._folder, ignore_errors=True)

    def _write(self, file: object, chunk: bytes, name: str) -> None:
        if shutil.disk_usage(self._folder).free < _ROOM:
            raise ImportFailed(name, "the disk has no room for it", "Free some space, or import it where it lies.")
        file.write(chunk)  # type: ignore[attr-defined]


def _short(name: str) -> str:
    """A file name cut to what every file system takes, its ending kept."""
    path = Path(name)
    return path.stem.encode()[:_LONGEST].decode(errors="ignore") + path.suffix[:12]
