"""Phases of methodologies that agents carry out, on the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from claudeprojects.engine.schemas.base import Command, View
from claudeprojects.engine.schemas.gates import PROJECT, GateView
from claudeprojects.engine.schemas.runs import BudgetWish, RunView
from pydantic import Field

Words = Annotated[str, Field(max_length=20_000)]
Person = Annotated[str, Field(min_length=1, max_length=200)]


class ActivityView(View):
    """An activity of a phase, how far it is, and who has it."""

    id: str
    title: str
    state: Literal["waiting", "running", "done", "failed", "handed-over"]
    agent: str = Field(description="The agent that writes, or wrote.")
    agents: list[str] = Field(description="Those that would do it, the one that writes last; none when people do.")
    people: list[str] = Field(description="The roles that take part, as the methodology names them.")
    person: str = Field(description="Who it was handed over to.")
    attempt: int
    said: str = Field(description="The agent's last answer, or why it came to nothing.")
    waits_for: list[str] = Field(description="The activities of the phase that write what it reads.")
    paths: list[str] = Field(description="The notes it writes.")


class PhaseView(View):
    """A phase that a run carries out, with its gate as it will stand once the run's changes are accepted."""

    run: RunView
    project: str
    methodology: str
    phase: str
    title: str
    activities: list[ActivityView]
    gate: GateView


class PhaseList(View):
    """The phases of a project that runs carried out, the newest first."""

    items: list[PhaseView]


class PhaseStart(Command):
    """Let agents carry out the phase that a project is in."""

    project: str = PROJECT
    phase: str | None = Field(None, max_length=200, description="Refused when the project is in another one.")
    model: str | None = Field(None, max_length=200, description="Which model; the router chooses without one.")
    budget: BudgetWish | None = None
    hand_over: dict[str, Person] = Field({}, description="Activities that a person does, and who.")
    attended: bool = Field(True, description="Whether a person looks on and answers questions soon.")


class PhaseResume(Command):
    """Go on with a phase that has ended."""

    budget: BudgetWish | None = Field(None, description="Limits to change from now on.")


class ActivityRerun(Command):
    """Let agents do one activity anew."""

    activity: str = Field(min_length=1, max_length=200)
    words: Words = Field("", description="What they are told.")


class ActivityHandOver(Command):
    """Give an activity to a person."""

    activity: str = Field(min_length=1, max_length=200)
    person: Person
