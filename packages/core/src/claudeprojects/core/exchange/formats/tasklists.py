"""Lists of tasks on their way into notes: sections, tasks with sub-tasks, dates in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from claudeprojects.core.exchange.names import safe_name
from claudeprojects.core.exchange.when import date_in, loose_day, rule_of_words

if TYPE_CHECKING:
    from datetime import date

    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.notetext import TaskLine


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
        task.due = task.due or _day_in_rule(words, today)
        if _has_time(words):
            task.notes.append(f"Time: {words}")
        return
    found = date_in(words)
    day = found[:10] if found else loose_day(words, today) if language in {"", "en"} else None
    if day is None:
        task.notes.append(f"Date: {words}")
        batch.lost(task.text, f"the date {words!r}", "it is no date or recurrence we can read; it is kept as text")
        return
    task.due = task.due or day
    if (found and "T" in found) or _has_time(words):
        task.notes.append(f"Time: {found[11:] if found and 'T' in found else words}")


def _day_in_rule(words: str, today: date) -> str | None:
    starting = re.search(r"(?:starting|from) (.+?)(?: until .*| for .*)?$", words, re.IGNORECASE)
    return loose_day(starting[1], today) if starting else None


def _has_time(words: str) -> bool:
    return re.search(r"\b\d{1,2}:\d{2}\b|\b\d{1,2} ?[ap]m\b|\bnoon\b|\bmidnight\b", words, re.IGNORECASE) is not None
