"""Operations: changes to the vault that can be listed and undone, and the trash."""

from __future__ import annotations

from datetime import datetime

from claudeprojects.engine.schemas.base import Command, Page, View
from pydantic import Field


class OperationFile(View):
    """One file an operation touched, with the number of ``links`` rewritten in it."""

    path: str
    links: int


class Operation(View):
    """One change to the vault, with what is needed to undo it as a whole."""

    id: str
    kind: str
    summary: str
    at: datetime
    files: list[OperationFile] = Field(description="Files whose bytes it changed.")
    renames: list[tuple[str, str]] = Field(description="What took another path: old and new.")
    undoable: bool
    undoes: str | None = Field(description="The operation that this one took back.")


class OperationPage(Page[Operation]):
    """One page of operations."""


class MoveRequest(Command):
    """Move or rename a note, another file or a folder; links to it follow unless told otherwise."""

    source: str = Field(min_length=1)
    target: str = Field(min_length=1)
    update_links: bool = True


class TrashEntry(View):
    """Something deleted that can be restored to ``path``."""

    id: str
    path: str
    deleted_at: datetime
    is_folder: bool
    size: int = Field(description="Bytes, of all files when it is a folder.")
    files: int


class TrashEntryPage(Page[TrashEntry]):
    """One page of the trash."""
