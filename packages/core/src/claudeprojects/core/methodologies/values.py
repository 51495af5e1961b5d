"""What templates are given: the answers, the day, the phase, the people, and links to the artefacts."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from claudeprojects.core.methodologies.workdays import add_workdays, on_workday

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from claudeprojects.core.methodologies.answers import Answer
    from claudeprojects.core.methodologies.model import Methodology, Phase

START = "start"
"""The variable that says when the work begins, when a methodology asks for it."""

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\[\]#^\x00-\x1f\x7f]+')


class Days(NamedTuple):
    """From the first day to the last, both included."""

    start: date
    end: date


def always(methodology: Methodology, answers: Mapping[str, Answer], made: datetime) -> dict[str, Any]:
    """What every template knows; ``title`` is the note's and comes on top."""
    return {
        "date": made.date(),
        "today": made.date(),
        "time": f"{made:%H:%M}",
        "people": people_of(methodology, answers),
        "methodology": {"title": methodology.title, "name": methodology.name, "version": methodology.version},
        **answers,
    }


def people_of(methodology: Methodology, answers: Mapping[str, Answer]) -> list[str]:
    """Everybody who was named, once each, in the order of the questions."""
    named: list[str] = []
    for variable in methodology.variables:
        answer = answers.get(variable.name)
        if variable.kind == "person" and answer:
            named.append(str(answer))
        elif variable.kind == "people" and isinstance(answer, list):
            named += answer
    return list(dict.fromkeys(named))


def begins(answers: Mapping[str, Answer], made: datetime) -> date:
    """The first working day of the work."""
    from datetime import date

    start = answers.get(START)
    return on_workday(start if isinstance(start, date) else made.date())


def phase_days(methodology: Methodology, first: date) -> dict[str, Days]:
    """When each phase is planned, by id, counted in working days from ``first``; those without days are left out."""
    found: dict[str, Days] = {}
    passed = 0.0
    for phase in methodology.phases:
        if phase.days:
            start, end = math.floor(passed + 1e-9), max(math.ceil(passed + phase.days - 1e-9) - 1, 0)
            found[phase.id] = Days(add_workdays(first, start), add_workdays(first, max(start, end)))
            passed += phase.days
    return found


def phase_value(methodology: Methodology, phase: Phase, days: Mapping[str, Days]) -> dict[str, Any]:
    """A phase as templates know it; written alone it is its title."""
    planned = days.get(phase.id)
    return {
        "id": phase.id,
        "title": phase.title,
        "purpose": phase.purpose,
        "number": methodology.phases.index(phase) + 1,
        "start": planned.start if planned else "",
        "end": planned.end if planned else "",
    }


def in_a_name(text: str) -> str:
    """``text`` without what cannot stand in the name of a note on every system, or in a link."""
    return _NOT_IN_NAMES.sub("-", text).strip(" .-") or "-"


def for_paths(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` as they may stand in a path: no answer can lead into another folder."""
    return {name: in_a_name(value) if isinstance(value, str) and value else value for name, value in values.items()}
