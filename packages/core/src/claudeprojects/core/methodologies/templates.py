"""Templates: Markdown with variables, in a bounded part of Jinja2's language and in Obsidian's own notation.

``{{title}}``, ``{{date}}``, ``{{date:YYYY-MM-DD}}`` and ``{{time}}`` mean what they mean in Obsidian's templates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from claudeprojects.core.errors import TemplateInvalid
from claudeprojects.core.methodologies.filters import FILTERS, ISO
from claudeprojects.core.methodologies.sandbox import (
    DATE_FORMAT,
    EACH,
    MAX_OUTPUT,
    METER,
    NOW,
    Meter,
    NotAllowed,
    Sandbox,
)
from jinja2 import TemplateError, UndefinedError, nodes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from jinja2 import Template as Compiled

MAX_TEMPLATE = 200_000
"""Characters of a template."""

_OBSIDIAN = re.compile(r"\{\{[ \t]*(title|date|time)[ \t]*(?::[ \t]*([^{}\n]*?)[ \t]*)?\}\}", re.IGNORECASE)
_FRONTMATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*$", re.DOTALL | re.MULTILINE)
_VALUE = re.compile(r"^(?P<head>[^\n]*?)\{\{(?P<inside>[^{}\n]*)\}\}(?P<tail>[^\n]*)$", re.MULTILINE)
_FAILURES = (TemplateError, NotAllowed, ArithmeticError, TypeError, ValueError, LookupError, RecursionError)


class Use(NamedTuple):
    """A variable that a template asks for, and where; 1-based."""

    name: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Template:
    """A template that can be rendered; ``name`` stands for it in errors."""

    name: str
    uses: tuple[Use, ...]
    compiled: Compiled

    def render(self, values: Mapping[str, Any], now: datetime, date_format: str = ISO) -> str:
        """The text with ``values`` put in; raises ``TemplateInvalid`` with the line where it failed."""
        meter = Meter()
        given = {**values, METER: meter, EACH: meter.each, NOW: now, DATE_FORMAT: date_format}
        pieces, length = [], 0
        try:
            for piece in self.compiled.generate(given):
                length += len(piece)
                if length > MAX_OUTPUT:
                    raise NotAllowed(f"It writes more than {MAX_OUTPUT:,} characters.")
                pieces.append(piece)
        except _FAILURES as error:
            raise TemplateInvalid(self.name, self._line_of(error), _reason(error)) from error
        return "".join(pieces)

    def _line_of(self, error: BaseException) -> int:
        """The last line of the template that was at work, as Jinja2 writes it into the trace."""
        line, trace = 1, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.compiled.filename:
                line = trace.tb_lineno
            trace = trace.tb_next
        return line


@lru_cache(maxsize=256)
def template_of(text: str, name: str) -> Template:
    """Read the ``text`` of a template; raises ``TemplateInvalid`` with the line that cannot be."""
    if len(text) > MAX_TEMPLATE:
        raise TemplateInvalid(name, 1, f"It is longer than {MAX_TEMPLATE:,} characters.")
    source = _OBSIDIAN.sub(_as_jinja, text.replace("\r\n", "\n").replace("\r", "\n"))
    source = _FRONTMATTER.sub(lambda found: _VALUE.sub(_as_yaml, found[0]), source, count=1)
    sandbox = _sandbox()
    try:
        tree = sandbox.parse(source)
        uses = _uses(tree, source)
        code = sandbox.compile(sandbox.checked(tree), filename=f"<template {name}>")
        return Template(name, uses, sandbox.template_class.from_code(sandbox, code, {}))
    except (*_FAILURES, SyntaxError, MemoryError) as error:
        line = getattr(error, "lineno", None) or getattr(error, "line", None) or 1
        raise TemplateInvalid(name, line, _reason(error)) from error


def _as_jinja(found: re.Match[str]) -> str:
    name, pattern = found[1].lower(), found[2]
    if name == "title":
        return found[0] if pattern is not None else "{{ title }}"
    if pattern:
        quoted = pattern.replace("\\", "\\\\").replace('"', '\\"')
        return f'{{{{ {NOW} | date("{quoted}") }}}}'
    return f"{{{{ {NOW} | date({DATE_FORMAT}) }}}}" if name == "date" else "{{ time }}"


def _as_yaml(found: re.Match[str]) -> str:
    """A line of frontmatter that its variables cannot break: they are put in quotes, or escaped within them."""
    head, inside, tail = found["head"], found["inside"], found["tail"]
    if head.rstrip().endswith((":", "-")) and not tail.strip():
        return f"{head}{{{{ ({inside}) | quoted }}}}{tail}"
    line, pieces = found[0], []
    place = 0
    for variable in re.finditer(r"\{\{([^{}\n]*)\}\}", line):
        pieces.append(line[place : variable.start()])
        quoted = "".join(pieces).count('"') % 2 == 1
        pieces.append(f"{{{{ ({variable[1]}) | escaped }}}}" if quoted else variable[0])
        place = variable.end()
    return "".join([*pieces, line[place:]])


def _uses(tree: nodes.Template, source: str) -> tuple[Use, ...]:
    """The variables that are read and not set in the template itself, at their first use on each line."""
    names = list(tree.find_all(nodes.Name))
    own = {node.name for node in names if node.ctx != "load"} | {NOW, DATE_FORMAT, "loop"}
    lines = source.split("\n")
    found = {(node.name, node.lineno) for node in names if node.ctx == "load" and node.name not in own}
    return tuple(
        Use(name, line, _column(name, lines[line - 1])) for name, line in sorted(found, key=lambda use: use[::-1])
    )


def _column(name: str, line: str) -> int:
    found = re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", line)
    return found.start() + 1 if found else 1


def _reason(error: BaseException) -> str:
    if isinstance(error, RecursionError | MemoryError):
        return "It is nested too deeply, or too long."
    if isinstance(error, UndefinedError):
        return f"{str(error.message).rstrip('.')}."
    text = str(error) or type(error).__name__
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


@cache
def _sandbox() -> Sandbox:
    return Sandbox(FILTERS)
