"""Changing one task in a note's text: its status, and its completion as the Obsidian Tasks plugin does it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claudeprojects.core.errors import NotEditable
from claudeprojects.core.vault.properties import frontmatter_span
from claudeprojects.core.vault.recurrence import Occurrence, next_occurrence
from claudeprojects.core.vault.source import Source, unify_line_ends
from claudeprojects.core.vault.tasks import find_tasks, locate_fields

if TYPE_CHECKING:
    from datetime import date

    from claudeprojects.core.vault.model import Task

_BLOCK_ID = re.compile(r"\s*(?: \^[a-zA-Z0-9-]+)?\s*$")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HERE = "this note"
_NOT_REPEATED = frozenset({"created", "done", "cancelled", "id", "depends_on"})
"""The fields the plugin does not give to the next occurrence."""


def set_task_status(text: str, line: int, symbol: str, *, path: str = _HERE) -> str:
    """``text`` with the checkbox of the task on ``line`` (0-based) showing ``symbol``; nothing else changes.

    Raises ``NotEditable`` when there is no task on that line, or ``symbol`` is not one character.
    """
    if len(symbol) != 1 or symbol in "\r\n]\0":
        raise NotEditable(
            path, f"{symbol!r} is not a task status", "A status is one character, such as x or a space."
        )
    task = _task_on(text, line, path)
    at = _symbol_offset(text, task)
    return text[:at] + symbol + text[at + 1 :]


def complete_task(text: str, line: int, today: date, *, path: str = _HERE) -> str:
    """``text`` with the task on ``line`` done ``today``, as the Tasks plugin does with its standard settings.

    The line gets ``x`` and a done date; a recurring task also gets its next occurrence on the line before; a task
    that says so is deleted. A task that is done already stays as it is. Raises ``NotEditable`` as above.
    """
    task = _task_on(text, line, path)
    if task.status == "DONE":
        return text
    after = unify_line_ends(text).find("\n", task.end) + 1 or len(text)
    pieces = []
    following = _following(text, task, today)
    line_end = text[task.end : after] or _line_end_before(text, task.start)
    if following is not None:
        pieces.append(following + line_end)
    if task.on_completion != "delete":
        pieces.append(_completed(text, task, today) + text[task.end : after])
    joined = "".join(pieces)
    if task.end == after:  # the last line has no line end, and keeps having none
        joined = joined.removesuffix(line_end) if task.on_completion == "delete" else joined
    return text[: task.start] + joined + text[after:]


def _task_on(text: str, line: int, path: str) -> Task:
    span = frontmatter_span(unify_line_ends(text))
    source = Source.of(text, span[2] if span else 0)
    for task in find_tasks(source):
        if task.line == line:
            return task
    raise NotEditable(path, f"there is no task on line {line + 1}", "Read the note again; it may have changed.")


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


def _completed(text: str, task: Task, today: date) -> str:
    """The line itself: symbol ``x``, a done date after the other fields, no cancelled date."""
    head, body, tail = _body(text, task)
    dataview = False
    for name, start, end in reversed(locate_fields(body)):
        dataview = dataview or body[start] in "[("
        if name in ("done", "cancelled"):
            body = body[:start].rstrip() + body[end:]
    done = f"  [completion:: {today.isoformat()}]" if dataview else f" ✅ {today.isoformat()}"
    return f"{head}x{body}{done}{tail}"


def _following(text: str, task: Task, today: date) -> str | None:
    """The line of the next occurrence; ``None`` when the task does not recur or its rule cannot be read."""
    if task.recurrence is None:
        return None
    dates = next_occurrence(task.recurrence, Occurrence.of(task), today)
    if dates is None:
        return None
    head, body, _ = _body(text, task)
    for name, start, end in reversed(locate_fields(body)):
        value = getattr(dates, name) if name in Occurrence._fields else None
        if name in _NOT_REPEATED:
            body = body[:start].rstrip() + body[end:]
        elif value is not None:
            body = body[:start] + _DATE.sub(value.isoformat(), body[start:end], count=1) + body[end:]
    return f"{head} {body}"
