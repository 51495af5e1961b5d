"""``lint``: everything that is wrong with a methodology and its templates, each with its line and column."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from claudeprojects.core.methodologies.lint_answers import variable_problems
from claudeprojects.core.methodologies.lint_flow import flow_problems
from claudeprojects.core.methodologies.lint_gates import gate_problems
from claudeprojects.core.methodologies.lint_templates import template_problems
from claudeprojects.core.methodologies.noting import Noting
from claudeprojects.core.methodologies.reading import read_methodology
from claudeprojects.core.methodologies.sources import FOLDER, FolderTemplates

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from claudeprojects.core.methodologies.problems import Problem
    from claudeprojects.core.methodologies.sources import TemplateSource


def lint(text: str, path: str, templates: TemplateSource, agents: Collection[str] | None = None) -> list[Problem]:
    """The problems of the methodology ``text``, which stands in the file ``path``, in the order of its lines.

    ``templates`` is where its templates are found; ``agents`` are the names of the agents there are, ``None`` when
    that is not known. A file whose structure is wrong is not looked at further.
    """
    reading = read_methodology(text)
    if reading.methodology is None or reading.front is None:
        return list(reading.problems)
    noting = Noting(reading.methodology, reading.front, list(reading.problems))
    stem = PurePath(path).stem
    if stem != reading.methodology.name:
        hint = f"Call it `{stem}`, or the file `{reading.methodology.name}.md`."
        noting.at(("name",), "name-differs", f"The name differs from the file's, which is {stem!r}.", hint)
    variable_problems(noting)
    flow_problems(noting, agents)
    gate_problems(noting, templates)
    template_problems(noting, templates)
    return sorted(noting.found, key=lambda problem: (problem.file, problem))


def lint_file(path: Path, agents: Collection[str] | None = None) -> list[Problem]:
    """The problems of the methodology in the file ``path``, with the templates in the folder beside it."""
    return lint(path.read_text(encoding="utf-8"), str(path), FolderTemplates(path.parent / FOLDER), agents)
