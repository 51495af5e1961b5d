"""The state of a project is people's: whatever an agent wrote into it is put back as it stands on disk."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import NoteNotFound
from claudeprojects.core.vault.edit import remove_property, set_property
from claudeprojects.core.vault.note import parse_note

if TYPE_CHECKING:
    from claudeprojects.agents.phases.plan import PhasePlan

STATE: Final = ("methodology", "methodology-version", "phase", "gates", "status", "answers")
"""The properties of the project note that only people change."""


def keep_state(plan: PhasePlan, run_id: str) -> str:
    """Take what agents changed of the project's state out of the proposal; a sentence when there was something."""
    if plan.project not in plan.view.staged():
        return ""
    try:
        proposed = plan.view.read(plan.project).text or ""
    except NoteNotFound:
        return ""
    before = parse_note(plan.workspace.vault.read_text(plan.project).text or "").properties.values
    values = parse_note(proposed).properties.values
    changed = [name for name in STATE if values.get(name) != before.get(name) or (name in values) != (name in before)]
    if not changed:
        return ""
    text = proposed
    for name in changed:
        if name in before:
            text = set_property(text, name, before[name], path=plan.project)
        else:
            text = remove_property(text, name, path=plan.project)
    digest = hashlib.sha256(proposed.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    plan.view.write(f"{run_id}/kept/{digest}", plan.project, text)
    return f"An agent changed {', '.join(changed)} of the project; that is for people, and was taken out again."
