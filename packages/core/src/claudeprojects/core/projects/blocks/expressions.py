"""The expressions of Dataview as far as ``TASK`` queries use them: ``!completed and due <= date(today)``.

An expression is read once into a function of a work item. Comparing with what is absent is false, as there.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from claudeprojects.core.projects.blocks.functions import FUNCTIONS
from claudeprojects.core.projects.blocks.model import NotUnderstood
from claudeprojects.core.projects.blocks.spans import read_span
from claudeprojects.core.projects.blocks.vocabulary import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.projects.blocks.model import Asked
    from claudeprojects.core.projects.blocks.vocabulary import Value

_TOKEN: Final = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"\\]|\\.)*")
    | (?P<day>date\(\s*(?P<of>[^()]+?)\s*\)) | (?P<length>dur\(\s*(?P<long>[^()]+?)\s*\))
    | (?P<link>\[\[[^\[\]]+\]\]) | (?P<tag>\#[^\s()"\[\]{},;:!?<>=|&]+)
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<name>[A-Za-z_][\w.-]*)
    | (?P<sign><=|>=|!=|==|[-=<>!()+,&|])
    )""",
    re.VERBOSE,
)
_LONG: Final = re.compile(r"(\d+)\s*(day|d|week|wk|w|month|mo|year|yr|y)s?(?![a-z])")
_DAYS: Final = {"d": 1, "day": 1, "w": 7, "wk": 7, "week": 7, "mo": 30, "month": 30, "y": 365, "yr": 365, "year": 365}
_EDGES: Final = {f"{edge}o{unit[0]}": (unit, edge == "e") for unit in ("week", "month", "year") for edge in "se"}
"""``sow`` to ``eoy``: the start and the end of this week, month and year."""
_MOST_NESTED: Final = 50

_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": lambda one, other: one == other,
    "==": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


class _Token(NamedTuple):
    kind: str
    text: str


def tokens_of(text: str) -> list[_Token]:
    """``text`` cut into names, signs, texts, numbers, days, links and tags. Raises ``NotUnderstood``."""
    found, at = [], 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            raise NotUnderstood(f"{text[at:].strip()[:20]!r} cannot stand here")
        kind = str(match.lastgroup if match.lastgroup not in {"of", "long"} else "")
        kind = "day" if match["day"] else "length" if match["length"] else kind
        found.append(_Token(kind, match["of"] or match["long"] or match[0].strip()))
        at = match.end()
    return found


class Expression:
    """Reads one expression; the strongest operator last: ``or``, ``and``, ``!``, comparison, sum."""

    def __init__(self, text: str, today: date) -> None:
        self._tokens, self._today = tokens_of(text), today
        self._at = self._deep = 0

    def read(self) -> Value:
        """The whole text as one function. Raises ``NotUnderstood``."""
        value = self._or()
        if self._at < len(self._tokens):
            raise NotUnderstood(f"{self._tokens[self._at].text!r} cannot stand here")
        return value

    def _next(self, *signs: str) -> str | None:
        token = self._tokens[self._at] if self._at < len(self._tokens) else _Token("", "")
        if token.kind in {"sign", "name"} and token.text.casefold() in signs:
            self._at += 1
            return token.text.casefold()
        return None

    def _or(self) -> Value:
        value = self._and()
        while self._next("or", "|"):
            value = _either(value, self._and())
        return value

    def _and(self) -> Value:
        value = self._not()
        while self._next("and", "&"):
            value = _both(value, self._not())
        return value

    def _not(self) -> Value:
        self._deep += 1
        if self._deep > _MOST_NESTED:
            raise NotUnderstood(f"it is nested more than {_MOST_NESTED} deep")
        try:
            if self._next("!", "not"):
                inner = self._not()
                return lambda asked: not inner(asked)
            return self._compared()
        finally:
            self._deep -= 1

    def _compared(self) -> Value:
        value = self._sum()
        if sign := self._next(*_COMPARE):
            return _comparing(sign, value, self._sum())
        return value

    def _sum(self) -> Value:
        value = self._one()
        while sign := self._next("+", "-"):
            value = _sum(value, self._one(), 1 if sign == "+" else -1)
        return value

    def _one(self) -> Value:
        if self._next("("):
            value = self._or()
            self._expect(")")
            return value
        if self._at >= len(self._tokens):
            raise NotUnderstood("something is missing at its end")
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "name":
            return self._named(text)
        if kind == "sign":
            raise NotUnderstood(f"{text!r} cannot stand here")
        if kind == "day" and (field := FIELDS.get(text.casefold())) is not None:
            return lambda asked: found if isinstance(found := field(asked), date) else None
        constant = self._constant(kind, text)
        return lambda _asked: constant

    def _constant(self, kind: str, text: str) -> Any:
        if kind == "text":
            return re.sub(r"\\(.)", r"\1", text[1:-1])
        if kind == "number":
            return float(text)
        if kind == "day":
            return self._day(text.strip("\"'"))
        if kind == "length":
            return _length(text.strip("\"'"))
        return text.strip("[]").partition("|")[0] if kind == "link" else text

    def _named(self, name: str) -> Value:
        lowered = name.casefold()
        if lowered in {"true", "false", "null"}:
            constant = {"true": True, "false": False, "null": None}[lowered]
            return lambda _asked: constant
        if self._next("("):
            return self._call(lowered)
        field = FIELDS.get(lowered.removeprefix("task."))
        if field is None:
            raise NotUnderstood(f"tasks have no {name!r} here")
        return field

    def _call(self, name: str) -> Value:
        function = FUNCTIONS.get(name)
        if function is None:
            raise NotUnderstood(f"the function {name}() is not known here")
        arguments = [self._or()]
        while self._next(","):
            arguments.append(self._or())
        self._expect(")")
        if len(arguments) != function.__code__.co_argcount:
            raise NotUnderstood(f"{name}() takes {function.__code__.co_argcount} values")
        return _calling(function, arguments)

    def _expect(self, sign: str) -> None:
        if not self._next(sign):
            raise NotUnderstood(f"a {sign!r} is missing")

    def _day(self, words: str) -> date:
        unit, at_end = _EDGES.get(words.casefold(), ("", False))
        span = read_span(f"this {unit}" if unit else words, self._today)
        if span is None:
            raise NotUnderstood(f"{words!r} is no day")
        return span.last if at_end else span.first


def _length(words: str) -> timedelta:
    parts = _LONG.findall(words.casefold())
    if not parts or _LONG.sub("", words.casefold()).strip(" ,"):
        raise NotUnderstood(f"{words!r} is no length of time")
    return timedelta(days=sum(int(number) * _DAYS[unit] for number, unit in parts))


def _calling(function: Callable[..., Any], arguments: list[Value]) -> Value:
    """What a function gives for one item; nothing for values that it cannot take."""

    def value(asked: Asked) -> Any:
        try:
            return function(*(argument(asked) for argument in arguments))
        except (TypeError, ValueError, OverflowError):
            return None

    return value


def _either(one: Value, other: Value) -> Value:
    return lambda asked: one(asked) or other(asked)


def _both(one: Value, other: Value) -> Value:
    return lambda asked: one(asked) and other(asked)


def _comparing(sign: str, one: Value, other: Value) -> Value:
    compare = _COMPARE[sign]

    def value(asked: Asked) -> bool:
        left, right = one(asked), other(asked)
        if sign in {"=", "==", "!="}:
            return compare(left, right)
        try:
            return left is not None and right is not None and compare(left, right)
        except TypeError:
            return False

    return value


def _sum(one: Value, other: Value, sign: int) -> Value:
    def value(asked: Asked) -> Any:
        left, right = one(asked), other(asked)
        try:
            return left + right if sign > 0 else left - right
        except (TypeError, OverflowError):
            return None

    return value
