"""For the tests of plugins: a plugin as the workspace would run it, without a vault and without trusting it first."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from claudeprojects.agents.definitions.library import Library
from claudeprojects.agents.plugins.folder import PLUGINS, files_of, hash_of, read_manifest, write_files
from claudeprojects.agents.plugins.manager import PluginManager


class TestedPlugin(PluginManager):
    """The manager of a vault that holds this one plugin, trusted."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        base = Path(tempfile.mkdtemp(prefix="plugin-"))
        atexit.register(shutil.rmtree, base, ignore_errors=True)
        files = files_of(folder)
        write_files(files, base / "vault" / PLUGINS / read_manifest(folder).name)
        super().__init__(base / "vault", base / "data")
        self.root = base / "vault"
        info = self.trust(folder.name, hash_of(files))
        if info.state != "loaded":
            raise AssertionError(info.why)

    def library(self) -> Library:
        """The definitions of a vault with nothing but this plugin."""
        return Library(self.root, self.root, self.agent_folders)


def plugin_at(folder: Path) -> TestedPlugin:
    """The plugin in ``folder``, loaded. Raises ``AssertionError`` with the reason when it fails."""
    return TestedPlugin(folder)
