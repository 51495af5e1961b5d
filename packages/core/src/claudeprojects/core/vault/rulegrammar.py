"""The words of a recurrence rule, as rrule.js reads them for the Obsidian Tasks plugin: its English text form.

``every [n] unit …``, ``every Monday, …`` or ``every January, …``, then ``on``, ``at``, ``until`` or ``for``. What
stands behind the last word that is understood is ignored, as the plugin does; ``RuleGrammar.rest`` names it.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from dateutil.rrule import DAILY, HOURLY, MINUTELY, MONTHLY, WEEKLY, YEARLY, weekday

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")
_WORKDAYS: Final = [weekday(day) for day in range(5)]
_FREQUENCY: Final = {
    "day": DAILY, "week": WEEKLY, "hour": HOURLY, "minute": MINUTELY, "month": MONTHLY, "year": YEARLY,
}  # fmt: skip
_MAX_INTERVAL: Final = 10_000

_TOKEN: Final = re.compile(
    r"""[ ]*(?:
      (?P<nth>[1-9][0-9]{0,3})(?:th|nd|rd|st|\.)
    | (?P<number>[1-9][0-9]{0,8})
    | (?P<every>every) | (?P<weekdays>weekdays?) | (?P<unit>day|week|hour|minute|month|year)s?
    | (?P<day>mo(?:n(?:day)?)?|tu(?:e(?:s(?:day)?)?)?|we(?:d(?:n(?:esday)?)?)?|th(?:u(?:r(?:s(?:day)?)?)?)?
            |fr(?:i(?:day)?)?|sa(?:t(?:urday)?)?|su(?:n(?:day)?)?)(?![a-z])
    | (?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?
            |oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])
    | (?P<ordinal>first|second|third) | (?P<last>last) | (?P<on>on|in) | (?P<at>at) | (?P<the>the)
    | (?P<until>(?:un)?til) | (?P<for>for) | (?P<times>times?) | (?P<comma>(?:,[ ]*|(?:and|or)[ ]+)+)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_DAY_OF_YEAR: Final = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]+)"
    r"|(?P<name>[a-z]+)(?: (?P<number>\d{1,2})(?:st|nd|rd|th)?)?),? (?P<year>\d{4})",
    re.IGNORECASE,
)


class RuleProblem(ValueError):
    """A recurrence text that is not a rule, with a sentence that says why."""


def parse_rule(text: str) -> dict[str, Any]:
    """The keyword arguments of ``dateutil.rrule`` for an English rule. Raises ``RuleProblem`` when it is none."""
    return RuleGrammar(text).rule()


def rule_length(text: str) -> int:
    """How many characters of ``text`` are a rule (without ``when done``), 0 when it does not begin with one."""
    grammar = RuleGrammar(text)
    try:
        grammar.rule()
    except RuleProblem:
        return 0
    return grammar.taken


class RuleGrammar:
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

    @property
    def rest(self) -> str:
        """What stands behind the words that were understood."""
        return self.text[self.taken :].strip()

    def rule(self) -> dict[str, Any]:
        """The rule that stands at the beginning of the text."""
        if self._accept("every") is None:
            raise RuleProblem("it does not begin with “every”")
        self.options["interval"] = min(int(self._accept("number") or 1), _MAX_INTERVAL)
        if (unit := self._accept("unit")) is not None:
            self.options["freq"] = _FREQUENCY[unit]
            if unit != "day":
                self._on()
        elif self._accept("weekdays") is not None:
            self.options |= {"freq": WEEKLY, "byweekday": _WORKDAYS}
        elif self.kind == "day":
            self.options |= {"freq": WEEKLY, "byweekday": [weekday(day) for day in self._series("day", _DAYS, 2)]}
            self._at()
            self._month_days()
        elif self.kind == "month":
            self.options |= {"freq": YEARLY, "bymonth": [month + 1 for month in self._series("month", _MONTHS, 3)]}
            self._on()
        else:
            raise RuleProblem("it does not say every what")
        self._at()
        self._end()
        return self.options

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

    def _series(self, kind: str, names: tuple[str, ...], letters: int) -> list[int]:
        found = [names.index(self._expected(kind)[:letters])]
        while self._accept("comma") is not None:
            found.append(names.index(self._expected(kind)[:letters]))
        return found

    def _expected(self, kind: str) -> str:
        value = self._accept(kind)
        if value is None:
            raise RuleProblem(f"a {kind} is missing behind “{self.text[: self.taken].strip()}”")
        return value

    def _nth(self) -> int | None:
        if self._accept("last") is not None:
            return -1
        word = self._accept("ordinal", "nth")
        if word is None:
            return None
        number = int(word) if word.isdigit() else ("first", "second", "third").index(word) + 1
        if number > 366:
            raise RuleProblem(f"there is no {number}th day")
        return -number if self._accept("last") is not None else number

    def _on(self) -> None:
        """``on the 2nd Tuesday``, ``on Monday and Friday``, ``on the 15th``, ``in March``, ``on weekdays``,
        ``on week 20``."""
        if self._accept("on") is None and self.kind != "the":
            return
        self._accept("the")
        while self._on_one() and self._accept("comma", "the", "on") is not None:
            self._accept("the")

    def _on_one(self) -> bool:
        """One day or stretch of days; whether there was one."""
        nth = self._nth()
        if (day := self._accept("day")) is not None:
            number = _DAYS.index(day[:2])
            self.options.setdefault("byweekday", []).append(weekday(number, nth) if nth else weekday(number))
        elif nth is not None:
            self.options.setdefault("bymonthday", []).append(nth)
            if self.kind == "unit" and self.value == "day":
                self._accept("unit")
        elif self._accept("weekdays") is not None:
            self.options.setdefault("byweekday", list(_WORKDAYS))
        elif self.kind == "unit" and self.value == "week":
            self._accept("unit")
            self.options["byweekno"] = self._numbers("number of a week")
        elif (month := self._accept("month")) is not None:
            self.options.setdefault("bymonth", []).append(_MONTHS.index(month[:3]) + 1)
        else:
            return False
        return True

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
            self._numbers("hour")

    def _numbers(self, what: str) -> list[int]:
        found = []
        while (number := self._accept("number")) is not None:
            found.append(int(number))
            if self._accept("comma") is None:
                return found
        raise RuleProblem(f"the {what} is missing behind “{self.text[: self.taken].strip()}”")

    def _end(self) -> None:
        """``for 5 times`` or ``until May 1 2027``."""
        if self._accept("for") is not None:
            count = self._accept("number")
            if count is None:
                raise RuleProblem("it does not say how many times")
            self.options["count"] = int(count)
            self._accept("times")
        elif self.kind == "until":
            self.options["until"] = _until(self.text[self.position :].strip())
            self.taken = len(self.text)


def _until(text: str) -> datetime:
    """The last day of a rule: ``May 1 2027``, ``1 May 2027``, ``May 2027``."""
    found = _DAY_OF_YEAR.fullmatch(text)
    name = (found["month"] or found["name"]) if found else ""
    month = next((number for number, each in enumerate(_MONTHS, 1) if name.lower().startswith(each)), None)
    if found is None or month is None:
        raise RuleProblem(f"“{text}” is no day with month and year, such as May 1 2027")
    try:
        return datetime(int(found["year"]), month, int(found["day"] or found["number"] or 1))
    except ValueError:
        raise RuleProblem(f"there is no {text}") from None
