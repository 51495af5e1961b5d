"""What a query asks of tasks, as SQL: the same language as search, answered item by item.

Words, phrases and ``tag:`` look at the task itself; ``path:``, ``file:`` and ``[property]`` at the note it stands in;
``line:``, ``block:``, ``section:`` and ``content:`` are the task's line. Conditions concern the table ``tasks`` under
the name ``t``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from claudeprojects.core.errors import QuerySyntaxError
from claudeprojects.core.search.facts import OPEN, STATUSES
from claudeprojects.core.search.finder import Term
from claudeprojects.core.search.labels import tag_key
from claudeprojects.core.search.matching import Matcher
from claudeprojects.core.search.query import And, Not, Or, Phrase, Property, Regex, Scoped, Tag, TaskField, Word
from claudeprojects.core.search.segment import query_text
from claudeprojects.core.search.taskfields import FieldConditions

if TYPE_CHECKING:
    from datetime import date

    from claudeprojects.core.search.facts import Facts
    from claudeprojects.core.search.query import Node

_BEGINNING: Final = "*"


class Condition(NamedTuple):
    """A SQL condition with its parameters, which stand as ``?`` in it."""

    sql: str
    params: tuple[Any, ...] = ()


ALL: Final = Condition("1")
NOTHING: Final = Condition("0")


class TaskFilter:
    """Conditions for the nodes of one query (``source`` is its text, for messages), as of ``today``."""

    def __init__(self, source: str, facts: Facts, today: date) -> None:
        self._source, self._facts = source, facts
        self._fields = FieldConditions(source, facts, today)

    def condition(self, node: Node) -> Condition:
        """The tasks that ``node`` asks for. Raises ``QuerySyntaxError`` for a value that means nothing."""
        match node:
            case Word() | Phrase():
                return _words(node)
            case Tag(name):
                return Condition(
                    "t.task_id IN (SELECT task_id FROM task_terms WHERE term = ?)", (f"#{tag_key(name)}",)
                )
            case TaskField():
                return Condition(*self._fields.condition(node))
            case Regex():
                return self._matching(node)
            case Property(name, part):
                return self._with_property(name, part)
            case Scoped(scope, part):
                return self._scoped(scope, part)
            case Not(part):
                refused = self.condition(part)
                return Condition(f"NOT ({refused.sql})", refused.params)
            case And(parts):
                return _joined(" AND ", [self.condition(part) for part in parts])
            case Or(parts):
                return _joined(" OR ", [self.condition(part) for part in parts])
            case _:
                raise QuerySyntaxError(self._source, 0, f"{node} cannot be asked of tasks")

    def _scoped(self, scope: str, part: Node) -> Condition:
        if scope in ("file", "path"):
            return self._in_files(part, whole=scope == "path")
        if scope == "task" and isinstance(part, Word) and (statuses := STATUSES.get(part.text.lower())):
            return _in("t.status", statuses)
        found = self.condition(part)
        if scope in ("task-todo", "task-done"):
            return _joined(" AND ", [found, _in("t.status", OPEN if scope == "task-todo" else ("DONE",))])
        return found

    def _in_files(self, part: Node, *, whole: bool) -> Condition:
        matcher = Matcher(self._source, part, inside=True)
        certain = _certain(part)
        if certain is not None and whole and isinstance(part, Word | Phrase):
            plain, odd = self._facts.files_with_path(certain)
            return _in("t.file_id", [*plain, *(i for i, path in odd.items() if matcher.matches(path))])
        paths = self._facts.paths_with_tasks(certain)
        found = [i for i, path in paths.items() if matcher.matches(path if whole else path.rpartition("/")[2])]
        return _in("t.file_id", found)

    def _with_property(self, name: str, part: Node | None) -> Condition:
        match part:
            case None:
                return Condition(
                    "t.file_id IN (SELECT file_id FROM properties WHERE name_key = ?)", (name.casefold(),)
                )
            case Not(refused):
                has, other = self._with_property(name, None), self._with_property(name, refused)
                return _joined(" AND ", [has, Condition(f"NOT ({other.sql})", other.params)])
            case And(parts):
                return _joined(" AND ", [self._with_property(name, each) for each in parts])
            case Or(parts):
                return _joined(" OR ", [self._with_property(name, each) for each in parts])
            case _:
                return _in("t.file_id", sorted(self._facts.with_value(self._source, name, part)))

    def _matching(self, node: Regex) -> Condition:
        matcher = Matcher(self._source, node)
        return _in("t.task_id", [i for i, text in self._facts.descriptions() if matcher.matches(text)])


def _words(node: Word | Phrase) -> Condition:
    terms, open_end = query_text(node.text.removesuffix(_BEGINNING))
    if not terms:
        return ALL
    phrase = " ".join(term.term for term in terms)
    beginning = " *" if open_end or node.text.endswith(_BEGINNING) else ""
    return Condition(
        "t.task_id IN (SELECT rowid FROM task_words WHERE task_words MATCH ?)", (f'"{phrase}"{beginning}',)
    )


def _certain(part: Node) -> str | None:
    """A plain text that every match of ``part`` holds, so that the database can leave out the rest."""
    match part:
        case Word(text) | Phrase(text) if text.isascii() and text.isalnum() and not Term(text).blank:
            return text
        case And(parts):
            return next((found for each in parts if (found := _certain(each))), None)
        case _:
            return None


def _in(column: str, values: Any) -> Condition:
    listed = list(values)
    if len(listed) == 1:
        return Condition(f"{column} = ?", (listed[0],))
    if len(listed) <= 8:
        return Condition(f"{column} IN ({', '.join('?' * len(listed))})", tuple(listed)) if listed else NOTHING
    return Condition(f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(listed),))


def _joined(word: str, conditions: list[Condition]) -> Condition:
    if not conditions:
        return ALL
    sql = word.join(f"({condition.sql})" for condition in conditions)
    return Condition(sql, tuple(param for condition in conditions for param in condition.params))
