"""Checklists in the notes of phases: which of a phase's tasks are missing, and adding them where they belong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claudeprojects.core.vault.note import parse_note

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from claudeprojects.core.methodologies.notes import PlannedTask
    from claudeprojects.core.vault.model import Heading

_FIELD = re.compile(r"\[[^\[\]]*::[^\[\]]*\]|\([^()]*::[^()]*\)")


def missing_tasks(
    text: str, planned: Mapping[str, list[PlannedTask]], elsewhere: Collection[str]
) -> dict[str, list[PlannedTask]]:
    """Those of the ``planned`` tasks, by activity, that the note ``text`` does not hold.

    A task is known again by its block id, or by its words; ``elsewhere`` are the words of the project's other tasks,
    as ``task_key`` writes them.
    """
    tasks = parse_note(text).tasks
    there = {task.block_id for task in tasks} | {task_key(task.description) for task in tasks} | set(elsewhere)
    found = {
        activity: [task for task in some if task.block_id not in there and task_key(task.description) not in there]
        for activity, some in planned.items()
    }
    return {activity: some for activity, some in found.items() if some}


def add_tasks(text: str, missing: Mapping[str, list[PlannedTask]], titles: Mapping[str, str]) -> str:
    """``text`` with the ``missing`` tasks below the heading of their activity, which is added when it is gone."""
    newline = "\r\n" if "\r\n" in text else "\n"
    for activity, tasks in missing.items():
        lines = newline.join(task.line for task in missing_tasks(text, {activity: tasks}, ()).get(activity, []))
        if lines:
            text = _with_lines(text, titles[activity], lines, newline)
    return text


def task_key(description: str) -> str:
    """The words of a task without its fields, for comparing."""
    return " ".join(_FIELD.sub(" ", description).casefold().split())


def _with_lines(text: str, title: str, lines: str, newline: str) -> str:
    """``text`` with ``lines`` after the last task below the heading ``title``, else at the end of its section."""
    parsed = parse_note(text)
    place = next((n for n, each in enumerate(parsed.headings) if _is_heading(each, title)), None)
    if place is None:
        return f"{text.rstrip()}{newline * 2}## {title}{newline * 2}{lines}{newline}"
    start = parsed.headings[place].start
    end = next((other.start for other in parsed.headings[place + 1 :] if other.level <= 2), len(text))
    inside = [task for task in parsed.tasks if start < task.start < end]
    if inside:
        at = inside[-1].end
        return f"{text[:at]}{newline}{lines}{text[at:]}"
    at = start + len(text[start:end].rstrip())
    return f"{text[:at]}{newline * 2}{lines}{text[at:] or newline}"


def _is_heading(heading: Heading, title: str) -> bool:
    return heading.level == 2 and heading.text.casefold() == title.casefold()
