"""Cursors lead through a list once, whole and in order."""

from __future__ import annotations

import contextlib

import pytest
from claudeprojects.engine.paging import LARGEST_OFFSET, cursor_at, offset_of, page_of
from claudeprojects.engine.problems import RequestInvalid
from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.integers(), max_size=60), st.integers(1, 20))
def test_following_the_cursors_gives_the_list(items, limit):
    seen, cursor = [], None
    while True:
        part, cursor = page_of(items, cursor, limit)
        seen += part
        assert len(part) <= limit
        if cursor is None:
            break
    assert seen == items


@given(st.integers(0, LARGEST_OFFSET))
def test_a_cursor_stands_for_its_offset(offset):
    assert offset_of(cursor_at(offset)) == offset


@given(st.text(max_size=30))
def test_a_cursor_that_is_not_ours_is_refused_or_read(cursor):
    with contextlib.suppress(RequestInvalid):
        assert offset_of(cursor) >= 0


def test_no_cursor_is_the_beginning():
    assert offset_of(None) == 0


def test_a_negative_offset_is_refused():
    with pytest.raises(RequestInvalid):
        offset_of("LTE")
