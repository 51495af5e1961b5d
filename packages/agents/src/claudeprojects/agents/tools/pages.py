"""The text of a web page, as plain Markdown: headings, paragraphs, lists, links with their addresses."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "head", "nav", "footer", "iframe", "form"})
_BLOCKS = frozenset(
    "p div section article main ul ol table tr blockquote pre br hr dl dt dd figure header aside".split()  # noqa: SIM905
)
_VOID = frozenset({"br", "hr", "img", "meta", "link", "input"})


def text_of_page(html: str, address: str = "") -> str:
    """The readable text of ``html``; links are made whole by the page's ``address``."""
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return f"# {reader.title.strip()}\n\n{text}" if reader.title.strip() and not text.startswith("# ") else text


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.title = ""
        self._address = address
        self._silent = 0
        self._in_title = False
        self._links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag: its mark in Markdown, or silence."""
        self._in_title = tag == "title"
        if tag in _SILENT and tag not in _VOID:
            self._silent += 1
        if self._silent:
            return
        if re.fullmatch("h[1-6]", tag):
            self.parts.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n" if tag in ("br", "tr") else "\n\n")
        elif tag in ("td", "th"):
            self.parts.append(" | ")
        elif tag == "a":
            href = dict(attrs).get("href")
            self._links.append(href)
            self.parts.append("[" if href else "")

    def handle_endtag(self, tag: str) -> None:
        """Close a tag."""
        self._in_title = False
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif self._silent:
            return
        elif tag == "a" and self._links:
            href = self._links.pop()
            self.parts.append(f"]({urljoin(self._address, href)})" if href else "")
        elif re.fullmatch("h[1-6]", tag) or tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Text, wherever it is shown; the title even in the head."""
        if self._in_title:
            self.title += data
        elif not self._silent:
            self.parts.append(data.replace("\n", " "))
