"""Parsing any text: it never raises, and every record points at what it says."""

import re

import pytest
from claudeprojects.core.vault.model import ParsedFile
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.passages import HARD_LIMIT
from claudeprojects.core.vault.source import Source
from hypothesis import given
from hypothesis import strategies as st

PIECES = [
    "[[", "]]", "[", "]", "(", ")", "](", "]:", "|", "\\|", "#", "##", "# ", "#tag", "^", " ^id", "!", "![[", "`",
    "``", "```", "~~~", "%%", "$", "$$", "<!--", "-->", "\\", "---", "---\n", "===", "- [ ] ", "- [x] ", "> ", "1. ",
    "- ", "📅 2026-01-01", "[due:: 2026-01-01]", "⏫", "🔁 every day", "tags: ", "a: ", "aliases:\n  - x\n", "{", "}",
    "*", "&x", "\n", "\n\n", "\r\n", "\r", "\t", " ", "    ", "\0", "\x0b", "\x0c", "\x85", "\u2028", "\ufeff",
    "é", "日本",
    "ไทย", "Note", "path/to", "x.png", "%20", "%", "<", ">", '"', "'", ":", "https://x.org", "a", "b c", "[[Note|a]]",
    "[t](n.md)", "[t]: n.md", '"[[N]]"',
]  # fmt: skip
markdown = st.lists(st.sampled_from(PIECES), max_size=50).map("".join)
frontmatter = st.tuples(markdown, markdown).map(lambda parts: f"---\n{parts[0]}\n---\n{parts[1]}")
anything = st.text(st.characters(exclude_categories=()), max_size=200) | markdown | frontmatter


def line_of(text: str, offset: int) -> int:
    return len(re.findall(r"\r\n|\r|\n", text[:offset] + ("x" if text[offset : offset + 1] != "\n" else "")))


def check(text: str, parsed: ParsedFile) -> None:
    lines = re.split(r"\r\n|\r|\n", text)
    for link in parsed.links:
        raw = text[link.start : link.end]
        assert line_of(text, link.start) == link.line
        assert raw.startswith("!") == link.embed
        if link.kind in ("wikilink", "property"):
            assert raw.lstrip("!")[:2] == "[["
            assert raw.endswith("]]")
        else:
            assert raw.lstrip("!").startswith("[")
        if link.kind == "wikilink":
            assert link.target in raw
            assert link.subpath in raw
    for tag in parsed.tags:
        assert line_of(text, tag.start) == tag.line
        if tag.start >= parsed.properties.end:
            assert text.startswith("#" + tag.name, tag.start)
    for heading in parsed.headings:
        assert line_of(text, heading.start) == heading.line
        assert heading.text in lines[heading.line]
    for task in parsed.tasks:
        assert text[task.start : task.end] == lines[task.line]
        assert text[task.start :].startswith(task.indent + task.marker)
        assert f"[{task.symbol}]" in lines[task.line]
    for block in parsed.blocks:
        assert 0 <= block.first_line <= block.last_line < len(lines)
    check_passages(text, parsed)


def check_passages(text: str, parsed: ParsedFile) -> None:
    last = parsed.properties.end
    headings = {heading.start for heading in parsed.headings}
    for ordinal, passage in enumerate(parsed.passages):
        assert passage.ordinal == ordinal
        assert last <= passage.start < passage.end <= passage.start + HARD_LIMIT
        assert line_of(text, passage.start) == passage.line
        piece = text[passage.start : passage.end]
        assert piece == piece.strip()
        assert not any(passage.start < start < passage.end for start in headings) or not passage.heading_path
        last = passage.end


@given(anything)
def test_parsing_never_raises_and_every_record_points_at_what_it_says(text: str) -> None:
    parsed = parse_note(text)
    assert parsed.text == text
    check(text, parsed)


@given(markdown)
def test_the_line_end_does_not_change_what_is_found(text: str) -> None:
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    expected = parse_note(unix)
    for line_end in ("\r\n", "\r"):
        parsed = parse_note(unix.replace("\n", line_end))
        assert [link._replace(start=0, end=0) for link in parsed.links] == [
            link._replace(start=0, end=0) for link in expected.links
        ]
        assert [tag._replace(start=0) for tag in parsed.tags] == [tag._replace(start=0) for tag in expected.tags]
        assert [head._replace(start=0) for head in parsed.headings] == [
            head._replace(start=0) for head in expected.headings
        ]
        assert [task._replace(start=0, end=0) for task in parsed.tasks] == [
            task._replace(start=0, end=0) for task in expected.tasks
        ]
        assert parsed.blocks == expected.blocks
        assert parsed.properties.values == expected.properties.values


@given(markdown)
def test_a_source_keeps_lengths_and_lines(text: str) -> None:
    source = Source.of(text)
    assert len(source.scan) == len(text)
    assert source.line_count == len(re.split(r"\r\n|\r|\n", text))
    for line, expected in enumerate(re.split(r"\r\n|\r|\n", text)):
        assert text[source.line_starts[line] : source.line_end(line)] == expected


@pytest.mark.parametrize("size", [0, 1, 599, 1200, 1201, 1600, 1601, 5000])
@pytest.mark.parametrize("unit", ["word ", "x", "A sentence. ", "文。", "line\n", "para\n\n", "a\r\n\r\n"])
def test_passages_cover_all_text_and_keep_the_bound(size: int, unit: str) -> None:
    text = (unit * (size // len(unit) + 1))[:size]
    parsed = parse_note(text)
    check_passages(text, parsed)
    assert "".join("".join(text[p.start : p.end].split()) for p in parsed.passages) == "".join(text.split())
    if size > 2000:
        assert all(p.end - p.start >= 500 for p in parsed.passages)


def test_passages_carry_their_heading_path_and_leave_out_frontmatter() -> None:
    text = "---\na: b\n---\nIntro\n# One\n\n## Empty\n\n## Two\ntext\n# Three\nmore\n"
    parsed = parse_note(text)
    assert [(p.heading_path, text[p.start : p.end]) for p in parsed.passages] == [
        ((), "Intro"),
        (("One", "Two"), "## Two\ntext"),
        (("Three",), "# Three\nmore"),
    ]


def test_a_note_of_headings_only_is_one_passage() -> None:
    assert [(p.heading_path, p.start) for p in parse_note("# One\n## Two\n").passages] == [((), 0)]
