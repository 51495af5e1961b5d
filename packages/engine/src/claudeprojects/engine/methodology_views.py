"""From core's methodologies and gates to what the API says of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from claudeprojects.core.methodologies.flow import waits_for
from claudeprojects.core.methodologies.guide import activity_guide, phase_guide
from claudeprojects.core.methodologies.needs import in_words

if TYPE_CHECKING:
    from claudeprojects.core.methodologies.gates import GateItem, GateReport
    from claudeprojects.core.methodologies.library import Found
    from claudeprojects.core.methodologies.methodologies import Methodologies
    from claudeprojects.core.methodologies.model import Artefact, Methodology, Need, Phase
    from claudeprojects.core.methodologies.sources import TemplateSource


def summary(found: Found) -> dict[str, Any]:
    """A methodology in a list; one with errors has only what its file's name says."""
    methodology = found.methodology
    return {
        "name": found.name,
        "title": methodology.title if methodology else found.name,
        "summary": methodology.summary if methodology else "",
        "when": methodology.when if methodology else "",
        "version": methodology.version if methodology else 0,
        "path": found.path,
        "origin": found.origin,
        "used": found.used,
        "why": found.why,
        "phases": [phase.title for phase in methodology.phases] if methodology else [],
        "artefacts": len(methodology.artefacts) if methodology else 0,
        "problems": list(found.problems),
    }


def view(found: Found, methodology: Methodology, templates: TemplateSource) -> dict[str, Any]:
    """A methodology in full, with its ``templates``."""
    return {
        **summary(found),
        "folder": methodology.folder,
        "variables": methodology.variables,
        "board": methodology.board,
        "artefacts_made": [_artefact(artefact, templates) for artefact in methodology.artefacts],
        "stages": [_phase(methodology, phase) for phase in methodology.phases],
        "guide": methodology.guide,
        "text": found.text,
    }


def _artefact(artefact: Artefact, templates: TemplateSource) -> dict[str, Any]:
    template = templates.find(artefact.template)
    return {**asdict(artefact), "text": template.text if template else ""}


def _phase(methodology: Methodology, phase: Phase) -> dict[str, Any]:
    waiting = waits_for(methodology, phase)
    activities = [
        {
            **asdict(activity),
            "guide": activity_guide(methodology, phase, activity),
            "waits_for": sorted(waiting[activity.id]),
        }
        for activity in phase.activities
    ]
    needs = phase.gate.needs if phase.gate else ()
    return {
        "id": phase.id,
        "title": phase.title,
        "purpose": phase.purpose,
        "days": phase.days,
        "guide": phase_guide(methodology, phase),
        "activities": activities,
        "gate_title": phase.gate.title if phase.gate else "",
        "needs": [{"kind": kind_of(need), "text": in_words(need, methodology)} for need in needs],
    }


def guided(methodologies: Methodologies, project: str) -> dict[str, Any]:
    """Where a project is, with all of its gates."""
    state = methodologies.state(project)
    return {
        "path": state.path,
        "name": state.name,
        "methodology": state.methodology,
        "version": state.version,
        "phase": state.phase,
        "status": state.status,
        "gates": [gate(report) for report in methodologies.gates(project)],
    }


def gate(report: GateReport) -> dict[str, Any]:
    """A gate as it stands."""
    return {**{name: getattr(report, name) for name in _GATE}, "items": [_item(item) for item in report.items]}


def _item(item: GateItem) -> dict[str, Any]:
    found = {"text": item.text, "met": item.met, "why": item.why, "path": item.path}
    return {**found, "kind": kind_of(item.need), "role": getattr(item.need, "role", "")}


def kind_of(need: Need) -> str:
    """The kind of a need in one word, such as ``sections`` or ``sign-off``."""
    return _KINDS[type(need).__name__]


_GATE = (
    "phase", "phase_title", "title", "current", "through", "passed", "opens", "missing", "signed", "waived",
    "history", "next_phase",
)  # fmt: skip
_KINDS = {
    "ArtefactNeed": "artefact", "SectionsNeed": "sections", "WordsNeed": "words", "PropertyNeed": "property",
    "TasksDoneNeed": "tasks", "NoTasksNeed": "tasks", "SignOffNeed": "sign-off",
}  # fmt: skip
