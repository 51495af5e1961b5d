"""Finding plugins and loading those that may run: packages by their entry point, folders of the vault by trust."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Literal

import pluggy
from claudeprojects.agents.errors import PluginFailed
from claudeprojects.agents.plugins import loading
from claudeprojects.agents.plugins.folder import PluginProblem, files_of, hash_of, read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.metadata import EntryPoint
    from pathlib import Path

    from claudeprojects.agents.plugins.trust import Trust

ENTRY_POINTS = "claudeprojects.plugins"
"""The entry point group of installed plugins; the name of the entry is that of the plugin."""

State = Literal["loaded", "untrusted", "changed", "failed"]
"""``untrusted``: never trusted. ``changed``: trusted, and not what it was then. Neither is run."""


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """What is known of a plugin."""

    name: str
    origin: Literal["installed", "workspace"]
    version: str
    description: str
    state: State
    why: str
    """One sentence: why it is in this state."""
    hash: str | None = None
    """The content of a workspace plugin as it is now: what trusting it names."""
    files: tuple[str, ...] = ()
    """The files of a workspace plugin."""
    provides: dict[str, list[str]] = field(default_factory=dict)
    """What it offers, by hook: names for a person."""


@dataclass
class Loaded:
    """A plugin with the hooks it implements: none when it must not be run. ``failed`` says how its code failed."""

    info: PluginInfo
    hooks: dict[str, Callable[[], Any]] = field(default_factory=dict)
    failed: str = ""


@cache
def installed_entries() -> tuple[EntryPoint, ...]:
    """The entry points of installed plugins, by name."""
    return tuple(sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.name))


def installed(entry: EntryPoint, pm: pluggy.PluginManager) -> Loaded:
    """Load a plugin that is installed as a package: who installs one trusts it."""
    package = entry.dist
    version = package.version if package else "0"
    summary = str(package.metadata["Summary"] or "") if package else ""
    info = PluginInfo(entry.name, "installed", version, summary, "loaded", "It is installed as a package.")
    return _loaded(info, lambda: loading.load_entry_point(entry), pm)


def workspace(folder: Path, trust: Trust, pm: pluggy.PluginManager) -> Loaded:
    """Load the plugin in ``folder`` of the vault when the user trusted it as it stands; else only tell of it."""
    try:
        manifest = read_manifest(folder)
        files = files_of(folder)
    except PluginProblem as problem:
        return Loaded(PluginInfo(folder.name, "workspace", "0", "", "failed", f"{problem}."), failed=f"{problem}.")
    digest = hash_of(files)
    state, why = _standing(digest, trust.hash_of(folder.name))
    info = PluginInfo(
        manifest.name, "workspace", manifest.version, manifest.description, state, why, digest, tuple(sorted(files))
    )
    copy = trust.copy_of(folder.name)
    if state != "loaded" or copy is None:
        return Loaded(info)
    return _loaded(info, lambda: loading.load_folder(info.name, copy), pm)


def _standing(digest: str, trusted: str | None) -> tuple[State, str]:
    if trusted == digest:
        return "loaded", "You trusted it as it stands."
    if trusted is None:
        return "untrusted", "It came with the vault, and you have not trusted it; none of its code was run."
    return "changed", "It changed since you trusted it; none of its code was run."


def _loaded(info: PluginInfo, load: Callable[[], Any], pm: pluggy.PluginManager) -> Loaded:
    """Import the module, and have pluggy check that its hooks take what they are given."""
    try:
        module = load()
        pm.register(module, info.name)
    except PluginFailed as error:
        return Loaded(info, failed=error.reason)
    except (pluggy.PluginValidationError, ValueError) as error:
        return Loaded(info, failed=str(error).strip().splitlines()[-1])
    return Loaded(info, loading.implemented(module))
