"""What a phase is for those who carry it out: its activities, where its notes lie, its gate on the run's view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from claudeprojects.agents.changes.drafts import ViewDrafts
from claudeprojects.core.methodologies.model import PropertyNeed, SignOffNeed, TasksDoneNeed
from claudeprojects.core.methodologies.notes import artefact_note
from claudeprojects.core.methodologies.own_text import OwnText
from claudeprojects.core.methodologies.projectnotes import ProjectNotes

if TYPE_CHECKING:
    from claudeprojects.agents.changes.view import ChangeView
    from claudeprojects.core.methodologies.gates import GateItem, GateReport
    from claudeprojects.core.methodologies.layout import Layout
    from claudeprojects.core.methodologies.methodologies import Methodologies
    from claudeprojects.core.methodologies.model import Activity, Artefact, Methodology, Phase
    from claudeprojects.core.workspace import Workspace


@dataclass(frozen=True)
class PhasePlan:
    """One phase of one project, seen through the changes in ``view``. Blocking."""

    workspace: Workspace
    methodologies: Methodologies
    project: str
    phase_id: str
    view: ChangeView

    @cached_property
    def layout(self) -> Layout:
        """Where the notes of the project are planned."""
        return self.methodologies.layout(self.project)

    @property
    def methodology(self) -> Methodology:
        """The methodology of the project."""
        return self.layout.methodology

    @cached_property
    def phase(self) -> Phase:
        """The phase. Raises ``NotGuided`` when the methodology has lost it."""
        found = self.methodology.phase(self.phase_id)
        return found or self.methodologies.state(self.project).phase_in(self.methodology)

    def gate(self) -> GateReport:
        """The gate as it will stand once the changes are accepted; signatures count only when they are on disk."""
        return self.methodologies.gate(self.project, self.phase.id, self._drafts)

    def artefact(self, identifier: str) -> Artefact:
        """An artefact of the methodology."""
        return next(each for each in self.methodology.artefacts if each.id == identifier)

    def path(self, identifier: str) -> str:
        """Where the note of an artefact is, or would be made."""
        return self._there.artefact(self.layout, identifier) or self.layout.artefacts[identifier]

    def text(self, path: str) -> str:
        """A note as it will be, without it counting as read; empty when there is none."""
        return self._drafts.text(path) or ""

    def is_written(self, identifier: str) -> bool:
        """Whether the note of an artefact says more than its template."""
        text = self._drafts.text(self.path(identifier))
        return text is not None and OwnText(text, self.template(identifier)).is_written()

    def template(self, identifier: str) -> str:
        """The note of an artefact as its template makes it."""
        templates = self.methodologies.library.templates(self.methodologies.library.get(self.methodology.name))
        return artefact_note(self.layout, self.artefact(identifier), templates)

    def is_counted(self, identifier: str) -> bool:
        """Whether the gate counts something in an artefact: then it is a record of what people made or did."""
        needs = self.phase.gate.needs if self.phase.gate else ()
        counted = [need for need in needs if isinstance(need, PropertyNeed) and need.at_least is not None]
        return any(need.artefact == identifier for need in counted)

    def make_missing(self, key: str) -> list[str]:
        """Propose from its template each note that the phase writes and that is not there; their paths.

        The same ``key`` proposes nothing twice.
        """
        made = []
        for identifier in self.outputs:
            path = self.path(identifier)
            if not self.view.exists(path):
                self.view.write(f"{key}/{identifier}", path, self.template(identifier))
                made.append(path)
        return made

    @property
    def outputs(self) -> list[str]:
        """The artefacts that the phase writes, once each."""
        return list(dict.fromkeys(output for activity in self.phase.activities for output in activity.outputs))

    def for_agents(self, report: GateReport, activity: Activity) -> list[GateItem]:
        """What the gate needs of the artefacts of ``activity`` that an agent can do something about."""
        return [
            item
            for item in report.items
            if not is_for_people(item) and getattr(item.need, "artefact", None) in activity.outputs
        ]

    @property
    def _drafts(self) -> ViewDrafts:
        return ViewDrafts(self.view, self.workspace.vault)

    @property
    def _there(self) -> ProjectNotes:
        return ProjectNotes(self.workspace, self.layout.folder, self._drafts)


def is_for_people(item: GateItem) -> bool:
    """Whether only a person can meet a need: a signature, tasks done in the world, a property that says so."""
    match item.need:
        case SignOffNeed() | TasksDoneNeed():
            return True
        case PropertyNeed(one_of=wanted):
            return bool(wanted)
        case _:
            return False
