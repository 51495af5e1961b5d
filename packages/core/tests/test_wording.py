"""Pieces of sentences: numbers agree with their nouns."""

from __future__ import annotations

import pytest
from claudeprojects.core.wording import amount, count


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (count(1, "note"), "1 note"),
        (count(0, "note"), "0 notes"),
        (count(4120, "note"), "4,120 notes"),
        (count(1, "methodology", "methodologies"), "1 methodology"),
        (count(2, "methodology", "methodologies"), "2 methodologies"),
        (amount(1, "second"), "1 second"),
        (amount(1.0, "second"), "1 second"),
        (amount(2.5, "second"), "2.5 seconds"),
        (amount(60, "second"), "60 seconds"),
    ],
)
def test_a_number_agrees_with_its_noun(said: str, expected: str) -> None:
    assert said == expected
