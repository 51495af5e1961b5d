from __future__ import annotations

import pytest
from claudeprojects.core.methodologies.completion import Known, complete
from hypothesis import given
from hypothesis import strategies as st

from .conftest import METHODOLOGY

KNOWN = Known(("idea", "result"), ("facilitator", "writer"), ("upper",))


def completed(text: str) -> list[str]:
    """What is offered at the ``|`` of a text."""
    at = text.index("|")
    return [each.text for each in complete(text.replace("|", "", 1), at, KNOWN)]


def within(old: str, new: str) -> list[str]:
    assert old in METHODOLOGY
    return completed(METHODOLOGY.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("version: 1", "ver|", ["version: "]),
        ("    purpose: Know what to do.", "    pur|", ["purpose: "]),
        ("        minutes: 30", "        min|", ["minutes: "]),
        ("kind: person", "ki|", ["kind: "]),
        ("kind: person", "kind: pe|", ["person", "people"]),
        ("{artefact: result}", "{art|", ["artefact: "]),
        ("{artefact: result}", "{artefact: re|", ["result"]),
        ("inputs: [idea]", "inputs: [i|", ["idea"]),
        ("template: idea", "template: id|", ["idea"]),
        ("agents: [facilitator]", "agents: [facilitator, w|", ["writer"]),
        ("{sign_off: Decider}", "{sign_off: D|", ["Decider"]),
        ("{{ decider }}", "{{ deci|", ["decider"]),
        ("query: ", "que|: ", ["query: "]),
        ("### Find the idea", "### Find|", ["Find the idea"]),
    ],
)
def test_what_fits_is_offered(old: str, new: str, wanted: list[str]) -> None:
    assert within(old, new) == wanted


def test_what_must_be_there_comes_first_and_what_is_there_is_not_offered() -> None:
    keys = completed("---\ntype: methodology\nname: small\n|\n---\n")
    assert keys[:3] == ["title: ", "summary: ", "variables:"]
    assert "name: " not in keys
    assert "version: " in keys


def test_a_key_says_what_it_means() -> None:
    found = complete("---\ntype: methodology\nver\n---\n", 25, KNOWN)
    assert found[0].start == 22
    assert found[0].detail.startswith("Raise it")


@given(st.integers(0, len(METHODOLOGY)), st.text(max_size=20))
def test_it_never_fails_wherever_the_cursor_is(at: int, put: str) -> None:
    text = METHODOLOGY[:at] + put + METHODOLOGY[at:]
    for each in complete(text, at + len(put), KNOWN):
        assert each.start <= at + len(put)
