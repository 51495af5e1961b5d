"""The workspace and how exactly its index covers the disk."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from claudeprojects.engine.schemas.base import Page, View
from pydantic import Field

WorkspaceState = Literal["starting", "indexing", "ready", "offline", "failed"]
"""``starting`` before the first look at the disk, ``offline`` while the folder is not reachable, ``failed`` when the
index could not be written."""

EmbeddingState = Literal["off", "working", "ready", "failed"]


class Health(View):
    """Whether the process lives, and for which vault; answered without a token and before the index is ready."""

    status: Literal["ok"] = "ok"
    vault_id: str = Field(description="Names the vault and the data folder without saying where they are.")
    version: str


class WorkspaceInfo(View):
    """Which folder is open, in which process."""

    name: str
    root: str
    version: str
    state: WorkspaceState
    pid: int
    started_at: datetime


class SkippedCount(View):
    """How many files were left out for one reason."""

    reason: str
    count: int


class FileCounts(View):
    """The files on disk: ``total`` is ``indexed`` plus ``skipped`` plus ``pending``."""

    total: int
    indexed: int
    skipped: int
    pending: int = Field(description="Known to be there, and not looked into yet.")
    by_kind: dict[str, int] = Field(description="Indexed files by kind.")
    templates: int = Field(description="Notes that others are made from: searched, and no work in them counts.")


class Embeddings(View):
    """How far semantic search has come: ``done`` of ``total`` passages."""

    model: str | None
    state: EmbeddingState
    total: int
    done: int
    detail: str | None


class Progress(View):
    """Long work that runs now; ``total`` is null while it is not known."""

    phase: str
    done: int
    total: int | None
    started_at: datetime


class Rules(View):
    """By what rules files are read; they follow the settings and the ignore file."""

    max_file_mb: int = Field(description="Larger files are listed, not read.")
    pdf: bool = Field(description="Whether the text of PDF files is read.")
    problems: list[str] = Field(description="Rules and settings that cannot be read and so have no effect.")


class Status(View):
    """The exact coverage of the index at change number ``seq``."""

    state: WorkspaceState
    seq: int
    files: FileCounts
    skipped: list[SkippedCount]
    rules: Rules
    embeddings: Embeddings
    progress: Progress | None
    reconciled_at: datetime | None = Field(description="When index and disk were last compared to the end.")
    problem: str | None = Field(description="Why the state is `failed`, or why indexing stopped before its end.")


class SkippedFile(View):
    """One file that is not indexed, and why."""

    path: str
    reason: str
    detail: str | None
    size: int | None


class SkippedFilePage(Page[SkippedFile]):
    """One page of skipped files."""
