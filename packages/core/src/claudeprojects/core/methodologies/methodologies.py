"""Methodologies at work in one vault: begin a project, look at its gate, move it on, follow an edited methodology.

Every change is one operation that can be undone, made on the notes as they are at that moment.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.errors import MethodologyInvalid, MethodologyNotFound, NoteExists, NoteNotFound, NotGuided
from claudeprojects.core.methodologies import transitions
from claudeprojects.core.methodologies.answers import check_answers, read_back
from claudeprojects.core.methodologies.changes import Change, changes_of
from claudeprojects.core.methodologies.filters import ISO
from claudeprojects.core.methodologies.gates import GateKeeper, GateReport
from claudeprojects.core.methodologies.layout import Layout
from claudeprojects.core.methodologies.library import MethodologyLibrary
from claudeprojects.core.methodologies.notes import sprint_note
from claudeprojects.core.methodologies.planning import Plan, plan_of
from claudeprojects.core.methodologies.projectnotes import ProjectNotes
from claudeprojects.core.methodologies.sources import obsidian_date_format
from claudeprojects.core.methodologies.sprints import AS_USUAL, next_sprint
from claudeprojects.core.methodologies.state import ProjectState, read_state
from claudeprojects.core.projects.projects import Projects

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claudeprojects.core.methodologies.answers import Answer
    from claudeprojects.core.methodologies.library import Found
    from claudeprojects.core.methodologies.model import Methodology
    from claudeprojects.core.methodologies.projectnotes import Drafts
    from claudeprojects.core.methodologies.sprints import Wishes
    from claudeprojects.core.vault.operations import Operation
    from claudeprojects.core.workspace import Workspace


class Made(NamedTuple):
    """What instantiating did: the plan that was carried out, and the operation; ``None`` when nothing was missing."""

    plan: Plan
    operation: Operation | None


class Methodologies:
    """The methodologies of ``workspace`` and the projects they guide. ``now`` is the clock, in local time.

    A project is named by the path of its note. Safe to use from many threads.
    """

    def __init__(self, workspace: Workspace, now: Callable[[], datetime] = datetime.now) -> None:
        self._workspace = workspace
        self._now = now
        self.library = MethodologyLibrary(workspace)

    def plan(self, name: str, answers: Mapping[str, object]) -> Plan:
        """What ``instantiate`` would do; nothing is changed.

        Raises:
            MethodologyNotFound, MethodologyInvalid: it cannot be used.
            AnswersRefused: an answer is missing, or is none.
            TemplateInvalid: a template cannot be rendered.
        """
        return self._planned(*self._new(name, answers))

    def instantiate(self, name: str, answers: Mapping[str, object]) -> Made:
        """Make everything a project needs by the methodology ``name``, or what of it is missing; raises as ``plan``.

        Nothing that is there is overwritten. A project that was begun keeps the answers it was made with; those
        given now count where it has none.
        """
        plan = self._planned(*self._new(name, answers))
        verb = "Began" if plan.notes[0].action == "create" else "Completed"
        return self._carried_out(plan, f"{verb} {plan.notes[0].title} by {name}")

    def update(self, project: str) -> Made:
        """Add to ``project`` what its methodology says now and it does not have yet; see ``changes``."""
        state, found, layout = self._opened(project)
        plan = self._planned(found, layout)
        return self._carried_out(plan, f"Brought {state.name} up to version {plan.version} of {plan.methodology}")

    def changes(self, project: str) -> list[Change]:
        """By what ``project`` differs from what its methodology says now; raises as ``state``."""
        state, found, layout = self._opened(project)
        there = ProjectNotes(self._workspace, layout.folder)
        return changes_of(state, layout, self._planned(found, layout), self.library.templates(found), there)

    def state(self, project: str) -> ProjectState:
        """What the note of ``project`` says; raises ``NoteNotFound`` and ``NotGuided``."""
        return read_state(project, self._workspace.vault.read_text(project).text or "")

    def layout(self, project: str) -> Layout:
        """Where everything of ``project`` is planned; raises as ``state``."""
        return self._opened(project)[2]

    def gate(self, project: str, phase: str | None = None, drafts: Drafts | None = None) -> GateReport:
        """The gate of a phase of ``project``, of the current one by default: what it needs and what is missing.

        With ``drafts`` the notes are looked at as they will be once those are accepted; what happened at the gates is
        read from the project note on disk always, so that no draft can sign. Raises as ``state``, and ``NotGuided``
        when the methodology has no such phase.
        """
        state = self.state(project)
        keeper, methodology = self._keeper(state, drafts)
        wanted = state.phase_in(methodology) if phase is None else methodology.phase(phase)
        if wanted is None:
            raise NotGuided(project, f"{methodology.name!r} has no phase {phase!r}")
        return keeper.report(wanted)

    def gates(self, project: str) -> list[GateReport]:
        """The gates of all phases of ``project``, in order."""
        keeper, methodology = self._keeper(self.state(project))
        return [keeper.report(phase) for phase in methodology.phases]

    def advance(self, project: str) -> Operation:
        """Move ``project`` through the gate of its phase; after the last one it is done.

        Raises ``GateClosed``, naming what is missing, and ``GateRefused`` when the project is done already.
        """

        def change(text: str, state: ProjectState) -> str:
            keeper, methodology = self._keeper(state)
            report = keeper.report(state.phase_in(methodology))
            return transitions.moved_on(text, state, report, self._today)

        return self._changed(project, "Moved {name} on from {phase}", change)

    def sign(self, project: str, role: str, person: str) -> Operation:
        """Record that ``person`` signs the gate of the current phase as ``role``.

        Raises ``GateRefused`` when nobody has to sign in that role, or somebody has, or the name is no name.
        """

        def change(text: str, state: ProjectState) -> str:
            phase = state.phase_in(self.library.methodology(state.methodology))
            return transitions.signed(text, state, phase, role, person, self._today)

        return self._changed(project, f"{{name}}: {person.strip()} signed as {role} for {{phase}}", change)

    def waive(self, project: str, person: str, reason: str) -> Operation:
        """Record that ``person`` lets the project through the gate of its phase as it is, and why.

        Raises ``GateRefused`` without a name and a reason, or when there is nothing to waive.
        """

        def change(text: str, state: ProjectState) -> str:
            phase = state.phase_in(self.library.methodology(state.methodology))
            return transitions.waived(text, state, phase, person, reason, self._today)

        return self._changed(project, f"{{name}}: {person.strip()} waived the gate of {{phase}}", change)

    def reopen(self, project: str, phase: str, person: str, reason: str) -> Operation:
        """Bring the project back into ``phase`` (id or title), which it went through; ``person`` says why.

        What happened at the gates of that phase and of those after it stays on record and counts no more: they are
        gone through anew. Raises ``GateRefused`` without a name and a reason, or when the phase is not over, and
        ``NotGuided`` when the methodology does not have it.
        """

        def change(text: str, state: ProjectState) -> str:
            methodology = self.library.methodology(state.methodology)
            return transitions.reopened(text, state, methodology, phase, person, reason, self._today)

        return self._changed(project, f"{{name}}: {person.strip()} opened {phase} again", change)

    def plans_sprints(self, project: str) -> bool:
        """Whether the methodology of ``project`` says how its sprints are; never raises for an unguided note."""
        try:
            return self.library.methodology(self.state(project).methodology).sprints is not None
        except (NotGuided, MethodologyNotFound, MethodologyInvalid):
            return False

    def add_sprint(self, project: str, wishes: Wishes = AS_USUAL) -> Operation:
        """Make the next sprint of ``project``, as its methodology says where ``wishes`` say nothing.

        Raises ``NoteExists``, and ``NotGuided`` when no methodology plans its sprints.
        """
        try:
            layout = self._opened(project)[2]
            sprint = next_sprint(layout, Projects(self._workspace).sprints(project), self._today, wishes)
        except NotGuided as error:
            error.hint = "Name the sprint yourself, and say when it begins and ends."
            raise

        def make(text: str | None) -> str:
            if text is not None:
                raise NoteExists(sprint.path)
            return sprint_note(layout, sprint)

        operation = self._workspace.change_notes(f"Created {sprint.path}", {sprint.path: make})
        assert operation is not None  # noqa: S101 - a note was made, or an error raised
        return operation

    @property
    def _today(self) -> date:
        return self._now().date()

    def _new(self, name: str, given: Mapping[str, object]) -> tuple[Found, Layout]:
        """The methodology and the layout of a project to begin, or of the one that these answers began."""
        found = self.library.get(name)
        methodology = self.library.methodology(name)
        now = self._now().replace(second=0, microsecond=0)
        layout = self._layout(methodology, check_answers(methodology, given, now.date()), now)
        try:
            state = self.state(layout.project)
        except (NoteNotFound, NotGuided):
            return found, layout
        if state.methodology == methodology.name:
            kept, made = read_back(methodology, state.answers, now.date())
            layout = self._layout(methodology, {**layout.answers, **{k: v for k, v in kept.items() if v}}, made)
        return found, layout

    def _layout(self, methodology: Methodology, answers: Mapping[str, Answer], made: datetime) -> Layout:
        return Layout(methodology, answers, made, date_format=self._date_format)

    @property
    def _date_format(self) -> str:
        return obsidian_date_format(self._workspace.vault) or ISO

    def _opened(self, project: str) -> tuple[ProjectState, Found, Layout]:
        state = self.state(project)
        found = self.library.get(state.methodology)
        layout = state.layout(self.library.methodology(state.methodology), self._date_format)
        return state, found, layout

    def _planned(self, found: Found, layout: Layout) -> Plan:
        return plan_of(layout, self.library.templates(found), ProjectNotes(self._workspace, layout.folder))

    def _carried_out(self, plan: Plan, summary: str) -> Made:
        edits = {note.path: note.edit for note in plan.notes if note.action != "keep"}
        return Made(plan, self._workspace.change_notes(summary, edits) if edits else None)

    def _keeper(self, state: ProjectState, drafts: Drafts | None = None) -> tuple[GateKeeper, Methodology]:
        found = self.library.get(state.methodology)
        methodology = self.library.methodology(state.methodology)
        layout = state.layout(methodology, self._date_format)
        templates = self.library.templates(found)
        return GateKeeper(self._workspace, state, methodology, templates, layout, drafts), methodology

    def _changed(self, project: str, summary: str, change: Callable[[str, ProjectState], str]) -> Operation:
        """One change of the project note, worked out on its text at the moment it is written."""
        before = self.state(project)

        def edit(text: str | None) -> str:
            if text is None:
                raise NoteNotFound(project)
            return change(text, read_state(project, text))

        words = summary.format(name=before.name, phase=before.phase)
        operation = self._workspace.change_notes(words, {project: edit})
        assert operation is not None  # noqa: S101 - every change adds an entry or sets the phase
        return operation
