"""Every hook a plugin can implement, and what it gives back. This is the whole of the interface.

A plugin is a module with functions marked ``@hookimpl`` and named as the hooks below; it implements those it needs.
Each hook is called when what it offers is wanted, may be called again, and gives a list. What fails is left out and
told of in ``claudeprojects plugin list``; nothing else stops. ``docs/plugins.md`` shows a plugin of every kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pluggy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import click
    from claudeprojects.agents.models.port import ChatModel
    from claudeprojects.agents.tools.port import Tool

PROJECT = "claudeprojects"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks the functions of a plugin that implement hooks."""


@dataclass(frozen=True, slots=True)
class ImportedNote:
    """A note that an importer made of a file: ``path`` is where it goes, below the folder the user names."""

    path: str
    text: str


class Importer(Protocol):
    """Makes notes of the files of another program. ``name`` is typed by the user, ``suffixes`` such as ``.ics``."""

    name: str
    description: str
    suffixes: tuple[str, ...]

    def notes(self, file: Path) -> Iterable[ImportedNote]:
        """The notes that ``file`` holds. Raises ``ValueError`` with one line for a person when it cannot be read."""


class ModelProvider(Protocol):
    """Serves models: those of ``models()`` are called ``<name>:<model>`` in settings and in the router's rules."""

    name: str

    def models(self) -> Sequence[str]:
        """The models it has now."""

    def model(self, name: str) -> ChatModel:
        """One of them, ready to be called. Raises ``ModelError``."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A page of the workspace: ``html`` is a whole document, shown in a frame that reaches nothing else.

    ``id`` is lowercase words joined by hyphens. The frame runs the document's own scripts and styles, and may load
    nothing from anywhere.
    """

    id: str
    title: str
    html: str


class Hooks:
    """The hooks themselves."""

    @hookspec
    def tools(self) -> Iterable[Tool]:  # type: ignore[empty-body]
        """Tools for agents (see ``agents/tools/port.py``), under the user's permissions like any other."""

    @hookspec
    def agents(self) -> Iterable[Path]:  # type: ignore[empty-body]
        """Folders with ``agents/*.md``, ``skills/*/SKILL.md`` or a ``.mcp.json``; they cannot loosen permissions."""

    @hookspec
    def methodologies(self) -> Iterable[Path]:  # type: ignore[empty-body]
        """Folders of methodologies, each a Markdown file with phases, activities and gates in its frontmatter."""

    @hookspec
    def importers(self) -> Iterable[Importer]:  # type: ignore[empty-body]
        """Importers, used by ``claudeprojects plugin import NAME FILE``."""

    @hookspec
    def model_providers(self) -> Iterable[ModelProvider]:  # type: ignore[empty-body]
        """Providers of models, beside those built in."""

    @hookspec
    def commands(self) -> Iterable[click.Command]:  # type: ignore[empty-body]
        """Commands of the command line, run as ``claudeprojects plugin run NAME``."""

    @hookspec
    def panels(self) -> Iterable[Panel]:  # type: ignore[empty-body]
        """Pages of the workspace."""


KINDS: tuple[str, ...] = (
    "tools", "agents", "methodologies", "importers", "model_providers", "commands", "panels",
)  # fmt: skip
"""The names of all hooks."""
