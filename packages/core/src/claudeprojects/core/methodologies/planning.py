"""Plans: which notes a methodology would make or add to in a vault, worked out without changing anything.

A plan only adds. A note that is there stays as it is, except for tasks that are missing from a phase's checklist, and
for the properties of the project note that say which methodology guides it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal

from claudeprojects.core.errors import AnswersRefused
from claudeprojects.core.methodologies import notes
from claudeprojects.core.methodologies.checklist import add_tasks, missing_tasks
from claudeprojects.core.methodologies.layout import PHASES
from claudeprojects.core.methodologies.lint_answers import PROJECT
from claudeprojects.core.methodologies.sprints import planned_sprints
from claudeprojects.core.vault.edit import set_property
from claudeprojects.core.vault.note import parse_note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from claudeprojects.core.methodologies.layout import Layout
    from claudeprojects.core.methodologies.notes import PlannedTask
    from claudeprojects.core.methodologies.projectnotes import ProjectNotes
    from claudeprojects.core.methodologies.sources import TemplateSource

Role = Literal["project", "phase", "artefact", "sprint"]


@dataclass(frozen=True, slots=True)
class PlannedNote:
    """One note of a plan. ``text`` is what a new note would hold; ``adds`` are lines added to one that is there."""

    path: str
    title: str
    role: Role
    id: str
    """Of the phase or artefact; empty for others."""
    action: Literal["create", "change", "keep"]
    text: str = ""
    adds: tuple[str, ...] = ()
    edit: Callable[[str | None], str] = field(default=lambda text: text or "", repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """What instantiating a methodology would do; nothing of it is done yet."""

    methodology: str
    version: int
    project: str
    """The path of the project note."""
    folder: str
    notes: tuple[PlannedNote, ...]

    @property
    def creates(self) -> list[PlannedNote]:
        """The notes that would be made."""
        return [note for note in self.notes if note.action == "create"]

    @property
    def changes(self) -> list[PlannedNote]:
        """The notes that would be added to."""
        return [note for note in self.notes if note.action == "change"]


def plan_of(layout: Layout, templates: TemplateSource, there: ProjectNotes) -> Plan:
    """What is missing of ``layout`` in the vault; raises ``TemplateInvalid`` and ``AnswersRefused``."""
    planned = [_project(layout, templates, there)]
    planned += _phases(layout, there)
    planned += _artefacts(layout, templates, there)
    planned += _sprints(layout, there)
    methodology = layout.methodology
    return Plan(methodology.name, methodology.version, layout.project, layout.folder, tuple(planned))


def _project(layout: Layout, templates: TemplateSource, there: ProjectNotes) -> PlannedNote:
    text = there.text(layout.project)
    properties = notes.project_properties(layout)
    if text is None:
        return _new(layout.project, layout.name, "project", "", notes.project_note(layout, templates))
    now = parse_note(text).properties.values
    other = now.get("methodology")
    if other not in (None, "", layout.methodology.name):
        raise AnswersRefused({PROJECT: f"{PROJECT}: {layout.project!r} is guided by {other!r} already."})
    fresh = ("methodology", "methodology-version") if other else tuple(properties)
    changed = {
        name: value
        for name, value in properties.items()
        if (name in fresh and (name == "methodology-version" or now.get(name) in (None, "")))
        and now.get(name) != value
    }
    if not changed:
        return PlannedNote(layout.project, layout.name, "project", "", "keep", edit=_keep)

    def edit(current: str | None) -> str:
        current = current or ""
        for name, value in changed.items():
            current = set_property(current, name, value, path=layout.project)
        return current

    adds = tuple(f"{name}: {'' if value is None else value}".rstrip() for name, value in changed.items())
    return PlannedNote(layout.project, layout.name, "project", "", "change", adds=adds, edit=edit)


def _phases(layout: Layout, there: ProjectNotes) -> Iterator[PlannedNote]:
    for phase in layout.methodology.phases:
        path = there.find("phase", phase.id, PHASES) or layout.phases[phase.id]
        text = there.text(path)
        if text is None:
            yield _new(path, phase.title, "phase", phase.id, notes.phase_note(layout, phase))
            continue
        tasks = notes.phase_tasks(layout, phase)
        missing = missing_tasks(text, tasks, there.task_texts)
        lines = tuple(task.line for some in missing.values() for task in some)
        if not lines:
            yield PlannedNote(path, phase.title, "phase", phase.id, "keep", edit=_keep)
            continue
        titles = {activity.id: activity.title for activity in phase.activities}

        edit = partial(_with_tasks, missing=missing, titles=titles)
        yield PlannedNote(path, phase.title, "phase", phase.id, "change", adds=lines, edit=edit)


def _artefacts(layout: Layout, templates: TemplateSource, there: ProjectNotes) -> Iterator[PlannedNote]:
    for artefact in layout.methodology.artefacts:
        path = there.artefact(layout, artefact.id)
        if path is not None:
            yield PlannedNote(path, artefact.title, "artefact", artefact.id, "keep", edit=_keep)
        else:
            text = notes.artefact_note(layout, artefact, templates)
            yield _new(layout.artefacts[artefact.id], artefact.title, "artefact", artefact.id, text)


def _sprints(layout: Layout, there: ProjectNotes) -> Iterator[PlannedNote]:
    planned = planned_sprints(layout)
    enough = there.count("sprint") >= len(planned)  # they may have other names by now
    for sprint in planned:
        if not enough and there.text(sprint.path) is None and not there.has_note_named(sprint.title):
            yield _new(sprint.path, sprint.title, "sprint", "", notes.sprint_note(layout, sprint))
        else:
            yield PlannedNote(sprint.path, sprint.title, "sprint", "", "keep", edit=_keep)


def _new(path: str, title: str, role: Role, identifier: str, text: str) -> PlannedNote:
    def edit(current: str | None) -> str:
        return text if current is None else current

    return PlannedNote(path, title, role, identifier, "create", text=text, edit=edit)


def _with_tasks(current: str | None, *, missing: Mapping[str, list[PlannedTask]], titles: Mapping[str, str]) -> str:
    return add_tasks(current or "", missing, titles)


def _keep(current: str | None) -> str:
    return current or ""
