"""What could be written next in a methodology's file: keys, values, ids, names of templates and agents, variables.

Works on files that are not finished, from their lines alone; what fits where is taken from the published schema.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from claudeprojects.core.methodologies.lint_templates import IN_NOTES
from claudeprojects.core.methodologies.structure import described, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?:(?P<key>[\w-]+) *:(?= |$))?")
_KEY = re.compile(r"(?:^|[{,])[ \t-]*([\w-]*)$")
_VALUE = re.compile(r"([\w-]+) *:[ ]+(?:\[[^\]{}]*?,? *)?[\"']?([^\"',\[\]{}]*)$")
_VARIABLE = re.compile(r"\{\{ *(\w*)$")
_FILTER = re.compile(r"\{\{[^{}]*\| *(\w*)$")
_NAMES = {"inputs": "artefacts", "outputs": "artefacts", "artefact": "artefacts", "of": "artefacts"}
_NO_KEY = frozenset({"variables", "board", "artefacts", "phases", "activities", "needs"})


class Completion(NamedTuple):
    """Something that could stand at the cursor; ``text`` replaces what is typed, from ``start`` on."""

    text: str
    kind: str
    """``key``, ``value``, ``artefact``, ``template``, ``agent``, ``role``, ``variable``, ``filter``, ``heading``."""
    detail: str
    start: int


class Known(NamedTuple):
    """Names from outside of the file: of templates, agents and filters."""

    templates: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()


def complete(text: str, offset: int, known: Known = Known()) -> list[Completion]:  # noqa: B008 - it is immutable
    """What could stand at ``offset`` (in characters) of the methodology ``text``, best first; often nothing."""
    before = text[: max(0, min(offset, len(text)))]
    line = before.rpartition("\n")[2]
    if not text.startswith("---"):
        return []
    if "\n---" in before[3:]:
        return list(_headings(text, line, len(before)))
    if inside := _FILTER.search(line):
        return _named(known.filters, "filter", inside[1], len(before))
    if inside := _VARIABLE.search(line):
        return _named([*_names_in(text, "variables", "name"), *IN_NOTES], "variable", inside[1], len(before))
    path = _path_at(before)
    if value := _VALUE.search(line):
        return list(_values(text, [*path, value[1]], value[1], value[2], len(before), known))
    if key := _KEY.search(line):
        return list(_keys(before, path, key[1], len(before)))
    return []


def _path_at(before: str) -> list[str]:
    """The keys that lead to the mapping the cursor is in, lists left out."""
    stack: list[tuple[int, str]] = []
    lines = before.split("\n")
    for number, line in enumerate(lines[1:], 2):
        found = _LINE.match(line)
        if found is None or (not line.strip() and number < len(lines)):
            continue
        column = len(found["indent"]) + len(found["dashes"])
        while stack and stack[-1][0] >= column:
            stack.pop()
        last = number == len(lines)
        if found["key"] and not (last and "{" not in line):
            stack.append((column, found["key"]))
    path = [key for _, key in stack]
    flow = lines[-1]
    if flow.count("{") - flow.count("{{") * 2 > 1 and (inner := re.findall(r"([\w-]+): *\{", flow)):
        path.append(inner[-1])
    return path


def _part(path: Iterable[str]) -> dict[str, Any]:
    """The part of the schema for the value at ``path``; empty when there is none."""
    part = schema()
    for key in path:
        part = _entry(described(part).get("properties", {}).get(key, {}))
    return part


def _entry(part: dict[str, Any]) -> dict[str, Any]:
    """What a list holds, or the value itself."""
    part = described(part)
    for option in part.get("anyOf", []):
        if described(option).get("type") == "object":
            return described(option)
    return described({**part["items"]}) if part.get("type") == "array" and "items" in part else part


def _keys(before: str, path: list[str], typed: str, end: int) -> Iterator[Completion]:
    part = _part(path)
    given = _given_keys(before)
    required = part.get("required", [])
    properties = part.get("properties", {})
    for key in sorted(properties, key=lambda key: key not in required):
        if key.startswith(typed) and (key not in given or key == typed):
            ending = ":" if key in _NO_KEY else ": "
            yield Completion(key + ending, "key", described(properties[key]).get("description", ""), end - len(typed))


def _given_keys(before: str) -> set[str]:
    """The keys that the mapping of the cursor has already, above it."""
    lines = before.split("\n")
    line = lines[-1]
    if "{" in line.replace("{{", ""):
        return set(re.findall(r"([\w-]+) *:", line[line.rfind("{") :]))
    found = _LINE.match(line)
    column = len(found["indent"]) + len(found["dashes"]) if found else 0
    given: set[str] = set()
    if found and found["dashes"]:
        return given
    for above in reversed(lines[1:-1]):
        other = _LINE.match(above)
        if other is None or not above.strip():
            continue
        at = len(other["indent"]) + len(other["dashes"])
        if at < column:
            break
        if at == column and other["key"]:
            given.add(other["key"])
            if other["dashes"]:
                break
    return given


def _values(text: str, path: list[str], key: str, typed: str, end: int, known: Known) -> Iterator[Completion]:
    if path[: len(path) - 1] and path[-2] == key:  # the key of this line was counted already
        path = path[:-1]
    if key in _NAMES:
        names = [*(("phase", "project") if key == "of" else ()), *_names_in(text, "artefacts", "id")]
        yield from _named(names, "artefact", typed, end)
    elif key == "template":
        yield from _named(known.templates, "template", typed, end)
    elif key == "agents":
        yield from _named(known.agents, "agent", typed, end)
    elif key == "sign_off":
        roles = (
            entry.strip() for people in re.findall(r"people: *\[([^\]]*)\]", text) for entry in people.split(",")
        )
        yield from _named(dict.fromkeys(role.strip("\"'") for role in roles if role), "role", typed, end)
    else:
        part = _part(path)
        options = part.get("enum", [part["const"]] if "const" in part else [])
        if part.get("type") == "boolean":
            options = ["true", "false"]
        words = (str(option).lower() if isinstance(option, bool) else str(option) for option in options)
        yield from _named(words, "value", typed, end)


def _names_in(text: str, section: str, key: str) -> list[str]:
    """The ids (or names) of the entries of one top-level list, as far as the file is written."""
    found = re.search(rf"^{section}:(.*?)(?=^[a-z]|\Z)", text.partition("\n---\n")[0], re.MULTILINE | re.DOTALL)
    return re.findall(rf"\b{key}: *([\w-]+)", found[1]) if found else []


def _headings(text: str, line: str, end: int) -> Iterator[Completion]:
    level = re.fullmatch(r"(#{2,3}) +(.*)", line)
    section = "phases" if level and len(level[1]) == 2 else "activities"
    if level is None:
        return
    front = text.partition("\n---\n")[0]
    body = text[len(front) :]
    indent = r"^ {2,4}" if section == "phases" else r"^ {6,}"
    for title in re.findall(rf"{indent}title: *[\"']?([^\n\"']+)", front, re.MULTILINE):
        if title.startswith(level[2]) and f"{level[1]} {title}\n" not in body:
            yield Completion(title.strip(), "heading", "", end - len(level[2]))


def _named(names: Iterable[str], kind: str, typed: str, end: int) -> list[Completion]:
    start = end - len(typed)
    return [Completion(name, kind, "", start) for name in names if name.lower().startswith(typed.lower())]
