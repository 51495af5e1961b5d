"""What an edited methodology would change in a project that runs by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from claudeprojects.core.methodologies.guide import sections_of
from claudeprojects.core.methodologies.notes import artefact_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.core.methodologies.layout import Layout
    from claudeprojects.core.methodologies.planning import Plan
    from claudeprojects.core.methodologies.projectnotes import ProjectNotes
    from claudeprojects.core.methodologies.sources import TemplateSource
    from claudeprojects.core.methodologies.state import ProjectState

Kind = Literal["version", "phase", "note", "tasks", "left-over", "section"]


class Change(NamedTuple):
    """One difference between a project and its methodology; ``applied`` when an update of the project makes it."""

    kind: Kind
    text: str
    path: str
    applied: bool


def changes_of(
    state: ProjectState, layout: Layout, plan: Plan, templates: TemplateSource, there: ProjectNotes
) -> list[Change]:
    """Everything by which the project differs from what its methodology says now; nothing when it agrees."""
    return [
        *_position(state, layout),
        *_planned(plan),
        *_left_over(layout, there),
        *_sections(layout, templates, there),
    ]


def _position(state: ProjectState, layout: Layout) -> Iterator[Change]:
    methodology = layout.methodology
    if state.version != methodology.version:
        text = f"{methodology.title} is at version {methodology.version}; the project was made with {state.version}."
        yield Change("version", text, state.path, applied=True)
    if methodology.phase(state.phase) is None:
        known = ", ".join(phase.title for phase in methodology.phases)
        text = f"The project is in the phase {state.phase!r}, which there is no more; there is {known}."
        yield Change("phase", text, state.path, applied=False)
        return
    for phase in methodology.phases:
        if phase.id == state.phase:
            return
        if not state.is_through(phase.id):
            text = f"The phase {phase.title!r} lies before the current one, and its gate was never passed."
            yield Change("phase", text, state.path, applied=False)


def _planned(plan: Plan) -> Iterator[Change]:
    for note in plan.creates:
        yield Change("note", f"{note.title} would be made.", note.path, applied=True)
    for note in plan.changes:
        if note.role == "phase":
            for line in note.adds:
                yield Change("tasks", f"{note.title} would get the task {line!r}.", note.path, applied=True)


def _left_over(layout: Layout, there: ProjectNotes) -> Iterator[Change]:
    artefacts = {artefact.id for artefact in layout.methodology.artefacts}
    for path, identifier in there.marked("artefact"):
        if identifier not in artefacts:
            text = f"The methodology has no artefact {identifier!r} any more; the note stays."
            yield Change("left-over", text, path, applied=False)


def _sections(layout: Layout, templates: TemplateSource, there: ProjectNotes) -> Iterator[Change]:
    for artefact in layout.methodology.artefacts:
        path = there.artefact(layout, artefact.id)
        if path is None or templates.find(artefact.template) is None:
            continue
        has = {section.heading.text.casefold() for section in sections_of(there.text(path) or "")}
        for section in sections_of(artefact_note(layout, artefact, templates)):
            if section.heading.level > 1 and section.heading.text.casefold() not in has:
                text = f"Its template has a section “{section.heading.text}”, which the note has not."
                yield Change("section", text, path, applied=False)
