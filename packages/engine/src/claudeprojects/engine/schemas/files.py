"""Folders and names: what the file tree and the quick switcher show."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from claudeprojects.engine.schemas.base import Command, Page, View
from pydantic import Field


class FileEntry(View):
    """One entry of a folder. Folders carry ``children`` (how many entries they hold), and no field of a file."""

    type: Literal["folder", "file"]
    path: str
    name: str
    kind: str | None
    size: int | None
    mtime: datetime | None
    state: Literal["indexed", "skipped"] | None
    reason: str | None = Field(description="Why the file is not indexed.")
    children: int | None


class FileEntryPage(Page[FileEntry]):
    """One page of a folder's entries."""


class FileSuggestion(View):
    """A file whose name, path or alias fits what was typed."""

    path: str
    title: str
    alias: str | None = Field(description="The alias that fits; null when name or path does.")
    kind: str
    positions: list[int] = Field(
        description="Indices of the fitting characters: in `alias` when there is one, else in `path`."
    )


class FileSuggestionPage(Page[FileSuggestion]):
    """One page of suggestions."""


class FolderRequest(Command):
    """Make a folder, and those above it."""

    path: str = Field(min_length=1)


class Folder(View):
    """A folder that is there now."""

    path: str
