"""One filter of the Tasks plugin, such as ``due before tomorrow``, as a predicate over work items.

The grammar is that of the plugin's documentation ("Filters"). A start date that is absent passes a filter by start,
as there; every other absent date fails.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claudeprojects.core.projects.blocks.model import NotUnderstood
from claudeprojects.core.projects.blocks.patterns import Pattern
from claudeprojects.core.projects.blocks.spans import read_span
from claudeprojects.core.projects.model import PRIORITIES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from claudeprojects.core.projects.blocks.model import Asked, Predicate
    from claudeprojects.core.vault.days import Span


DATES: Final[dict[str, Callable[[Asked], list[date | None]]]] = {
    "due": lambda asked: [asked.item.due],
    "done": lambda asked: [asked.item.done],
    "scheduled": lambda asked: [asked.item.scheduled],
    "start": lambda asked: [asked.item.start],
    "created": lambda asked: [asked.item.created],
    "cancelled": lambda asked: [asked.item.cancelled],
    "happens": lambda asked: [asked.item.start, asked.item.scheduled, asked.item.due],
}
"""The dates of an item under the plugin's names; ``happens`` is any of three."""

STATUS_TYPES: Final = {
    "todo": "todo", "done": "done", "in_progress": "in_progress", "on_hold": "on_hold", "cancelled": "cancelled",
    "non_task": "non_task",
}  # fmt: skip
NOT_DONE: Final = frozenset({"todo", "in_progress", "on_hold"})

TEXTS: Final[dict[str, Callable[[Asked], list[str]]]] = {
    "description": lambda asked: [asked.text],
    "path": lambda asked: [asked.item.path],
    "folder": lambda asked: [f"{asked.item.path.rpartition('/')[0]}/"],
    "root": lambda asked: [f"{asked.item.path.split('/')[0]}/" if "/" in asked.item.path else "/"],
    "filename": lambda asked: [asked.item.path.rpartition("/")[2]],
    "heading": lambda asked: [asked.heading],
    "recurrence": lambda asked: [asked.item.recurrence or ""],
    "id": lambda asked: [asked.item.id or ""],
    "tag": lambda asked: [f"#{tag}" for tag in asked.item.tags],
    "tags": lambda asked: [f"#{tag}" for tag in asked.item.tags],
    "status.name": lambda asked: [asked.status_name],
}
"""The texts of an item that can be searched."""

_OUTERMOST: Final = re.compile(r"(?:[ \t>]*> ?)?(?![ \t>])")
"""A line that is not indented, or only by the quote or callout it stands in."""

_SIMPLE: Final[dict[str, Predicate]] = {
    "done": lambda asked: asked.item.status not in NOT_DONE,
    "not done": lambda asked: asked.item.status in NOT_DONE,
    "is recurring": lambda asked: asked.item.recurrence is not None,
    "is not recurring": lambda asked: asked.item.recurrence is None,
    "is blocked": lambda asked: bool(asked.item.blocked_by),
    "is not blocked": lambda asked: not asked.item.blocked_by,
    "is blocking": lambda asked: asked.blocking,
    "is not blocking": lambda asked: not asked.blocking,
    "has id": lambda asked: asked.item.id is not None,
    "no id": lambda asked: asked.item.id is None,
    "has depends on": lambda asked: bool(asked.item.depends_on),
    "no depends on": lambda asked: not asked.item.depends_on,
    "has tags": lambda asked: bool(asked.item.tags),
    "has tag": lambda asked: bool(asked.item.tags),
    "no tags": lambda asked: not asked.item.tags,
    "no tag": lambda asked: not asked.item.tags,
    "exclude sub-items": lambda asked: _OUTERMOST.match(asked.written()) is not None,
}

_HAS_DATE: Final = re.compile(r"(has|no) (due|done|scheduled|start|created|cancelled|happens) date")
_DATE: Final = re.compile(
    r"(due|done|scheduled|starts?|created|cancelled|happens)\s+"
    r"(?:(on or before|on or after|in or before|in or after|before|after|on|in)\s+)?(.+)",
    re.IGNORECASE,
)
_TEXT: Final = re.compile(
    r"([a-z.]+) (includes?|does not include|do not include|regex matches|regex does not match) (.+)", re.IGNORECASE
)
_PRIORITY: Final = re.compile(r"priority(?: is)?(?: (above|below|not))? (lowest|low|none|medium|high|highest)")
_STATUS_TYPE: Final = re.compile(r"status\.type (is|is not) (\w+)")
_INVALID: Final = "date is invalid"
_REGEX: Final = re.compile(r"/(.+)/([a-z]*)\Z", re.DOTALL)
_RANK: Final = {name: number for number, name in enumerate((*PRIORITIES[:3], "none", *PRIORITIES[3:]))}


def read_filter(line: str, today: date) -> Predicate:
    """The predicate ``line`` stands for on ``today``. Raises ``NotUnderstood``."""
    lowered = " ".join(line.casefold().split())
    if simple := _SIMPLE.get(lowered):
        return simple
    if has := _HAS_DATE.fullmatch(lowered):
        dates, wanted = DATES[has[2]], has[1] == "has"
        return lambda asked: any(dates(asked)) == wanted
    if priority := _PRIORITY.fullmatch(lowered):
        return _by_priority(priority[1], priority[2])
    if status := _STATUS_TYPE.fullmatch(lowered):
        return _by_status_type(status[1] == "is", status[2])
    if text := _TEXT.fullmatch(line.strip()):
        return _by_text(text[1].casefold(), text[2].casefold(), text[3].strip())
    if (dated := _DATE.fullmatch(line.strip())) and not lowered.endswith(_INVALID):
        return _by_date(dated[1].casefold(), (dated[2] or "on").casefold(), dated[3], today)
    raise NotUnderstood(_why(lowered))


def _why(lowered: str) -> str:
    if "by function" in lowered:
        return "it runs a program of its own (`by function`), which is not done here"
    if lowered.endswith(_INVALID):
        return "dates that the calendar does not have are not kept apart here"
    if lowered.startswith(("show ", "hide ")):
        return "there is nothing of that name to show or hide"
    return "no filter, sort or group is written like this"


def _by_priority(how: str | None, name: str) -> Predicate:
    wanted = _RANK[name]

    def holds(asked: Asked) -> bool:
        rank = _RANK[asked.item.priority or "none"]
        if how == "above":
            return rank < wanted
        return rank > wanted if how == "below" else (rank != wanted) == (how == "not")

    return holds


def _by_status_type(wanted: bool, name: str) -> Predicate:
    status = STATUS_TYPES.get(name)
    if status is None:
        raise NotUnderstood(f"there is no status type {name.upper()!r}")
    return lambda asked: (asked.item.status == status) == wanted


def _by_text(name: str, how: str, wanted: str) -> Predicate:
    texts = TEXTS.get(name)
    if texts is None:
        raise NotUnderstood(f"{name!r} is nothing that can be searched")
    matches = _regex(wanted) if how.startswith("regex") else _including(wanted)
    negated = "not" in how
    return lambda asked: any(matches(text) for text in texts(asked)) != negated


def _including(wanted: str) -> Callable[[str], bool]:
    folded = wanted.casefold()
    return lambda text: folded in text.casefold()


def _regex(written: str) -> Callable[[str], bool]:
    parts = _REGEX.fullmatch(written)
    if parts is None:
        raise NotUnderstood("a regular expression stands between slashes: /like this/")
    pattern = Pattern(parts[1], ignore_case="i" in parts[2])
    return pattern.is_in


def _by_date(name: str, how: str, words: str, today: date) -> Predicate:
    span = read_span(words, today)
    if span is None:
        raise NotUnderstood(f"{words!r} is no day and no range of days")
    name = "start" if name.startswith("start") else name
    dates, fits = DATES[name], _COMPARE[how.replace("in or", "on or")]
    absent_passes = name == "start"

    def holds(asked: Asked) -> bool:
        days = [day for day in dates(asked) if day is not None]
        return any(fits(day, span) for day in days) if days else absent_passes

    return holds


_COMPARE: Final[dict[str, Callable[[date, Span], bool]]] = {
    "before": lambda day, span: day < span.first,
    "after": lambda day, span: day > span.last,
    "on": lambda day, span: span.first <= day <= span.last,
    "in": lambda day, span: span.first <= day <= span.last,
    "on or before": lambda day, span: day <= span.last,
    "on or after": lambda day, span: day >= span.first,
}
