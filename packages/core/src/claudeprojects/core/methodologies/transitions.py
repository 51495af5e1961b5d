"""Transitions: what each step of a project leaves in its note.

Moving on, signing, waiving and opening again are worked out on the text of the project note as it is at that moment.
Each raises ``GateRefused`` when it cannot be, and then nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.errors import GateClosed, GateRefused, NotGuided
from claudeprojects.core.methodologies.model import SignOffNeed
from claudeprojects.core.methodologies.problems import near
from claudeprojects.core.methodologies.state import ACTIVE, DONE, GateEntry, with_entries
from claudeprojects.core.vault.edit import set_property

if TYPE_CHECKING:
    from datetime import date

    from claudeprojects.core.methodologies.gates import GateReport
    from claudeprojects.core.methodologies.model import Methodology, Phase
    from claudeprojects.core.methodologies.state import ProjectState

MAX_NAME, MAX_REASON = 200, 1_000
"""Characters of a person's name, and of a reason."""


def moved_on(text: str, state: ProjectState, report: GateReport, day: date) -> str:
    """The project behind the gate of ``report``: in the next phase, or done. Raises ``GateClosed`` too."""
    if report.next_phase is None and state.status.casefold() == DONE:
        raise GateRefused(state.path, report.phase, "the project is done", "Begin another project.")
    if not report.opens:
        raise GateClosed(state.path, report.phase, report.missing)
    if report.waived is None:
        text = with_entries(text, state, GateEntry(report.phase, "passed", day))
    if report.next_phase is None:
        return set_property(text, "status", DONE, path=state.path)
    return set_property(text, "phase", report.next_phase, path=state.path)


def signed(text: str, state: ProjectState, phase: Phase, role: str, person: str, day: date) -> str:
    """The gate of ``phase`` signed by ``person`` as ``role``."""
    wanted, name = _role(state, phase, role), _name(state, phase, person)
    before = [entry for entry in state.at(phase.id, "signed") if entry.role.casefold() == wanted.casefold()]
    if before:
        refused = f"{before[0].person} signed as {wanted} on {before[0].day.isoformat()}"
        raise GateRefused(state.path, phase.id, refused, "Take that entry out of `gates` to sign again.")
    return with_entries(text, state, GateEntry(phase.id, "signed", day, name, wanted))


def waived(text: str, state: ProjectState, phase: Phase, person: str, reason: str, day: date) -> str:
    """The gate of ``phase`` waived by ``person`` for ``reason``."""
    name, why = _name(state, phase, person), _reason(state, phase, reason, "a waiver", "it may stay open")
    if phase.gate is None or state.is_through(phase.id):
        refused = "it has no gate" if phase.gate is None else "the gate was waived or passed already"
        raise GateRefused(state.path, phase.id, refused, "Move the project on instead.")
    return with_entries(text, state, GateEntry(phase.id, "waived", day, name, reason=why))


def reopened(
    text: str, state: ProjectState, methodology: Methodology, named: str, person: str, reason: str, day: date
) -> str:
    """The project back in the phase ``named`` (its id or title), opened again by ``person`` for ``reason``.

    Each later phase that anything was recorded for is opened again with it, because it was built on what is now in
    question. Raises ``NotGuided`` when there is no such phase.
    """
    phase = methodology.phase_named(named)
    if phase is None:
        error = NotGuided(state.path, f"{methodology.name!r} has no phase {named!r}")
        error.hint = f"There is {', '.join(repr(each.id) for each in methodology.phases)}."
        raise error
    name, why = _name(state, phase, person), _reason(state, phase, reason, "opening it again", "it is open again")
    place, now = methodology.phases.index(phase), methodology.phases.index(state.phase_in(methodology))
    if place > now or (place == now and not state.is_through(phase.id)):
        refused = "the project is in this phase" if place == now else "the project has not come to this phase yet"
        raise GateRefused(state.path, phase.id, refused, "Open a phase again that the project went through.")
    entries = [GateEntry(phase.id, "reopened", day, name, reason=why)]
    entries += [
        GateEntry(later.id, "reopened", day, name, reason=f"{phase.id} was opened again")
        for later in methodology.phases[place + 1 :]
        if state.is_through(later.id) or state.at(later.id, "signed")
    ]
    text = with_entries(text, state, *entries)
    if state.status.casefold() == DONE:
        text = set_property(text, "status", ACTIVE, path=state.path)
    return set_property(text, "phase", phase.id, path=state.path)


def _role(state: ProjectState, phase: Phase, role: str) -> str:
    roles = [need.role for need in (phase.gate.needs if phase.gate else ()) if isinstance(need, SignOffNeed)]
    found = next((wanted for wanted in roles if wanted.casefold() == role.strip().casefold()), None)
    if found is None:
        hint = near(role, roles) or "This gate needs no signature."
        raise GateRefused(state.path, phase.id, f"nobody has to sign as {role!r}", hint)
    return found


def _name(state: ProjectState, phase: Phase, person: str) -> str:
    name = " ".join(person.split())
    if not name or len(name) > MAX_NAME or not name.isprintable() or " because " in name or " as " in name:
        raise GateRefused(state.path, phase.id, f"{person!r} is nobody's name", "Say who you are.")
    return name


def _reason(state: ProjectState, phase: Phase, reason: str, what: str, wanted: str) -> str:
    why = " ".join(reason.split())
    if not why or len(why) > MAX_REASON or not why.isprintable():
        refused = f"{what} needs a reason" if not why else "the reason cannot be written on one line"
        raise GateRefused(state.path, phase.id, refused, f"Say in one sentence why {wanted}.")
    return why
