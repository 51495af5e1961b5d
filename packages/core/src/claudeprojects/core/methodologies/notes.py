"""The texts of the notes a methodology makes: the project, its phases, its artefacts and its sprints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from claudeprojects.core.errors import NotEditable, TemplateInvalid
from claudeprojects.core.methodologies.answers import kept
from claudeprojects.core.methodologies.checklist import task_key
from claudeprojects.core.methodologies.guide import activity_guide
from claudeprojects.core.methodologies.layout import link
from claudeprojects.core.methodologies.lint_templates import PROJECT_TEMPLATE
from claudeprojects.core.methodologies.needs import in_words
from claudeprojects.core.methodologies.sprints import planned_sprints
from claudeprojects.core.methodologies.templates import template_of
from claudeprojects.core.vault.edit import set_property
from claudeprojects.core.vault.tasks import split_fields
from claudeprojects.core.vault.yamlwriter import property_lines

if TYPE_CHECKING:
    from claudeprojects.core.methodologies.layout import Layout
    from claudeprojects.core.methodologies.model import Activity, Artefact, Phase
    from claudeprojects.core.methodologies.sources import TemplateSource
    from claudeprojects.core.methodologies.sprints import PlannedSprint
    from claudeprojects.core.methodologies.values import Days

_NO_BLOCK_ID = re.compile(r"[^a-z0-9]+")
_BLOCK_ID_LENGTH = 48


class PlannedTask(NamedTuple):
    """A task of a checklist: its whole line, its text without fields, and the block id it is known again by."""

    line: str
    description: str
    block_id: str


def project_properties(layout: Layout) -> dict[str, Any]:
    """The properties of the project note when the project begins, in their order."""
    methodology = layout.methodology
    due = max((days.end for days in layout.days.values()), default=None)
    properties: dict[str, Any] = {
        "type": "project",
        "status": "active",
        "methodology": methodology.name,
        "methodology-version": methodology.version,
        "phase": methodology.phases[0].id,
        "gates": None,
        "start": layout.first.isoformat(),
        **({"due": due.isoformat()} if due else {}),
    }
    for name, value in methodology.project.items():
        written = _rendered(layout, value)
        if written not in ("", []):
            properties[name] = written
    if "members" not in properties and (people := layout.always["people"]):
        properties["members"] = people
    properties["answers"] = kept(layout.answers, layout.made)
    return properties


def project_note(layout: Layout, templates: TemplateSource) -> str:
    """The project note: by the template ``project`` when there is one, else an overview of phases and artefacts."""
    properties = project_properties(layout)
    own = templates.find(PROJECT_TEMPLATE)
    if own is None:
        return _with_frontmatter(properties, _overview(layout))
    values = layout.note_values(layout.name, layout.methodology.phases[0])
    text = template_of(own.text, own.path).render(values, layout.made, layout.date_format)
    for name, value in properties.items():
        text = _set(text, name, value, own.path)
    return text


def artefact_note(layout: Layout, artefact: Artefact, templates: TemplateSource) -> str:
    """An artefact's note as its template makes it, with the properties by which it is found again."""
    found = templates.find(artefact.template)
    if found is None:
        raise TemplateInvalid(artefact.template, 1, "There is no template of that name.")
    values = layout.note_values(artefact.title, layout.methodology.made_in(artefact.id), artefact)
    text = template_of(found.text, found.path).render(values, layout.made, layout.date_format)
    text = _set(text, "artefact", artefact.id, found.path)
    return _set(text, "project", link(layout.project, layout.name), found.path, keep=True)


def phase_note(layout: Layout, phase: Phase) -> str:
    """A phase's note: its activities with their checklists, how to do them, and what its gate needs."""
    planned = layout.days.get(phase.id)
    properties = {
        "type": "phase",
        "project": link(layout.project, layout.name),
        "phase": phase.id,
        **(_dates(planned) if planned else {}),
    }
    parts = [f"# {phase.title}", phase.purpose]
    tasks = phase_tasks(layout, phase)
    parts += [activity_section(layout, phase, activity, tasks[activity.id]) for activity in phase.activities]
    if phase.gate is not None:
        title = f"## Gate: {phase.gate.title}" if phase.gate.title else "## Gate"
        needs = [f"- {in_words(need, layout.methodology)}" for need in phase.gate.needs]
        parts += [title, "\n".join(needs)]
    return _with_frontmatter(properties, "\n\n".join(part for part in parts if part))


def activity_section(layout: Layout, phase: Phase, activity: Activity, tasks: list[PlannedTask]) -> str:
    """The section of an activity in its phase's note."""
    facts = [f"{activity.minutes} minutes"] if activity.minutes else []
    facts += [", ".join(activity.people)] if activity.people else []
    facts += [f"with {', '.join(activity.agents)}"] if activity.agents else []
    lines = [
        f"## {activity.title}",
        activity.purpose,
        " · ".join(facts),
        _flow(layout, activity),
        "\n".join(task.line for task in tasks),
        _folded(activity_guide(layout.methodology, phase, activity)),
    ]
    return "\n\n".join(line for line in lines if line)


def phase_tasks(layout: Layout, phase: Phase) -> dict[str, list[PlannedTask]]:
    """The checklists of a phase, by activity; block ids are unique within the phase."""
    values = layout.note_values(phase.title, phase)
    taken: set[str] = set()
    found: dict[str, list[PlannedTask]] = {}
    for activity in phase.activities:
        found[activity.id] = tasks = []
        for number, task in enumerate(activity.tasks, 1):
            text = " ".join(layout.text(task, **values).split())
            if not text:
                continue
            description = split_fields(text)[0]
            words = _NO_BLOCK_ID.sub("-", task_key(description)).strip("-")
            if len(words) > _BLOCK_ID_LENGTH:
                words = words[:_BLOCK_ID_LENGTH].rpartition("-")[0]
            block_id = words if len(words) > 2 and words not in taken else f"{activity.id}-{number}"
            taken.add(block_id)
            tasks.append(PlannedTask(f"- [ ] {text} ^{block_id}", description, block_id))
    return found


def sprint_note(layout: Layout, sprint: PlannedSprint) -> str:
    """The note of a sprint."""
    properties = {
        "type": "sprint",
        "project": link(layout.project, layout.name),
        "goal": sprint.goal or None,
        **_dates(sprint.days),
        **({"capacity": sprint.capacity} if sprint.capacity is not None else {}),
    }
    return _with_frontmatter(properties, f"# {sprint.title}")


def _overview(layout: Layout) -> str:
    methodology = layout.methodology
    phases = [
        f"{number}. {link(layout.phases[phase.id], phase.title)}" + (f": {phase.purpose}" if phase.purpose else "")
        for number, phase in enumerate(methodology.phases, 1)
    ]
    artefacts = [
        f"- {link(layout.artefacts[each.id], each.title)}" + (f": {each.purpose}" if each.purpose else "")
        for each in methodology.artefacts
    ]
    sprints = [f"- {link(sprint.path, sprint.title)}" for sprint in planned_sprints(layout)]
    parts = [f"# {layout.name}", methodology.summary, "## Phases", "\n".join(phases)]
    for title, lines in (("## Artefacts", artefacts), ("## Sprints", sprints)):
        parts += [title, "\n".join(lines)] if lines else []
    return "\n\n".join(parts)


def _flow(layout: Layout, activity: Activity) -> str:
    """What the activity takes and what it writes, as links."""
    sides = []
    for word, names in (("From", activity.inputs), ("Writes", activity.outputs)):
        titles = {each.id: each.title for each in layout.methodology.artefacts}
        links = [link(layout.artefacts[name], titles[name]) for name in names if name in titles]
        sides += [f"{word} {', '.join(links)}."] if links else []
    return " ".join(sides)


def _folded(guide: str) -> str:
    """The guide as a folded callout."""
    if not guide.strip():
        return ""
    return "\n".join(["> [!tip]- How", *(f"> {line}".rstrip() for line in guide.strip().split("\n"))])


def _rendered(layout: Layout, value: Any) -> Any:
    if isinstance(value, list):
        return [written for entry in value if (written := _rendered(layout, entry)) != ""]
    return layout.text(value).strip() if isinstance(value, str) else value


def _dates(days: Days) -> dict[str, str]:
    return {"start": days.start.isoformat(), "end": days.end.isoformat()}


def _with_frontmatter(properties: dict[str, Any], body: str) -> str:
    lines = "".join(
        property_lines(name, value, indent="", item_indent="  ", newline="\n") for name, value in properties.items()
    )
    return f"---\n{lines}---\n\n{body}\n"


def _set(text: str, name: str, value: Any, template: str, *, keep: bool = False) -> str:
    """``text`` with a property set; with ``keep`` only when it has none. Raises ``TemplateInvalid`` for bad YAML."""
    from claudeprojects.core.vault.note import parse_note

    if keep and name in parse_note(text).properties.values:
        return text
    try:
        return set_property(text, name, value)
    except NotEditable as error:
        raise TemplateInvalid(template, 1, f"The properties it writes cannot be used: {error.reason}.") from error
