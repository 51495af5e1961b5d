"""A report as PDF, set by typst: pages, an outline, links, and every script that this machine has fonts for."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from claudeprojects.core.errors import ExportFailed
from claudeprojects.core.exchange.exports.html import parser

if TYPE_CHECKING:
    from claudeprojects.core.exchange.exports.reports import Document

_HEAD: Final = """
#set page(paper: "a4", margin: (x: 22mm, y: 24mm), numbering: "1")
#set text(font: ("Noto Sans", "Libertinus Serif"), size: 10.5pt, fallback: true)
#set par(justify: false, leading: 0.7em, spacing: 1em)
#set heading(numbering: none)
#show heading: set block(above: 1.5em, below: 0.8em)
#show link: set text(fill: rgb("#0a58ca"))
#show raw: set text(font: ("DejaVu Sans Mono", "Noto Sans Mono"), size: 9pt)
#show raw.where(block: true): block.with(fill: rgb("#f6f8fa"), inset: 8pt, radius: 3pt, width: 100%)
#let aside(body) = block(inset: (left: 10pt, y: 2pt), stroke: (left: 2pt + rgb("#d8dee4")), body)
#set table(stroke: 0.5pt + rgb("#d8dee4"), inset: 5pt)
#let box-of(done) = box(baseline: 1pt, width: 8pt, height: 8pt, radius: 1pt, stroke: 0.7pt,
  if done { align(center + horizon, text(size: 7pt, font: "DejaVu Sans Mono", "✓")) })
"""

_WRAPPED: Final = {"strong": "strong", "em": "emph", "s": "strike"}
_BLOCKS: Final = {"bullet_list": "list", "ordered_list": "enum"}


def pdf_report(document: Document) -> bytes:
    """The whole report. Raises ``ExportFailed`` when it cannot be set."""
    import typst

    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        pictures = _save_pictures(document, Path(folder))
        source = _Writer(pictures).document(document)
        try:
            (Path(folder) / "report.typ").write_text(source, encoding="utf-8")
            made = typst.compile(Path(folder) / "report.typ", root=Path(folder), format="pdf")
        except typst.TypstError as error:
            raise ExportFailed(document.title, f"it cannot be set as PDF ({error})", "Export it as HTML.") from error
    return made


def _save_pictures(document: Document, folder: Path) -> dict[str, str]:
    """Put the pictures that typst can read where it looks for them; their names by their paths in the vault."""
    import typst

    saved: dict[str, str] = {}
    for number, (path, read) in enumerate(document.pictures.items()):
        name = f"{number}.{path.rpartition('.')[2].lower()}"
        (folder / name).write_bytes(read())
        trial = folder / "trial.typ"
        trial.write_text(f"#image({_text('/' + name)})", encoding="utf-8")
        try:
            typst.compile(trial, root=folder, format="pdf")
        except typst.TypstError:
            continue
        saved[path] = f"/{name}"
    return saved


class _Writer:
    """Writes tokens of Markdown as typst's code, where nothing in a text can be taken for code."""

    def __init__(self, pictures: dict[str, str]) -> None:
        self._pictures = pictures
        self._anchors: set[str] = set()

    def document(self, document: Document) -> str:
        """The whole document."""
        self._anchors = {section.anchor for section in document.sections}
        title = _text(document.title)
        parts = [_HEAD, f"#set document(title: {title})", f"#par(text(size: 22pt, weight: 700, {title}))"]
        if len(document.sections) > 1:
            parts.append("#outline(title: none, depth: 1)")
        for section in document.sections:
            parts.append(f"#[#heading(level: 1, {_text(section.title)}) #label({_text(section.anchor)})]")
            if section.properties:
                cells = ", ".join(
                    f'text(fill: rgb("#57606a"), {_text(cell)})' for row in section.properties for cell in row
                )
                parts.append(f"#table(columns: 2, {cells})")
            parts += [f"#{block}" for block in self._blocks(parser().parse(section.markdown))]
        return "\n".join(parts)

    def _blocks(self, tokens: list[Any]) -> list[str]:
        found: list[str] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = _closing(tokens, at) if token.nesting == 1 else at
            block = self._block(token, tokens[at + 1 : end])
            if block:
                found.append(block)
            at = end + 1
        return found

    def _block(self, token: Any, inside: list[Any]) -> str:
        kind = token.type.removesuffix("_open")
        if kind == "paragraph":
            return f"par({self._inline(inside)})" if not token.hidden else f"block({self._inline(inside)})"
        if kind == "heading":
            return f"heading(level: {min(6, int(token.tag[1]))}, outlined: false, {self._inline(inside)})"
        if kind in _BLOCKS:
            return self._list(kind, token, inside)
        if kind in {"fence", "code_block"}:
            word = next(iter(token.info.split()), "")
            language = _text(word) if word.isalnum() else "none"
            return f"raw({_text(token.content.rstrip())}, block: true, lang: {language})"
        if kind == "blockquote":
            return f"aside({_joined(self._blocks(inside))})"
        if kind == "table":
            return self._table(inside)
        if kind in {"math_block", "math_block_label"}:
            return f"raw({_text(token.content.strip())}, block: true)"
        if kind == "hr":
            return 'line(length: 100%, stroke: 0.5pt + rgb("#d8dee4"))'
        if kind == "inline":
            return self._inline([token])
        return _joined(self._blocks(inside)) if inside else ""

    def _list(self, kind: str, token: Any, inside: list[Any]) -> str:
        items: list[str] = []
        at = 0
        while at < len(inside):
            end = _closing(inside, at)
            items.append(_joined(self._blocks(inside[at + 1 : end])))
            at = end + 1
        if "contains-task-list" in str(token.attrs.get("class", "")):
            indent = "14pt" if token.level else "0pt"
            return f"list(marker: none, indent: {indent}, body-indent: 0pt, {', '.join(items)})"
        start = f"start: {int(token.attrs.get('start', 1))}, " if kind == "ordered_list" else ""
        return f"{_BLOCKS[kind]}({start}{', '.join(items)})"

    def _table(self, inside: list[Any]) -> str:
        rows = [token for token in inside if token.type == "tr_open"]
        cells = [self._inline([token]) for token in inside if token.type == "inline"]
        columns = max(1, len(cells) // max(1, len(rows)))
        head = ", ".join(f"strong({cell})" for cell in cells[:columns])
        return f"table(columns: {columns}, table.header({head}), {', '.join(cells[columns:])})"

    def _inline(self, tokens: list[Any]) -> str:
        children = [child for token in tokens for child in (token.children or [])]
        return _joined(self._spans(children))

    def _spans(self, tokens: list[Any]) -> list[str]:
        found: list[str] = []
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = _closing(tokens, at) if token.nesting == 1 else at
            found.append(self._span(token, tokens[at + 1 : end]))
            at = end + 1
        return [span for span in found if span]

    def _span(self, token: Any, inside: list[Any]) -> str:
        kind = token.type.removesuffix("_open")
        if kind in _WRAPPED:
            return f"{_WRAPPED[kind]}({_joined(self._spans(inside))})"
        if kind == "link":
            return self._link(str(token.attrs.get("href", "")), _joined(self._spans(inside)))
        if kind == "image":
            path = unquote(str(token.attrs.get("src", "")))
            if path in self._pictures:
                return f"box(image({_text(self._pictures[path])}))"
            return f"emph({_text(token.content or path)})"
        if kind in {"code_inline", "math_inline", "math_inline_double"}:
            return f"raw({_text(token.content)})"
        if kind == "html_inline":
            if "checkbox" not in token.content:
                return ""
            return f"box-of({'true' if 'checked' in token.content else 'false'})"
        if kind in {"softbreak", "hardbreak"}:
            return "[ ]" if kind == "softbreak" else "linebreak()"
        if kind == "footnote_ref":
            return f"super({_text(str(token.meta.get('id', 0) + 1))})"
        return _text(token.content) if token.content else ""

    def _link(self, target: str, shown: str) -> str:
        if target.startswith("#"):
            return f"link(label({_text(target[1:])}), {shown})" if target[1:] in self._anchors else shown
        return f"link({_text(target)}, {shown})" if target.startswith(("http://", "https://", "mailto:")) else shown


def _closing(tokens: list[Any], at: int) -> int:
    """Where what opens at ``at`` closes."""
    depth = 0
    for place in range(at, len(tokens)):
        depth += tokens[place].nesting
        if depth == 0:
            return place
    return len(tokens) - 1


def _joined(parts: list[str]) -> str:
    return "[" + "".join(f"#{part};" for part in parts) + "]" if parts else "[]"


def _text(text: str) -> str:
    """``text`` as a string of typst: a literal that can hold anything."""
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "").replace("\t", "\\t")
    )
    return f'"{escaped}"'
