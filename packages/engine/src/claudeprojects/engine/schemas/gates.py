"""Gates of projects on the wire."""

from __future__ import annotations

from datetime import date
from typing import Literal

from claudeprojects.engine.schemas.base import Command, View
from claudeprojects.engine.schemas.operations import Operation
from pydantic import Field

PROJECT = Field(min_length=1, max_length=1000, description="The project's path or title.")


class GateItem(View):
    """One need of a gate and what was found."""

    kind: str
    text: str
    met: bool
    why: str
    path: str | None = Field(description="The note to look at.")
    role: str = Field(description="Who is to sign; empty when it is no sign-off.")


class GateEntry(View):
    """Something that happened at a gate."""

    phase: str
    event: Literal["passed", "signed", "waived", "reopened"]
    day: date
    person: str
    role: str
    reason: str


class GateView(View):
    """A gate as it stands: what is met, what is missing."""

    phase: str
    phase_title: str
    title: str
    items: list[GateItem]
    current: bool = Field(description="Whether it is the gate of the phase the project is in.")
    through: bool = Field(description="Whether the project went through it already.")
    passed: bool = Field(description="Whether every need is met.")
    opens: bool = Field(description="Whether the next phase may open: it is passed, or was waived.")
    missing: list[str]
    signed: list[GateEntry]
    waived: GateEntry | None
    history: list[GateEntry] = Field(description="All that ever happened at it, also before it was opened again.")
    next_phase: str | None


class GuidedProject(View):
    """Where a project is in its methodology, with all of its gates."""

    path: str
    name: str
    methodology: str
    version: int
    phase: str
    status: str
    gates: list[GateView]


class ProjectRequest(Command):
    """A project that a methodology guides."""

    project: str = PROJECT


class Signature(Command):
    """A person who signs the gate of the current phase in a role."""

    project: str = PROJECT
    role: str = Field(min_length=1, max_length=200)
    person: str = Field(min_length=1, max_length=200)


class Waiver(Command):
    """A person who lets a project through its gate as it is, and why."""

    project: str = PROJECT
    person: str = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=1000)


class Reopening(Command):
    """A person who brings a project back into a phase that it went through, and why."""

    project: str = PROJECT
    phase: str = Field(min_length=1, max_length=200, description="The phase's id or title.")
    person: str = Field(min_length=1, max_length=200)
    reason: str = Field(min_length=1, max_length=1000)


class Transition(View):
    """A change of a project, and where it is now."""

    operation: Operation
    project: GuidedProject


class MethodologyChange(View):
    """One difference between a project and its methodology as it is now."""

    kind: Literal["version", "phase", "note", "tasks", "left-over", "section"]
    text: str
    path: str
    applied: bool = Field(description="Whether an update of the project makes it.")


class MethodologyChangeList(View):
    """What an edited methodology would change in a project."""

    items: list[MethodologyChange]
