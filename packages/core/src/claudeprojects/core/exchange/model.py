"""What an import is before and after it happens: options, the report of a dry run, and what could not be kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

FileRole = Literal["note", "attachment", "addition"]
"""A new note, a new file of another kind, or lines added to a note that is there."""

Progress = Callable[[str, int, int], None]
"""Hears the stage (``reading``, ``writing``), how much is done and of how much (0: not known). May raise
``Cancelled``."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that could not be kept as it was: of which ``item``, ``what``, and ``why``."""

    item: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file that an import would make, or add to."""

    path: str
    role: FileRole
    size: int
    renamed: bool = False
    """Its name was taken, so it got a number."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much an import brings: new files, what is in them, and what was there already."""

    notes: int = 0
    attachments: int = 0
    additions: int = 0
    tasks: int = 0
    links: int = 0
    already: int = 0
    renamed: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The columns of a table and its first rows, each with a cell for every column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A dry run: nothing of it is in the vault. ``files`` are in the order they would be made."""

    format: str
    source: str
    folder: str
    counts: Counts
    files: tuple[PlannedFile, ...]
    losses: tuple[Loss, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    """Of a table: which field each of its columns was taken for."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to import: into which ``folder`` of the vault, which column of a table holds which field (``""``: none
    does), and which columns to leave out."""

    folder: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ()
