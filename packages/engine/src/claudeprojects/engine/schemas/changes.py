"""Changes: what a run did or would do to files, and the decisions a person makes on them."""

from __future__ import annotations

from typing import Literal

from claudeprojects.engine.schemas.base import Command, View
from pydantic import Field

ChangeState = Literal["proposed", "accepted", "rejected", "undone", "conflict"]
PrivacyClass = Literal["open", "team", "private"]


class ChangedWord(View):
    """A stretch of a hunk: words that stay, come or go."""

    op: Literal["equal", "insert", "delete"]
    text: str


class ChangeHunk(View):
    """One stretch of changed lines, which can be decided by itself."""

    id: str
    old_start: int = Field(description="1-based line in the file before; for an insertion the line it comes before.")
    old: str
    new_start: int
    new: str
    words: list[ChangedWord] = Field(description="From `old` to `new`, word by word.")
    before: str = Field(description="Up to three lines above it.")
    after: str = Field(description="Up to three lines below it.")


class FileChange(View):
    """What happens to one file; hunks decided apart from the rest of it are a change of their own."""

    id: str
    path: str = Field(description="Where the file is after the change; for a deletion where it was.")
    old_path: str | None = Field(description="Where it was; null when it is new.")
    kind: Literal["create", "edit", "move", "delete"]
    state: ChangeState = Field(
        description="`proposed` and `conflict` wait for a decision; nothing of them is on disk."
    )
    hunks: list[ChangeHunk]
    why: str = Field(description="Why it is a conflict, or why it could not be undone.")
    binary: bool = Field(description="Its content changes and is no text, so that there are no hunks.")
    old_size: int | None
    new_size: int | None
    privacy: PrivacyClass = Field(description="The class of what it was made of.")


class ChangeCounts(View):
    """How many changes are in each state."""

    proposed: int
    accepted: int
    rejected: int
    undone: int
    conflict: int


class Changeset(View):
    """Everything a run and its sub-runs did or would do to files."""

    run_id: str = Field(description="The root run.")
    files: list[FileChange]
    counts: ChangeCounts


class ChangesDecision(Command):
    """What to accept or reject: everything that is open when nothing is named."""

    paths: list[str] | None = Field(default=None, max_length=10_000, description="Whole files, by old or new path.")
    hunks: list[str] | None = Field(default=None, max_length=10_000, description="Hunks, by their ids.")


class UndoRequest(Command):
    """What to take back: everything when no paths are named."""

    paths: list[str] | None = Field(default=None, max_length=10_000)
