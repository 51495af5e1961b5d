"""The servers that are one click away: each an npm package, pinned with everything it needs by a lock file here.

A preset is a folder with ``package.json`` and ``package-lock.json``; the lock holds the hash of every package.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import ServerNotFound

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class Variable:
    """A value a preset needs or takes from the user; a ``secret`` is kept in the keychain."""

    name: str
    title: str
    help: str
    secret: bool = True
    required: bool = True


@dataclass(frozen=True, slots=True)
class Preset:
    """A server that can be added by name."""

    name: str
    title: str
    summary: str
    package: str
    version: str
    script: str
    """The program, inside the package."""
    home: str
    """A page about it."""
    args: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    variables: tuple[Variable, ...] = ()
    local: bool = False
    """Whether nothing it is sent leaves the machine."""

    @property
    def folder(self) -> Traversable:
        """The folder with its lock file."""
        return resources.files(__name__) / self.name

    def config(self) -> dict[str, Any]:
        """Its entry in an MCP configuration. ``CLAUDEPROJECTS_MCP`` is where presets are installed."""
        script = f"${{CLAUDEPROJECTS_MCP}}/{self.name}/{self.version}/node_modules/{self.package}/{self.script}"
        config: dict[str, Any] = {"type": "stdio", "command": "node", "args": [script, *self.args]}
        if self.env:
            config["env"] = dict(self.env)
        config["preset"] = self.name
        if self.local:
            config["local"] = True
        return config


PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset(
            "github",
            "GitHub",
            "Repositories, issues, pull requests and code search on GitHub, with your access token.",
            "@modelcontextprotocol/server-github",
            "2025.4.8",
            "dist/index.js",
            "https://github.com/modelcontextprotocol/servers-archived",
            env={"GITHUB_PERSONAL_ACCESS_TOKEN": "${GITHUB_PERSONAL_ACCESS_TOKEN}"},
            variables=(
                Variable(
                    "GITHUB_PERSONAL_ACCESS_TOKEN",
                    "Personal access token",
                    "Made under Settings → Developer settings on GitHub; give it no more rights than agents need.",
                ),
            ),
        ),
        Preset(
            "obsidian",
            "Obsidian",
            "Reads this vault as an Obsidian vault; it changes nothing. Point a copy of it at another vault.",
            "mcp-obsidian",
            "1.0.0",
            "dist/index.js",
            "https://github.com/smithery-ai/mcp-obsidian",
            args=("${CLAUDEPROJECTS_VAULT}",),
            local=True,
        ),
        Preset(
            "context7",
            "Context7",
            "Documentation of programming libraries, as it is now, from context7.com.",
            "@upstash/context7-mcp",
            "4.1.1",
            "dist/index.js",
            "https://github.com/upstash/context7",
            env={"CONTEXT7_API_KEY": "${CONTEXT7_API_KEY:-}"},
            variables=(
                Variable("CONTEXT7_API_KEY", "API key", "Raises the limits; it works without one.", required=False),
            ),
        ),
        Preset(
            "sequential-thinking",
            "Sequential thinking",
            "A tool for thinking in numbered steps that may be revised; it needs no network.",
            "@modelcontextprotocol/server-sequential-thinking",
            "2026.8.31",
            "dist/index.js",
            "https://github.com/modelcontextprotocol/servers",
            env={"DISABLE_THOUGHT_LOGGING": "true"},
            local=True,
        ),
    )
}
"""The presets by name, in the order they are shown."""


def preset(name: str) -> Preset:
    """The preset ``name``. Raises ``ServerNotFound``."""
    found = PRESETS.get(name)
    if found is None:
        raise ServerNotFound(name, tuple(PRESETS))
    return found
