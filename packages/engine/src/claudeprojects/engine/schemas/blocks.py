"""Query blocks of other programs on the wire."""

from __future__ import annotations

from typing import Literal

from claudeprojects.engine.schemas.base import Command, View
from claudeprojects.engine.schemas.work import WorkItem
from pydantic import Field


class BlockRequest(Command):
    """A fenced block as it stands in a note."""

    language: Literal["tasks", "dataview"]
    source: str = Field(max_length=20_000)
    path: str = Field(default="", max_length=4000, description="The note it stands in.")


class BlockProblem(View):
    """A line that was not understood; `line` is 0-based within the block."""

    line: int
    text: str
    why: str


class BlockGroup(View):
    """Items under one path of headings."""

    headings: list[str]
    items: list[WorkItem]


class BlockAnswer(View):
    """What a block shows: nothing, while a line of it is not understood."""

    groups: list[BlockGroup]
    total: int = Field(description="How many match, before any limit.")
    problems: list[BlockProblem]
