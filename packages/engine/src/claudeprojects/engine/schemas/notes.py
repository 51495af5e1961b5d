"""Notes: their text and what was read from it, and the ways to change them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from claudeprojects.core.vault.content import ReasonCode
from claudeprojects.core.vault.model import Notation
from claudeprojects.engine.schemas.base import Command, View
from pydantic import Field


class NoteHeading(View):
    """One heading, level 1 to 6, on a 0-based line."""

    level: int
    text: str
    line: int


class NoteLink(View):
    """One link or embed as written; ``path`` is the file it leads to, null when there is none."""

    kind: str
    embed: bool
    target: str
    subpath: str
    display: str | None
    line: int
    path: str | None


class NoteTask(View):
    """One task line in either notation of the Obsidian Tasks plugin."""

    line: int
    symbol: str
    status: str
    description: str
    tags: list[str]
    priority: str | None
    created: str | None
    scheduled: str | None
    starts: str | None
    due: str | None
    done: str | None
    cancelled: str | None
    recurrence: str | None
    id: str | None
    depends_on: list[str]


class Note(View):
    """One file as it is on disk now. ``text`` is null when it is not text; ``hash`` is the base of the next write."""

    path: str
    title: str
    kind: str
    text: str | None
    hash: str
    size: int
    mtime: datetime
    editable: bool
    reason: str | None = Field(description="Why it cannot be edited here, for a person.")
    reason_code: ReasonCode | None = Field(description="The same for a program; null when it can be edited.")
    properties: dict[str, Any]
    properties_error: str | None = Field(description="Why they cannot be read, and are not edited.")
    properties_notation: Notation = Field(description="Only `yaml` is edited property by property.")
    aliases: list[str]
    tags: list[str]
    headings: list[NoteHeading]
    links: list[NoteLink]
    tasks: list[NoteTask]
    warnings: list[str]
    words: int


class NoteWrite(Command):
    """The whole new text. ``base_hash`` is the hash that was read; null makes a new note and replaces none."""

    text: str
    base_hash: str | None = None


class Replacement(Command):
    """Replace ``old``, which must occur exactly once, by ``new``."""

    old: str = Field(min_length=1)
    new: str


class TaskChange(Command):
    """Give the task on a 0-based line another status symbol; completing a recurring task adds the next one."""

    line: int = Field(ge=0)
    symbol: str = Field(min_length=1, max_length=1)


class NotePatch(Command):
    """Small edits, applied together or not at all, in this order; bytes outside them stay as they are."""

    base_hash: str | None = None
    replace: Replacement | None = None
    rename_properties: dict[str, str] | None = Field(default=None, description="Old names and new ones.")
    set_properties: dict[str, Any] | None = None
    remove_properties: list[str] | None = None
    task: TaskChange | None = None
