"""Setting and removing properties: the value changes, nothing else does."""

import re
from typing import Any

import pytest
from claudeprojects.core.errors import NotEditable
from claudeprojects.core.vault.edit import remove_property, rename_property, set_property
from claudeprojects.core.vault.note import parse_note
from hypothesis import given
from hypothesis import strategies as st

scalars = (
    st.text(max_size=20)
    | st.sampled_from(
        [
            "true",
            "null",
            "1",
            "1.5",
            "2026-01-01",
            "[[N]]",
            "#t",
            "a: b",
            "a #b",
            "- x",
            "",
            " x ",
            "'",
            '"',
            "\\",
            "...",
            "---",
            "yes",
        ]
    )
    | st.booleans()
    | st.none()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
)
values = scalars | st.lists(scalars, max_size=4)
names = st.sampled_from(["a", "tags", "new one", "é", "true", "1", "x:y", "#h", "-"])
blocks = st.lists(
    st.sampled_from(
        [
            "a: 1", "a:   'q'  # why", 'a: "x"', "a:", "a: [x,  y] # c", "a:\n- x\n- y", "a:\n  - x # one\n  - y",
            "a:\n    - x\n\n", "a: |\n  text\n  # no comment", "a: >-\n  folded\n\n  more\n", "a: long\n  text",
        ]
    ),
    max_size=1,
)  # fmt: skip
others = st.lists(
    st.sampled_from(
        [
            "# comment",
            "",
            "b: [1,2,   3]",
            "c: {x: 1}",
            "d: |\n  t\n  u",
            "e:   'kept'",
            "f:\n  - 1\n  # c\n  - 2",
        ]
    ),
    unique=True,
    max_size=4,
)
line_ends = st.sampled_from(["\n", "\r\n"])


def note(before: list[str], block: list[str], after: list[str], line_end: str) -> str:
    inner = "".join(part + "\n" for part in [*before, *block, *(part for part in after if part not in before)])
    return f"---\n{inner}---\nBody [[x]]\n\ttail ".replace("\n", line_end)


@given(others, blocks, others, line_ends, names, values)
def test_a_property_is_set_and_every_other_line_stays(
    before: list[str], block: list[str], after: list[str], line_end: str, name: str, value: Any
) -> None:
    text = note(before, block, after, line_end)
    old = parse_note(text).properties
    try:
        changed = set_property(text, name, value)
    except NotEditable:
        assert old.error is not None or not_plain(value)
        return
    new = parse_note(changed).properties
    assert new.values == old.values | {name: value}
    assert list(new.values) == list(old.values | {name: value})
    assert changed[new.end :] == text[old.end :]
    for part in [*before, *after]:
        assert part.replace("\n", line_end) in changed
    assert "\n" not in changed.replace("\r\n", "") or line_end == "\n"
    assert set_property(changed, name, value) == changed


def not_plain(value: Any) -> bool:
    """Texts YAML cannot hold: half surrogates do not arise here, numbers of more digits than are kept do."""
    return any(
        isinstance(entry, float | int) and len(str(entry)) > 18
        for entry in (value if isinstance(value, list) else [value])
    )


@given(others, blocks, others, line_ends)
def test_removing_a_property_removes_its_lines_only(
    before: list[str], block: list[str], after: list[str], line_end: str
) -> None:
    text = note(before, block, after, line_end)
    old = parse_note(text).properties
    try:
        changed = remove_property(text, "a")
    except NotEditable:
        assert old.error is not None
        return
    if "a" not in old.values:
        assert changed == text
        return
    new = parse_note(changed).properties
    assert new.values == {name: value for name, value in old.values.items() if name != "a"}
    assert changed[new.end :] == text[old.end :]
    for part in [*before, *after]:
        if new.end and part:
            assert part.replace("\n", line_end) in changed


@given(st.text(max_size=100), names, values)
def test_a_first_property_set_and_removed_leaves_the_note_as_it_was(text: str, name: str, value: Any) -> None:
    if parse_note(text).properties.end:
        return
    try:
        changed = set_property(text, name, value)
    except NotEditable:
        assert not_plain(value)
        return
    assert changed.endswith(text.removeprefix("\ufeff"))
    if not text.startswith("\ufeff"):
        assert remove_property(changed, name) in (
            text,
            re.sub(r"(?s)^(---[\r\n]+).*?(---[\r\n]+)", r"\1\2", changed, count=1),
        )


@pytest.mark.parametrize(
    "frontmatter",
    [
        "a: [",
        '{"a": 1}',
        "a: 1\na: 2",
        "- x",
        "a: {b: 1}",
        "a: [[x]]",
        "a:\n  b: c",
        "a: &x 1\nb: *x",
        "{a: 1}",
    ],
)
def test_what_cannot_be_edited_safely_is_refused_and_named(frontmatter: str) -> None:
    text = f"---\n{frontmatter}\n---\n"
    with pytest.raises(NotEditable) as refused:
        set_property(text, "a", 2, path="x.md")
    assert refused.value.path == "x.md"


@pytest.mark.parametrize("value", [{"x": 1}, [[1]], object(), float("nan"), float("inf"), 10**30, "\ud800"])
def test_values_no_property_can_hold_are_refused(value: Any) -> None:
    with pytest.raises(NotEditable):
        set_property("text", "a", value)


@pytest.mark.parametrize("name", ["", " a", "a\nb", "\0"])
def test_names_no_property_can_have_are_refused(name: str) -> None:
    with pytest.raises(NotEditable):
        set_property("text", name, 1)


@given(others, blocks, others, line_ends, names)
def test_renaming_a_property_changes_its_name_only(
    before: list[str], block: list[str], after: list[str], line_end: str, name: str
) -> None:
    text = note(before, block, after, line_end)
    old = parse_note(text).properties
    try:
        changed = rename_property(text, "a", name)
    except NotEditable:
        assert old.error is not None or "a" not in old.values
        return
    new = parse_note(changed).properties
    assert list(new.values.items()) == [(name if key == "a" else key, value) for key, value in old.values.items()]
    assert rename_property(changed, name, "a") == text


@pytest.mark.parametrize(
    ("old", "new"), [("a", "b"), ("gone", "c"), ("a", ""), ("a", " x")], ids=["taken", "missing", "empty", "spaced"]
)
def test_a_name_that_is_taken_or_none_is_refused(old: str, new: str) -> None:
    with pytest.raises(NotEditable):
        rename_property("---\na: 1\nb: 2\n---\n", old, new)


def test_a_nested_property_can_be_renamed() -> None:
    assert rename_property('---\n"a": # why\n  x: 1\n---\n', "a", "b c") == "---\nb c: # why\n  x: 1\n---\n"
