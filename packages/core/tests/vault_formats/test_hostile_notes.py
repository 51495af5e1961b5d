"""Inputs made to hurt: they are parsed in linear time, and what can be found in them is found.

Sizes are such that a quadratic step would take minutes; no time is asserted.
"""

import json

import pytest
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.parse import parse_file
from claudeprojects.core.vault.yamlreader import MAX_DEPTH

N = 200_000


@pytest.mark.parametrize(
    "unit",
    [
        "[", "]", "[[", "]]", "](", "[a](", "[a](b ", '[a](b "', "![", "[[a", "[[a|", "[[a]] ", "[a](b) ", "\\",
        "\\[", "`", "``` ", "` `` ", "$", "$a ", "$a$ ", "%%", "%%a ", "$$", "$$a ", "<!--", "<!-- ", "<a",
        "~~~", "~~~ ",
        "> ", ">", "- ", "1. ", "# ", "#", "#a ", "#a/", "^a ", " ^a", "|", "\t", " ", "\0", "📅 ", "🔁 a", "[due:: ",
        "- [ ] ", "*", "_", "&", "é", "[[é", "a.", ".", "。", "(", "((", "[b]: ", "---", "===",
    ],
)  # fmt: skip
def test_a_long_line_of_anything_is_parsed(unit: str) -> None:
    text = unit * (N // len(unit))
    assert parse_note(text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "```", "> ```", "- ```", "~~~", "``", "`", "%%", "$$", "<!--", "- [ ] 📅 2026-01-01", "- [ ] #a #b", "# a",
        "a ^b", "^b", "> a", "[a", "[[a", "[a]: b", "a\n---", "| a |", "- a ^b\n\n^c", "```` `", "> ~~~\n> a",
        "\t", "a: b",
    ],
)  # fmt: skip
def test_many_lines_of_anything_are_parsed(line: str) -> None:
    text = (line + "\n") * (N // (len(line) + 1))
    assert parse_note(text).text == text
    assert parse_note("---\n" + text).text.endswith(text)
    assert parse_note(f"---\n{text}---\n").properties.end >= 0


def test_a_million_links_are_all_found() -> None:
    assert len(parse_note("[[a]] " * 1_000_000).links) == 1_000_000


def test_links_in_ten_thousand_nested_quotes_and_lists_are_found() -> None:
    for prefix in ("> " * 10_000, "  " * 10_000 + "- ", "- " * 10_000):
        parsed = parse_note(f"{prefix}[[a]] #b\n{prefix}```\n{prefix}[[c]]\n")
        assert [link.target for link in parsed.links] == ["a"]
        assert [tag.name for tag in parsed.tags] == ["b"]


def test_deeply_nested_links_give_up_nothing_but_themselves() -> None:
    assert parse_note("[" * 100_000 + "a](b.md) [[c]]").links[-1].target == "c"
    parsed = parse_note("![" * 10_000 + "a" + "](b.md)" * 10_000)
    assert len(parsed.links) == 10_000


def test_a_line_of_many_megabytes_is_parsed() -> None:
    text = "word " * 2_000_000 + "[[end]] #tag"
    parsed = parse_note(text)
    assert [link.target for link in parsed.links] == ["end"]
    assert len(parsed.passages) == pytest.approx(len(text) / 1100, rel=0.3)


@pytest.mark.parametrize(
    "unit", ["[", "{a: ", "- ", "? ", "a:\n ", "!t ", "&a ", '"', "'", "|", "*a ", "%", "{[", "<<: "]
)
def test_frontmatter_of_anything_is_a_warning_and_keeps_the_note(unit: str) -> None:
    parsed = parse_note(f"---\na: {unit * 10_000}\n---\n[[b]]")
    assert [link.target for link in parsed.links if link.kind == "wikilink"] == ["b"]
    assert (parsed.properties.error is None) or parsed.warnings


def test_aliases_cannot_grow_into_a_bomb() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    parsed = parse_note("---\n" + "\n".join(levels) + "\n---\n")
    assert parsed.properties.error is not None
    assert "values" in parsed.properties.error


def test_nesting_in_properties_is_bounded() -> None:
    for depth, readable in ((MAX_DEPTH - 2, True), (MAX_DEPTH + 2, False), (50_000, False)):
        for inner in (
            "a: " + "[" * depth + "]" * depth,
            json.dumps({"a": 1})[:-1] + ', "b": ' + "[" * depth + "]" * depth + "}",
        ):
            parsed = parse_note(f"---\n{inner}\n---\n")
            assert (parsed.properties.error is None) == readable


def test_huge_frontmatter_is_not_read_but_the_note_is() -> None:
    parsed = parse_note("---\n" + "a: b\n" * 300_000 + "---\n[[c]]")
    assert parsed.properties.error is not None
    assert [link.target for link in parsed.links] == ["c"]


def test_numbers_of_any_length_are_read() -> None:
    parsed = parse_note(f"---\na: {'9' * 10_000}\nb: 1e99999\nc: 0x{'f' * 5000}\n---\n")
    assert parsed.properties.error is None
    assert isinstance(parsed.properties.values["a"], str)
    json.dumps(parsed.properties.values, allow_nan=False)
    parsed = parse_note('---\n{"a": ' + "9" * 10_000 + ', "b": NaN, "c": 1e9999}\n---\n')
    assert parsed.properties.error is None
    json.dumps(parsed.properties.values, allow_nan=False)


@pytest.mark.parametrize("extension", ["md", "canvas", "base", "pdf", "png", "txt", ""])
@pytest.mark.parametrize(
    "data", [b"", b"\0" * 1000, b"\x89PNG\r\n", b"{" * 50_000, b"[" * 50_000, b"%PDF-1.7", b"\n" * 1000]
)
def test_any_bytes_under_any_name_are_parsed_or_refused_as_not_utf8(extension: str, data: bytes) -> None:
    try:
        parsed = parse_file(f"x.{extension}", data)
    except UnicodeDecodeError:
        assert extension in ("md", "canvas", "base")
        assert data.startswith(b"\x89")
    else:
        assert isinstance(parsed.text, str)
