"""The plugins of one vault: those installed as packages, and those in the vault that the user has trusted.

Nothing is imported before something of a plugin is wanted. A plugin that fails is left out, with the reason.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pluggy
from claudeprojects.agents.definitions.places import PluginFolder
from claudeprojects.agents.errors import PluginFailed, PluginNotFound, PluginUntrusted
from claudeprojects.agents.plugins import finding, loading
from claudeprojects.agents.plugins.folder import PLUGINS, PluginProblem, files_of, hash_of, read_manifest
from claudeprojects.agents.plugins.hooks import PROJECT, Hooks
from claudeprojects.agents.plugins.trust import Trust

if TYPE_CHECKING:
    from pathlib import Path

    import click
    from claudeprojects.agents.plugins.finding import Loaded, PluginInfo
    from claudeprojects.agents.plugins.hooks import Importer, ModelProvider, Panel
    from claudeprojects.agents.tools.port import Tool

ONLY_THEY_HAVE = {
    "tools": "run", "agents": "is_dir", "methodologies": "is_dir", "importers": "notes", "model_providers": "models",
    "commands": "invoke", "panels": "html",
}  # fmt: skip
"""An attribute by which each kind of offer is known."""


class PluginManager:
    """The plugins of the vault at ``root``; ``data`` is the vault's data folder. Safe to use from many threads."""

    def __init__(self, root: Path, data: Path) -> None:
        self._folder = root / PLUGINS
        self._trust = Trust(data / "plugins")
        self._lock = threading.RLock()
        self._loaded: dict[str, Loaded] | None = None

    def plugins(self) -> list[PluginInfo]:
        """Every plugin there is as it stands now, those installed first."""
        with self._lock:
            self._loaded = None
            return [self._described(entry) for entry in self._all().values()]

    def trust(self, name: str, digest: str) -> PluginInfo:
        """Trust the workspace plugin ``name`` with the content ``digest``, as it was shown to the user.

        Raises:
            PluginNotFound: the vault has no such plugin.
            PluginUntrusted: it is no longer what was shown.
            PluginFailed: it is no plugin as it stands.
        """
        with self._lock:
            folder = self._workspace_folder(name)
            try:
                read_manifest(folder)
                files = files_of(folder)
            except PluginProblem as problem:
                raise PluginFailed(name, str(problem)) from problem
            if hash_of(files) != digest:
                raise PluginUntrusted(name, "it changed since it was shown to you")
            self._trust.add(name, files)
            return self._one(name)

    def distrust(self, name: str) -> PluginInfo:
        """Trust the workspace plugin ``name`` no more. Raises ``PluginNotFound``."""
        with self._lock:
            self._workspace_folder(name)
            self._trust.remove(name)
            return self._one(name)

    def tools(self) -> list[Tool]:
        """The tools that plugins bring."""
        return self._collected("tools")

    def tool_names(self) -> list[str]:
        """Their names."""
        return [tool.spec.name for tool in self.tools()]

    def agent_folders(self) -> list[PluginFolder]:
        """The folders with agents, skills and MCP servers that plugins bring."""
        return [PluginFolder(name, path) for name, path in self._offers("agents")]

    def methodology_folders(self) -> list[PluginFolder]:
        """The folders with methodologies that plugins bring."""
        return [PluginFolder(name, path) for name, path in self._offers("methodologies")]

    def importers(self) -> dict[str, Importer]:
        """The importers that plugins bring, by name; the first of a name counts, here and below."""
        return {importer.name: importer for importer in reversed(self._collected("importers"))}

    def model_providers(self) -> dict[str, ModelProvider]:
        """The providers of models that plugins bring, by name."""
        return {provider.name: provider for provider in reversed(self._collected("model_providers"))}

    def commands(self) -> dict[str, click.Command]:
        """The commands that plugins bring, by name."""
        return {str(command.name): command for command in reversed(self._collected("commands"))}

    def panels(self) -> list[tuple[str, Panel]]:
        """The pages that plugins bring, each with the name of its plugin."""
        return self._offers("panels")

    def _collected(self, kind: str) -> list[Any]:
        return [offer for _, offer in self._offers(kind)]

    def _offers(self, kind: str) -> list[tuple[str, Any]]:
        """What all plugins offer of one kind, with the plugin's name; one that fails says so from then on."""
        with self._lock:
            return [(entry.info.name, offer) for entry in self._all().values() for offer in _offered(entry, kind)]

    def _one(self, name: str) -> PluginInfo:
        return next(info for info in self.plugins() if info.name == name)

    def _described(self, entry: Loaded) -> PluginInfo:
        provides = {kind: [_name_of(kind, offer) for offer in _offered(entry, kind)] for kind in entry.hooks}
        if entry.failed:
            return replace(entry.info, state="failed", why=entry.failed)
        return replace(entry.info, provides=provides)

    def _workspace_folder(self, name: str) -> Path:
        folder = self._folder / name
        if folder.parent != self._folder or name.startswith(".") or not folder.is_dir():
            raise PluginNotFound(name)
        return folder

    def _all(self) -> dict[str, Loaded]:
        """Every plugin, loaded when it may be."""
        if self._loaded is None:
            pm = pluggy.PluginManager(PROJECT)
            pm.add_hookspecs(Hooks)
            loaded = {entry.name: finding.installed(entry, pm) for entry in finding.installed_entries()}
            for folder in self._folders():
                if folder.name not in loaded:
                    loaded[folder.name] = finding.workspace(folder, self._trust, pm)
            self._loaded = loaded
        return self._loaded

    def _folders(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return sorted(path for path in self._folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def _offered(entry: Loaded, kind: str) -> list[Any]:
    """What one plugin offers of one kind: nothing when it fails, and it has failed from then on."""
    hook = entry.hooks.get(kind)
    if hook is None or entry.failed:
        return []
    try:
        offers = loading.offered(entry.info.name, hook)
        for offer in offers:
            _name_of(kind, offer)
    except PluginFailed as error:
        entry.failed = error.reason
    except AttributeError as error:
        entry.failed = f"`{kind}` gave something that is none: {error}"
    else:
        return offers
    return []


def _name_of(kind: str, offer: Any) -> str:
    """How an offer is called for a person. Raises ``AttributeError`` for what is none of its kind."""
    getattr(offer, ONLY_THEY_HAVE[kind])
    if kind == "tools":
        return str(offer.spec.name)
    return str(offer.title if kind == "panels" else offer.name)
