"""Filters joined by ``AND``, ``OR``, ``NOT`` and ``XOR``: ``(due today) OR NOT (tags include #later)``.

Each filter stands in one kind of delimiters, ``()``, ``[]``, ``{}`` or ``""``. ``NOT`` binds closest, then ``XOR``,
``AND`` and ``OR``, as in the plugin.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claudeprojects.core.projects.blocks.filters import read_filter
from claudeprojects.core.projects.blocks.model import NotUnderstood

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from claudeprojects.core.projects.blocks.model import Asked, Predicate

_PAIRS: Final = {"(": ")", "[": "]", "{": "}", '"': '"'}
_JOINED: Final = re.compile(r'(?:NOT\s*)?[(\[{"]')
_OPERATOR: Final = re.compile(r"\s*(AND NOT|OR NOT|AND|OR|XOR|NOT)(?=[\s(\[{\"]|\Z)\s*")
_MOST_NESTED: Final = 50


def is_joined(line: str) -> bool:
    """Whether ``line`` is written as filters in delimiters."""
    return _JOINED.match(line.strip()) is not None


def read_joined(line: str, today: date) -> Predicate:
    """The predicate that a line of joined filters stands for. Raises ``NotUnderstood``."""
    return _Reader(line.strip(), today).whole()


class _Reader:
    """Descends by the operators' strength. ``depth`` counts the delimiters it is inside of."""

    def __init__(self, text: str, today: date, depth: int = 0) -> None:
        if depth > _MOST_NESTED:
            raise NotUnderstood(f"filters are nested more than {_MOST_NESTED} deep")
        self._text, self._today, self._depth = text, today, depth
        self._at = 0
        opening = next((character for character in text if character in _PAIRS), "(")
        self._open, self._close = opening, _PAIRS[opening]

    def whole(self) -> Predicate:
        """Everything that was given."""
        found = self._any()
        if self._text[self._at :].strip():
            raise NotUnderstood(
                f"an operator (AND, OR, XOR, NOT) is missing before {self._text[self._at :].strip()!r}"
            )
        return found

    def _any(self) -> Predicate:
        return self._chain(self._all, {"OR": False, "OR NOT": True}, lambda left, right: left or right)

    def _all(self) -> Predicate:
        return self._chain(self._either, {"AND": False, "AND NOT": True}, lambda left, right: left and right)

    def _either(self) -> Predicate:
        return self._chain(self._one, {"XOR": False}, lambda left, right: left != right)

    def _chain(
        self, part: Callable[[], Predicate], operators: dict[str, bool], join: Callable[[bool, bool], bool]
    ) -> Predicate:
        found = part()
        while (operator := _OPERATOR.match(self._text, self._at)) and operator[1] in operators:
            self._at = operator.end()
            found = _joined(found, part(), join, negated=operators[operator[1]])
        return found

    def _one(self) -> Predicate:
        operator = _OPERATOR.match(self._text, self._at)
        if operator and operator[1] == "NOT":
            self._at = operator.end()
            inner = self._one()
            return lambda asked: not inner(asked)
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        end = self._closing(self._at)
        inside = self._text[self._at + 1 : end].strip()
        self._at = end + 1
        if inside.startswith(("NOT", self._open)) and is_joined(inside):
            return _Reader(inside, self._today, self._depth + 1).whole()
        return read_filter(inside, self._today)

    def _closing(self, start: int) -> int:
        if not self._text.startswith(self._open, start):
            raise NotUnderstood('each filter of the line must stand in the same delimiters: (…), […], {…} or "…"')
        if self._open == self._close:
            end = self._text.find(self._close, start + 1)
            if end >= 0:
                return end
        deep = 0
        for at in range(start, len(self._text)):
            deep += (self._text[at] == self._open) - (self._text[at] == self._close)
            if deep == 0:
                return at
        raise NotUnderstood(f"{self._open!r} is never closed")


def _joined(left: Predicate, right: Predicate, join: Callable[[bool, bool], bool], *, negated: bool) -> Predicate:
    def holds(asked: Asked) -> bool:
        return join(left(asked), right(asked) != negated)

    return holds
