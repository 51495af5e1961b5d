"""JSON Schemas of arguments: short ways to write them, and the check of a call against one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import ArgumentsInvalid

if TYPE_CHECKING:
    from claudeprojects.agents.values import ToolSpec


def text(description: str, **more: Any) -> dict[str, Any]:
    """The schema of a string."""
    return {"type": "string", "description": description, **more}


def number(description: str, least: int, most: int) -> dict[str, Any]:
    """The schema of a whole number between ``least`` and ``most``."""
    return {"type": "integer", "description": description, "minimum": least, "maximum": most}


def switch(description: str) -> dict[str, Any]:
    """The schema of a yes or no."""
    return {"type": "boolean", "description": description}


def arguments(required: tuple[str, ...] = (), /, **properties: dict[str, Any]) -> dict[str, Any]:
    """The schema of a tool's arguments: an object with ``properties``, nothing else in it."""
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def check(spec: ToolSpec, given: dict[str, Any]) -> None:
    """Raise ``ArgumentsInvalid``, naming the first argument that does not fit the schema of ``spec``."""
    found = sorted(
        _validator(_Held(spec.parameters)).iter_errors(given), key=lambda error: list(map(str, error.path))
    )
    if found:
        where = ".".join(map(str, found[0].path))
        raise ArgumentsInvalid(spec.name, f"{where}: {found[0].message}" if where else found[0].message)


class _Held:
    """A schema as a key: equal when it is the very same object."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.schema is self.schema


@lru_cache(maxsize=512)
def _validator(held: _Held) -> Any:
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # takes 60 ms to load

    return Draft202012Validator(held.schema)
