"""Placing tasks in a note: below which heading, after which lines; nothing else of the note changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claudeprojects.core.vault.headings import find_headings
from claudeprojects.core.vault.properties import frontmatter_span
from claudeprojects.core.vault.source import Source, unify_line_ends
from claudeprojects.core.vault.taskedit import tasks_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.core.vault.model import Heading, Task

_LISTS: Final = frozenset({"tasks", "to do", "todo", "todos", "open", "backlog", "next", "inbox", "action items"})
"""Headings, in lower case, below which tasks are put when none is named."""


def with_lines(text: str, lines: Sequence[str], heading: str | None) -> tuple[str, int]:
    """``text`` with the lines of a task added, and the line that the first of them is on.

    They go below ``heading`` (made at the end when missing), else below a heading for tasks, else to the end; there
    after the tasks that stand there.
    """
    there = unify_line_ends(text).split("\n")
    found = _heading(text, heading)
    if found is None:
        title = [] if heading is None else [f"## {heading}", ""]
        at = len(there) - (not there[-1].strip())
        joins = not title and at > 0 and any(task.line == at - 1 for task in tasks_in(text))
        gap = [] if joins or not text.strip() or not there[at - 1].strip() else [""]
        return _inserted(text, at, [*gap, *title], lines, [])
    first, last = found
    below = _after_tasks(text, there, first, last)
    if below is None:
        below = first + (first < last and not there[first].strip())
    parted = below < len(there) and bool(there[below].strip()) and _starts_other(there[below])
    return _inserted(text, below, [], lines, [""] if parted else [])


def _starts_other(line: str) -> bool:
    """Whether a line would not go on from a list above it as it stands."""
    return not line.startswith((" ", "\t", "-", "*", "+"))


def _inserted(
    text: str, at: int, before: Sequence[str], lines: Sequence[str], after: Sequence[str]
) -> tuple[str, int]:
    """``text`` with lines put before line ``at``, and the line of the first of ``lines``."""
    newline, unified, offset = "\r\n" if "\r\n" in text else "\n", unify_line_ends(text), 0
    for _ in range(at):
        offset = unified.find("\n", offset) + 1 or len(text)
    opening = "" if not offset or unified[offset - 1 : offset] == "\n" else newline
    piece = opening + newline.join([*before, *lines, *after]) + newline
    above = unified[:offset].count("\n") + bool(opening)
    return text[:offset] + piece + text[offset:], above + len(before)


def _heading(text: str, wanted: str | None) -> tuple[int, int] | None:
    """The lines below the heading wanted, or below one for tasks, up to the next heading."""
    span = frontmatter_span(unify_line_ends(text))
    headings = find_headings(Source.of(text, span[2] if span else 0))
    names = {wanted.casefold()} if wanted is not None else _LISTS
    for number, heading in enumerate(headings):
        if heading.text.casefold() in names:
            return heading.line + 1, _end_of(headings, number, unify_line_ends(text).rstrip("\n").count("\n") + 1)
    return None


def _end_of(headings: Sequence[Heading], number: int, end: int) -> int:
    return next((other.line for other in headings[number + 1 :]), end)


def _after_tasks(text: str, lines: list[str], first: int, last: int) -> int | None:
    """The line after the last task between two lines and what is indented below it; ``None`` without one."""
    tasks: list[Task] = [task for task in tasks_in(text) if first <= task.line < last]
    if not tasks:
        return None
    at = tasks[-1].line + 1
    while at < last and lines[at][:1] in (" ", "\t") and lines[at].strip():
        at += 1
    return at
