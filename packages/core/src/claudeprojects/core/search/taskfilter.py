"""What a query asks of tasks, as SQL: the same language as search, answered item by item.

Words, phrases and ``tag:`` look at the task itself; ``path:``, ``file:`` and ``[property]`` at the note it stands in;
``line:``, ``block:``, ``section:`` and ``content:`` are the task's line. Conditions concern the table ``tasks`` under
the name ``t``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import QuerySyntaxError
from claudeprojects.core.search.conditions import ALL, Condition, all_of, among, any_of, negated, one_of, with_term
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
_PLAIN: Final = re.compile(r"[A-Za-z0-9]+")
_MANY: Final = 300
"""So many files are not listed here: the database looks for them when it needs them."""
_FILES: Final = "SELECT file_id FROM files WHERE path LIKE ? ORDER BY file_id"
_PATH: Final = f"t.file_id IN ({_FILES})"
_PATH_TEST: Final = f"(t.task_id >> 32) IN ({_FILES})"
"""The file of an item as its id has it: for the indices that hold no more."""
_PATH_PROBE: Final = "(SELECT path LIKE ? FROM files WHERE file_id = t.file_id)"


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
                return with_term(f"#{tag_key(name)}")
            case TaskField():
                return self._fields.condition(node)
            case Regex():
                return self._matching(node)
            case Property(name, part):
                return self._with_property(name, part)
            case Scoped(scope, part):
                return self._scoped(scope, part)
            case Not(part):
                return negated(self.condition(part))
            case And(parts):
                return all_of([self.condition(part) for part in parts])
            case Or(parts):
                return any_of([self.condition(part) for part in parts])
            case _:
                raise QuerySyntaxError(self._source, 0, f"{node} cannot be asked of tasks")

    def _scoped(self, scope: str, part: Node) -> Condition:
        if scope in ("file", "path"):
            return self._in_files(part, whole=scope == "path")
        if scope == "task" and isinstance(part, Word) and (statuses := STATUSES.get(part.text.lower())):
            return one_of("t.status", statuses)
        found = self.condition(part)
        if scope in ("task-todo", "task-done"):
            return all_of([found, one_of("t.status", OPEN if scope == "task-todo" else ("DONE",))])
        return found

    def _in_files(self, part: Node, *, whole: bool) -> Condition:
        matcher = Matcher(self._source, part, inside=True)
        if whole and isinstance(part, Word | Phrase) and part.text == (text := _certain(part)):
            odd = self._facts.odd_paths()
            plain = self._facts.files_with_path(text, most=-1 if odd else _MANY)
            if not odd and len(plain) == _MANY:
                return Condition(_PATH, (f"%{text}%",), test=_PATH_TEST, probe=_PATH_PROBE)
            fitting = (i for i, path in odd.items() if matcher.matches(path))
            return one_of("t.file_id", [*(i for i in plain if i not in odd), *fitting])
        paths = self._facts.paths_with_tasks(_certain(part))
        found = [i for i, path in paths.items() if matcher.matches(path if whole else path.rpartition("/")[2])]
        return one_of("t.file_id", found)

    def _with_property(self, name: str, part: Node | None) -> Condition:
        match part:
            case None:
                return Condition(
                    "t.file_id IN (SELECT file_id FROM properties WHERE name_key = ?)", (name.casefold(),)
                )
            case Not(refused):
                return all_of([self._with_property(name, None), negated(self._with_property(name, refused))])
            case And(parts):
                return all_of([self._with_property(name, each) for each in parts])
            case Or(parts):
                return any_of([self._with_property(name, each) for each in parts])
            case _:
                return one_of("t.file_id", sorted(self._facts.with_value(self._source, name, part)))

    def _matching(self, node: Regex) -> Condition:
        matcher = Matcher(self._source, node)
        return one_of("t.task_id", [i for i, text in self._facts.descriptions() if matcher.matches(text)])


def _words(node: Word | Phrase) -> Condition:
    terms, open_end = query_text(node.text.removesuffix(_BEGINNING))
    if not terms:
        return ALL
    phrase = " ".join(term.term for term in terms)
    beginning = " *" if open_end or node.text.endswith(_BEGINNING) else ""
    return among("SELECT rowid AS task_id FROM task_words WHERE task_words MATCH ?", f'"{phrase}"{beginning}')


def _certain(part: Node) -> str | None:
    """The longest plain text that every match of ``part`` holds, so that the database can leave out the rest."""
    match part:
        case Word(text) | Phrase(text) if text.isascii() and not Term(text).blank:
            return max(_PLAIN.findall(text), key=len, default=None)
        case And(parts):
            return max(filter(None, map(_certain, parts)), key=len, default=None)
        case _:
            return None
