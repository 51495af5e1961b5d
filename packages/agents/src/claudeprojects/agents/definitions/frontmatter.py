"""The head of a definition file: its frontmatter as values with their lines, and the text below it.

YAML is read as in notes; what is no YAML is read loosely, with a problem that says where YAML gave up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from claudeprojects.agents.definitions.loose import read_loosely
from claudeprojects.agents.definitions.records import Problem
from claudeprojects.core.vault.properties import frontmatter_span, read_properties
from claudeprojects.core.vault.source import unify_line_ends

_LINE_IN_ERROR = re.compile(r" ?\(line (\d+)\)")
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)+")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands between the ``---`` lines of a file, and below them."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """The 1-based line of each key."""
    body: str = ""
    present: bool = False
    problems: tuple[Problem, ...] = ()

    def line(self, key: str) -> int:
        """The line of ``key``, 0 when it is not there."""
        return self.lines.get(key, 0)


def read_head(text: str, known: frozenset[str]) -> Head:
    """Read the frontmatter of ``text``; ``known`` are the keys the kind of file has. Never raises."""
    text = text.removeprefix("\ufeff")
    blank = _BLANK_LINES.match(text)
    before = text[: blank.end()].count("\n") if blank else 0
    text = text[blank.end() :] if blank else text
    unified = unify_line_ends(text)
    span = frontmatter_span(unified)
    if span is None:
        unclosed = unified.startswith("---") and not unified.partition("\n")[0].strip("- ")
        problem = Problem(before + 1, "The frontmatter has no closing `---` line.", "error")
        return Head(body=_plain(text), problems=(problem,) if unclosed else ())
    problems = []
    if before:
        problems.append(
            Problem(1, "Blank lines stand before the frontmatter; other programs may not see it.", "note")
        )
    start, inner_end, end = span
    properties, spans = read_properties(text, unified)
    if properties.error is None:
        values = properties.values
        lines = {key: unified.count("\n", 0, at) + 1 + before for key, (at, _) in spans.items()}
    else:
        values, inner_lines = read_loosely(unified[start:inner_end], known)
        lines = {key: number + 2 + before for key, number in inner_lines.items()}
        problems.append(_explained(properties.error, before))
    return Head(values, lines, _plain(text[end:]), present=True, problems=tuple(problems))


def _explained(error: str, before: int) -> Problem:
    found = _LINE_IN_ERROR.search(error)
    line = int(found[1]) + before if found else before + 1
    reason = _LINE_IN_ERROR.sub("", error).rstrip(".")
    because = "" if reason.startswith("The frontmatter is not valid") else f" ({reason})"
    return Problem(line, f"The frontmatter is no valid YAML{because}; it was read line by line. Quote the value.")


def _plain(body: str) -> str:
    """The text with plain line ends and no blank lines around it."""
    return body.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
