"""Lint of the gates: every need names something that exists and can be met."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from claudeprojects.core.errors import QuerySyntaxError
from claudeprojects.core.methodologies.guide import sections_of
from claudeprojects.core.methodologies.model import NoTasksNeed, SectionsNeed, SignOffNeed, TasksDoneNeed
from claudeprojects.core.methodologies.problems import near
from claudeprojects.core.search.facts import Facts
from claudeprojects.core.search.query_parser import parse
from claudeprojects.core.search.taskfilter import TaskFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.core.methodologies.model import Need
    from claudeprojects.core.methodologies.noting import Noting
    from claudeprojects.core.methodologies.positions import Step
    from claudeprojects.core.methodologies.sources import TemplateSource

WHOLE = ("phase", "project")
"""What the tasks of a need can be of, beside an artefact."""


def gate_problems(noting: Noting, templates: TemplateSource) -> None:
    """Note what is wrong with the needs of the gates."""
    for number, phase in enumerate(noting.methodology.phases):
        for place, need in enumerate(phase.gate.needs if phase.gate else ()):
            _need(noting, ("phases", number, "gate", "needs", place), need, templates)


def _need(noting: Noting, path: tuple[Step, ...], need: Need, templates: TemplateSource) -> None:
    match need:
        case SignOffNeed(role):
            _role(noting, (*path, "sign_off"), role)
        case TasksDoneNeed(of):
            _artefact(noting, (*path, "of"), of, WHOLE)
        case NoTasksNeed(query, of):
            _artefact(noting, (*path, "of"), of, WHOLE)
            _query(noting, (*path, "tasks", "query"), query)
        case _:
            _artefact(noting, (*path, "artefact"), need.artefact)
            if isinstance(need, SectionsNeed):
                _sections(noting, (*path, "sections"), need, templates)


def _artefact(noting: Noting, path: tuple[Step, ...], name: str, others: tuple[str, ...] = ()) -> None:
    known = [*others, *(artefact.id for artefact in noting.methodology.artefacts)]
    if name not in known:
        hint = near(name, known) or "List it under `artefacts`."
        noting.at(path, "unknown-artefact", f"There is no artefact `{name}`.", hint)


def _role(noting: Noting, path: tuple[Step, ...], role: str) -> None:
    roles = {person for _, activity in noting.methodology.activities() for person in activity.people}
    if role.casefold() not in {name.casefold() for name in roles}:
        hint = near(role, sorted(roles)) or "Name the role under `people` of an activity."
        noting.at(path, "unknown-role", f"No activity has someone in the role {role!r}.", hint, "warning")


class _NoNotes:
    """A vault without a note: what a query says is looked at, not what it finds."""

    def read(self, sql: str, params: Sequence[Any] = (), /) -> list[tuple[Any, ...]]:  # noqa: ARG002 - as ``Reads``
        """No rows."""
        return []


def _query(noting: Noting, path: tuple[Step, ...], query: str) -> None:
    try:
        TaskFilter(query, Facts(_NoNotes()), date.today()).condition(parse(query))
    except QuerySyntaxError as error:
        text = f"The query cannot be read at character {error.position + 1}: {error.problem}."
        noting.at(path, "bad-query", text, error.hint)


def _sections(noting: Noting, path: tuple[Step, ...], need: SectionsNeed, templates: TemplateSource) -> None:
    artefact = noting.methodology.artefact(need.artefact)
    template = templates.find(artefact.template) if artefact else None
    if template is None:
        return
    headings = [section.heading for section in sections_of(template.text)]
    if any("{" in heading.text and heading.level > 1 for heading in headings):
        return  # variables write some of the titles
    titles = [heading.text for heading in headings]
    plain = {title.casefold() for title in titles}
    for number, section in enumerate(need.sections):
        if section.casefold() not in plain:
            text = f"The template of `{need.artefact}` has no section {section!r}."
            noting.at((*path, number), "unknown-section", text, near(section, titles), "warning")
