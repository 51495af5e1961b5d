"""A task from one line as people type it: ``Call the printer tomorrow 5pm @mara #print ~2h !high every 2 weeks``.

Dates, times, rules of recurrence, ``!priority``, ``~estimate``, ``+project`` and ``sprint:name`` are taken out of the
text; ``@names`` and ``#tags`` stay in it. A date alone is the day it is due; ``from``, ``starting`` and ``scheduled``
make it another. What stands in quotes, in code or in a link is text and nothing else. A task line that is pasted
keeps its fields and becomes one task, without its box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.projects.spokenrules import in_the_plugins_words
from claudeprojects.core.vault.days import DAY, TIME, day_of, time_of
from claudeprojects.core.vault.recurrence import first_day
from claudeprojects.core.vault.rulegrammar import rule_length
from claudeprojects.core.vault.workfields import estimate_of

if TYPE_CHECKING:
    from datetime import date

    from claudeprojects.core.projects.model import Priority

_CLOSED: Final = re.compile(
    r'"[^"]*"|`[^`]*`|\[\[[^\]]*\]\]|\[[^\]]*\](?:\([^)]*\))?|https?://\S+'
    r"|[➕⏳⌛🛫📅📆🗓✅❌]\ufe0f? *\d{4}-\d\d-\d\d|🔁\ufe0f? *[a-zA-Z0-9, !]+|[🆔⛔]\ufe0f? *[\w,-]+"
)
_BULLET: Final = re.compile(r"\s*(?:(?:[-*+]|\d{1,9}[.)])\s+\[[^\]]\](?:\s+|$)|[-*+]\s+)")
"""How a line begins that was a task or an entry of a list already."""
_LEAD: Final = (
    r"(?:(?P<lead>due|by|until|on|at|from|starting|starts?|beginning|scheduled|planned|for)(?:\ on|\ for)?:?\ )?"
)
_WHEN: Final = re.compile(rf"(?<![^\s(]){_LEAD}{DAY}(?:,?\ (?:at\ )?{TIME})?(?!['’])", re.VERBOSE | re.IGNORECASE)
_TIME_FIRST: Final = re.compile(rf"(?<![^\s(])(?:at\ )?{TIME}(?:\ on)?\ {DAY}(?!['’])", re.VERBOSE | re.IGNORECASE)
_TIME_ALONE: Final = re.compile(rf"(?<![^\s(])(?:at\ )?{TIME}", re.VERBOSE | re.IGNORECASE)
_EVERY: Final = re.compile(
    r"(?<!\S)(?:every|daily|(?:bi)?weekly|fortnightly|monthly|quarterly|yearly|annually)\b[\w ,.]*", re.IGNORECASE
)
_WHEN_DONE: Final = re.compile(r" when done$", re.IGNORECASE)
_HOURS: Final = re.compile(r"\bat\b", re.IGNORECASE)
_PRIORITY: Final = re.compile(r"(?<!\S)(?:!(highest|high|medium|low|lowest)|(!{1,3})|p([1-3]))(?!\S)", re.IGNORECASE)
_MARKS: Final[dict[str, Priority]] = {
    "!": "medium", "!!": "high", "!!!": "highest", "1": "highest", "2": "high", "3": "medium",
}  # fmt: skip
_ESTIMATE: Final = re.compile(r"(?<!\S)~(\d+(?:[.,]\d+)?(?:h|m|min|d|p|pt)?)(?!\S)", re.IGNORECASE)
_PROJECT: Final = re.compile(r'(?<!\S)(?:\+|project:)(?:"([^"]+)"|\[\[([^\]]+)\]\]|([^\W\d_][\w-]*))')
_SPRINT: Final = re.compile(r'(?<!\S)sprint:(?:"([^"]+)"|\[\[([^\]]+)\]\]|([\w-]+))', re.IGNORECASE)
_STARTS: Final = frozenset({"from", "starting", "start", "starts", "beginning"})
_PLANNED: Final = frozenset({"scheduled", "planned"})
_SHORT_DAYS: Final = frozenset({"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"})
"""Words too, so that alone they are no days."""


class Stretch(NamedTuple):
    """Where a line was read as something, in characters (``end`` exclusive), and as what: a field of ``Draft``."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A task that is not written yet. ``read`` says which stretches of the text were taken for what."""

    description: str
    due: date | None = None
    scheduled: date | None = None
    start: date | None = None
    time: str | None = None
    recurrence: str | None = None
    priority: Priority | None = None
    estimate: str | None = None
    project: str | None = None
    sprint: str | None = None
    read: tuple[Stretch, ...] = ()


def read_draft(text: str, today: date) -> Draft:
    """The task that ``text`` describes; never refuses: what means nothing stays in the description."""
    return _Reader(text, today).read()


class _Reader:
    """One pass over one line. What was read is blanked, so that nothing is read twice."""

    def __init__(self, text: str, today: date) -> None:
        self._text, self._today = text, today
        self._left = _CLOSED.sub(lambda match: "\0" * len(match[0]), text)
        self._draft = Draft(text)
        self._read: list[Stretch] = []

    def read(self) -> Draft:
        self._names()
        self._recurrence()
        self._days()
        self._marks()
        draft = self._draft
        if draft.recurrence and not (draft.due or draft.scheduled or draft.start):
            draft = replace(draft, due=first_day(draft.recurrence, self._today))
        if draft.time and not (draft.due or draft.scheduled or draft.start):
            draft = replace(draft, due=self._today)
        return replace(draft, description=self._description(), read=tuple(sorted(self._read)))

    def _names(self) -> None:
        """A project or a sprint may be quoted or linked, so they are looked for in the whole text."""
        for kind, pattern in (("project", _PROJECT), ("sprint", _SPRINT)):
            if match := pattern.search(self._text):
                name = next(part for part in match.groups() if part)
                self._take(match.start(), match.end(), kind)
                self._draft = replace(self._draft, **{kind: name})  # type: ignore[arg-type]  # both are texts

    def _recurrence(self) -> None:
        for match in _EVERY.finditer(self._left):
            rule, length = _longest_rule(match[0])
            if rule:
                self._take(match.start(), match.start() + length, "recurrence")
                self._draft = replace(self._draft, recurrence=" ".join(rule.split()))
                return

    def _days(self) -> None:
        for pattern in (_WHEN, _TIME_FIRST):
            at = 0
            while match := pattern.search(self._left, at):
                at = match.start() + 1
                day = day_of(match, self._today) if _is_meant(match) else None
                kind = _kind(match.groupdict().get("lead"))
                if day is None or getattr(self._draft, kind) is not None:
                    continue
                self._take(match.start(), match.end(), kind)
                self._draft = replace(self._draft, **{kind: day})  # type: ignore[arg-type]  # one of the dates
                if match["hour24"] or match["hour12"] or match["named_time"]:
                    self._draft = replace(self._draft, time=time_of(match))
        if self._draft.time is None and (match := _TIME_ALONE.search(self._left)):
            self._take(match.start(), match.end(), "time")
            self._draft = replace(self._draft, time=time_of(match))

    def _marks(self) -> None:
        if match := _PRIORITY.search(self._left):
            word: Priority = (match[1] or "").lower() or _MARKS[match[2] or match[3]]  # type: ignore[assignment]
            self._take(match.start(), match.end(), "priority")
            self._draft = replace(self._draft, priority=word)
        match = _ESTIMATE.search(self._left)
        if match and estimate_of(match[1]) != (None, None):
            self._take(match.start(), match.end(), "estimate")
            self._draft = replace(self._draft, estimate=match[1])

    def _take(self, start: int, end: int, kind: str) -> None:
        self._read.append(Stretch(start, end, kind))
        self._left = self._left[:start] + "\0" * (end - start) + self._left[end:]

    def _description(self) -> str:
        text = self._text
        for start, end, _ in sorted(self._read, reverse=True):
            text = text[:start].rstrip() + " " + text[end:].lstrip()
        return " ".join(text[bullet.end() if (bullet := _BULLET.match(text)) else 0 :].split()).strip(" ,;")


def _longest_rule(words: str) -> tuple[str, int]:
    """The longest beginning of ``words`` that is a rule to its last word, and its length there.

    It is given in the plugin's words. Hours (``at 9``) are no part of it.
    """
    said, replaced = in_the_plugins_words(words)
    at_least = len(said) - (len(words) - replaced)
    for match in reversed(list(re.finditer(r"\w+", said))):
        found = said[: match.end()]
        rule = _WHEN_DONE.sub("", found)
        if len(found) >= at_least and rule_length(rule) == len(rule) and not _HOURS.search(rule):
            return found, len(found) - at_least + replaced
    return "", 0


def _is_meant(match: re.Match[str]) -> bool:
    said = match.groupdict()
    if said["weekday"] and said["weekday"].lower() in _SHORT_DAYS:
        return bool(said.get("lead") or said["which_day"])
    return not said["dotted"] or len(said["dotted"]) > 6 or bool(said.get("lead"))


def _kind(lead: str | None) -> str:
    word = (lead or "").lower()
    return "start" if word in _STARTS else "scheduled" if word in _PLANNED else "due"
