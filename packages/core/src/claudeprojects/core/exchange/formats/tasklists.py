"""Lists of tasks on their way into notes: sections, tasks with sub-tasks, dates in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from claudeprojects.core.exchange.names import safe_name
from claudeprojects.core.exchange.when import date_in, loose_day, rule_of_words
from claudeprojects.core.vault.days import TIME, time_of

if TYPE_CHECKING:
    from datetime import date

    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.notetext import TaskLine

_ENDING = re.compile(r"(?:until|ending|for) .*", re.IGNORECASE)
_TIME = re.compile(rf"(?<![\w:]){TIME}", re.VERBOSE | re.IGNORECASE)


@dataclass(slots=True)
class Section:
    """A heading and the tasks below it; ``title`` is empty for those before the first."""

    title: str
    tasks: list[TaskLine] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def write_list(
    batch: Batch, key: str, path: str, title: str, sections: list[Section], properties: dict[str, Any]
) -> None:
    """Reserve a note for a list of tasks at ``path`` and give it its text."""
    batch.reserve(key, path)
    pieces: list[str] = []
    for section in sections:
        if section.title:
            pieces.append(f"## {section.title}")
        pieces += section.notes
        if section.tasks:
            pieces.append("\n".join(line for task in section.tasks for line in task.lines()))
    if safe_name(title) != title and title:
        properties = {"aliases": [title], **properties}
    tasks = sum(task.count() for section in sections for task in section.tasks)
    batch.task_note(key, properties, "\n\n".join(pieces), tasks=tasks)


def set_due(batch: Batch, task: TaskLine, words: str, language: str = "en") -> None:
    """Give ``task`` the date or recurrence that ``words`` say; anything else is reported and kept as text."""
    words = words.strip()
    if not words:
        return
    today = datetime.now(UTC).date()
    rule = rule_of_words(words)
    if rule is not None:
        task.recurrence = rule
        if ending := _ENDING.search(words):
            batch.lost(task.text, f"the end of its recurrence, {ending[0]!r}", "our rules go on until you end them")
        task.due = task.due or _day_in_rule(words, today)
        task.time = _time_in(words)
        return
    found = date_in(words)
    day = found[:10] if found else loose_day(words, today) if language in {"", "en"} else None
    if day is None:
        task.notes.append(f"Date: {words}")
        batch.lost(task.text, f"the date {words!r}", "it is no date or recurrence we can read; it is kept as text")
        return
    task.due = task.due or day
    task.time = found[11:16] if found and "T" in found else _time_in(words)


def _day_in_rule(words: str, today: date) -> str | None:
    starting = re.search(r"(?:starting|from) (.+?)(?: until .*| for .*)?$", words, re.IGNORECASE)
    return loose_day(starting[1], today) if starting else None


def _time_in(words: str) -> str | None:
    found = _TIME.search(words)
    return None if found is None else time_of(found)
