"""Projects, sprints, milestones and saved views on the wire."""

from __future__ import annotations

from datetime import date
from typing import Literal

from claudeprojects.engine.schemas.base import Command, Page, View
from claudeprojects.engine.schemas.work import WorkProgress
from pydantic import Field, model_validator


class Project(View):
    """A note with `type: project` and how far it is."""

    path: str
    title: str
    folder: str | None
    status: str | None
    methodology: str | None
    phase: str | None
    start: date | None
    due: date | None
    owner: str | None
    members: list[str]
    tags: list[str]
    aliases: list[str]
    is_open: bool
    progress: WorkProgress


class ProjectPage(Page[Project]):
    """One page of projects."""


class NewProject(Command):
    """A project to make: its note, in a folder of its own below `folder`."""

    title: str = Field(min_length=1, max_length=200)
    folder: str = "Projects"
    owner: str | None = None
    members: list[str] = Field(default_factory=list)
    start: date | None = None
    due: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> NewProject:
        """A project is due on the day it starts or later."""
        if self.start is not None and self.due is not None and self.due < self.start:
            raise ValueError("it is due before it starts")
        return self


class Sprint(View):
    """A note with `type: sprint` and how far it is."""

    path: str
    title: str
    project: str | None
    goal: str | None
    start: date | None
    end: date | None
    capacity: float | None
    status: str | None
    state: Literal["past", "current", "future", "undated"]
    progress: WorkProgress


class SprintPage(Page[Sprint]):
    """One page of sprints."""


class NewSprint(Command):
    """A sprint to make. Where a methodology plans the project's sprints, it says what is left out, the title too."""

    title: str | None = Field(default=None, min_length=1, max_length=200)
    project: str | None = None
    goal: str | None = None
    start: date | None = None
    end: date | None = None
    capacity: float | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _can_be(self) -> NewSprint:
        """A sprint without a title is the next one of a project; none ends before it starts."""
        if self.title is None and self.project is None:
            raise ValueError("name the sprint, or the project whose next sprint it is")
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError("its last day is before its first")
        return self


class Milestone(View):
    """A day that matters to a project."""

    path: str
    line: int | None
    title: str
    project: str | None
    due: date | None
    done: bool


class MilestonePage(Page[Milestone]):
    """One page of milestones."""


class SavedView(View):
    """A saved query: a note with `type: view`."""

    path: str
    title: str
    query: str
    sort: list[str]
    group: str | None
    kind: Literal["list", "board", "timeline", "calendar"]


class SavedViewPage(Page[SavedView]):
    """One page of views."""


class ViewWrite(Command):
    """A view to save; without a `path` it becomes a new note in `Views/`."""

    path: str = ""
    title: str = Field(min_length=1, max_length=200)
    query: str = ""
    sort: list[str] = Field(default_factory=list)
    group: str | None = None
    kind: Literal["list", "board", "timeline", "calendar"] = "list"
