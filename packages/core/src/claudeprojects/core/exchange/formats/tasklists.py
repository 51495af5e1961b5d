"""Lists of tasks on their way into notes: sections, tasks with sub-tasks, dates in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from claudeprojects.core.exchange.names import safe_name
from claudeprojects.core.exchange.rrules import until
from claudeprojects.core.exchange.when import date_in, loose_day, rule_of_words
from claudeprojects.core.vault.days import TIME, time_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.notetext import TaskLine

_ENDING = re.compile(r"\b(?:(?P<until>until|ending) (?P<day>.*?)|for .*?)(?: (?:starting|from) .*)?$", re.IGNORECASE)
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


def nested(tasks: Iterable[tuple[str, str, TaskLine]]) -> list[TaskLine]:
    """Tasks, each given with its id and that of the one it is a part of, as a tree: those that are part of no other.

    Where they go round in a circle, the first of it is at the top.
    """
    given = list(tasks)
    first: dict[str, int] = {}
    for number, (name, _, _) in enumerate(given):
        if name:
            first.setdefault(name, number)
    above = {number: first[parent] for number, (_, parent, _) in enumerate(given) if parent in first}
    roots: list[TaskLine] = []
    for number, (_, _, task) in enumerate(given):
        if number not in above or _comes_back(number, above):
            above.pop(number, None)
            roots.append(task)
        else:
            given[above[number]][2].children.append(task)
    return roots


def _comes_back(number: int, above: dict[int, int]) -> bool:
    seen = {number}
    while (number := above.get(number, -1)) >= 0:
        if number in seen:
            return True
        seen.add(number)
    return False


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
            last = loose_day(ending["day"], today) if ending["until"] else None
            if last is None or rule.endswith(" when done"):
                batch.lost(
                    task.text, f"the end of its recurrence, {ending[0]!r}", "our rule goes on until you end it"
                )
            else:
                task.recurrence += until(date.fromisoformat(last))
        task.due = task.due or _day_in_rule(words, today)
        task.time = _time_in(words) or task.time
        return
    found = date_in(words)
    day = found[:10] if found else loose_day(words, today) if language in {"", "en"} else None
    if day is None:
        task.notes.append(f"Date: {words}")
        batch.lost(task.text, f"the date {words!r}", "it is no date or recurrence we can read; it is kept as text")
        return
    task.due = task.due or day
    task.time = (found[11:16] if found and "T" in found else _time_in(words)) or task.time


def _day_in_rule(words: str, today: date) -> str | None:
    starting = re.search(r"(?:starting|from) (.+?)(?: until .*| for .*)?$", words, re.IGNORECASE)
    return loose_day(starting[1], today) if starting else None


def _time_in(words: str) -> str | None:
    found = _TIME.search(words)
    return None if found is None else time_of(found)
