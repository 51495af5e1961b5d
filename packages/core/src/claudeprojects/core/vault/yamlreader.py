"""Frontmatter YAML as a note's properties see it: YAML 1.2 scalars, dates as their text, any input in bounded time.

:func:`read_mapping` reads libyaml's events without recursion, so nesting costs no stack, and counts what aliases
repeat, so a small file cannot grow into a huge value.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

MAX_DEPTH = 64
"""Deeper nesting is refused: no property editor shows it, and JSON encoders recurse."""
MAX_VALUES = 100_000
"""More values than this, aliases counted each time they are used, are refused."""
MAX_CHARACTERS = 1_000_000
"""Longer frontmatter is not read."""

Spans = dict[str, tuple[int, int]]
"""Where each property stands: the offset of its key, and the offset where the next key or the end begins."""

_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BASED = re.compile(r"0o([0-7]{1,20})|0x([0-9a-fA-F]{1,15})")


class YamlProblem(ValueError):
    """Frontmatter that cannot be read; the message is one line for a person. Never leaves this package."""


def plain_value(text: str) -> Any:
    """What an unquoted scalar means (YAML 1.2 core schema); dates, times and numbers past 18 digits stay text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if len(text) <= 40 and _FLOAT.fullmatch(text):
        number = float(text)
        whole = text.lstrip("+-").isdigit()
        return text if whole or number in (float("inf"), float("-inf")) else number
    if based := _BASED.fullmatch(text):
        return int(based[1], 8) if based[1] else int(based[2], 16)
    return text


def read_mapping(text: str) -> tuple[dict[str, Any], Spans]:
    """The top-level mapping of one YAML document and where its keys stand. Raises :class:`YamlProblem`."""
    if len(text) > MAX_CHARACTERS:
        raise YamlProblem(f"The frontmatter is longer than {MAX_CHARACTERS:,} characters.")
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.YAMLError as problem:
        raise YamlProblem(_explain(problem)) from problem
    except UnicodeError as problem:
        raise YamlProblem("The frontmatter has characters that are not Unicode text.") from problem
    values = builder.result
    if values is None:
        return {}, {}
    if not isinstance(values, dict):
        raise YamlProblem("The frontmatter is not a list of properties.")
    starts = [*builder.key_starts, len(text)]
    return values, {name: (start, end) for name, start, end in zip(values, starts, starts[1:], strict=False)}


def _explain(problem: yaml.YAMLError) -> str:
    if isinstance(problem, yaml.MarkedYAMLError):
        words = problem.problem or problem.context or "not valid YAML"
        mark = problem.problem_mark or problem.context_mark
        where = f" (line {mark.line + 2})" if mark else ""
        return f"{words[0].upper()}{words[1:]}{where}."
    return "The frontmatter is not valid YAML."


class _Open:
    """A collection being filled: a list, or a mapping that waits for a key or a value."""

    __slots__ = ("anchor", "count", "key", "target")

    def __init__(self, target: Any, anchor: str | None) -> None:
        self.target = target
        self.anchor = anchor
        self.key: str | None = None
        self.count = 1


class _Builder:
    """Turns events into plain values, counting them."""

    def __init__(self) -> None:
        self.result: Any = None
        self.key_starts: list[int] = []
        self.stack: list[_Open] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.count = 0
        self.documents = 0

    def take(self, event: Any) -> None:
        """One libyaml event."""
        if isinstance(event, yaml.ScalarEvent):
            self._add(_scalar(event), 1, event)
            if event.anchor:
                self.anchors[event.anchor] = (_scalar(event), 1)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(self.stack) >= MAX_DEPTH:
                raise YamlProblem(f"The frontmatter is nested deeper than {MAX_DEPTH} levels.")
            self._refuse_key_collection()
            target: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            self.stack.append(_Open(target, event.anchor))
        elif isinstance(event, yaml.CollectionEndEvent):
            done = self.stack.pop()
            if done.anchor:
                self.anchors[done.anchor] = (done.target, done.count)
            self._add(done.target, done.count, event)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                raise YamlProblem(f"The alias *{event.anchor} names nothing.")
            self._add(*self.anchors[event.anchor], event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise YamlProblem("The frontmatter holds more than one document.")

    def _refuse_key_collection(self) -> None:
        if self.stack and isinstance(self.stack[-1].target, dict) and self.stack[-1].key is None:
            raise YamlProblem("A property name is not a plain text.")

    def _add(self, value: Any, count: int, event: Any) -> None:
        if not self.stack:
            self.result = value
            return
        parent = self.stack[-1]
        if isinstance(parent.target, list):
            parent.target.append(value)
        elif parent.key is None:
            self._take_key(parent, value, event)
        else:
            parent.target[parent.key] = value
            parent.key = None
        parent.count += count
        if parent.count > MAX_VALUES:
            raise YamlProblem(f"The frontmatter holds more than {MAX_VALUES:,} values.")

    def _take_key(self, parent: _Open, value: Any, event: Any) -> None:
        if isinstance(value, dict | list):
            raise YamlProblem("A property name is not a plain text.")
        name = value if isinstance(value, str) else event.value if isinstance(event, yaml.ScalarEvent) else str(value)
        if name in parent.target:
            raise YamlProblem(f"The property {name!r} is written twice.")
        parent.key = name
        if len(self.stack) == 1:
            self.key_starts.append(event.start_mark.index)


def _scalar(event: yaml.ScalarEvent) -> Any:
    if not event.style and event.implicit[0]:
        return plain_value(event.value)
    return event.value
