"""The structure of a methodology's frontmatter against the published JSON Schema, with problems people can act on.

The schema is the one description of the format: it is published, it checks files here, and completion walks it.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from claudeprojects.core.methodologies.problems import Problem, near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from claudeprojects.core.methodologies.positions import Frontmatter, Place, Step

SUBJECTS = ("artefact", "tasks", "sign_off")
"""What a need can be about; each need is about exactly one of them."""

_KINDS = {
    "string": "a text", "integer": "a whole number", "number": "a number", "boolean": "true or false",
    "array": "a list", "object": "a group of keys", "null": "nothing",
}  # fmt: skip


class Fault(NamedTuple):
    """A value that is not as the schema has it: the keyword that says so and what it wants, and the value given."""

    keyword: str
    wanted: Any
    given: Any
    part: Any
    """The part of the schema with the keyword."""


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a methodology's frontmatter."""
    found: dict[str, Any] = json.loads((files(__package__) / "methodology.schema.json").read_text(encoding="utf-8"))
    return found


def structure_problems(front: Frontmatter) -> list[Problem]:
    """What in the frontmatter is not as the schema has it, in the order of the lines."""
    found: set[Problem] = set()
    for error in _validator().iter_errors(front.values):
        fault = Fault(error.validator, error.validator_value, error.instance, error.schema)
        explain = _EXPLAINED.get(fault.keyword, _of_value)
        found.update(explain(fault, list(error.absolute_path), front))
    return sorted(found)


def described(part: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema with what it refers to put in; its own words come first."""
    while "$ref" in part:
        target = schema()["$defs"][part["$ref"].rpartition("/")[2]]
        part = {**target, **{key: value for key, value in part.items() if key != "$ref"}}
    return part


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # takes 60 ms to load

    return Draft202012Validator(schema())


def _unknown_keys(fault: Fault, path: Sequence[Step], front: Frontmatter) -> Iterator[Problem]:
    known = fault.part["properties"]
    for key in fault.given:
        if key not in known:
            where = front.key_at([*path, key])
            yield _problem(where, "unknown-key", f"{_owner(path)} has no key `{key}`.", near(key, known))


def _missing_keys(fault: Fault, path: Sequence[Step], front: Frontmatter) -> Iterator[Problem]:
    known = fault.part.get("properties", {})
    for key in fault.wanted:
        if key not in fault.given:
            meaning = described(known.get(key, {})).get("description", "")
            yield _problem(_start(path, front), "missing-key", f"{_owner(path)} needs the key `{key}`.", meaning)


def _wrong_type(fault: Fault, path: Sequence[Step], front: Frontmatter) -> Iterator[Problem]:
    wanted = fault.wanted if isinstance(fault.wanted, list) else [fault.wanted]
    kinds = " or ".join(_KINDS[kind] for kind in wanted)
    hint = "Put it in quotes." if "string" in wanted and isinstance(fault.given, int | float) else ""
    text = f"{_named(path)} takes {kinds}, not {_shown(fault.given)}."
    yield _problem(front.value_at(path), "wrong-type", text, hint)


def _not_listed(fault: Fault, path: Sequence[Step], front: Frontmatter) -> Iterator[Problem]:
    allowed = fault.wanted if fault.keyword == "enum" else [fault.wanted]
    hint = near(str(fault.given), map(str, allowed)) or f"It takes {', '.join(f'`{value}`' for value in allowed)}."
    text = f"{_named(path)} cannot be {_shown(fault.given)}."
    yield _problem(front.value_at(path), "wrong-value", text, hint)


def _mixed_need(fault: Fault, path: Sequence[Step], front: Frontmatter) -> Iterator[Problem]:
    given = [key for key in SUBJECTS if key in fault.given]
    where = front.key_at([*path, given[1]]) if given else _start(path, front)
    if not given and fault.given:
        return  # `dependentRequired` names what is missing
    if given:
        text = f"A need is about one thing, and this is about {' and '.join(f'`{key}`' for key in given)}."
        hint = "Make a need of its own for each."
    else:
        text, hint = "The need does not say what it is about.", "Give it `artefact`, `tasks` or `sign_off`."
    yield _problem(where, "mixed-need", text, hint)


def _dependent(fault: Fault, path: Sequence[Step], front: Frontmatter) -> Iterator[Problem]:
    for key, others in fault.wanted.items():
        for other in others:
            if key in fault.given and other not in fault.given:
                text = f"`{key}` means nothing without `{other}`."
                yield _problem(front.key_at([*path, key]), "mixed-need", text, f"Add `{other}` to this need.")


def _two_conditions(_: Fault, path: Sequence[Step], front: Frontmatter) -> Iterator[Problem]:
    text = "The need asks for several things at once."
    yield _problem(_start(path, front), "mixed-need", text, "Make a need of its own for each.")


def _of_value(fault: Fault, path: Sequence[Step], front: Frontmatter) -> Iterator[Problem]:
    part = described(fault.part)
    text = f"{_named(path)} cannot be {_shown(fault.given)}."
    yield _problem(front.value_at(path), "wrong-value", text, _limit(fault) or part.get("description", ""))


def _limit(fault: Fault) -> str:
    wanted = fault.wanted
    match fault.keyword:
        case "minItems":
            return "Give at least one entry." if wanted == 1 else f"Give at least {wanted} entries."
        case "maxItems":
            return f"It has at most {wanted} entries."
        case "minimum":
            return f"It is at least {wanted}."
        case "exclusiveMinimum":
            return f"It is more than {wanted}."
        case "maximum":
            return f"It is at most {wanted}."
        case "maxLength":
            return f"It has at most {wanted} characters."
    return ""


_EXPLAINED: dict[str, Callable[[Fault, Sequence[Step], Frontmatter], Iterator[Problem]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "type": _wrong_type,
    "enum": _not_listed,
    "const": _not_listed,
    "oneOf": _mixed_need,
    "dependentRequired": _dependent,
    "not": _two_conditions,
}


def _problem(where: Place, code: str, text: str, hint: str) -> Problem:
    return Problem(where.line, where.column, code, text, hint)


def _start(path: Sequence[Step], front: Frontmatter) -> Place:
    return front.value_at(path) if path else front.key_at(["type"])


_OWNERS = {
    "variables": "A variable", "board": "A column", "sprints": "`sprints`", "artefacts": "An artefact",
    "phases": "A phase", "activities": "An activity", "gate": "A gate", "needs": "A need", "tasks": "`tasks`",
}  # fmt: skip


def _owner(path: Sequence[Step]) -> str:
    """What a mapping at ``path`` is, in words."""
    name = next((step for step in reversed(path) if isinstance(step, str)), None)
    return "A methodology" if name is None else _OWNERS.get(name, f"`{name}`")


def _named(path: Sequence[Step]) -> str:
    """A value at ``path``, in words."""
    name = next((step for step in reversed(path) if isinstance(step, str)), "The frontmatter")
    return f"An entry of `{name}`" if path and isinstance(path[-1], int) else f"`{name}`"


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "empty"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, bool) else str(value)
    return f"`{text if len(text) <= 60 else text[:59] + '…'}`"
