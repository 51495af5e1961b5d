"""The order of the work: which activities can run at once, and which wait for what others write.

An input is there from the start when an earlier phase writes it, or nobody does. Else the activity waits for those
of its own phase that write it. An activity never waits for itself: it may take an artefact further.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.core.methodologies.model import Activity, Methodology, Phase


class Late(NamedTuple):
    """An input that only a later phase writes."""

    phase: Phase
    activity: Activity
    artefact: str
    written_in: Phase


def waits_for(methodology: Methodology, phase: Phase) -> dict[str, frozenset[str]]:
    """For each activity of ``phase``, by id: the ids of those of the phase that it waits for."""
    earlier = _written_before(methodology, phase)
    return {
        activity.id: frozenset(
            other.id
            for other in phase.activities
            if other.id != activity.id
            and any(made in activity.inputs and made not in earlier for made in other.outputs)
        )
        for activity in phase.activities
    }


def waves(methodology: Methodology, phase: Phase) -> list[list[Activity]]:
    """The activities of ``phase`` in turns: those of a turn can run at once. Those of a cycle come last, as one."""
    waiting = waits_for(methodology, phase)
    left, done, turns = list(phase.activities), set[str](), []
    while left:
        ready = [activity for activity in left if waiting[activity.id] <= done] or left
        turns.append(ready)
        done |= {activity.id for activity in ready}
        left = [activity for activity in left if activity.id not in done]
    return turns


def cycle_in(methodology: Methodology, phase: Phase) -> list[str]:
    """The ids of activities that wait for each other in a circle, the first one again at the end; empty for none."""
    waiting = waits_for(methodology, phase)
    free: set[str] = set()
    for start in waiting:
        found = _circle(waiting, [start], free)
        if found:
            return found
    return []


def late_inputs(methodology: Methodology) -> list[Late]:
    """The inputs that are written in a later phase only."""
    order = {phase.id: number for number, phase in enumerate(methodology.phases)}
    found = []
    for phase, activity in methodology.activities():
        for artefact in activity.inputs:
            made = methodology.made_in(artefact)
            if made is not None and order[made.id] > order[phase.id]:
                found.append(Late(phase, activity, artefact, made))
    return found


def _circle(waiting: dict[str, frozenset[str]], path: list[str], free: set[str]) -> list[str]:
    """A circle reached by ``path``; activities that lead to none are added to ``free``."""
    if path[-1] in path[:-1]:
        return path[path.index(path[-1]) :]
    for other in sorted(waiting[path[-1]] - free):
        found = _circle(waiting, [*path, other], free)
        if found:
            return found
    free.add(path[-1])
    return []


def _written_before(methodology: Methodology, phase: Phase) -> set[str]:
    earlier: Iterable[Phase] = methodology.phases[: methodology.phases.index(phase)]
    return {artefact for other in earlier for activity in other.activities for artefact in activity.outputs}
