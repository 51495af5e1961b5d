"""Tasks across the vault."""

from __future__ import annotations

from claudeprojects.engine.schemas.base import Page
from claudeprojects.engine.schemas.notes import NoteTask


class VaultTask(NoteTask):
    """One task and the note it stands in."""

    path: str
    title: str


class VaultTaskPage(Page[VaultTask]):
    """One page of tasks."""
