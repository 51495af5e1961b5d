"""The summary of a phase at its gate, for a person: what was written, what is lacking, and what only they can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.agents.phases.plan import is_for_people
from claudeprojects.core.methodologies.model import SignOffNeed

if TYPE_CHECKING:
    from claudeprojects.agents.phases.checking import Checked
    from claudeprojects.agents.phases.model import ActivityRecord, PhaseRecord
    from claudeprojects.agents.phases.plan import PhasePlan
    from claudeprojects.core.methodologies.gates import GateReport
    from claudeprojects.core.methodologies.model import Activity

LONGEST = 400
"""Characters of what an agent said of its work."""


def summary(plan: PhasePlan, record: PhaseRecord, checked: Checked, kept: str, cut_short: str = "") -> str:
    """The summary of the phase as it stands at its gate, as Markdown; ``cut_short`` says why it goes no further.

    Blocking.
    """
    report = plan.gate()
    by_id = {activity.id: activity for activity in plan.phase.activities}
    known = [(by_id[each.activity], each) for each in record.activities if each.activity in by_id]
    done = [_done(plan, activity, its, checked) for activity, its in known if its.state == "done"]
    left = [_left(activity, its) for activity, its in known if its.state != "done"]
    lacking = [item.why for item in report.items if not item.met and not is_for_people(item)]
    parts = [
        *([f"**It was cut short.** {cut_short} {_to_go_on(plan)}"] if cut_short else []),
        _head(plan, report),
        *_part("Written", done),
        *_part("Not done by agents", left),
        *_part("What the gate still lacks", lacking),
        *_part("What needs a person", _for_people(plan, report)),
        *(["## What the check said", checked.said.strip()] if checked.said.strip() else []),
        *([kept] if kept else []),
        "What was written waits for your review. Nothing was signed, waived or moved on.",
    ]
    return "\n\n".join(parts)


def _head(plan: PhasePlan, report: GateReport) -> str:
    met = sum(item.met for item in report.items)
    of = f"{met} of {len(report.items)} needs are met" if report.items else "it has no gate"
    title = f" “{report.title}”" if report.title else ""
    project = plan.project.removesuffix(".md")
    name = project.rpartition("/")[2]
    where = f"**{plan.phase.title}** of [[{project}|{name}]] stands at its gate{title}"
    return f"{where}: {of}, once you accept the changes."


def _to_go_on(plan: PhasePlan) -> str:
    name = plan.project.rpartition("/")[2].removesuffix(".md")
    return f'To go on where it stopped: `claudeprojects phase resume "{name}" --tokens N`.'


def _part(title: str, lines: list[str]) -> list[str]:
    return [f"## {title}", "\n".join(f"- {line}" for line in lines)] if lines else []


def _done(plan: PhasePlan, activity: Activity, record: ActivityRecord, checked: Checked) -> str:
    notes = ", ".join(
        f"[[{plan.path(output).removesuffix('.md')}|{plan.artefact(output).title}]]" for output in activity.outputs
    )
    silent = [plan.artefact(output).title for output in activity.outputs if not plan.is_written(output)]
    who = record.person or record.agent
    mended = " Mended once after the check." if activity.id in checked.mended else ""
    empty = f" {', '.join(silent)} is still as its template made it." if silent else ""
    said = "" if record.person else f" {_short(record.said)}"
    return f"{activity.title} ({who}): {notes or 'no note'}.{empty}{mended}{said}".strip()


def _left(activity: Activity, record: ActivityRecord) -> str:
    match record.state:
        case "handed-over":
            return f"{activity.title}: handed over to {record.person}. {_short(record.said)}".strip()
        case "failed":
            return f"{activity.title}: {record.agent or 'the agent'} failed. {_short(record.said)}".strip()
        case "running":
            return f"{activity.title}: {record.agent} was at work on it."
        case _:
            return f"{activity.title}: it waits for what others write first."


def _for_people(plan: PhasePlan, report: GateReport) -> list[str]:
    name = plan.project.rpartition("/")[2].removesuffix(".md")
    if report.passed:
        return [f'Nothing is missing. Accept the changes and move on: `claudeprojects gate advance "{name}"`']
    lines = []
    for item in report.items:
        if item.met or not is_for_people(item):
            continue
        if isinstance(item.need, SignOffNeed):
            command = f'claudeprojects gate sign "{name}" --as "{item.need.role}" --by NAME'
            lines.append(f"{item.text}: `{command}`")
        else:
            lines.append(f"{item.text}. {item.why}")
    return lines


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rsplit(" ", 1)[0] + " …"
