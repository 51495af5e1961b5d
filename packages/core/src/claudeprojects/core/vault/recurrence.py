"""Recurrence rules as the Obsidian Tasks plugin reads them: ``every 2 weeks on Monday``, ``every month when done``.

The grammar is that of ``rulegrammar``, the arithmetic dateutil's; the plugin's own rules on top: the reference date
is the due, else the scheduled, else the start date; "when done" counts from today; a month or year too short for the
day ends early instead of being skipped; the other dates keep their distance.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from claudeprojects.core.vault.rulegrammar import RuleGrammar, RuleProblem, parse_rule
from dateutil.rrule import DAILY, HOURLY, MINUTELY, MONTHLY, YEARLY, rrule

if TYPE_CHECKING:
    from claudeprojects.core.vault.model import Task

_RULE: Final = re.compile(r"([a-zA-Z0-9, !]+?)( when done)?", re.IGNORECASE)
_OPEN: Final = re.compile(r"(?:[ ,](?:on|in|the|and|or|at)|,)\s*$", re.IGNORECASE)
"""An end behind which a word is missing."""
_MAX_STEPS_BACK: Final = 400
_YEARS: Final = 60
"""How far a day is looked for that is like the rule says; a leap day on a Sunday comes every 28 years, or 40."""


class Occurrence(NamedTuple):
    """The three dates of a task that move when it recurs."""

    starts: date | None
    scheduled: date | None
    due: date | None

    @classmethod
    def of(cls, task: Task) -> Occurrence:
        """The dates of ``task``; one that the calendar does not have counts as absent."""
        return cls.of_dates(task.starts, task.scheduled, task.due)

    @classmethod
    def of_dates(cls, starts: str | None, scheduled: str | None, due: str | None) -> Occurrence:
        """The same from dates as written."""
        return cls(_day(starts), _day(scheduled), _day(due))

    @property
    def reference(self) -> date | None:
        """The date the rule counts from."""
        return self.due or self.scheduled or self.starts

    def moved_to(self, reference: date) -> Occurrence:
        """All dates moved so that the reference date is ``reference``."""
        if self.reference is None:
            return self
        step = reference - self.reference
        return Occurrence(*[day and day + step for day in self])


def is_rule(text: str) -> bool:
    """Whether ``text`` begins with a recurrence rule that some day is like."""
    match = _RULE.fullmatch(text.strip())
    try:
        return match is not None and _comes(parse_rule(match[1].strip()))
    except RuleProblem:
        return False


def rule_problem(text: str) -> str | None:
    """Why ``text`` is no recurrence rule that is understood to its end, in words; ``None`` when it is one."""
    match = _RULE.fullmatch(text.strip())
    if match is None:
        return "a rule has only letters, digits, spaces and commas"
    grammar = RuleGrammar(match[1].strip())
    try:
        options = grammar.rule()
    except RuleProblem as problem:
        return str(problem)
    if grammar.rest or _OPEN.search(match[1]):
        return f"“{grammar.rest or match[1].split()[-1]}” is not understood"
    return None if _comes(options) else "there is no such day"


def first_day(text: str, today: date) -> date | None:
    """The first day of a rule that is not before ``today``; ``None`` when ``text`` is no rule."""
    match = _RULE.fullmatch(text.strip())
    try:
        options = parse_rule(match[1].strip()) if match else None
    except (RuleProblem, ValueError, OverflowError):
        return None
    return None if options is None else _first_after(today, options, inclusive=True)


def next_occurrence(text: str, occurrence: Occurrence, today: date) -> Occurrence | None:
    """The dates of the occurrence after this one, done ``today``; ``None`` when ``text`` is no rule or it has ended.

    A task without dates recurs without dates.
    """
    match = _RULE.fullmatch(text.strip())
    if match is None:
        return None
    rule, when_done = match[1].strip(), match[2] is not None
    start = today if when_done or occurrence.reference is None else occurrence.reference
    try:
        following = _after(start, parse_rule(rule))
        return None if following is None else occurrence.moved_to(following)
    except (RuleProblem, ValueError, OverflowError):
        return None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _comes(options: dict[str, Any]) -> bool:
    """Whether any day is like the rule says, were it to go on for ever."""
    endless = {name: value for name, value in options.items() if name not in ("until", "count")}
    return _first_after(date(2000, 1, 1), endless) is not None


def _after(start: date, options: dict[str, Any]) -> date | None:
    """The first day of the rule after ``start``; months and years that lack the day give their last day."""
    following = _first_after(start, options)
    months, years = options["freq"] == MONTHLY, options["freq"] == YEARLY
    fixed = [name for name in options if name.startswith("by")]
    if following is None or not (months or years) or ("bymonth" in fixed if years else fixed):
        return following
    day = start
    for _ in range(_MAX_STEPS_BACK):
        passed = following.year - start.year if years else _months(start, following)
        if passed <= options["interval"]:
            break
        day -= timedelta(days=1)
        if (earlier := _first_after(day, options)) is None:
            break
        following = earlier
    return following


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _first_after(day: date, options: dict[str, Any], *, inclusive: bool = False) -> date | None:
    start = datetime(day.year, day.month, day.day)
    after = start if inclusive else start.replace(hour=23, minute=59, second=59)
    bounded, count = _bounded(start, options)
    days = rrule(dtstart=start, **bounded)
    found = next(iter(days), None) if count == 1 else days.after(after, inc=inclusive)
    return None if found is None or found < after else found.date()


def _bounded(start: datetime, options: dict[str, Any]) -> tuple[dict[str, Any], int | None]:
    """The rule with an end, when it asks for certain days: it might look for one until the end of all time.

    Its count is given beside it: dateutil takes no rule with both.
    """
    if not any(name.startswith("by") for name in options):
        return options, None
    found = {name: value for name, value in options.items() if name != "count"}
    if found["freq"] in (HOURLY, MINUTELY):  # several times a day are once a day
        per_day = 24 if found["freq"] == HOURLY else 24 * 60
        found |= {"freq": DAILY, "interval": max(1, found["interval"] // per_day)}
    years = _YEARS * (found["interval"] if found["freq"] in (MONTHLY, YEARLY) else 1)
    end = datetime(min(start.year + years, MAXYEAR), 12, 31)
    return {**found, "until": min(found.get("until", end), end)}, options.get("count")
