"""The layout of a project: which notes a methodology makes for it, and where they lie below its folder."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from claudeprojects.core.errors import AnswersRefused
from claudeprojects.core.methodologies.filters import ISO
from claudeprojects.core.methodologies.lint_answers import PROJECT
from claudeprojects.core.methodologies.templates import template_of
from claudeprojects.core.methodologies.values import (
    always,
    begins,
    for_paths,
    in_a_name,
    phase_days,
    phase_value,
)
from claudeprojects.core.vault.paths import check_new_path, join, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from claudeprojects.core.methodologies.answers import Answer
    from claudeprojects.core.methodologies.model import Artefact, Methodology, Phase

PHASES = "Phases"
"""The folder of the notes of the phases."""


class Layout:
    """Where everything of one project is. ``project`` is the path of its note, when that is there already.

    Raises ``AnswersRefused`` when the project's name cannot be that of a note, ``TemplateInvalid`` and
    ``PathRefused`` when a path of the methodology cannot be one.
    """

    def __init__(
        self,
        methodology: Methodology,
        answers: Mapping[str, Answer],
        made: datetime,
        *,
        project: str | None = None,
        date_format: str = ISO,
    ) -> None:
        self.methodology, self.answers, self.made, self.date_format = methodology, answers, made, date_format
        self.always = always(methodology, answers, made)
        self.name = name_of(project).removesuffix(".md") if project else _named(answers)
        self.always[PROJECT] = self.name
        self.folder = project.rpartition("/")[0] if project else check_new_path(self._in_path(methodology.folder))
        self.project = project or check_new_path(join(self.folder, f"{self.name}.md"))
        self.first = begins(answers, made)
        self.days = phase_days(methodology, self.first)

    @cached_property
    def artefacts(self) -> dict[str, str]:
        """The path of each artefact's note, by id."""
        return {
            each.id: check_new_path(join(self.folder, self._in_path(each.path, title=each.title)))
            for each in self.methodology.artefacts
        }

    @cached_property
    def phases(self) -> dict[str, str]:
        """The path of each phase's note, by id."""
        titles = {phase.id: in_a_name(phase.title) for phase in self.methodology.phases}
        return {
            identifier: join(self.folder, f"{PHASES}/{number} {title}.md")
            for number, (identifier, title) in enumerate(titles.items(), 1)
        }

    def text(self, template: str, **more: Any) -> str:
        """A text of the methodology with its variables put in."""
        if "{" not in template:
            return template
        values = {"title": self.name, **self.always, **more}
        return template_of(template, self.methodology.name).render(values, self.made, self.date_format)

    def note_values(self, title: str, phase: Phase | None, artefact: Artefact | None = None) -> dict[str, Any]:
        """What the template of a note knows."""
        links = {each.id: link(self.artefacts[each.id], each.title) for each in self.methodology.artefacts}
        return {
            **self.always,
            "title": title,
            "phase": phase_value(self.methodology, phase or self.methodology.phases[0], self.days),
            "artefacts": {**{name.replace("-", "_"): found for name, found in links.items()}, **links},
            "artefact": {"id": artefact.id, "title": artefact.title, "purpose": artefact.purpose} if artefact else "",
        }

    def _in_path(self, template: str, **more: Any) -> str:
        if "{" not in template:
            return template
        values = for_paths({"title": self.name, **self.always, **more})
        return template_of(template, self.methodology.name).render(values, self.made, self.date_format)


def link(path: str, shown: str) -> str:
    """A link to exactly the note at ``path``."""
    return f"[[{path.removesuffix('.md')}|{shown}]]"


def _named(answers: Mapping[str, Answer]) -> str:
    name = str(answers.get(PROJECT, ""))
    if not name:
        raise AnswersRefused({PROJECT: f"{PROJECT}: The project needs a name."})
    if in_a_name(name) != name:
        reason = 'A name cannot hold / \\ : * ? " < > | [ ] # ^, nor begin or end with a dot.'
        raise AnswersRefused({PROJECT: f"{PROJECT}: {reason}"})
    return name
