"""Reads a search as people type it: Obsidian's query language.

    query    := all ("OR" all)*
    all      := one+                                   words beside each other must all match ("AND" may be written)
    one      := "-" one | "(" query ")" | phrase | "/" pattern "/" | operator | property | word
    operator := ("tag" | "file" | "path" | "content" | "line" | "block" | "section" | "task"…) ":" one
              | ("due" | "status" | "assignee" | "project"…) ":" [comparator] (word | phrase | "[[" name "]]")
    property := "[" name "]" | "[" name ":" values "]"  values may compare: [rating:>=4]

A colon after any other word is part of the word, so times and addresses need no quotes. ``[[Note]]`` is the phrase
``Note``. Every text is either read or refused with ``QuerySyntaxError``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, get_args

from claudeprojects.core.errors import QuerySyntaxError
from claudeprojects.core.search.query import (
    SCOPES,
    TASK_FIELDS,
    And,
    Comparator,
    Compare,
    Node,
    Not,
    Or,
    Phrase,
    Property,
    Regex,
    Scope,
    Scoped,
    Tag,
    TaskField,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST: Final = 4000
"""Characters of a query."""
DEEPEST: Final = 40
"""Groups within groups."""

_SPACE: Final = re.compile(r"\s*")
_WORD: Final = re.compile(r'[^\s()"\[\]]+')
_NAME: Final = re.compile(r'[^\s:"\[\]][^:"\[\]]*')
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_WIKILINK: Final = re.compile(r"\[\[([^\[\]]+)\]\]")
_REGEX: Final = re.compile(r"/((?:[^/\\]|\\.)+)/(?=[\s()\]]|\Z)", re.DOTALL)
_OPERATORS: Final = sorted((*SCOPES, *TASK_FIELDS), key=len, reverse=True)
_OPERATOR: Final = re.compile(rf"(tag|{'|'.join(_OPERATORS)}):\s*")
_COMPARATOR: Final = re.compile(r"<=|>=|<|>|=")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


def parse(query: str, *, open_end: bool = False) -> Node:
    """The tree of ``query``; ``And(())`` for a blank one. Raises ``QuerySyntaxError``.

    ``open_end`` is for a query still being typed: a quote, group or bracket not yet closed ends with the text
    (and the last word in an open quote may be the beginning of one).
    """
    if len(query) > LONGEST:
        raise QuerySyntaxError(query, LONGEST, f"it is longer than {LONGEST} characters", "Search for less at once.")
    return _Parser(query, open_end=open_end).parse()


class _Parser:
    """One pass over one query: ``_at`` is the place reached, ``_inside`` what encloses it."""

    def __init__(self, query: str, *, open_end: bool) -> None:
        self._query = query
        self._open_end = open_end
        self._at = 0
        self._depth = 0
        self._scope: str | None = None
        self._in_property = False

    def parse(self) -> Node:
        self._skip_space()
        if self._ended():
            return And()
        node = self._any_of()
        if not self._ended():
            raise self._problem(f"{self._query[self._at]!r} closes nothing", "Remove it, or put the text in quotes.")
        return node

    def _any_of(self) -> Node:
        parts = [self._all_of()]
        while self._keyword("OR"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all_of(self) -> Node:
        parts = [self._one()]
        while not (self._ended() or self._sees(")") or self._sees("]") or self._sees_keyword("OR")):
            self._keyword("AND")
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _one(self) -> Node:
        self._skip_space()
        if self._ended() or self._sees(")") or self._sees("]"):
            raise self._problem("something to search for is missing", "Write a word there, or take the rest away.")
        for keyword in ("OR", "AND"):
            if self._sees_keyword(keyword):
                raise self._problem(f"{keyword} has nothing on its left", f'To find the word, write "{keyword}".')
        node = self._nested(self._kind())
        self._skip_space()
        return node

    def _kind(self) -> Callable[[], Node]:
        rest = self._query[self._at : self._at + 2]
        if rest[0] == "-" and len(rest) == 2 and not (rest[1].isspace() or rest[1] in "-)]"):
            return self._not
        if self._in_property and _COMPARATOR.match(self._query, self._at):
            return self._compare
        by_start = {"(": self._group, '"': self._phrase, "[": self._bracket, "/": self._regex_or_word}
        if not self._in_property and _OPERATOR.match(self._query, self._at):
            return self._operator
        return by_start.get(rest[0], self._word)

    def _nested(self, read: Callable[[], Node]) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._problem(f"groups are nested more than {DEEPEST} deep", "Write the search with fewer groups.")
        node = read()
        self._depth -= 1
        return node

    def _not(self) -> Node:
        self._at += 1
        return Not(self._one())

    def _group(self) -> Node:
        opened = self._at
        self._at += 1
        node = self._any_of()
        self._close(")", opened, "group")
        return node

    def _phrase(self) -> Node:
        return Phrase(self._quoted_text())

    def _quoted_text(self) -> str:
        found = _QUOTED.match(self._query, self._at)
        if found is not None:
            self._at = found.end()
            return _ESCAPED.sub(r"\1", found[1])
        if not self._open_end:
            raise self._problem("the quote is not closed", 'Close it with ", or take it away.')
        text, self._at = self._query[self._at + 1 :], len(self._query)
        return _ESCAPED.sub(r"\1", text.removesuffix("\\")) + "*"

    def _regex_or_word(self) -> Node:
        found = _REGEX.match(self._query, self._at)
        if found is None:
            word = _WORD.match(self._query, self._at)
            self._at = word.end() if word else self._at + 1
            return Phrase(word[0] if word else "/")
        self._at = found.end()
        return Regex(found[1])

    def _word(self) -> Node:
        found = _WORD.match(self._query, self._at)
        if found is None:
            raise self._problem(f"{self._query[self._at]!r} cannot stand here", "Put the text in quotes.")
        self._at = found.end()
        return Word(found[0])

    def _operator(self) -> Node:
        found = _OPERATOR.match(self._query, self._at)
        name = found[1] if found else ""
        if self._scope is not None:
            raise self._problem(f"{name}: cannot stand inside {self._scope}:", f'To find the text, write "{name}:".')
        started, self._at = self._at, found.end() if found else self._at
        if self._ended() or self._sees(")"):
            self._at = started
            raise self._problem(f"{name}: has nothing after it", f"Write what {name}: should find right after it.")
        if name == "tag":
            return self._tag()
        if name in TASK_FIELDS:
            return self._task_field(name)
        self._scope = name
        part = self._one()
        self._scope = None
        scope: Scope = next(scope for scope in SCOPES if scope == name)
        return Scoped(scope, part)

    def _tag(self) -> Node:
        started = self._at
        text = self._quoted_text() if self._sees('"') else ""
        if not text and (found := _WORD.match(self._query, self._at)):
            text, self._at = found[0], found.end()
        name = text.strip().strip("#/")
        if not name or any(map(str.isspace, name)) or _WORD.fullmatch(name) is None:
            self._at = started
            raise self._problem("tag: needs the name of a tag", "Write it like tag:#project or tag:#project/alpha.")
        return Tag(name)

    def _task_field(self, name: str) -> Node:
        started = self._at
        found = _COMPARATOR.match(self._query, self._at)
        comparator: Comparator | None = next((c for c in get_args(Comparator) if found and c == found[0]), None)
        self._at = found.end() if found else self._at
        self._skip_space()
        value = self._field_value()
        if not value.strip():
            self._at = started
            raise self._problem(f"{name}: has nothing after it", f"Write what {name}: should find right after it.")
        return TaskField(next(field for field in TASK_FIELDS if field == name), value.strip(), comparator)

    def _field_value(self) -> str:
        if self._sees('"'):
            return self._quoted_text().removesuffix("*")
        found = _WIKILINK.match(self._query, self._at) or _WORD.match(self._query, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found[1].partition("|")[0] if found.re is _WIKILINK else found[0]

    def _bracket(self) -> Node:
        wikilink = _WIKILINK.match(self._query, self._at)
        if wikilink is not None:
            self._at = wikilink.end()
            return Phrase(wikilink[1])
        if self._scope is not None or self._in_property:
            raise self._problem("'[' cannot stand inside another operator", "Put the text in quotes.")
        return self._property()

    def _property(self) -> Node:
        opened = self._at
        self._at += 1
        self._skip_space()
        name = self._property_name()
        part: Node | None = None
        self._skip_space()
        if self._sees(":"):
            self._at += 1
            self._skip_space()
            if not self._ended() and not self._sees("]"):
                self._in_property = True
                part = self._any_of()
                self._in_property = False
        self._close("]", opened, "property")
        return Property(name, part)

    def _property_name(self) -> str:
        if self._sees('"'):
            name = self._quoted_text().strip()
        else:
            found = _NAME.match(self._query, self._at)
            name = found[0].strip() if found else ""
            self._at = found.end() if found else self._at
        if not name:
            raise self._problem("the name of a property is missing", "Write it like [status] or [status:done].")
        return name

    def _compare(self) -> Node:
        found = _COMPARATOR.match(self._query, self._at)
        written = found[0] if found else ""
        self._at = found.end() if found else self._at
        self._skip_space()
        if self._sees('"'):
            value = self._quoted_text()
        else:
            word = _WORD.match(self._query, self._at)
            value = word[0] if word else ""
            self._at = word.end() if word else self._at
        if not value:
            raise self._problem(f"{written} has nothing to compare with", "Write a number or a date after it.")
        comparator: Comparator = next(sign for sign in get_args(Comparator) if sign == written)
        return Compare(comparator, value)

    def _close(self, bracket: str, opened: int, what: str) -> None:
        self._skip_space()
        if self._sees(bracket):
            self._at += 1
        elif not (self._ended() and self._open_end):
            if self._ended():
                self._at = opened
            raise self._problem(f"the {what} is not closed", f"Close it with {bracket}.")

    def _keyword(self, keyword: str) -> bool:
        seen = self._sees_keyword(keyword)
        if seen:
            self._at += len(keyword)
        return seen

    def _sees_keyword(self, keyword: str) -> bool:
        self._skip_space()
        found = _WORD.match(self._query, self._at)
        return found is not None and found[0] == keyword

    def _sees(self, character: str) -> bool:
        return self._query.startswith(character, self._at)

    def _ended(self) -> bool:
        return self._at >= len(self._query)

    def _skip_space(self) -> None:
        found = _SPACE.match(self._query, self._at)
        self._at = found.end() if found else self._at

    def _problem(self, problem: str, hint: str) -> QuerySyntaxError:
        return QuerySyntaxError(self._query, self._at, problem, hint)
