"""Methodologies, and what they would make, on the wire."""

from __future__ import annotations

from typing import Any, Literal

from claudeprojects.engine.schemas.base import Command, View
from claudeprojects.engine.schemas.operations import Operation
from pydantic import Field

Answer = str | float | bool | list[str] | None

NAME = Field(min_length=1, max_length=200)


class MethodologyProblem(View):
    """One thing to correct in a methodology or a template of it."""

    line: int = Field(description="1-based.")
    column: int = Field(description="1-based.")
    code: str = Field(description="Stable; docs/methodologies.md says what each means.")
    text: str
    hint: str
    level: Literal["error", "warning"]
    file: str = Field(description="The template it is in; empty for the methodology itself.")


class MethodologySummary(View):
    """A file that was looked at for a methodology."""

    name: str
    title: str
    summary: str
    when: str = Field(description="When to use it, and when not.")
    version: int
    path: str = Field(description="A vault path; what is built in begins with `built in/`.")
    origin: Literal["vault", "builtin"]
    used: bool
    why: str = Field(description="Why it counts, or why not.")
    phases: list[str] = Field(description="The titles of its phases.")
    artefacts: int
    problems: list[MethodologyProblem]


class MethodologyList(View):
    """Every methodology there is; those that count come first."""

    items: list[MethodologySummary]


class Variable(View):
    """Something to ask for when a project begins."""

    name: str
    ask: str
    kind: Literal["text", "date", "number", "choice", "person", "people", "list", "yes-no"]
    choices: list[str]
    default: Answer
    required: bool
    help: str


class BoardColumn(View):
    """A column of the board."""

    title: str
    statuses: list[str]
    limit: int | None


class Artefact(View):
    """A note the methodology produces."""

    id: str
    title: str
    path: str
    template: str
    purpose: str
    text: str = Field(description="The template as it stands; empty when there is none.")


class Activity(View):
    """Something done in a phase."""

    id: str
    title: str
    purpose: str
    inputs: list[str]
    outputs: list[str]
    agents: list[str]
    people: list[str]
    minutes: int | None
    tasks: list[str]
    guide: str = Field(description="How to do it, in Markdown.")
    waits_for: list[str] = Field(description="Ids of activities of the phase that write what it needs.")


class GateNeed(View):
    """One need of a gate, in words."""

    kind: str
    text: str


class Phase(View):
    """A stretch of the work with its gate."""

    id: str
    title: str
    purpose: str
    days: float | None = Field(description="Working days.")
    guide: str = Field(description="What the guide says of it, in Markdown.")
    activities: list[Activity]
    gate_title: str
    needs: list[GateNeed]


class MethodologyView(MethodologySummary):
    """A methodology in full."""

    folder: str
    variables: list[Variable]
    board: list[BoardColumn]
    artefacts_made: list[Artefact]
    stages: list[Phase]
    guide: str = Field(description="The whole guide, in Markdown.")
    text: str = Field(description="The file as it stands.")


class Answers(Command):
    """Answers to the questions of a methodology, by the name of the variable."""

    answers: dict[str, Answer] = Field(max_length=200)


class PlannedNote(View):
    """A note that would be made or added to, or that is there."""

    path: str
    title: str
    role: Literal["project", "phase", "artefact", "sprint"]
    action: Literal["create", "change", "keep"]
    text: str = Field(description="What a new note would hold.")
    adds: list[str] = Field(description="Lines that would be added to a note that is there.")


class MethodologyPlan(View):
    """What instantiating would do."""

    methodology: str
    version: int
    project: str = Field(description="The path of the project note.")
    folder: str
    notes: list[PlannedNote]


class Instantiated(View):
    """What was done; there is no operation when nothing was missing."""

    plan: MethodologyPlan
    operation: Operation | None


class LintRequest(Command):
    """A methodology to look through, as it is in an editor."""

    text: str = Field(max_length=1_000_000)
    path: str = Field(min_length=1, max_length=1000, description="Where it stands, or will: templates are beside it.")


class LintResult(View):
    """What is wrong with it, by line."""

    problems: list[MethodologyProblem]
    errors: int
    warnings: int


class CompletionRequest(Command):
    """A methodology as it is being written, and where the cursor is."""

    text: str = Field(max_length=1_000_000)
    offset: int = Field(ge=0, description="In characters.")
    path: str = Field(default="", max_length=1000)


class Completion(View):
    """Something that could stand at the cursor; it replaces what is typed, from `start` on."""

    text: str
    kind: Literal["key", "value", "artefact", "template", "agent", "role", "variable", "filter", "heading"]
    detail: str
    start: int


class CompletionList(View):
    """What could stand at the cursor."""

    items: list[Completion]


class NewMethodology(Command):
    """A methodology to make in the vault, empty or as a copy."""

    name: str = NAME
    source: str = Field(default="", max_length=200)
    shown: bool = Field(default=False, description="Among the notes in `Methodologies/`, where it can be edited.")


class MadeMethodology(View):
    """Where a new methodology stands."""

    name: str
    path: str


class MethodologySchema(View):
    """The JSON Schema of a methodology's frontmatter."""

    document: dict[str, Any]
