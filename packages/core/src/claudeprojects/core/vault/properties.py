"""A note's properties: the frontmatter between two ``---`` lines at the start, as YAML or JSON.

Malformed frontmatter never loses the note: :attr:`Properties.error` says what is wrong, and nothing is raised.
"""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import TYPE_CHECKING, Any

from claudeprojects.core.vault.links import WIKILINK, wikilink
from claudeprojects.core.vault.model import Properties
from claudeprojects.core.vault.simpleyaml import read_simple_mapping
from claudeprojects.core.vault.yamlreader import MAX_DEPTH, MAX_VALUES, Spans, YamlProblem, read_mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claudeprojects.core.vault.model import Link

ALIAS_KEYS = frozenset({"aliases", "alias"})
"""The properties that hold other names of a note, in lower case."""

_CLOSING = re.compile(r"\n---[ \t]*(?=\n|\Z)")
_CODE_SPAN = re.compile(r"(`+)(?!`)[^`]*\1(?!`)")


def frontmatter_span(unified: str) -> tuple[int, int, int] | None:
    """Where frontmatter lies in a text with ``\\n`` line ends: start and end of its inside, and end of the block.

    ``None`` when the text does not begin with a ``---`` line or no second one follows.
    """
    if not unified.startswith("---"):
        return None
    newline = unified.find("\n")
    if newline < 0 or unified[3:newline].strip(" \t"):
        return None
    closing = _CLOSING.search(unified, newline)
    if closing is None:
        return None
    return newline + 1, closing.start() + 1, min(closing.end() + 1, len(unified))


def read_properties(text: str, unified: str) -> tuple[Properties, Spans]:
    """The properties of ``text`` (``unified`` is the same with ``\\n`` line ends) and where each of them stands."""
    span = frontmatter_span(unified)
    if span is None:
        return Properties(), {}
    start, inner_end, end = span
    simple = read_simple_mapping(unified, start, inner_end)
    if simple is not None:
        return Properties(simple[0], end, None, "yaml"), simple[1]
    inner = text[start:inner_end]
    is_json = inner.lstrip().startswith("{")
    try:
        values, spans = _read_json(inner) if is_json else read_mapping(inner)
    except YamlProblem as problem:
        return Properties({}, end, str(problem), "json" if is_json else "yaml"), {}
    moved = {name: (first + start, last + start) for name, (first, last) in spans.items()}
    return Properties(values, end, None, "json" if is_json else "yaml"), moved


def _read_json(inner: str) -> tuple[dict[str, Any], Spans]:
    """JSON frontmatter; what only looks like JSON is read as YAML, of which JSON is nearly a part."""
    try:
        values = json.loads(inner, parse_constant=str, parse_int=_bounded_int, parse_float=_finite_float)
    except (ValueError, RecursionError):
        return read_mapping(inner)
    if not isinstance(values, dict):
        raise YamlProblem("The frontmatter is not a list of properties.")
    _refuse_excess(values)
    return values, {name: (0, len(inner)) for name in values}


def _bounded_int(digits: str) -> int | str:
    return int(digits) if len(digits) <= 19 else digits


def _finite_float(text: str) -> float | str:
    number = float(text)
    return number if isfinite(number) else text


def _refuse_excess(values: Any) -> None:
    level, count, depth = [values], 0, 0
    while level:
        depth += 1
        count += len(level)
        if depth > MAX_DEPTH + 1 or count > MAX_VALUES:
            raise YamlProblem("The frontmatter is nested too deeply or holds too many values.")
        level = [
            child
            for value in level
            if isinstance(value, dict | list)
            for child in (value.values() if isinstance(value, dict) else value)
        ]


def aliases_of(values: dict[str, Any]) -> tuple[str, ...]:
    """The other names of a note: a list, or one name as a plain text."""
    found: list[str] = []
    for key, value in values.items():
        if key.lower() in ALIAS_KEYS:
            entries = value if isinstance(value, list) else [value]
            found += [str(entry).strip() for entry in entries if _is_name(entry)]
    return tuple([name for name in dict.fromkeys(found) if name])


def _is_name(entry: object) -> bool:
    return isinstance(entry, str | int | float) and not isinstance(entry, bool)


def property_links(text: str, values: dict[str, Any], spans: Spans, line_at: Callable[[int], int]) -> list[Link]:
    """Every ``[[link]]`` in a text value, placed where it stands in the frontmatter's source."""
    found: list[Link] = []
    for name, value in values.items():
        position, end = spans.get(name, (0, 0))
        position += len(name)
        for content in _link_contents(value):
            for written in _spellings(content):
                at = text.find(written, position, end)
                if at >= 0:
                    break
            else:
                continue  # folded over lines or written with escapes: there is no one place to point at
            position = at + len(written)
            embed = at > 0 and text[at - 1] == "!"
            link = wikilink(content, at - embed, position, line_at(at), embed=embed, kind="property")
            if link is not None:
                found.append(link)
    return found


def _spellings(content: str) -> Iterator[str]:
    """How ``[[content]]`` may be written inside plain, single-quoted and double-quoted YAML."""
    raw = f"[[{content}]]"
    yield raw
    if "'" in raw:
        yield raw.replace("'", "''")
    if '"' in raw or "\\" in raw:
        yield raw.replace("\\", "\\\\").replace('"', '\\"')


def _link_contents(value: Any) -> Iterator[str]:
    """The insides of the wikilinks in ``value``, in order, depth first."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            if "[[" in item:
                visible = _CODE_SPAN.sub("", item) if "`" in item else item
                for match in WIKILINK.finditer(visible):
                    yield match[1]
        elif isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            stack.extend(reversed(item.values()))
