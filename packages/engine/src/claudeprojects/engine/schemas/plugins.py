"""Plugins: what there is, whether it runs, and what it brings."""

from __future__ import annotations

from typing import Literal

from claudeprojects.engine.schemas.base import Command, View
from pydantic import Field

PluginState = Literal["loaded", "untrusted", "changed", "failed"]
"""``untrusted``: never trusted. ``changed``: trusted, and not what it was then. Neither is run."""


class PluginView(View):
    """One plugin."""

    name: str
    origin: Literal["installed", "workspace"]
    version: str
    description: str
    state: PluginState
    why: str = Field(description="One sentence: why it is in this state.")
    hash: str | None = Field(description="The content of a workspace plugin as it is now: what trusting it names.")
    files: list[str] = Field(description="The files of a workspace plugin.")
    provides: dict[str, list[str]] = Field(description="What it brings, by hook.")


class PluginList(View):
    """Every plugin, those installed first."""

    items: list[PluginView]


class PluginTrust(Command):
    """Trust a workspace plugin with exactly this content."""

    hash: str = Field(
        description="The `hash` that was shown; when the plugin changed since, it is refused.", max_length=64
    )


class PluginPanel(View):
    """A page that a plugin brings."""

    plugin: str
    id: str
    title: str


class PluginPanelList(View):
    """Every page that plugins bring."""

    items: list[PluginPanel]
