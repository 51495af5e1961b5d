"""The query language as a tree: what a search asks for, and how it is written down again.

``parse`` (in ``query_parser``) makes the tree, ``str`` of any node prints it canonically, and parsing what was
printed gives an equal tree. The meaning of each node is the business of ``plan``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

Scope = Literal[
    "file", "path", "content", "line", "block", "section", "task", "task-todo", "task-done"
]  # fmt: skip
"""The operators that look for their operand in one part of a note."""

SCOPES: Final[tuple[Scope, ...]] = (
    "file", "path", "content", "line", "block", "section", "task", "task-todo", "task-done",
)  # fmt: skip

TaskFieldName = Literal[
    "due", "scheduled", "start", "done", "created", "cancelled", "priority", "estimate", "status", "is", "has",
    "assignee", "project", "sprint", "id",
]  # fmt: skip
"""The operators that ask something of tasks: their dates, their state, whose they are and where they belong."""

TASK_FIELDS: Final[tuple[TaskFieldName, ...]] = get_args(TaskFieldName)

Comparator = Literal["<", "<=", "=", ">=", ">"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word (or what stands between two spaces): case and accents do not count."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other, in this order."""

    text: str

    def __str__(self) -> str:
        return quoted(self.text)


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression, matched against the text as it stands; case does not count."""

    pattern: str

    def __str__(self) -> str:
        return f"/{self.pattern}/"


@dataclass(frozen=True, slots=True)
class Tag:
    """Notes with this tag (without ``#``) or one below it."""

    name: str

    def __str__(self) -> str:
        return f"tag:#{self.name}"


@dataclass(frozen=True, slots=True)
class Scoped:
    """``part`` looked for in one part of the note only; ``part`` holds words, phrases and patterns."""

    scope: Scope
    part: Node

    def __str__(self) -> str:
        return f"{self.scope}:{_operand(self.part)}"


@dataclass(frozen=True, slots=True)
class Compare:
    """A property's value, as number or date, compared with ``value``; stands inside ``Property`` only."""

    comparator: Comparator
    value: str

    def __str__(self) -> str:
        return f"{self.comparator}{quoted(self.value)}"


@dataclass(frozen=True, slots=True)
class Property:
    """Notes that have the property ``name``, with a value as ``part`` says (``None`` = any value)."""

    name: str
    part: Node | None = None

    def __str__(self) -> str:
        return f"[{quoted(self.name)}]" if self.part is None else f"[{quoted(self.name)}:{self.part}]"


@dataclass(frozen=True, slots=True)
class TaskField:
    """Tasks of which a field is ``value``, or compares with it so; notes with such a task."""

    name: TaskFieldName
    value: str
    comparator: Comparator | None = None

    def __str__(self) -> str:
        return f"{self.name}:{self.comparator or ''}{quoted(self.value)}"


@dataclass(frozen=True, slots=True)
class Not:
    """What ``part`` does not match."""

    part: Node

    def __str__(self) -> str:
        return f"-{_operand(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    """What every part matches; two parts or more, or none for the empty query."""

    parts: tuple[Node, ...] = ()

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, And | Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """What some part matches; two parts or more."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


Node: TypeAlias = Word | Phrase | Regex | Tag | Scoped | TaskField | Compare | Property | Not | And | Or


def quoted(text: str) -> str:
    r"""``text`` in double quotes, with ``\"`` and ``\\`` for a quote and a backslash."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _operand(part: Node) -> str:
    simple = isinstance(part, Word | Phrase | Regex | Tag | Property | Scoped | TaskField) and not str(
        part
    ).startswith("-")
    return str(part) if simple else f"({part})"
