"""Briefs: the note that says what a project or folder is about, and the note that says who the user is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import VaultError
from claudeprojects.core.vault.note import parse_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.core.workspace import Workspace

ABOUT_USER: Final = "Memory/About me.md"
"""The note in which the user, and agents with permission, write down what is worth knowing of the user."""

FOLDER_NOTES: Final = ("{name}.md", "Brief.md", "Project.md", "README.md", "Readme.md", "index.md", "_index.md")
"""Names of the note that stands for its folder, ``{name}`` being the folder's own; the first that is there."""


def brief_for(workspace: Workspace, project_path: str) -> str | None:
    """The path of the note that stands for the folder of ``project_path``, or for the nearest folder above it.

    A note with ``type: project`` is its own brief.
    """
    if project_path.endswith(".md") and _is_project(workspace, project_path):
        return project_path
    return next((path for path in _candidates(project_path) if _is_there(workspace, path)), None)


def text_below_properties(text: str) -> str:
    """A note's text without its frontmatter."""
    return text[parse_note(text).properties.end :].strip()


def _candidates(path: str) -> Iterator[str]:
    folder = path.rpartition("/")[0] if path.endswith(".md") else path.strip("/")
    while folder:
        parent, _, name = folder.rpartition("/")
        for pattern in FOLDER_NOTES:
            yield f"{folder}/{pattern.format(name=name)}"
        yield f"{parent}/{name}.md" if parent else f"{name}.md"
        folder = parent


def _is_there(workspace: Workspace, path: str) -> bool:
    try:
        return workspace.vault.stat(path) is not None
    except VaultError:
        return False


def _is_project(workspace: Workspace, path: str) -> bool:
    try:
        return str(workspace.read_note(path).properties.get("type", "")).casefold() == "project"
    except VaultError:
        return False
