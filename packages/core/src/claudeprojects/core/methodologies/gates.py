"""Gates: what each need of a phase's gate finds in the vault now, named exactly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.methodologies import notes
from claudeprojects.core.methodologies.gate_tasks import TaskFinder
from claudeprojects.core.methodologies.model import NoTasksNeed, SignOffNeed, TasksDoneNeed
from claudeprojects.core.methodologies.needs import in_words, named
from claudeprojects.core.methodologies.note_needs import found_in
from claudeprojects.core.methodologies.own_text import OwnText
from claudeprojects.core.methodologies.projectnotes import ProjectNotes

if TYPE_CHECKING:
    from claudeprojects.core.methodologies.gate_tasks import Standing
    from claudeprojects.core.methodologies.layout import Layout
    from claudeprojects.core.methodologies.model import (
        ArtefactNeed,
        Methodology,
        Need,
        Phase,
        PropertyNeed,
        SectionsNeed,
        WordsNeed,
    )
    from claudeprojects.core.methodologies.projectnotes import Drafts
    from claudeprojects.core.methodologies.sources import TemplateSource
    from claudeprojects.core.methodologies.state import GateEntry, ProjectState
    from claudeprojects.core.workspace import Workspace

SHOWN_TASKS = 3


class GateItem(NamedTuple):
    """One need of a gate, in words, and what was found. ``path`` is the note to look at, when there is one."""

    need: Need
    text: str
    met: bool
    why: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class GateReport:
    """A gate as it stands. ``passed`` says that every need is met; ``opens``, that the next phase may open."""

    project: str
    phase: str
    phase_title: str
    title: str
    items: tuple[GateItem, ...]
    current: bool
    """Whether it is the gate of the phase the project is in."""
    through: bool
    """Whether the project went through it already."""
    waived: GateEntry | None
    signed: tuple[GateEntry, ...]
    history: tuple[GateEntry, ...]
    """All that ever happened at it, in order; what lies before it was opened again last counts no more."""
    next_phase: str | None

    @property
    def passed(self) -> bool:
        """Whether every need is met."""
        return all(item.met for item in self.items)

    @property
    def opens(self) -> bool:
        """Whether it lets through: every need is met, or it was waived."""
        return self.passed or self.waived is not None

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not there, a sentence for each need that is not met."""
        return tuple(item.why for item in self.items if not item.met)


class Found(NamedTuple):
    """What a need found: whether it is met, a sentence, and the note to look at."""

    met: bool
    why: str
    path: str | None = None


class GateKeeper:
    """Looks at the gates of one project, as its note says it is and as the vault is now.

    With ``drafts`` as it will be once those are accepted.
    """

    def __init__(
        self,
        workspace: Workspace,
        state: ProjectState,
        methodology: Methodology,
        templates: TemplateSource,
        layout: Layout,
        drafts: Drafts | None = None,
    ) -> None:
        self._workspace, self._state, self._methodology = workspace, state, methodology
        self._templates, self._layout, self._drafts = templates, layout, drafts
        self._there = ProjectNotes(workspace, state.folder, drafts)

    def report(self, phase: Phase) -> GateReport:
        """The gate of ``phase``; one without a gate has no items, and opens."""
        following = self._methodology.after(phase)
        waived = self._state.at(phase.id, "waived")
        return GateReport(
            project=self._state.path,
            phase=phase.id,
            phase_title=phase.title,
            title=phase.gate.title if phase.gate else "",
            items=tuple(self._item(need, phase) for need in (phase.gate.needs if phase.gate else ())),
            current=phase.id == self._state.phase,
            through=self._state.is_through(phase.id) and phase.id != self._state.phase,
            waived=waived[-1] if waived else None,
            signed=tuple(self._state.at(phase.id, "signed")),
            history=tuple(self._state.history(phase.id)),
            next_phase=following.id if following else None,
        )

    def _item(self, need: Need, phase: Phase) -> GateItem:
        found = self._look(need, phase)
        return GateItem(need, in_words(need, self._methodology), *found)

    def _look(self, need: Need, phase: Phase) -> Found:
        match need:
            case SignOffNeed(role):
                return self._signed(role, phase)
            case TasksDoneNeed(of):
                return self._all_done(of, phase)
            case NoTasksNeed(query, of):
                return self._none_found(query, of, phase)
            case _:
                return self._in_artefact(need)

    def _in_artefact(self, need: ArtefactNeed | SectionsNeed | WordsNeed | PropertyNeed) -> Found:
        artefact = self._methodology.artefact(need.artefact)
        if artefact is None:
            return Found(False, f"The methodology has no artefact {need.artefact!r}.")
        path = self._there.artefact(self._layout, artefact.id)
        if path is None:
            planned = self._layout.artefacts[artefact.id]
            return Found(False, f"{named(artefact.title)} is missing: there is no note at {planned}.")
        template = ""
        if self._templates.find(artefact.template) is not None:
            template = notes.artefact_note(self._layout, artefact, self._templates)
        own = OwnText(self._there.text(path) or "", template)
        return Found(*found_in(need, own, artefact.title), path)

    def _signed(self, role: str, phase: Phase) -> Found:
        for entry in self._state.at(phase.id, "signed"):
            if entry.role.casefold() == role.casefold():
                return Found(True, f"{entry.person} signed as {role} on {entry.day.isoformat()}.", self._state.path)
        return Found(False, f"Nobody has signed as {role} yet.", self._state.path)

    def _all_done(self, of: str, phase: Phase) -> Found:
        left = self._tasks.open_tasks(of, phase)
        if not left:
            return Found(True, "Every task is done.")
        count = "One task is" if len(left) == 1 else f"{len(left)} tasks are"
        return Found(False, f"{count} still open: {_tasks_named(left)}.", left[0].path)

    def _none_found(self, query: str, of: str, phase: Phase) -> Found:
        found = self._tasks.matching(query, of, phase)
        if not found:
            return Found(True, f"`{query}` finds no task.")
        return Found(False, f"`{query}` finds {_tasks_named(found)}.", found[0].path)

    @cached_property
    def _tasks(self) -> TaskFinder:
        return TaskFinder(self._workspace, self._state, self._there, self._layout, self._drafts)


def _tasks_named(tasks: list[Standing]) -> str:
    """Some tasks by their words and place."""
    shown = [f"{named(task.description)} in {task.path}" for task in tasks[:SHOWN_TASKS]]
    return "; ".join(shown) + (f"; and {len(tasks) - SHOWN_TASKS} more" if len(tasks) > SHOWN_TASKS else "")
