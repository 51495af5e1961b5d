"""What tells agents what to do: instruction files by their names, the notes they import, and what agents remember.

Where changes are not reviewed first, a change of one of these is asked for, whatever tool makes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.vault.paths import name_of
from claudeprojects.core.vault.resolve import fold

if TYPE_CHECKING:
    from claudeprojects.agents.definitions.library import Library
    from claudeprojects.core.workspace import Workspace

INSTRUCTION_FILES = frozenset({"agents.md", "claude.md", "claude.local.md", "skill.md"})
"""Notes that tell agents what to do, by name."""

MEMORY = "memory/"
"""The folder of what agents remember, and are told in later runs; whatever tool changes it."""

_NAMED_AT_MOST = 100


def tells_agents(path: str, imported: frozenset[str]) -> bool:
    """Whether the note at ``path`` tells agents what to do; ``imported`` as ``imported_notes`` gives it."""
    folded = fold(path)
    return name_of(folded) in INSTRUCTION_FILES or folded.startswith(MEMORY) or folded in imported


def imported_notes(library: Library, workspace: Workspace) -> frozenset[str]:
    """The notes, folded, that instruction files of the vault import."""
    places = {"AGENTS.md"}
    for name in sorted(INSTRUCTION_FILES):
        places |= {found.path for found in workspace.suggest_files(name, _NAMED_AT_MOST)}
    files = (path for path in places if name_of(path).casefold() in INSTRUCTION_FILES)
    return frozenset(fold(each.path) for path in files for each in library.instructions_for(path))
