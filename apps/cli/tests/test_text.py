from __future__ import annotations

import pytest
from claudeprojects.cli.text import as_read, count, moment, one_line, one_line_with_spans, place, printable, size
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (123_456, "123.5 kB"),
        (2_500_000, "2.5 MB"),
        (10**13, "10.0 TB"),
    ],
)
def test_sizes_are_in_the_unit_people_read(number: int, words: str) -> None:
    assert size(number) == words


def test_counts_agree_with_their_noun() -> None:
    assert [count(0, "note"), count(1, "note"), count(4120, "note")] == ["0 notes", "1 note", "4,120 notes"]


def test_places_are_written_as_editors_take_them() -> None:
    assert place("a/b.md", 0) == "a/b.md:1"
    assert place("a/b.pdf", 4, page=3) == "a/b.pdf p.3"
    assert place("a/b.png") == "a/b.png"


def test_a_time_that_never_was_is_never() -> None:
    assert moment(None) == "never"


@given(st.text())
def test_printable_text_has_no_controls_and_keeps_its_length(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(ord(character) < 32 and character not in "\t\n" for character in shown)


@given(st.text(alphabet=st.sampled_from("ab \n\t界\x1b")), st.data())
def test_spans_still_mark_the_same_text_on_one_line(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    line, spans = one_line_with_spans(text, [[start, end]])
    assert "\n" not in line
    wanted = one_line(text[start:end])
    if wanted:
        ((moved_start, moved_end),) = spans
        assert line[moved_start:moved_end].strip() == wanted


def test_links_are_shown_as_a_reader_sees_them() -> None:
    assert as_read("Call [[Jonas Weber|Jonas]] about\t[[Dial]] and ![[Tide.png]]") == (
        "Call Jonas about Dial and Tide.png"
    )
