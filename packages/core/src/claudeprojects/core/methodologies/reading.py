"""Reading a methodology from its file: the frontmatter as records, or the problems that keep it from being used."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from claudeprojects.core.methodologies.model import (
    Activity,
    Artefact,
    ArtefactNeed,
    Column,
    Gate,
    Methodology,
    Need,
    NoTasksNeed,
    Phase,
    PropertyNeed,
    SectionsNeed,
    SignOffNeed,
    SprintPlan,
    TasksDoneNeed,
    Variable,
    WordsNeed,
)
from claudeprojects.core.methodologies.positions import Frontmatter, FrontmatterProblem
from claudeprojects.core.methodologies.problems import Problem
from claudeprojects.core.methodologies.structure import structure_problems

WEEK = 5
"""Working days."""


class Reading(NamedTuple):
    """What came of reading a file: a methodology, unless there are problems; ``front`` is there when it is YAML."""

    methodology: Methodology | None
    problems: tuple[Problem, ...]
    front: Frontmatter | None


@lru_cache(maxsize=64)
def read_methodology(text: str) -> Reading:
    """Read the ``text`` of a methodology's file. Never raises; what is kept of a text is read once."""
    try:
        front = Frontmatter(text)
    except FrontmatterProblem as problem:
        code = "yaml" if text.startswith("---") else "no-methodology"
        return Reading(None, (Problem(*problem.place, code, str(problem)),), None)
    problems = structure_problems(front)
    if any(problem.level == "error" for problem in problems):
        return Reading(None, tuple(problems), front)
    return Reading(_methodology(front.values, front.body), tuple(problems), front)


def _methodology(values: dict[str, Any], guide: str) -> Methodology:
    sprints = values.get("sprints")
    return Methodology(
        name=values["name"],
        title=values["title"],
        version=values.get("version", 1),
        summary=values["summary"],
        when=values.get("for", ""),
        variables=tuple(_variable(each) for each in values["variables"]),
        folder=values["folder"],
        project=values.get("project", {}),
        board=tuple(
            Column(each["title"], tuple(each["statuses"]), each.get("limit")) for each in values.get("board", [])
        ),
        sprints=None if sprints is None else _sprints(sprints),
        artefacts=tuple(Artefact(**each) for each in values.get("artefacts", [])),
        phases=tuple(_phase(each) for each in values["phases"]),
        guide=guide,
    )


def _variable(values: dict[str, Any]) -> Variable:
    return Variable(**{**values, "choices": tuple(values.get("choices", ()))})


def _sprints(values: dict[str, Any]) -> SprintPlan:
    length = values["length"]
    days = int(length[:-1]) * (WEEK if length.endswith("w") else 1)
    return SprintPlan(days, **{key: value for key, value in values.items() if key != "length"})


def _phase(values: dict[str, Any]) -> Phase:
    gate = values.get("gate")
    return Phase(
        id=values["id"],
        title=values["title"],
        purpose=values.get("purpose", ""),
        days=values.get("days"),
        activities=tuple(_activity(each) for each in values["activities"]),
        gate=None if gate is None else Gate(tuple(_need(each) for each in gate["needs"]), gate.get("title", "")),
    )


def _activity(values: dict[str, Any]) -> Activity:
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return Activity(**given)


def _need(values: dict[str, Any]) -> Need:
    if "sign_off" in values:
        return SignOffNeed(values["sign_off"])
    if "tasks" in values:
        if values["tasks"] == "done":
            return TasksDoneNeed(values.get("of", "phase"))
        return NoTasksNeed(values["tasks"]["query"], values.get("of", "project"))
    artefact = values["artefact"]
    if "sections" in values:
        return SectionsNeed(artefact, tuple(values["sections"]))
    if "words" in values:
        return WordsNeed(artefact, values["words"])
    if "property" in values:
        one_of = (values["is"],) if "is" in values else tuple(values.get("one_of", ()))
        return PropertyNeed(artefact, values["property"], one_of, values.get("at_least"))
    return ArtefactNeed(artefact)
