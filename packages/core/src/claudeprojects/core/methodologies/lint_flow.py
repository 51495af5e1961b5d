"""Lint of the phases: ids, artefacts, who writes and who reads them, agents, and the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.methodologies.flow import cycle_in, late_inputs
from claudeprojects.core.methodologies.guide import is_titled, sections_of
from claudeprojects.core.methodologies.problems import near

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claudeprojects.core.methodologies.model import Activity
    from claudeprojects.core.methodologies.noting import Noting
    from claudeprojects.core.methodologies.positions import Step

ActivityPath = tuple["Step", ...]


def flow_problems(noting: Noting, agents: Collection[str] | None) -> None:
    """Note what is wrong with phases, activities and artefacts; ``agents`` are those known, ``None`` for unknown."""
    methodology = noting.methodology
    noting.twice(((("artefacts", n, "id"), each.id) for n, each in enumerate(methodology.artefacts)), "an artefact")
    noting.twice(((("phases", n, "id"), each.id) for n, each in enumerate(methodology.phases)), "a phase")
    noting.twice((((*path, "id"), each.id) for path, each in _activities(noting)), "an activity")
    _references(noting)
    _order(noting)
    _unused(noting)
    if agents is not None:
        _agents(noting, agents)
    _tasks(noting)
    _guide(noting)


def _activities(noting: Noting) -> Iterator[tuple[ActivityPath, Activity]]:
    for number, phase in enumerate(noting.methodology.phases):
        for place, activity in enumerate(phase.activities):
            yield ("phases", number, "activities", place), activity


def _references(noting: Noting) -> None:
    known = [artefact.id for artefact in noting.methodology.artefacts]
    for path, activity in _activities(noting):
        for key, names in (("inputs", activity.inputs), ("outputs", activity.outputs)):
            for number, name in enumerate(names):
                if name not in known:
                    hint = near(name, known) or "List it under `artefacts`."
                    noting.at((*path, key, number), "unknown-artefact", f"There is no artefact `{name}`.", hint)


def _order(noting: Noting) -> None:
    paths = {activity.id: path for path, activity in _activities(noting)}
    for late in late_inputs(noting.methodology):
        text = f"`{late.artefact}` is written only in the later phase `{late.written_in.id}`."
        where = (*paths[late.activity.id], "inputs", late.activity.inputs.index(late.artefact))
        noting.at(where, "input-too-late", text, "Write it in this phase or before, or do not ask for it here.")
    for phase in noting.methodology.phases:
        if circle := cycle_in(noting.methodology, phase):
            text = f"The activities wait for each other: {' → '.join(f'`{name}`' for name in circle)}."
            hint = "Each needs what the next one writes; take one input away, or write it in an earlier phase."
            noting.at((*paths[circle[0]], "inputs"), "cycle", text, hint)


def _unused(noting: Noting) -> None:
    used = {name for _, activity in _activities(noting) for name in (*activity.inputs, *activity.outputs)}
    for number, artefact in enumerate(noting.methodology.artefacts):
        if artefact.id not in used:
            text = f"No activity reads or writes `{artefact.id}`."
            noting.at(("artefacts", number, "id"), "unused-artefact", text, "Name it where it is made.", "warning")


def _agents(noting: Noting, agents: Collection[str]) -> None:
    known = {name.casefold() for name in agents}
    for path, activity in _activities(noting):
        for number, name in enumerate(activity.agents):
            if name.casefold() not in known:
                text = f"There is no agent `{name}` here."
                hint = near(name, sorted(agents)) or "`claudeprojects agent list` shows those there are."
                noting.at((*path, "agents", number), "unknown-agent", text, hint)


def _tasks(noting: Noting) -> None:
    for path, activity in _activities(noting):
        for number, task in enumerate(activity.tasks):
            if "\n" in task.strip() or task.lstrip().startswith(("- [", "* [")):
                hint = "Write one line, without `- [ ]`; that is added."
                noting.at((*path, "tasks", number), "bad-task", "A task is one line of text.", hint)


def _guide(noting: Noting) -> None:
    sections = sections_of(noting.methodology.guide)
    for phase in noting.methodology.phases:
        here = next((section for section in sections if is_titled(section, 2, phase.title)), None)
        if here is None:
            text = f"The guide has no section for the phase {phase.title!r}."
            noting.in_body("no-guide", text, f"Add a heading `## {phase.title}`.")
            continue
        below = sections_of(here.text)
        for activity in phase.activities:
            if not any(is_titled(section, 3, activity.title) for section in below):
                text = f"The guide has no section for the activity {activity.title!r}."
                noting.in_body("no-guide", text, f"Add a heading `### {activity.title}` below `## {phase.title}`.")
