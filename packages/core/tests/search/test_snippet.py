"""Snippets show the place, whatever the accents, width or script, and offsets are those of the text shown."""

from __future__ import annotations

import unicodedata

import pytest
from claudeprojects.core.search.finder import Term, aligned_fold, find_places
from claudeprojects.core.search.segment import fold_character
from claudeprojects.core.search.snippet import cut_snippet, highlights_in, line_of
from hypothesis import given
from hypothesis import strategies as st


def shown(text: str, *queries: str, **options: bool) -> list[str]:
    terms = [Term(query, **options) for query in queries]
    return [text[start:end] for start, end in highlights_in(text, terms)]


@pytest.mark.parametrize(
    ("text", "query", "places"),
    [
        ("The café is a CAFE", "cafe", ["café", "CAFE"]),
        ("cafe\u0301 au lait", "café", ["cafe\u0301"]),
        ("Straße und strasse", "strasse", ["Straße", "strasse"]),
        ("ﬁne fine", "fine", ["ﬁne", "fine"]),
        ("ＡＩ and AI", "ai", ["ＡＩ", "AI"]),
        ("Ёлка елка", "елка", ["Ёлка", "елка"]),
        ("東京都の東京", "東京", ["東京", "東京"]),
        ("AI模型2 works", "模型2", ["模型2"]),
        ("ภาษาไทยง่าย", "ไทยง่", ["ไทยง่"]),
        ("한국어를 배운다", "국어", ["국어"]),
        ("हिन्दी में", "हिन्दी", ["हिन्दी"]),
        ("a foo-bar, foo bar", "foo bar", ["foo-bar", "foo bar"]),
        ("cats cat concat", "cat", ["cat"]),
        ("snake_case", "case", ["case"]),
        ("nothing here", "absent", []),
    ],
)
def test_the_place_is_found_where_folding_finds_it(text: str, query: str, places: list[str]) -> None:
    assert shown(text, query) == places


def test_a_beginning_marks_what_was_typed() -> None:
    assert shown("Projects project", "proj", open_end=True) == ["Proj", "proj"]


@given(st.text(max_size=80))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(aligned_fold(text)) == len(text)


@given(
    st.text(st.sampled_from("aéßŁ東ไ่ no\n\u0301"), max_size=200), st.sampled_from(["a", "ae", "東", "no", "ss", "ไ่"])
)
def test_highlights_lie_within_the_snippet(text: str, query: str) -> None:
    snippet = cut_snippet(text, [Term(query)])
    ends = [0]
    for start, end in snippet.highlights:
        assert ends[-1] <= start < end <= len(snippet.text)
        ends.append(end)
    assert 0 <= snippet.start <= len(text)
    assert "\n" not in snippet.text


def test_the_snippet_shows_where_most_words_stand_together() -> None:
    text = (
        "alpha far from it.\n" + "filler words here\n" * 40 + "alpha and beta and gamma\n" + "filler\n" * 40 + "beta"
    )
    snippet = cut_snippet(text, [Term("alpha"), Term("beta"), Term("gamma")])
    assert [snippet.text[start:end] for start, end in snippet.highlights] == ["alpha", "beta", "gamma"]
    assert snippet.line == 41
    assert text[snippet.start :].startswith("alpha and")


def test_without_a_place_the_snippet_is_the_beginning_after_the_frontmatter() -> None:
    text = "---\nstatus: x\n---\n# Title\nBody text."
    snippet = cut_snippet(text, [Term("absent")])
    assert snippet.text == "# Title Body text."
    assert (snippet.line, snippet.highlights) == (3, [])
    assert cut_snippet(text, [], fallback=text.index("Body")).text.startswith("…Body")


def test_a_long_note_of_one_line_gives_a_short_snippet() -> None:
    snippet = cut_snippet("x " * 5000 + "needle " + "y " * 5000, [Term("needle")])
    assert len(snippet.text) < 320
    assert [snippet.text[start:end] for start, end in snippet.highlights] == ["needle"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_by_any_line_end(end: str) -> None:
    text = end.join(["one", "two", "three"])
    assert line_of(text, text.index("three")) == 2


def test_places_do_not_overlap() -> None:
    places = find_places([Term("foo bar"), Term("foo"), Term("bar")], "foo bar foo")
    assert [(place.start, place.end) for place in places] == [(0, 7), (8, 11)]


@given(st.text(st.characters(codec="utf-8", categories=["Ll", "Lu", "Lo"]), min_size=1, max_size=8))
def test_a_word_of_letters_that_fold_to_letters_is_found_in_itself(word: str) -> None:
    composed = unicodedata.normalize("NFKC", word)
    if all(len(fold_character(character)) == 1 for character in composed):
        assert shown(composed, composed)


def test_a_word_far_down_a_long_note_is_shown_where_it_stands() -> None:
    lines = [f"line {number} of many words" for number in range(60_000)]
    text = "\n".join([*lines, "the café at the very end"])
    snippet = cut_snippet(text, [Term("cafe")])
    assert snippet.line == 60_000
    assert [snippet.text[start:end] for start, end in snippet.highlights] == ["café"]


def test_a_word_that_lies_across_two_stretches_that_are_read_is_found() -> None:
    for before in (399_998, 400_998):
        snippet = cut_snippet("." * before + " needle", [Term("needle")])
        assert snippet.start == before + 1
