"""Recurrence rules as the Obsidian Tasks plugin reads them: ``every 2 weeks on Monday``, ``every month when done``.

The grammar is that of rrule.js (its English text form), the arithmetic dateutil's; the plugin's own rules on top:
the reference date is the due, else the scheduled, else the start date; "when done" counts from today; a month or
year too short for the day ends early instead of being skipped; the other dates keep their distance.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_date
from dateutil.rrule import DAILY, HOURLY, MINUTELY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

if TYPE_CHECKING:
    from claudeprojects.core.vault.model import Task

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_WORKDAYS = [weekday(day) for day in range(5)]
_FREQUENCY = {"day": DAILY, "week": WEEKLY, "hour": HOURLY, "minute": MINUTELY, "month": MONTHLY, "year": YEARLY}
_MAX_INTERVAL = 10_000
_MAX_STEPS_BACK = 400

_TOKEN = re.compile(
    r"""[ ]*(?:
      (?P<nth>[1-9][0-9]{0,3})(?:th|nd|rd|st|\.)
    | (?P<number>[1-9][0-9]{0,8})
    | (?P<every>every) | (?P<weekdays>weekdays?) | (?P<unit>day|week|hour|minute|month|year)s?
    | (?P<day>mo(?:n(?:day)?)?|tu(?:e(?:s(?:day)?)?)?|we(?:d(?:n(?:esday)?)?)?|thu(?:r(?:sday)?)?|fr(?:i(?:day)?)?
            |sa(?:t(?:urday)?)?|su(?:n(?:day)?)?)(?![a-z])
    | (?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?
            |oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])
    | (?P<ordinal>first|second|third) | (?P<last>last) | (?P<on>on|in) | (?P<at>at) | (?P<the>the)
    | (?P<until>(?:un)?til) | (?P<for>for) | (?P<times>times?) | (?P<comma>(?:,[ ]*|(?:and|or)[ ]+)+)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_RULE = re.compile(r"([a-zA-Z0-9, !]+?)( when done)?", re.IGNORECASE)
_EVERY_MONTHS = re.compile(r"every( \d+)? months?(?! on )(?!.* on )", re.IGNORECASE)
_EVERY_YEARS = re.compile(r"every( \d+)? years?", re.IGNORECASE)


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


class RuleProblem(ValueError):
    """A recurrence text that is not a rule. Never leaves this module."""


def is_rule(text: str) -> bool:
    """Whether ``text`` is a recurrence rule."""
    return next_occurrence(text, Occurrence(None, None, None), date(2000, 1, 1)) is not None


def rule_length(text: str) -> int:
    """How many characters of ``text`` are a rule (without ``when done``), 0 when it does not begin with one."""
    parser = _Parser(text)
    try:
        parser.rule()
    except (RuleProblem, ValueError, OverflowError):
        return 0
    return parser.taken


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
        following = _after(start, parse_rule(rule), rule)
        return None if following is None else occurrence.moved_to(following)
    except (RuleProblem, ValueError, OverflowError):
        return None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _after(start: date, options: dict[str, Any], rule: str) -> date | None:
    """The first day of the rule after ``start``; months and years that lack the day give their last day."""
    following = _first_after(start, options)
    months, years = _EVERY_MONTHS.match(rule), _EVERY_YEARS.match(rule)
    if following is None or not (months or years):
        return following
    day = start
    for _ in range(_MAX_STEPS_BACK):
        skipped = (
            (following.year - start.year) * 12 + following.month - start.month
            if months
            else following.year - start.year
        )
        if skipped <= int((months or years)[1] or 1):  # type: ignore[index]  # one of the two matched
            break
        day -= timedelta(days=1)
        if (earlier := _first_after(day, options)) is None:
            break
        following = earlier
    return following


def _first_after(day: date, options: dict[str, Any], *, inclusive: bool = False) -> date | None:
    start = datetime(day.year, day.month, day.day)
    after = start if inclusive else start.replace(hour=23, minute=59, second=59)
    found = rrule(dtstart=start, **options).after(after, inc=inclusive)
    return None if found is None else found.date()


def parse_rule(text: str) -> dict[str, Any]:
    """The keyword arguments of ``dateutil.rrule`` for an English rule. Raises ``ValueError`` when it is none."""
    return _Parser(text).rule()


class _Parser:
    """A recursive descent over the words of a rule."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.taken = 0
        """Where what was understood ends."""
        self.kind: str | None = None
        self.value = ""
        self.options: dict[str, Any] = {}
        self._next()

    def _next(self) -> None:
        token = _TOKEN.match(self.text, self.position)
        self.kind = token.lastgroup if token else None
        if token and self.kind:
            self.value = token[self.kind].lower()
            self.position = token.end()

    def _accept(self, *kinds: str) -> str | None:
        if self.kind not in kinds:
            return None
        value, self.taken = self.value, self.position
        self._next()
        return value

    def rule(self) -> dict[str, Any]:
        """``every [n] unit …``, ``every Monday, …`` or ``every January, …``."""
        if self._accept("every") is None:
            raise RuleProblem("A rule begins with “every”.")
        self.options["interval"] = min(int(self._accept("number") or 1), _MAX_INTERVAL)
        if (unit := self._accept("unit")) is not None:
            self.options["freq"] = _FREQUENCY[unit]
            self._on()
        elif self._accept("weekdays") is not None:
            self.options |= {"freq": WEEKLY, "byweekday": _WORKDAYS}
        elif self.kind == "day":
            self.options |= {"freq": WEEKLY, "byweekday": [weekday(day) for day in self._series("day", _DAYS, 2)]}
            self._month_days()
        elif self.kind == "month":
            self.options |= {"freq": YEARLY, "bymonth": [month + 1 for month in self._series("month", _MONTHS, 3)]}
            self._on()
        else:
            raise RuleProblem("The rule does not say every what.")
        self._at()
        self._end()
        return self.options

    def _series(self, kind: str, names: tuple[str, ...], letters: int) -> list[int]:
        found = []
        while (value := self._accept(kind)) is not None:
            found.append(names.index(value[:letters]))
            if self._accept("comma") is None:
                break
        return found

    def _nth(self) -> int | None:
        if self._accept("last") is not None:
            return -1
        word = self._accept("ordinal", "nth")
        if word is None:
            return None
        number = int(word) if word.isdigit() else ("first", "second", "third").index(word) + 1
        if number > 366:
            raise RuleProblem(f"There is no {number}th day.")
        return -number if self._accept("last") is not None else number

    def _on(self) -> None:
        """``on the 2nd Tuesday``, ``on Monday and Friday``, ``on the 15th``, ``in March``, ``on weekdays``."""
        if self._accept("on") is None and self.kind != "the":
            return
        self._accept("the")
        while True:
            nth = self._nth()
            if (day := self._accept("day")) is not None:
                number = _DAYS.index(day[:2])
                self.options.setdefault("byweekday", []).append(weekday(number, nth) if nth else weekday(number))
            elif nth is not None:
                self.options.setdefault("bymonthday", []).append(nth)
                self._accept("unit")
            elif self._accept("weekdays") is not None:
                self.options.setdefault("byweekday", _WORKDAYS)
            elif (month := self._accept("month")) is not None:
                self.options.setdefault("bymonth", []).append(_MONTHS.index(month[:3]) + 1)
            else:
                return
            if self._accept("comma", "the", "on") is None:
                return
            self._accept("the")

    def _month_days(self) -> None:
        """The days of a month that must fall on the weekdays: ``every Friday on the 13th``."""
        self._accept("on")
        self._accept("the")
        while (nth := self._nth()) is not None:
            self.options.setdefault("bymonthday", []).append(nth)
            if self._accept("comma") is None:
                break

    def _at(self) -> None:
        """``at 9, 17`` is read and means nothing: tasks have dates without hours."""
        if self._accept("at") is not None:
            while self._accept("number") is not None and self._accept("comma") is not None:
                pass

    def _end(self) -> None:
        """``for 5 times`` or ``until May 1 2027``."""
        if self._accept("for") is not None:
            count = self._accept("number")
            if count is None:
                raise RuleProblem("The rule does not say how many times.")
            self.options["count"] = int(count)
        elif self.kind == "until":
            try:
                self.options["until"] = parse_date(self.text[self.position :], ignoretz=True)
                self.taken = len(self.text)
            except (ParserError, OverflowError) as problem:
                raise RuleProblem("The rule does not say until when.") from problem
