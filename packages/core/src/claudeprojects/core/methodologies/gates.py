"""Gates: what each need of a phase's gate finds in the vault now, named exactly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.methodologies import notes
from claudeprojects.core.methodologies.gate_tasks import TaskFinder
from claudeprojects.core.methodologies.model import (
    ArtefactNeed,
    NoTasksNeed,
    PropertyNeed,
    SectionsNeed,
    SignOffNeed,
    TasksDoneNeed,
    WordsNeed,
)
from claudeprojects.core.methodologies.needs import in_words
from claudeprojects.core.methodologies.own_text import OwnText
from claudeprojects.core.methodologies.projectnotes import ProjectNotes

if TYPE_CHECKING:
    from claudeprojects.core.methodologies.gate_tasks import Standing
    from claudeprojects.core.methodologies.layout import Layout
    from claudeprojects.core.methodologies.model import Methodology, Need, Phase
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
            return Found(
                False, f"{artefact.title} is missing: there is no note at {self._layout.artefacts[artefact.id]}."
            )
        template = ""
        if self._templates.find(artefact.template) is not None:
            template = notes.artefact_note(self._layout, artefact, self._templates)
        own = OwnText(self._there.text(path) or "", template)
        match need:
            case SectionsNeed():
                met, why = _sections(need, own, artefact.title)
            case WordsNeed():
                met, why = _words(need, own, artefact.title)
            case PropertyNeed():
                met, why = _property(need, own, artefact.title)
            case ArtefactNeed():
                met = own.is_written()
                why = (
                    f"{artefact.title} is written." if met else f"{artefact.title} is still as its template made it."
                )
        return Found(met, why, path)

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
        return Found(False, f"{count} still open: {_named(left)}.", left[0].path)

    def _none_found(self, query: str, of: str, phase: Phase) -> Found:
        found = self._tasks.matching(query, of, phase)
        if not found:
            return Found(True, f"`{query}` finds no task.")
        return Found(False, f"`{query}` finds {_named(found)}.", found[0].path)

    @cached_property
    def _tasks(self) -> TaskFinder:
        return TaskFinder(self._workspace, self._state, self._there, self._layout, self._drafts)


def _named(tasks: list[Standing]) -> str:
    """Some tasks by their words and place."""
    shown = [f"“{task.description}” in {task.path}" for task in tasks[:SHOWN_TASKS]]
    return "; ".join(shown) + (f"; and {len(tasks) - SHOWN_TASKS} more" if len(tasks) > SHOWN_TASKS else "")


def _sections(need: SectionsNeed, own: OwnText, title: str) -> tuple[bool, str]:
    absent = [section for section in need.sections if not own.has_section(section)]
    empty = [section for section in need.sections if section not in absent and not own.is_section_written(section)]
    said = []
    if absent:
        said.append(f"{title} has no section {_listed(absent, 'or')}.")
    if empty:
        said.append(f"{title} says nothing under {_listed(empty, 'or')} yet.")
    return not said, " ".join(said) or f"{title} says something under {_listed(list(need.sections), 'and')}."


def _words(need: WordsNeed, own: OwnText, title: str) -> tuple[bool, str]:
    count = own.words()
    met = count >= need.words
    return met, f"{title} has {count} words of its own" + ("." if met else f", and needs {need.words}.")


def _property(need: PropertyNeed, own: OwnText, title: str) -> tuple[bool, str]:
    values = {name.casefold(): value for name, value in own.properties.items()}
    value = values.get(need.property.casefold())
    if value in (None, "", []):
        return False, f"{title} has no {need.property}."
    shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    if need.one_of:
        entries = value if isinstance(value, list) else [value]
        met = any(_same(entry, wanted) for entry in entries for wanted in need.one_of)
        wanted_text = " or ".join(str(wanted) for wanted in need.one_of)
        return met, f"{title} has {need.property} {shown}" + ("." if met else f", and needs {wanted_text}.")
    if need.at_least is not None:
        number = _number(value)
        met = number is not None and number >= need.at_least
        return met, f"{title} has {need.property} {shown}" + (
            "." if met else f", and needs {need.at_least:g} at least."
        )
    return True, f"{title} has {need.property} {shown}."


def _same(value: object, wanted: object) -> bool:
    if isinstance(value, bool) or isinstance(wanted, bool):
        return str(value).casefold() == str(wanted).casefold()
    one, other = _number(value), _number(wanted)
    if one is not None and other is not None:
        return one == other
    return str(value).strip().casefold() == str(wanted).strip().casefold()


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def _listed(texts: list[str], word: str) -> str:
    quoted = [f"“{text}”" for text in texts]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {word} {quoted[-1]}"
