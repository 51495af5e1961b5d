"""The query language: what is read, what is refused and where, and printing as the inverse of reading."""

from __future__ import annotations

import pytest
from claudeprojects.core.errors import QuerySyntaxError
from claudeprojects.core.search.query import (
    SCOPES,
    TASK_FIELDS,
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
from claudeprojects.core.search.query_parser import LONGEST, parse
from hypothesis import given, settings
from hypothesis import strategies as st

WORDS = st.from_regex(r"[a-zäß東#@.:+*][a-z0-9:/_-]{0,6}", fullmatch=True).filter(
    lambda text: not text.startswith(tuple(f"{name}:" for name in (*SCOPES, *TASK_FIELDS, "tag")))
)
PATTERNS = st.from_regex(r"([a-z.+*\[\]|^$]|\\[/\\a-z]){1,8}", fullmatch=True)
TEXTS = st.one_of(WORDS.map(Word), st.text(max_size=12).map(Phrase), PATTERNS.map(Regex))


def combined(leaf: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.recursive(
        leaf,
        lambda parts: st.one_of(
            parts.map(Not),
            st.lists(parts, min_size=2, max_size=3).map(lambda found: And(tuple(found))),
            st.lists(parts, min_size=2, max_size=3).map(lambda found: Or(tuple(found))),
        ),
        max_leaves=6,
    )


VALUES = combined(
    st.one_of(
        WORDS.map(Word),
        st.builds(
            Compare, st.sampled_from(["<", "<=", "=", ">=", ">"]), st.from_regex("[0-9-]{1,10}", fullmatch=True)
        ),
    )
)
PROPERTIES = st.builds(Property, st.from_regex(r"[a-zA-Z][a-z 0-9]{0,6}[a-z]", fullmatch=True), st.none() | VALUES)
SCOPED = st.builds(Scoped, st.sampled_from(SCOPES), combined(TEXTS))
TAGS = st.from_regex(r"[a-zäß東][a-z0-9_-]{0,5}(/[a-z]{1,3})?", fullmatch=True).map(Tag)
FIELDS = st.builds(
    TaskField,
    st.sampled_from(TASK_FIELDS),
    st.text(min_size=1, max_size=8).map(str.strip).filter(bool),
    st.none() | st.sampled_from(["<", "<=", "=", ">=", ">"]),
)
SIGNS = st.text(st.sampled_from('ab-"()[]/:<>=\\ ORANDtagline*'), max_size=40)
QUERIES = combined(st.one_of(TEXTS, TAGS, PROPERTIES, SCOPED, FIELDS))


@given(QUERIES)
@settings(max_examples=300)
def test_reading_what_was_printed_gives_the_same_query(query: Node) -> None:
    assert parse(str(query)) == query


@given(st.one_of(st.text(max_size=40), SIGNS), st.booleans())
@settings(max_examples=500)
def test_any_text_is_read_or_refused_with_a_place(text: str, typing: bool) -> None:
    try:
        parse(text, open_end=typing)
    except QuerySyntaxError as refused:
        problem = refused
    else:
        return
    assert 0 <= problem.position <= len(text)
    assert problem.problem
    assert problem.hint


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", And()),
        ("meeting notes", And((Word("meeting"), Word("notes")))),
        ("a OR b c", Or((Word("a"), And((Word("b"), Word("c")))))),
        ("a AND b", And((Word("a"), Word("b")))),
        ("-draft", Not(Word("draft"))),
        ("-(a b)", Not(And((Word("a"), Word("b"))))),
        ("foo-bar --json -", And((Word("foo-bar"), Word("--json"), Word("-")))),
        ('"say \\"hi\\""', Phrase('say "hi"')),
        ("tag:#a/b", Tag("a/b")),
        ('tag: "#a"', Tag("a")),
        ('path:"a b"', Scoped("path", Phrase("a b"))),
        ("line:(a -b)", Scoped("line", And((Word("a"), Not(Word("b")))))),
        ("task-todo:call", Scoped("task-todo", Word("call"))),
        ("due:<2026-12-01", TaskField("due", "2026-12-01", "<")),
        ('due: "next friday"', TaskField("due", "next friday")),
        ("is:overdue sprint:current", And((TaskField("is", "overdue"), TaskField("sprint", "current")))),
        ("-project:[[Tide Clock|it]]", Not(TaskField("project", "Tide Clock"))),
        ("[status]", Property("status")),
        ("[status:done]", Property("status", Word("done"))),
        ("[status:done OR open]", Property("status", Or((Word("done"), Word("open"))))),
        ("[rating: >= 4]", Property("rating", Compare(">=", "4"))),
        ('["a b":"c d"]', Property("a b", Phrase("c d"))),
        ("[[Daily note]]", Phrase("Daily note")),
        ("/a\\/b+/", Regex("a\\/b+")),
        ("/etc/hosts", Phrase("/etc/hosts")),
        ("10:30 https://x.org/a", And((Word("10:30"), Word("https://x.org/a")))),
    ],
)
def test_a_query_is_read_as_people_mean_it(text: str, query: Node) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "position", "problem"),
    [
        ('meeting "notes', 8, "quote is not closed"),
        ("(a b", 0, "group is not closed"),
        ("a )", 2, "closes nothing"),
        ("a OR", 4, "is missing"),
        ("OR a", 0, "nothing on its left"),
        ("a tag:", 2, "nothing after it"),
        ("tag:#", 4, "name of a tag"),
        ("due:<", 4, "nothing after it"),
        ("[status", 0, "property is not closed"),
        ("[:x]", 1, "name of a property"),
        ("[a:>]", 4, "nothing to compare with"),
        ("line:(tag:x)", 6, "cannot stand inside line:"),
        ("(" * 60, 40, "nested more than"),
        ("a" * (LONGEST + 1), LONGEST, "longer than"),
    ],
)
def test_a_query_that_cannot_be_read_says_where(text: str, position: int, problem: str) -> None:
    with pytest.raises(QuerySyntaxError, match=problem) as raised:
        parse(text)
    assert raised.value.position == position


def test_while_typing_what_is_open_is_closed() -> None:
    assert parse('"meeting no', open_end=True) == Phrase("meeting no*")
    assert parse("(a b", open_end=True) == And((Word("a"), Word("b")))
    assert parse("[status:do", open_end=True) == Property("status", Word("do"))
