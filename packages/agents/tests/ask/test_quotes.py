"""Quotes are found where they stand, whatever marks a model leaves out, and nowhere else."""

from __future__ import annotations

import pytest
from claudeprojects.agents.ask.quotes import best_stretch, locate
from claudeprojects.core.search.question import read_question
from hypothesis import given
from hypothesis import strategies as st

TEXT = (
    "# Result\r\n\r\nThe cells last **5.4 years** in a lab — \"not less\".\r\nIs that enough? Yes.\r\n\r\n"
    "- one item about [[Cells|the cells]]\r\n> quoted line of mine\r\n"
)  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("The cells last **5.4 years**", "The cells last **5.4 years**"),
        ("The cells last 5.4 years in a lab", "The cells last **5.4 years** in a lab"),
        ("in a lab - “not less”.", 'in a lab — "not less".'),
        ("...in a lab — \"not less\"...", 'in a lab — "not less"'),
        ("enough? Yes. one item about the cells", "enough? Yes.\r\n\r\n- one item about [[Cells|the cells"),
        ("quoted line of mine", "quoted line of mine"),
    ],
)  # fmt: skip
def test_a_quote_is_found_with_the_marks_it_stands_with(quote: str, found: str) -> None:
    span = locate(TEXT, quote)
    assert span is not None
    assert TEXT[span.start : span.end] == found


@pytest.mark.parametrize(
    "quote", ["5.5 years in a lab", "the", "years 5.4 last", "", "…", "*", "The cells last 54 years"]
)
def test_what_does_not_stand_there_is_not_found(quote: str) -> None:
    assert locate(TEXT, quote) is None


@given(st.text(min_size=9, max_size=200), st.data())
def test_every_stretch_of_a_text_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    stretch = text[start : data.draw(st.integers(start + 1, len(text)))].strip().strip("….")
    span = locate(text, stretch)
    if sum(map(str.isalnum, stretch)) >= 8:
        assert span is not None
        assert text[span.start : span.end] == stretch


@given(st.text(max_size=300), st.text(max_size=80))
def test_any_quote_can_be_looked_for(text: str, quote: str) -> None:
    span = locate(text, quote)
    assert span is None or 0 <= span.start < span.end <= len(text)


@given(st.text(max_size=400))
def test_what_is_chosen_to_be_quoted_stands_in_the_text(text: str) -> None:
    weights = {word.stem: 1.0 for word in read_question("what is it about?").words}
    span = best_stretch(text, weights)
    assert span is None or text[span.start : span.end].strip()


def test_a_sentence_that_asks_is_not_quoted_alone() -> None:
    weights = {word.stem: 1.0 for word in read_question("How long do cells last?").words}
    span = best_stretch("How long do cells last? Five years.", weights)
    assert span is not None
    assert "Five years." in "How long do cells last? Five years."[span.start : span.end]
    assert best_stretch("# Cells\n\nHow long do cells last?", weights) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Garantie läuft am 3. März 2029 ab.",
        "Sie endet z. B. am 31. Mai und nicht früher.",
        "Ask Dr. Blum about it.",
        "It is cut, e.g. by hand, in three days.",
    ],
)
def test_a_full_stop_that_ends_no_sentence_does_not_end_a_quote(sentence: str) -> None:
    text = f"It stands there. {sentence} Then it rained!"
    span = best_stretch(text, dict.fromkeys((word.stem for word in read_question(sentence).words), 1.0))
    assert span is not None
    assert text[slice(*span)] == sentence
