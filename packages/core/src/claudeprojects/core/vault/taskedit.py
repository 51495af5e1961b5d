"""Changing one task in a note's text: its status as the Obsidian Tasks plugin does it, and what follows its box."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claudeprojects.core.errors import NotEditable
from claudeprojects.core.vault.properties import frontmatter_span
from claudeprojects.core.vault.recurrence import Occurrence, next_occurrence
from claudeprojects.core.vault.source import Source, unify_line_ends
from claudeprojects.core.vault.taskline import is_dataview, with_created, with_field
from claudeprojects.core.vault.tasks import find_tasks, locate_fields
from claudeprojects.core.vault.taskstatuses import PluginSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from claudeprojects.core.vault.model import Task

_BLOCK_ID = re.compile(r"\s*(?: \^[a-zA-Z0-9-]+)?\s*$")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HERE = "this note"
_STANDARD = PluginSettings()
_NOT_REPEATED = frozenset({"created", "done", "cancelled", "id", "depends_on"})
"""The fields the plugin does not give to the next occurrence."""


def set_task_status(text: str, line: int, symbol: str, *, path: str = _HERE) -> str:
    """``text`` with the checkbox of the task on ``line`` (0-based) showing ``symbol``; nothing else changes.

    Raises ``NotEditable`` when there is no task on that line, or ``symbol`` is not one character.
    """
    _check_symbol(symbol, path)
    task = task_on(text, line, path)
    at = _symbol_offset(text, task)
    return text[:at] + symbol + text[at + 1 :]


def change_status(
    text: str, line: int, symbol: str, today: date, settings: PluginSettings, *, path: str = _HERE
) -> str:
    """``text`` with the task on ``line`` in another status, as the Tasks plugin does it with these settings.

    A task that is done or cancelled gets the date of that, and loses it when it is neither; a recurring one that is
    done is followed by its next occurrence. Raises ``NotEditable`` as above.
    """
    _check_symbol(symbol, path)
    task = task_on(text, line, path)
    before, after = settings.type_of(task.symbol), settings.type_of(symbol)
    if after == "DONE" and before != "DONE":
        return complete_task(text, line, today, path=path, symbol=symbol, settings=settings)
    text = set_task_status(text, line, symbol, path=path)
    if before == after:
        return text

    def dated(body: str) -> str:
        body = body if after == "DONE" else with_field(body, "done", None)
        if after != "CANCELLED":
            return with_field(body, "cancelled", None)
        cancelled = today.isoformat() if settings.cancelled_date else None
        return body if cancelled is None else with_field(body, "cancelled", cancelled, dataview=settings.dataview)

    return change_body(text, line, dated, path=path)


def change_body(text: str, line: int, change: Callable[[str], str], *, path: str = _HERE) -> str:
    """``text`` with what follows the box of the task on ``line`` changed; its block id stays at the end.

    Raises ``NotEditable`` when there is no such task, or the change would make it something else than one task.
    """
    task = task_on(text, line, path)
    head, body, tail = _body(text, task)
    lead = body[: 1 + len(body[1:]) - len(body[1:].lstrip())]
    inner = change(body[len(lead) :])
    if any(mark in inner for mark in "\r\n\0"):
        raise NotEditable(path, "a task is one line", "Put it on one line.")
    return f"{text[: task.start]}{head}{task.symbol}{lead if len(lead) > 1 else '] '}{inner}{tail}{text[task.end :]}"


def complete_task(
    text: str,
    line: int,
    today: date,
    *,
    path: str = _HERE,
    symbol: str = "x",
    settings: PluginSettings = _STANDARD,
) -> str:
    """``text`` with the task on ``line`` done ``today``, as the Tasks plugin does with these settings.

    The line gets ``symbol`` and a done date; a recurring task also gets its next occurrence on the line before (or
    after); a task that says so is deleted. One that is done already stays as it is. Raises ``NotEditable`` as above.
    """
    task = task_on(text, line, path)
    if settings.type_of(task.symbol) == "DONE":
        return text
    after = unify_line_ends(text).find("\n", task.end) + 1 or len(text)
    pieces = []
    following = _following(text, task, today, symbol, settings)
    line_end = text[task.end : after] or _line_end_before(text, task.start)
    if task.on_completion != "delete":
        pieces.append(_completed(text, task, today, symbol, settings))
    if following is not None:
        pieces.insert(len(pieces) if settings.next_below else 0, following)
    joined = line_end.join(pieces)
    if pieces:
        joined += text[task.end : after]
    return text[: task.start] + joined + text[after:]


def _check_symbol(symbol: str, path: str) -> None:
    if len(symbol) != 1 or symbol in "\r\n]\0":
        raise NotEditable(
            path, f"{symbol!r} is not a task status", "A status is one character, such as x or a space."
        )


def task_on(text: str, line: int, path: str = _HERE) -> Task:
    """The task on a 0-based line of a note's text; raises ``NotEditable`` when there is none."""
    found = next((task for task in tasks_in(text) if task.line == line), None)
    if found is None:
        raise NotEditable(path, f"there is no task on line {line + 1}", "Read the note again; it may have changed.")
    return found


def tasks_in(text: str) -> list[Task]:
    """Every task line of a note's text."""
    span = frontmatter_span(unify_line_ends(text))
    return find_tasks(Source.of(text, span[2] if span else 0))


def _symbol_offset(text: str, task: Task) -> int:
    return text.index("[", task.start + len(task.indent) + len(task.marker)) + 1


def _line_end_before(text: str, offset: int) -> str:
    """The line end before ``offset``, for a last line that has none; ``\\n`` at the start of the text."""
    if text[offset - 2 : offset] == "\r\n":
        return "\r\n"
    return text[offset - 1] if offset else "\n"


def _body(text: str, task: Task) -> tuple[str, str, str]:
    """The task's line as checkbox with ``[ ]`` open, body with its fields, and block id with trailing space."""
    at = _symbol_offset(text, task)
    head, rest = text[task.start : at], text[at + 1 : task.end]
    tail = _BLOCK_ID.search(rest)
    cut = tail.start() if tail else len(rest)
    return head, rest[:cut], rest[cut:]


def _completed(text: str, task: Task, today: date, symbol: str, settings: PluginSettings) -> str:
    """The line itself: its symbol, a done date after the other fields, no cancelled date."""
    head, body, tail = _body(text, task)
    own = is_dataview(body)
    for name, start, end in reversed(locate_fields(body)):
        if name in ("done", "cancelled"):
            body = body[:start].rstrip() + body[end:]
    dataview = settings.dataview if own is None else own
    done = f"  [completion:: {today.isoformat()}]" if dataview else f" ✅ {today.isoformat()}"
    return f"{head}{symbol}{body}{done if settings.done_date else ''}{tail}"


def _following(text: str, task: Task, today: date, symbol: str, settings: PluginSettings) -> str | None:
    """The line of the next occurrence; ``None`` when the task does not recur or its rule cannot be read."""
    if task.recurrence is None:
        return None
    occurrence = Occurrence.of(task)
    if (task.due and not occurrence.due) or (not task.due and task.scheduled and not occurrence.scheduled):
        return None  # a date that the calendar does not have is no day to count from
    dates = next_occurrence(task.recurrence, occurrence, today)
    if dates is None:
        return None
    head, body, _ = _body(text, task)
    dropped = _NOT_REPEATED | ({"scheduled"} if settings.drop_scheduled and (dates.starts or dates.due) else set())
    for name, start, end in reversed(locate_fields(body)):
        value = getattr(dates, name) if name in Occurrence._fields else None
        if name in dropped:
            body = body[:start].rstrip() + body[end:]
        elif value is not None:
            body = body[:start] + _DATE.sub(value.isoformat(), body[start:end], count=1) + body[end:]
    if settings.created_date:
        body = with_created(body, today.isoformat(), dataview=settings.dataview)
    return f"{head}{settings.next_symbol(symbol)}{body}"
