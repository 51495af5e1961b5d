"""A ``TASK`` query of Dataview: ``TASK FROM "Projects" WHERE !completed SORT due GROUP BY file.link LIMIT 10``."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Protocol

from claudeprojects.core.projects.blocks.expressions import Expression, tokens_of
from claudeprojects.core.projects.blocks.model import Block, Grouping, NotUnderstood, Order, Problem

if TYPE_CHECKING:
    from claudeprojects.core.projects.blocks.model import Asked, Predicate, SortKey
    from claudeprojects.core.projects.blocks.vocabulary import Value

_CLAUSE: Final = re.compile(
    r"\b(FROM|WHERE|FLATTEN|SORT|GROUP\s+BY|LIMIT)\b(?=(?:[^\"]*\"[^\"]*\")*[^\"]*\Z)", re.IGNORECASE
)
_DIRECTION: Final = re.compile(r"\s+(asc|ascending|desc|descending)\s*\Z", re.IGNORECASE)


class Pages(Protocol):
    """What a ``FROM`` asks about notes."""

    def with_tag(self, tag: str) -> set[str]:
        """The paths of notes with ``#tag`` or one below it."""

    def linking_to(self, target: str, source: str) -> set[str]:
        """The paths of notes that link to what ``[[target]]`` means in the note ``source``."""


def is_task_query(source: str) -> bool:
    """Whether a block of language ``dataview`` is a ``TASK`` query."""
    return source.strip().casefold().split(None, 1)[:1] == ["task"]


def read_dataview_block(source: str, today: date, pages: Pages, path: str = "") -> Block:
    """The block for a ``TASK`` query that stands in the note ``path``."""
    block = Block()
    parts = _CLAUSE.split(re.sub(r"^\s*task\b", "", source, flags=re.IGNORECASE))
    if parts[0].strip():
        block.problems.append(Problem(0, source.strip().splitlines()[0], f"{parts[0].strip()!r} cannot stand here"))
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        clause = " ".join(name.upper().split())
        try:
            _read(block, clause, " ".join(text.split()), _Standing(today, pages, path))
        except NotUnderstood as problem:
            line = source[: source.find(text)].count("\n") if text else 0
            block.problems.append(Problem(line, f"{clause} {' '.join(text.split())}", str(problem)))
    block.orders.append(Order(lambda asked: (asked.item.path, asked.item.line or 0)))
    return block


class _Standing:
    """Where and when a block is read."""

    def __init__(self, today: date, pages: Pages, path: str) -> None:
        self.today, self.pages, self.path = today, pages, path


def _read(block: Block, clause: str, text: str, here: _Standing) -> None:
    if clause == "FROM":
        block.filters.append(_Source(text, here).read())
    elif clause == "WHERE":
        value = Expression(text, here.today).read()
        block.filters.append(lambda asked: bool(value(asked)))
    elif clause == "SORT":
        block.orders += [_order(part, here.today) for part in text.split(",")]
    elif clause == "GROUP BY":
        value = Expression(re.sub(r"\s+AS\s+\w+\s*\Z", "", text, flags=re.IGNORECASE), here.today).read()
        block.groups.append(Grouping(lambda asked: [_title(value(asked))]))
    elif clause == "LIMIT" and text.isdecimal():
        block.limit = int(text)
    else:
        raise NotUnderstood(f"{clause} is not known here in this form")


def _order(text: str, today: date) -> Order:
    direction = _DIRECTION.search(text)
    value = Expression(text[: direction.start()] if direction else text, today).read()
    return Order(_key(value), direction is not None and direction[1].casefold().startswith("desc"))


def _key(value: Value) -> SortKey:
    """Values of one kind in order, those of others after them, absent ones last."""

    def key(asked: Asked) -> tuple[Any, ...]:
        found = value(asked)
        if found is None:
            return (9, 0)
        if isinstance(found, date):
            return (0, found.toordinal())
        return (1, float(found)) if isinstance(found, (int, float)) else (2, str(found).casefold())

    return key


def _title(value: Any) -> str:
    return "-" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)


class _Source:
    """Reads a ``FROM``: folders, tags and links, joined by ``and``, ``or``, ``-`` or ``!``, and parentheses."""

    def __init__(self, text: str, here: _Standing) -> None:
        self._tokens, self._here, self._at = tokens_of(text), here, 0

    def read(self) -> Predicate:
        """Which items stand in the notes asked for. Raises ``NotUnderstood``."""
        found = self._any()
        if self._at < len(self._tokens):
            raise NotUnderstood(f"{self._tokens[self._at].text!r} cannot stand here")
        return found

    def _takes(self, *words: str) -> bool:
        taken = self._at < len(self._tokens) and self._tokens[self._at].text.casefold() in words
        self._at += taken
        return taken

    def _any(self) -> Predicate:
        found = self._all()
        while self._takes("or", "|"):
            found = _or(found, self._all())
        return found

    def _all(self) -> Predicate:
        found = self._one()
        while self._takes("and", "&"):
            found = _and(found, self._one())
        return found

    def _one(self) -> Predicate:
        if self._takes("-", "!"):
            inner = self._one()
            return lambda asked: not inner(asked)
        if self._takes("("):
            inner = self._any()
            if not self._takes(")"):
                raise NotUnderstood("a ')' is missing")
            return inner
        if self._at >= len(self._tokens):
            raise NotUnderstood("a folder, a tag or a link is missing")
        kind, text = self._tokens[self._at]
        self._at += 1
        return self._notes(kind, text)

    def _notes(self, kind: str, text: str) -> Predicate:
        pages = self._here.pages
        if kind == "text":
            folder = text[1:-1].strip("/")
            return lambda asked: (
                asked.item.path.removesuffix(".md") == folder.removesuffix(".md")
                or not folder
                or (asked.item.path.startswith(f"{folder}/"))
            )
        if kind == "tag":
            paths = pages.with_tag(text.removeprefix("#"))
        elif kind == "link":
            paths = pages.linking_to(text[2:-2].partition("|")[0], self._here.path)
        else:
            raise NotUnderstood(f"{text!r} is no folder, tag or link")
        return lambda asked: asked.item.path in paths


def _or(one: Predicate, other: Predicate) -> Predicate:
    return lambda asked: one(asked) or other(asked)


def _and(one: Predicate, other: Predicate) -> Predicate:
    return lambda asked: one(asked) and other(asked)
