"""The sandbox templates run in: Jinja2's, without calls, recursion or other files, and with everything counted.

Jinja2's own sandbox keeps a template from Python's objects; it does not bound time or memory. So only the few parts
of the language listed here are let through, every loop and filter spends of one budget, and no text or list can grow
past a limit. A template of strangers costs at most a fraction of a second and a few megabytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.runtime import Context, LoopContext, Undefined
from jinja2.sandbox import SandboxedEnvironment

MAX_TEXT = 100_000
"""Characters of a text while it is worked on."""
MAX_OUTPUT = 500_000
"""Characters that a template may write."""
MAX_ENTRIES = 1_000
"""Entries of a list."""
MAX_NUMBER = 10**15
BUDGET = 200_000
"""What a template may spend: 1 for a round of a loop, 1 for a filter and for each 100 characters it is given."""
MAX_DEPTH = 60
"""Levels of expressions in each other."""
MAX_NODES = 20_000

METER, EACH, NOW, DATE_FORMAT = "_meter", "_each", "_now", "_date_format"
"""Names that templates are given beside their variables."""

_LANGUAGE = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.List, nodes.Tuple,
    nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Getitem, nodes.Getattr, nodes.Slice, nodes.Concat, nodes.Compare,
    nodes.Operand, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos,
    nodes.Not, nodes.And, nodes.Or, nodes.If, nodes.For, nodes.Assign, nodes.Keyword,
)  # fmt: skip
_OURS = frozenset({METER, EACH, "_joined"})
_LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"})
_TESTS = (
    "defined", "undefined", "none", "string", "number", "boolean", "true", "false", "even", "odd", "divisibleby",
    "in", "sequence", "mapping", "eq", "equalto", "==", "ne", "!=", "lt", "lessthan", "<", "le", "<=", "gt",
    "greaterthan", ">", "ge", ">=",
)  # fmt: skip


class NotAllowed(ValueError):
    """Something a template must not do; the message is a sentence. Never leaves this package."""

    def __init__(self, text: str, line: int = 0) -> None:
        super().__init__(text)
        self.line = line


class Meter:
    """What one rendering has left to spend."""

    def __init__(self) -> None:
        self._left = BUDGET

    def spend(self, amount: int = 1) -> None:
        """Take from what is left; raises ``NotAllowed`` when nothing is."""
        self._left -= amount
        if self._left < 0:
            raise NotAllowed("It does more than a template may; it goes round too often.")

    def each(self, entries: Iterable[Any]) -> Iterator[Any]:
        """The entries of a loop, each paid for."""
        if not isinstance(entries, list | tuple | str):
            raise NotAllowed("Only a list can be gone through.")
        for entry in entries:
            self.spend()
            yield entry


class Sandbox(SandboxedEnvironment):
    """The environment that compiles and runs templates; stateless, one for all."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False, optimized=False,
            undefined=StrictUndefined, finalize=text_of, cache_size=0,
        )  # fmt: skip
        self.intercepted_binops = frozenset(self.binop_table)
        self.filters = {name: _metered(function) for name, function in filters.items()}
        self.filters["_joined"] = _metered(_joined)
        self.tests = {name: self.tests[name] for name in _TESTS}
        self.globals = {}

    def checked(self, tree: nodes.Template) -> nodes.Template:
        """``tree`` with its loops and joins counted; raises ``NotAllowed`` for what is not in the language."""
        waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
        count = 0
        while waiting:
            node, depth = waiting.pop()
            count += 1
            self._check(node, depth, count)
            waiting.extend((child, depth + 1) for child in node.iter_child_nodes())
        return _count(tree)

    def _check(self, node: nodes.Node, depth: int, count: int) -> None:
        if depth > MAX_DEPTH or count > MAX_NODES:
            raise NotAllowed("It is nested too deeply, or too long.", node.lineno)
        if isinstance(node, nodes.Call):
            raise NotAllowed("Templates call no functions; there are filters, such as `| upper`.", node.lineno)
        if not isinstance(node, _LANGUAGE) or (isinstance(node, nodes.For) and node.recursive):
            raise NotAllowed(f"Templates have no {_words(type(node).__name__)}.", node.lineno)
        is_list = isinstance(node, nodes.List) or (isinstance(node, nodes.Tuple) and node.ctx == "load")
        if is_list and not all(isinstance(item, nodes.Const) for item in node.iter_child_nodes()):
            raise NotAllowed("A list in a template holds plain texts and numbers.", node.lineno)
        if isinstance(node, nodes.Name | nodes.Filter | nodes.Test) and node.name in _OURS:
            raise NotAllowed(f"The name `{node.name}` is not for templates.", node.lineno)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only what counts the rounds of a loop is ever called."""
        return isinstance(getattr(obj, "__self__", None), Meter)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute``: an entry of a group, a part of a date, or what a loop knows of itself."""
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, date) and attribute in ("year", "month", "day"):
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """``obj[argument]``: an entry of a group or list, or a piece of a text or list."""
        if isinstance(obj, Mapping | list | tuple | str):
            try:
                return obj[argument]
            except (TypeError, LookupError, ValueError):
                pass
        return self.undefined(obj=obj, name=str(argument))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Sums of numbers, of texts and of lists; nothing that grows without a limit."""
        context[METER].spend()
        if _is_number(left) and _is_number(right) and operator != "**":
            found = self.binop_table[operator](left, right)
            if abs(found) > MAX_NUMBER:
                raise NotAllowed("A number became too large.")
            return found
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return bounded(left + right)
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            return bounded_list([*left, *right])
        raise NotAllowed(f"`{operator}` does not work on {_kind(left)} and {_kind(right)}.")


def text_of(value: Any) -> str:
    """A value as a template writes it: dates as ``2026-11-23``, lists with commas, groups by their title."""
    if value is None:
        return ""
    if isinstance(value, Undefined):
        return str(value)  # raises, saying what is not defined
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float | date):
        return bounded(str(value))
    if isinstance(value, list | tuple):
        if any(isinstance(entry, list | tuple) for entry in value):
            raise NotAllowed("A list of lists cannot be written.")
        return bounded(", ".join(map(text_of, value)))
    if isinstance(value, Mapping) and "title" in value:
        return text_of(value["title"])
    raise NotAllowed(f"{_kind(value).capitalize()} cannot be written.")


def bounded(text: str) -> str:
    """``text``, unless it is too long."""
    if len(text) > MAX_TEXT:
        raise NotAllowed(f"A text became longer than {MAX_TEXT:,} characters.")
    return text


def bounded_list(entries: list[Any]) -> list[Any]:
    """``entries``, unless there are too many."""
    if len(entries) > MAX_ENTRIES:
        raise NotAllowed(f"A list became longer than {MAX_ENTRIES:,} entries.")
    return entries


def _count(tree: nodes.Template) -> nodes.Template:
    """Put the counting into a checked tree: loops go through ``Meter.each``, ``~`` becomes a filter."""
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = nodes.Call(nodes.Name(EACH, "load"), [loop.iter], [], None, None, lineno=loop.lineno)
    waiting: list[nodes.Node] = [tree]
    while waiting:
        node = waiting.pop()
        for field, value in node.iter_fields():
            if isinstance(value, list):
                value[:] = [_without_join(entry) for entry in value]
            else:
                setattr(node, field, _without_join(value))
        waiting.extend(node.iter_child_nodes())
    if tree.environment is not None:
        tree.set_environment(tree.environment)
    return tree


def _without_join(value: Any) -> Any:
    if not isinstance(value, nodes.Concat):
        return value
    first, *others = value.nodes
    return nodes.Filter(first, "_joined", others, [], None, None, lineno=value.lineno)


def _joined(first: Any, *others: Any) -> str:
    return bounded("".join(map(text_of, (first, *others))))


def _metered(function: Callable[..., Any]) -> Callable[..., Any]:
    @pass_context
    def metered(context: Context, value: Any, *arguments: Any, **named: Any) -> Any:
        size = sum(len(given) for given in (value, *arguments) if isinstance(given, str | list | tuple))
        context[METER].spend(1 + size // 100)
        return function(value, *arguments, **named)

    return metered


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def _kind(value: Any) -> str:
    kinds = ((str, "a text"), (bool, "true or false"), (int | float, "a number"), (date, "a date"), (list, "a list"))
    return next((words for kind, words in kinds if isinstance(value, kind)), "a group")


def _words(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()
