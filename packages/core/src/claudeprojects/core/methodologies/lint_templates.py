"""Lint of everything that is rendered: templates in their files, and the texts of a methodology with variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.errors import TemplateInvalid
from claudeprojects.core.methodologies.problems import Problem, near
from claudeprojects.core.methodologies.templates import template_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.core.methodologies.noting import Noting
    from claudeprojects.core.methodologies.positions import Step
    from claudeprojects.core.methodologies.sources import TemplateSource

ALWAYS = ("title", "date", "time", "today", "project", "people", "methodology")
"""What every template knows beside the variables of the methodology."""

IN_NOTES = (*ALWAYS, "phase", "artefacts", "artefact")
"""What the templates of artefacts know."""

PROJECT_TEMPLATE = "project"
"""The template of the project note, which a methodology need not have."""


def template_problems(noting: Noting, templates: TemplateSource) -> None:
    """Note what is wrong with templates, and with the texts of the methodology that are rendered."""
    variables = [variable.name for variable in noting.methodology.variables]
    for path, text, known in _rendered(noting):
        _inline(noting, path, text, [*variables, *known])
    names = templates.names()
    looked_at = set()
    for number, artefact in enumerate(noting.methodology.artefacts):
        found = templates.find(artefact.template)
        if found is None:
            hint = near(artefact.template, names) or f"Make the file `templates/{artefact.template}.md`."
            text = f"There is no template `{artefact.template}`."
            noting.at(("artefacts", number, "template"), "template-missing", text, hint)
        elif found.path not in looked_at:
            looked_at.add(found.path)
            noting.found += file_problems(found.text, found.path, [*variables, *IN_NOTES])
    own = templates.find(PROJECT_TEMPLATE)
    if own is not None and own.path not in looked_at:
        noting.found += file_problems(own.text, own.path, [*variables, *IN_NOTES])


def file_problems(text: str, path: str, known: list[str]) -> list[Problem]:
    """The problems of one template's ``text``, which stands in the file ``path``."""
    try:
        template = template_of(text, path)
    except TemplateInvalid as error:
        return [Problem(error.line, 1, "template-invalid", error.reason, error.hint, "error", path)]
    found = []
    for use in template.uses:
        if use.name not in known:
            text = f"There is no variable `{use.name}`."
            found.append(
                Problem(use.line, use.column, "unknown-variable", text, near(use.name, known), "error", path)
            )
    return found


def _rendered(noting: Noting) -> Iterator[tuple[tuple[Step, ...], str, tuple[str, ...]]]:
    """Every text of the methodology that is rendered: where it stands, and which names it knows beside variables."""
    methodology = noting.methodology
    yield ("folder",), methodology.folder, ALWAYS
    for name, value in methodology.project.items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                yield ("project", name), text, ALWAYS
    if methodology.sprints is not None:
        yield ("sprints", "name"), methodology.sprints.name, (*ALWAYS, "number")
        yield ("sprints", "goal"), methodology.sprints.goal, (*ALWAYS, "number")
    for number, artefact in enumerate(methodology.artefacts):
        yield ("artefacts", number, "path"), artefact.path, ALWAYS
    for number, phase in enumerate(methodology.phases):
        for place, activity in enumerate(phase.activities):
            for line, task in enumerate(activity.tasks):
                yield ("phases", number, "activities", place, "tasks", line), task, IN_NOTES


def _inline(noting: Noting, path: tuple[Step, ...], text: str, known: list[str]) -> None:
    if "{" not in text:
        return
    try:
        template = template_of(text, str(path[-1]))
    except TemplateInvalid as error:
        noting.at(path, "template-invalid", error.reason, error.hint)
        return
    for use in template.uses:
        if use.name not in known:
            noting.at(path, "unknown-variable", f"There is no variable `{use.name}`.", near(use.name, known))
