"""Canvases, bases, PDFs and attachments."""

import json
from typing import Any

import pytest
from claudeprojects.core.vault.parse import file_kind, parse_file
from hypothesis import given
from hypothesis import strategies as st


def canvas(*nodes: dict[str, Any], edges: list[dict[str, Any]] | None = None) -> Any:
    return parse_file("a.canvas", json.dumps({"nodes": nodes, "edges": edges or []}).encode())


def test_the_cards_of_a_canvas_are_its_text_and_their_records_point_into_it() -> None:
    parsed = canvas(
        {"type": "text", "text": "# One\r\nSee [[Note|n]] #tag"},
        {"type": "file", "file": "Folder/Note.md", "subpath": "#Part"},
        {"type": "link", "url": "https://example.org"},
        {"type": "group", "label": "Group"},
        {"type": "text", "text": "```\nunclosed"},
        {"type": "text", "text": "- [ ] do ![[x.png]] 📅 2026-01-01"},
        edges=[{"label": "leads to"}, {}],
    )
    assert parsed.text == (
        "# One\nSee [[Note|n]] #tag\n\nFolder/Note.md#Part\n\nhttps://example.org\n\nGroup\n\n```\nunclosed\n\n"
        "- [ ] do ![[x.png]] 📅 2026-01-01\n\nleads to"
    )
    assert [(link.kind, link.embed, link.target, link.subpath, link.line) for link in parsed.links] == [
        ("canvas", False, "Note", "", 1),
        ("canvas", True, "Folder/Note.md", "#Part", 3),
        ("canvas", True, "x.png", "", 12),
    ]
    assert [parsed.text[link.start : link.end] for link in parsed.links] == [
        "[[Note|n]]",
        "Folder/Note.md#Part",
        "![[x.png]]",
    ]
    assert [(tag.name, tag.line, parsed.text[tag.start]) for tag in parsed.tags] == [("tag", 1, "#")]
    assert [(head.text, head.line) for head in parsed.headings] == [("One", 0)]
    assert [(task.due, task.line, parsed.text[task.start : task.start + 6]) for task in parsed.tasks] == [
        ("2026-01-01", 12, "- [ ] ")
    ]
    assert parsed.warnings == []


@pytest.mark.parametrize("text", ["", "  ", "{}", '{"nodes": []}'])
def test_an_empty_canvas_is_no_problem(text: str) -> None:
    parsed = parse_file("a.canvas", text.encode())
    assert (parsed.text, parsed.links, parsed.warnings) == ("", [], [])


@pytest.mark.parametrize("text", ["{", "[]", "1", '{"nodes": 5}', '{"nodes": {}, "edges": 1}', "[" * 100_000])
def test_a_malformed_canvas_is_a_warning(text: str) -> None:
    assert parse_file("a.canvas", text.encode()).warnings


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["text", "file", "[[a]]", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "file", "subpath", "url", "label"]), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(st.lists(json_values, max_size=4), json_values)
def test_any_json_is_a_canvas_of_some_kind(nodes: list[Any], edges: Any) -> None:
    parsed = parse_file("a.canvas", json.dumps({"nodes": nodes, "edges": edges}).encode())
    parsed.text.encode("utf-8")
    for link in parsed.links:
        assert parsed.text[link.start : link.end]


def test_a_base_is_its_source_and_links_to_what_its_filters_name() -> None:
    source = (
        "filters:\n  and:\n    - file.hasLink(\"People/Ada#Part\")\n    - up == link('Plan')\n"
        "    - file.hasTag(\"x\")\n    - 'note == [[Board|b]]'\n# [[comment]]\nviews:\n  - type: table\n"
    )
    parsed = parse_file("a.base", source.encode())
    assert parsed.text == source
    assert [(link.kind, link.target, link.subpath, link.line) for link in parsed.links] == [
        ("base", "People/Ada", "#Part", 2),
        ("base", "Plan", "", 3),
        ("base", "Board", "", 5),
    ]
    assert source[parsed.links[1].start : parsed.links[1].end] == "Plan"
    assert parsed.warnings == []


def test_a_malformed_base_is_a_warning_and_still_searched() -> None:
    parsed = parse_file("a.base", b"filters: [\n")
    assert parsed.text == "filters: [\n"
    assert parsed.warnings


def pdf(*pages: str, broken: bool = False) -> bytes:
    """A small PDF with one line of text on every page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for index, text in enumerate(pages):
        content = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents {5 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    if broken:
        return data[: len(data) // 2]
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(data)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    )


def test_the_pages_of_a_pdf_are_its_text_and_its_passages_know_them() -> None:
    parsed = parse_file("a.PDF", pdf("First page", "", "Third page"))
    assert parsed.text == "First page\f\fThird page"
    assert [(p.page, parsed.text[p.start : p.end]) for p in parsed.passages] == [(1, "First page"), (3, "Third page")]
    assert parsed.warnings == []


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"\0" * 100, pdf("x", broken=True), b"%PDF-1.4\n1 0 obj\n<<" * 100]
)
def test_a_damaged_pdf_is_a_warning(data: bytes) -> None:
    parsed = parse_file("a.pdf", data)
    assert parsed.text == ""
    assert parsed.warnings


def test_an_encrypted_pdf_is_a_warning() -> None:
    locked = pdf("secret").replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <"
        + b"42" * 32 + b"> >>",
    )  # fmt: skip
    assert parse_file("a.pdf", locked).warnings == ["The PDF is encrypted, so its text is not indexed."]


def test_a_pdf_without_text_says_so() -> None:
    assert "no text" in parse_file("a.pdf", pdf("", "")).warnings[0]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.md", "note"), ("b/A.MD", "note"), ("a.canvas", "canvas"), ("a.base", "base"), ("a.pdf", "pdf"),
        ("x.PNG", "image"), ("x.mp3", "audio"), ("x.mp4", "video"), ("x.zip", "attachment"), ("md", "attachment"),
        (".md", "attachment"), ("a.md/x", "attachment"), ("a.md.bak", "attachment"),
    ],
)  # fmt: skip
def test_a_file_is_what_its_extension_says(path: str, kind: str) -> None:
    assert file_kind(path) == kind


def test_an_attachment_has_no_text() -> None:
    parsed = parse_file("x.png", b"\xff\xfe\x00")
    assert (parsed.kind, parsed.text, parsed.warnings) == ("image", "", [])
