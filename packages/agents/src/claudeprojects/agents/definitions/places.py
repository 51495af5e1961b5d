"""Where definitions are looked for, nearest first: the vault, the user's home, plugins, and what is built in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.settings import config_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.agents.definitions.records import Origin

FOLDERS = (".claudeprojects", ".claude", ".agents")
"""The folders that hold ``agents/`` and ``skills/``, in the vault as in the user's home, nearest first."""

BUILTIN = Path(__file__).parent.parent / "builtin"

ELSEWHERE: tuple[tuple[str, str], ...] = (
    (".opencode/agent", "OpenCode"), (".opencode/agents", "OpenCode"), (".github/agents", "GitHub Copilot"),
    (".cursor/agents", "Cursor"), (".gemini/agents", "Gemini"), (".codex/agents", "Codex"),
    ("agents", "no program that is known"), ("skills", "no program that is known"),
)  # fmt: skip
"""Folders of a vault that hold something like agents and are not read, and whose they are."""

MCP_FILES = (".claudeprojects/mcp.json", ".mcp.json")
"""The MCP configurations of a vault, nearest first."""

MCP_ELSEWHERE: tuple[tuple[str, str], ...] = (
    (".cursor/mcp.json", "Cursor"),
    (".vscode/mcp.json", "VS Code"),
    (".claude/mcp.json", "no program that is known"),
)
"""MCP configurations of a vault that are not read, and whose they are."""


class Place(NamedTuple):
    """A folder or file that is looked at; it need not exist."""

    path: Path
    origin: Origin
    plugin: str | None = None


class PluginFolder(NamedTuple):
    """A folder that a plugin brings: ``agents/``, ``skills/`` and ``.mcp.json`` may stand in it."""

    plugin: str
    path: Path


def home_folder() -> Path:
    """The folder with the user's own definitions: ``CLAUDEPROJECTS_HOME`` when that is set, else the home folder."""
    own = os.environ.get("CLAUDEPROJECTS_HOME")
    return Path(own).expanduser().absolute() if own else Path.home()


def user_mcp_file() -> Path:
    """The user's own MCP configuration, beside the settings; it may not exist."""
    return config_file().parent / "mcp.json"


def folders_of(kind: str, root: Path, home: Path, plugins: Iterable[PluginFolder]) -> list[Place]:
    """The folders named ``kind`` (``agents`` or ``skills``) that are read, nearest first."""
    vault = [Place(root / folder / kind, "vault") for folder in FOLDERS]
    user = [Place(home / folder / kind, "user") for folder in FOLDERS]
    if home == root:
        user = []
    of_plugins = [Place(folder.path / kind, "plugin", folder.plugin) for folder in plugins]
    builtin = BUILTIN if kind == "agents" else BUILTIN / kind
    return [*vault, *user, *of_plugins, Place(builtin, "builtin")]


def mcp_files(root: Path, home: Path, plugins: Iterable[PluginFolder]) -> list[Place]:
    """The MCP configurations that are read, nearest first."""
    vault = [Place(root / name, "vault") for name in MCP_FILES]
    user = [Place(user_mcp_file(), "user"), *([Place(home / ".mcp.json", "user")] if home != root else [])]
    return [*vault, *user, *(Place(folder.path / ".mcp.json", "plugin", folder.plugin) for folder in plugins)]
