"""Installing presets: ``npm ci`` from the lock file that comes with us, into the user's data folder, ahead of use.

A version is installed into a folder of its own and moved into place when it is whole, so that a server never runs
from half an installation. No script of any package runs while installing.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from claudeprojects.agents.errors import ServerInstallFailed
from claudeprojects.agents.mcp.node import node_program, npm_script
from claudeprojects.agents.mcp.transports import search_path
from claudeprojects.core.settings.folders import data_home

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.agents.mcp.presets import Preset

INSTALL_SECONDS = 300.0

_FILES = ("package.json", "package-lock.json")
_SILENT = ("--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--no-update-notifier")


def servers_folder() -> Path:
    """Where presets are installed, for every vault of this user."""
    return data_home() / "mcp"


class Installer:
    """Installs presets below ``folder``."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or servers_folder()
        self._busy: dict[str, asyncio.Lock] = {}

    def place(self, preset: Preset) -> Path:
        """The folder of the preset's pinned version."""
        return self.folder / preset.name / preset.version

    def installed(self, preset: Preset) -> bool:
        """Whether its program is there."""
        return (self.place(preset) / "node_modules" / preset.package / preset.script).is_file()

    async def install(self, preset: Preset, tell: Callable[[str], None]) -> None:
        """Install the pinned version unless it is there; ``tell`` hears what npm says.

        Raises:
            ServerInstallFailed: npm failed, or what it made is not the program; nothing is left of it.
        """
        async with self._busy.setdefault(preset.name, asyncio.Lock()):
            if self.installed(preset):
                return
            place = self.place(preset)
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = Path(tempfile.mkdtemp(prefix=f".{preset.version}-", dir=place.parent))
            try:
                for name in _FILES:
                    (draft / name).write_bytes((preset.folder / name).read_bytes())
                tell(f"Installing {preset.package} {preset.version}.")
                await self._npm(preset, draft, tell)
                await asyncio.to_thread(_put, draft, place)
            finally:
                await asyncio.to_thread(shutil.rmtree, draft, ignore_errors=True)
            if not self.installed(preset):
                raise _failed(preset, "the package does not hold its program")
            tell("Installed.")

    async def remove(self, preset: Preset) -> None:
        """Take away every version of it."""
        await asyncio.to_thread(shutil.rmtree, self.folder / preset.name, ignore_errors=True)

    async def _npm(self, preset: Preset, folder: Path, tell: Callable[[str], None]) -> None:
        npm = npm_script()
        command = [node_program(), str(npm)] if npm else [shutil.which("npm") or "npm"]
        environment = {**os.environ, "PATH": search_path(), "npm_config_cache": str(self.folder / ".cache")}
        try:
            process = await asyncio.create_subprocess_exec(
                *command, "ci", *_SILENT, cwd=folder, env=environment, stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
            )  # fmt: skip
        except OSError as error:
            raise _failed(preset, error.strerror or str(error)) from error
        try:
            async with asyncio.timeout(INSTALL_SECONDS):
                output, _ = await process.communicate()
        except TimeoutError:
            raise _failed(preset, f"it took longer than {INSTALL_SECONDS:g} seconds") from None
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        said = [line for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
        for line in said:
            tell(line)
        if process.returncode:
            raise _failed(preset, _why(said))


def _why(said: list[str]) -> str:
    errors = [line.removeprefix("npm error").strip() for line in said if line.startswith("npm error")]
    plain = [line for line in errors if line and not line.startswith(("A complete log", "code ", "errno", "syscall"))]
    return (plain or said or ["npm failed"])[0].rstrip(".") + "."


def _put(draft: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    draft.rename(place)


def _failed(preset: Preset, reason: str) -> ServerInstallFailed:
    return ServerInstallFailed(preset.name, f"{preset.package} {preset.version}", reason)
