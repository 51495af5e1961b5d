"""A project as files: its notes and the attachments they use, at their paths in the vault, so that links hold."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from claudeprojects.core.projects.projects import Projects

if TYPE_CHECKING:
    from claudeprojects.core.projects.model import Project
    from claudeprojects.core.workspace import Workspace

_BELOW = "SELECT path, kind FROM files WHERE path > ? AND path < ? AND reason IS NOT 'ignored' ORDER BY path"
_LINKED = """
SELECT DISTINCT target.path, target.kind, links.embed FROM links
JOIN files AS source ON source.file_id = links.source_id JOIN files AS target ON target.file_id = links.target_id
WHERE source.path IN (SELECT value FROM json_each(?)) ORDER BY target.path
"""
_COPIED: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """What belongs to a project: its ``notes`` (its own first), the ``attachments`` they use, and the notes
    ``outside`` of it that they link to."""

    project: Project
    notes: tuple[str, ...]
    attachments: tuple[str, ...]
    outside: tuple[str, ...]


def project_files(workspace: Workspace, name: str) -> ProjectFiles:
    """The files of the project that a path, title or link means. Raises ``NoteNotFound``."""
    project = Projects(workspace).project(name)
    below = list[tuple[str, str]]()
    if project.folder is not None:
        below = workspace.database.read(_BELOW, (f"{project.folder}/", f"{project.folder}0"))
    notes = [project.path, *(path for path, kind in below if kind == "note" and path != project.path)]
    others = {path: None for path, kind in below if kind != "note"}
    outside: dict[str, None] = {}
    for path, kind, _embed in workspace.database.read(_LINKED, (json.dumps(notes),)):
        if kind == "note" and path not in notes:
            outside[path] = None
        elif kind != "note":
            others[path] = None
    return ProjectFiles(project, tuple(notes), tuple(sorted(others)), tuple(outside))


def write_zip(workspace: Workspace, files: ProjectFiles, out: IO[bytes]) -> None:
    """Write the files as a zip, each at its path in the vault."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (*files.notes, *files.attachments):
            with workspace.vault.open_file(path) as file, archive.open(path, "w", force_zip64=True) as entry:
                while data := file.read(_COPIED):
                    entry.write(data)
