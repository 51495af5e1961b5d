"""Imports: what can be imported, a dry run's report, and how far an import is."""

from __future__ import annotations

from typing import Annotated, Literal

from claudeprojects.engine.schemas.base import Command, Page, View
from pydantic import Field


class ImportFormat(View):
    """Something that can be imported."""

    name: str
    title: str
    suffixes: list[str]
    hint: str = Field(description="How to get the file out of the other program.")
    folder: str = Field(description="Where its notes go unless another folder is named.")
    plugin: bool = Field(description="Whether a plugin brings it.")


class ImportFormatList(View):
    """Everything that can be imported."""

    items: list[ImportFormat]


class UploadView(View):
    """A file that was sent, to be read by an import."""

    upload_id: str
    name: str
    size: int


ColumnMapping = Annotated[
    dict[str, str],
    Field(
        default_factory=dict, max_length=50, examples=[{"due": "Deadline"}],
        description="For a table: which column holds which field; an empty name says that none does.",
    ),
]  # fmt: skip
LeftOut = Annotated[
    list[str],
    Field(default_factory=list, max_length=500, description="For a table: columns that are not kept as text either."),
]


class ImportCommand(Command):
    """Read a file: one that was uploaded, or one that lies on this machine. Nothing is written yet."""

    upload_id: str | None = Field(default=None, max_length=64)
    path: str | None = Field(default=None, max_length=4000, description="An absolute path of a file or folder here.")
    format: str | None = Field(default=None, max_length=64, description="Found out by the file when left out.")
    folder: str | None = Field(default=None, max_length=1000, description="The folder of the vault to import into.")
    mapping: ColumnMapping
    leave_out: LeftOut


class TableCommand(Command):
    """Read a table again, with other fields for its columns."""

    mapping: ColumnMapping
    leave_out: LeftOut


class ImportCounts(View):
    """How much an import brings."""

    notes: int
    attachments: int
    additions: int = Field(description="Notes that are there and get the tasks they lack.")
    tasks: int
    links: int
    already: int = Field(description="What an earlier import of the same thing made.")
    renamed: int
    bytes: int


class ImportView(View):
    """An import: `reading`, then `ready` to be looked at and applied, then `writing` and `done`."""

    id: str
    source: str
    state: Literal["reading", "ready", "writing", "done", "failed", "cancelled"]
    done: int
    total: int = Field(description="0 until it is known.")
    format: str | None
    folder: str | None
    counts: ImportCounts | None = Field(description="Known once it is ready.")
    lost: int = Field(description="How many things could not be kept as they were.")
    operation: str | None = Field(description="The operation that undoes all of it.")
    problem: str | None
    hint: str | None


class ImportList(View):
    """The imports since the engine started, the newest first."""

    items: list[ImportView]


class ImportedFile(View):
    """One file that an import makes or adds to."""

    path: str
    role: Literal["note", "attachment", "addition"]
    size: int
    renamed: bool


class ImportFilePage(Page[ImportedFile]):
    """One page of what an import makes."""


class ImportLoss(View):
    """Something that could not be kept as it was."""

    item: str
    what: str
    why: str


class ImportLossPage(Page[ImportLoss]):
    """One page of what could not be kept."""


class ImportTable(View):
    """A table as it stands in the file."""

    columns: list[str]
    rows: list[list[str]] = Field(description="The first rows, each with a cell for every column.")


class ImportColumns(View):
    """Of a table: which column was taken for which field."""

    columns: dict[str, str]
    table: ImportTable | None = Field(description="Its columns and first rows; nothing for what is no table.")
    fields: list[str] = Field(description="What a column can be for.")
    left_out: list[str] = Field(description="The columns that are not kept as text either.")
