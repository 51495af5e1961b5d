"""What a query means: for each node the index query that answers it, or narrows it down.

Most nodes are *exact*: the index answers them. A few (``line:``, patterns, words of a task) need the text; for
those the index query finds a superset, and the candidates are read. ``None`` stands for a part that asks nothing,
such as a word without letters or digits.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.search.facts import NULL, STATUSES
from claudeprojects.core.search.fulltext import AllOf, AnyOf, Everything, Labelled, Neither, Terms, TextQuery, Within
from claudeprojects.core.search.labels import property_label, tag_label, task_label, value_label
from claudeprojects.core.search.query import (
    And,
    Compare,
    Node,
    Not,
    Or,
    Phrase,
    Property,
    Regex,
    Scoped,
    Tag,
    TaskField,
    Word,
)
from claudeprojects.core.search.segment import query_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claudeprojects.core.search.facts import Facts
    from claudeprojects.core.search.fulltext import Field

BEGINNING: Final = "*"
"""At the end of a word or phrase: any word that begins so."""


class Plan:
    """Index queries for the nodes of one query (``source`` is its text, for messages)."""

    def __init__(self, source: str, facts: Facts) -> None:
        self._source = source
        self._facts = facts

    def index_query(self, node: Node | OneTask) -> TextQuery | None:
        """Finds all that ``node`` matches, and nothing else when ``is_exact(node)``."""
        match node:
            case Word() | Phrase():
                return terms(node)
            case Tag(name):
                return Labelled(tag_label(name))
            case Property(name, part):
                return self._property(name, part)
            case Scoped("file", part):
                return self._inside(part, "name")
            case Scoped("path", part):
                return self._inside(part, "path")
            case TaskField():
                return self._with_tasks(node)
            case Scoped() if (statuses := status_of(node)) is not None:
                if self._facts.custom_statuses():  # labels know the plugin's own symbols alone
                    return self._with_tasks(node)
                return AnyOf(tuple(Labelled(task_label(status)) for status in statuses))
            case Scoped(_, part):
                return self._somewhere(part)
            case Not(part):
                return self._not(part)
            case And(parts):
                return _joined(AllOf, map(self.index_query, _one_task(parts)))
            case Or(parts) if _about_tasks(node):
                return self._with_tasks(node)
            case Or(parts):
                return _joined(AnyOf, map(self.index_query, parts))
            case OneTask(asked):
                return self._with_tasks(asked)
            case Regex() | Compare():
                return Everything()

    def _with_tasks(self, node: Node) -> TextQuery:
        """Notes with one task that is all that is asked."""
        from claudeprojects.core.search.taskfilter import TaskFilter  # reads days, which few searches ask for

        asked = TaskFilter(self._source, self._facts, date.today()).condition(node)
        return Within(tuple(sorted(self._facts.files_with_tasks(asked.sql, asked.params))))

    def _property(self, name: str, part: Node | None) -> TextQuery:
        """By labels where single words are asked for, else by the set of files that the database gives."""
        match part:
            case None:
                return Labelled(property_label(name))
            case Word(text) if (word := _single(text)) is not None:
                return Labelled(value_label(name, word))
            case Not(refused):
                return AllOf((Labelled(property_label(name)), Neither(self._property(name, refused))))
            case And(parts):
                return AllOf(tuple(self._property(name, each) for each in parts))
            case Or(parts):
                return AnyOf(tuple(self._property(name, each) for each in parts))
            case _:
                return Within(tuple(sorted(self._facts.with_value(self._source, name, part))))

    def _somewhere(self, node: Node) -> TextQuery:
        """Notes with the words of an operand anywhere (what ``-`` refuses concerns the line, not the note)."""
        match node:
            case Word() | Phrase():
                return terms(node) or Everything()
            case And(parts):
                return AllOf(tuple(map(self._somewhere, parts)))
            case Or(parts):
                return AnyOf(tuple(map(self._somewhere, parts)))
            case _:
                return Everything()

    def _not(self, part: Node) -> TextQuery | None:
        if not is_exact(part):
            return Everything()
        found = self.index_query(part)
        return None if found is None else Neither(found)

    def _inside(self, node: Node, field: Field) -> TextQuery | None:
        """Words inside names or paths, at either end possibly parts of words."""
        match node:
            case Word() | Phrase():
                return terms(node, field)
            case Not(part) if is_exact(part):
                found = self._inside(part, field)
                return None if found is None else Neither(found)
            case And(parts):
                return _joined(AllOf, (self._inside(part, field) for part in parts))
            case Or(parts):
                return _joined(AnyOf, (self._inside(part, field) for part in parts))
            case _:
                return Everything()


class OneTask(NamedTuple):
    """Operators about tasks that stand beside each other: one and the same task must be all of it."""

    asked: Node


def _about_tasks(node: Node) -> bool:
    match node:
        case TaskField():
            return True
        case And(parts) | Or(parts):
            return bool(parts) and all(map(_about_tasks, parts))
        case _:
            return False


def _one_task(parts: tuple[Node, ...]) -> list[Node | OneTask]:
    about = tuple(part for part in parts if _about_tasks(part))
    if len(about) < 2:
        return list(parts)
    return [*(part for part in parts if not _about_tasks(part)), OneTask(And(about))]


def terms(node: Word | Phrase, field: Field = "text") -> Terms | None:
    """The terms of a word or phrase; ``None`` when it has neither letters nor digits.

    Names and paths may hold more before and after, except where a slash ends a folder's name.
    """
    text = node.text.removesuffix(BEGINNING)
    words, open_end = query_text(text)
    if not words:
        return None
    in_name = field in ("name", "path")
    open_end = open_end or node.text.endswith(BEGINNING) or (in_name and not text.endswith("/"))
    return Terms(words, field, open_end=open_end, open_start=in_name and not text.startswith("/"))


def status_of(node: Scoped) -> tuple[str, ...] | None:
    """The task statuses when the operator asks for a status and not for words."""
    if node.scope == "task" and isinstance(node.part, Word):
        return STATUSES.get(node.part.text.lower())
    return None


def is_exact(node: Node) -> bool:
    """Whether the index alone answers ``node``."""
    match node:
        case Word() | Phrase() | Tag() | Property() | TaskField():
            return True
        case Scoped("file" | "path", part):
            return not any(isinstance(leaf, Regex) for leaf in leaves(part))
        case Scoped():
            return status_of(node) is not None
        case Not(part):
            return is_exact(part)
        case And(parts) | Or(parts):
            return all(map(is_exact, parts))
        case _:
            return False


def leaves(node: Node) -> Iterator[Node]:
    """The nodes without parts, operators' operands included."""
    match node:
        case Not(part) | Scoped(_, part):
            yield from leaves(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield node


def wanted_words(node: Node) -> list[Word | Phrase]:
    """The words and phrases that a match should hold and that are worth showing: not those under ``-``."""
    match node:
        case Word() | Phrase():
            return [node]
        case Scoped("content" | "line" | "block" | "section" | "task-todo" | "task-done", part):
            return wanted_words(part)
        case Scoped("task", part) if status_of(node) is None:
            return wanted_words(part)
        case And(parts) | Or(parts):
            return [word for part in parts for word in wanted_words(part)]
        case _:
            return []


def without_words(node: Node) -> Node | None:
    """What a match must satisfy besides its plain words: those a match in meaning alone may lack."""
    match node:
        case Word():
            return None
        case And(parts):
            rest = [left for part in parts if (left := without_words(part)) is not None]
            return None if not rest else rest[0] if len(rest) == 1 else And(tuple(rest))
        case Or(parts):
            return None if any(without_words(part) is None for part in parts) else node
        case _:
            return node


def _single(text: str) -> str | None:
    """The one term of a property's value, when it is one and stands for itself."""
    words, open_end = query_text(text)
    plain = len(words) == 1 and not open_end and not text.endswith(BEGINNING) and text != NULL
    return words[0].term if plain else None


def _joined(join: type[AllOf | AnyOf], parts: Iterable[TextQuery | None]) -> TextQuery | None:
    asked = tuple(part for part in parts if part is not None)
    if not asked:
        return None
    return asked[0] if len(asked) == 1 else join(asked)
