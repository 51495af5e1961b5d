"""What kind a property is of: declared by Obsidian, or shown by its value."""

from typing import Any

import pytest
from claudeprojects.core.vault.propertykinds import declared_kinds, kind_of
from hypothesis import given
from hypothesis import strategies as st


def test_the_kinds_a_person_chose_in_obsidian_are_taken_and_unknown_ones_left_out() -> None:
    text = '{"types": {"Due": "date", "people": "multitext", "aliases": "aliases", "x": "chart", "y": 3}}'
    assert declared_kinds(text) == {"Due": "date", "people": "list", "aliases": "list"}


@given(st.text() | st.sampled_from(["[]", "3", '{"types": []}', '{"types": null}', "[" * 100_000]))
def test_a_types_file_of_any_shape_declares_nothing_wrong(text: str) -> None:
    assert declared_kinds(text) == {}


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("Tags", "x", "tags"),
        ("aliases", None, "list"),
        ("done", False, "checkbox"),
        ("price", 3.5, "number"),
        ("who", ["a"], "list"),
        ("due", "2026-01-31", "date"),
        ("at", "2026-01-31T10:00", "datetime"),
        ("at", "2026-01-31 10:00:05", "datetime"),
        ("status", "open", "text"),
        ("parent", "[[Home]]", "text"),
        ("empty", None, None),
        ("empty", "", None),
        ("nested", {"a": 1}, None),
    ],
)
def test_a_value_shows_its_kind(name: str, value: Any, kind: str | None) -> None:
    assert kind_of(name, value) == kind
