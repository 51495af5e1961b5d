"""Figures and reports of projects on the wire."""

from __future__ import annotations

from datetime import date
from typing import Literal

from claudeprojects.engine.schemas.base import Command, View
from claudeprojects.engine.schemas.operations import Operation
from pydantic import Field

Unit = Literal["points", "hours", "items"]


class BurndownDay(View):
    """A sprint at the end of one day."""

    day: date
    ideal: float = Field(description="What would be left at a steady pace.")
    scope: float | None = Field(description="All work in the sprint; null on days to come.")
    remaining: float | None = Field(description="What is left of it; null on days to come.")


class Burndown(View):
    """A sprint day by day."""

    sprint: str
    unit: Unit
    committed: float = Field(description="The work in it at the end of its first day.")
    days: list[BurndownDay]


class Load(View):
    """One person's part in a sprint; null stands for what nobody has taken."""

    person: str | None
    committed: float
    done: float


class Capacity(View):
    """A sprint's work against what fits into it."""

    sprint: str
    unit: Unit
    capacity: float | None = Field(description="What its note says fits into it.")
    committed: float
    done: float
    over: float = Field(description="By how much the work exceeds the capacity.")
    loads: list[Load]


class SprintResult(View):
    """What a sprint set out to do and did."""

    sprint: str
    title: str
    start: date
    end: date
    capacity: float | None
    committed: float
    done: float
    carried: float = Field(description="What was left at its end.")
    is_over: bool


class Velocity(View):
    """The sprints of a project in order of time."""

    unit: Unit
    sprints: list[SprintResult]
    mean: float | None = Field(description="What the last three that are over did on average.")


class FlowDay(View):
    """How many items were in each status at the end of a day."""

    day: date
    todo: int
    in_progress: int
    on_hold: int
    done: int


class Flow(View):
    """Cumulative flow of a project."""

    days: list[FlowDay]


class Finished(View):
    """An item that was done; `line` is 0-based."""

    words: str
    path: str
    line: int
    started: date | None
    ended: date
    cycle_days: float | None = Field(description="From the start of work on it to its end, where that is known.")
    lead_days: float | None = Field(description="From its appearance to its end, where that is known.")


class Week(View):
    """How many items were finished in the week that begins on `monday`."""

    monday: date
    finished: int


class CycleTimes(View):
    """How long the items took that were finished."""

    finished: list[Finished]
    median: float | None
    most: float | None = Field(description="What 85 of 100 items stay below.")
    weeks: list[Week]


class ReportRequest(Command):
    """A report that is wanted of a project; with `dry_run` nothing is written."""

    project: str = Field(min_length=1, max_length=1000)
    dry_run: bool = False


class ReportView(View):
    """A report; `operation` is null when nothing had to be written."""

    path: str
    text: str
    pictures: list[str] = Field(description="Paths of the pictures in it.")
    operation: Operation | None
