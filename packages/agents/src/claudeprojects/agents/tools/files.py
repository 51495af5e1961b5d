"""The files below a folder as a run sees them: its own changes included, hidden ones left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.vault.paths import check_path, is_inside
from pathspec import GitIgnoreSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.agents.tools.port import ToolContext


def folder_of(given: str | None) -> str:
    """The vault path of a folder as a model writes it: ``""`` for the root, also said as ``.`` or ``/``."""
    plain = (given or "").strip().strip("/").removeprefix("./")
    return "" if plain in ("", ".") else check_path(plain)


def files_below(folder: str, ctx: ToolContext, pattern: str | None = None) -> Iterator[str]:
    """The paths of all files at or below ``folder`` that fit the gitignore ``pattern``, seen from there."""
    fits = GitIgnoreSpec.from_lines([pattern]) if pattern else None
    for path in ctx.view.files(folder):
        relative = path[len(folder) + 1 :] if folder and is_inside(path, folder) else path
        if fits is None or fits.match_file(path) or (relative and fits.match_file(relative)):
            yield path


def everything_at(path: str, ctx: ToolContext) -> tuple[str, ...]:
    """``path`` and, when it is a folder, every file below it: what moving or deleting it touches."""
    return (path, *(found for found in ctx.view.files(path) if found != path))
