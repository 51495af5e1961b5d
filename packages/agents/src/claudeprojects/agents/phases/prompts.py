"""What agents are asked in a phase: to look first, to write, to mend, and to check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claudeprojects.core.methodologies.guide import activity_guide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claudeprojects.agents.phases.plan import PhasePlan
    from claudeprojects.core.methodologies.gates import GateReport
    from claudeprojects.core.methodologies.model import Activity

RULES = """
The notes are there already, made from their templates: keep their headings and properties, and write below them \
with `patch` or `write`; what people wrote stays. Write only what the notes of this vault, or what you were told, \
bear out; where only people can know, write who has to be asked what. What people agree on, approve, sign or tick \
off is theirs: leave such properties and tasks alone. Do not touch the project's own note.
""".strip()

CHECKED = """
Signatures, ticked tasks and agreement are people's: they are no findings. A finding is a claim that its source does \
not bear out, a section that says nothing, or what the gate will not let through.

Answer with one line for each finding and nothing else, at most six, the worst first:
`- [id] what is wrong, in which section, and what would mend it`
The id is that of the note above. When there is nothing to mend, answer `Nothing to mend.`
""".strip()

LONGEST = 6_000
"""Characters of what one agent found that another one is told."""

_FINDING = re.compile(r"^\s*[-*]\s*\[([\w-]+)\]\s*(.+)$", re.MULTILINE)


def preparing(plan: PhasePlan, activity: Activity) -> str:
    """What an agent is asked that looks before another one writes."""
    return "\n\n".join(
        part
        for part in (
            f"Find what the notes know for the activity “{activity.title}”. {_where(plan)} Change nothing.",
            _about(plan, activity),
            _notes("Begin with these notes, as far as they say something", plan, activity.inputs),
            _notes("Another agent will then write", plan, activity.outputs),
            "Answer with what is known, each with its place as [[note#heading]], and with what is not known.",
        )
        if part
    )


def writing(plan: PhasePlan, activity: Activity, found: Sequence[tuple[str, str]], words: Sequence[str]) -> str:
    """What the agent is asked that writes; ``found`` is what others found, ``words`` what a person said."""
    report = plan.gate()
    needs = [item.text for item in plan.for_agents(report, activity)]
    parts = [
        f"Carry out the activity “{activity.title}”. {_where(plan)}",
        _about(plan, activity),
        _notes("Read first", plan, activity.inputs),
        _notes("Write", plan, activity.outputs),
        RULES,
        "The gate will ask for:\n" + "\n".join(f"- {need}" for need in needs) if needs else "",
        *(f"The agent {name} found:\n\n{text[:LONGEST]}" for name, text in found),
        *(f"A person said: {text}" for text in words),
        "Answer in at most five lines: what you wrote, and what a person has to decide or bring.",
    ]
    return "\n\n".join(part for part in parts if part)


def mending(plan: PhasePlan, activity: Activity, findings: Iterable[str]) -> str:
    """What the agent that wrote is asked when something was found."""
    return "\n\n".join(
        (
            f"What was written for the activity “{activity.title}” was checked. {_where(plan)}",
            _notes("It is about", plan, activity.outputs),
            "Mend this, and nothing else:\n" + "\n".join(f"- {finding}" for finding in findings),
            RULES,
            "A finding that is wrong, or that only a person can mend, is left: say so. Answer in at most five lines.",
        )
    )


def checking(plan: PhasePlan, written: Sequence[str], report: GateReport) -> str:
    """What the validator is asked."""
    needs = "\n".join(f"- {item.text} ({item.why})" for item in report.items) or "- nothing"
    return "\n\n".join(
        (
            f"Check what was written in the phase “{plan.phase.title}” against its gate. {_where(plan)}",
            _notes("Read each of", plan, written, named=True),
            f"The gate needs, and as it stands now:\n{needs}",
            CHECKED,
        )
    )


def findings_in(answer: str, known: Iterable[str]) -> dict[str, list[str]]:
    """What a validator found, by the id of the artefact; lines of another form count for nothing here."""
    names = set(known)
    found: dict[str, list[str]] = {}
    for identifier, text in _FINDING.findall(answer):
        if identifier in names:
            found.setdefault(identifier, []).append(text.strip())
    return found


def _where(plan: PhasePlan) -> str:
    title = plan.methodology.title
    return f"It belongs to the project [[{plan.project.removesuffix('.md')}]], phase “{plan.phase.title}” of {title}."


def _about(plan: PhasePlan, activity: Activity) -> str:
    guide = activity_guide(plan.methodology, plan.phase, activity).strip()
    return "\n\n".join(part for part in (activity.purpose, guide and f"How it is done:\n\n{guide}") if part)


def _notes(title: str, plan: PhasePlan, identifiers: Iterable[str], *, named: bool = False) -> str:
    known = {each.id for each in plan.methodology.artefacts}
    lines = [
        f"- {f'[{name}] ' if named else ''}`{plan.path(name)}`" + (f": {about}" if about else "")
        for name in identifiers
        if name in known
        for about in [plan.artefact(name).purpose]
    ]
    return f"{title}:\n" + "\n".join(lines) if lines else ""
