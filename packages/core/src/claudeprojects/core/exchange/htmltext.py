"""HTML as Markdown, for pages of other programs.

What a format writes its own way (task boxes, callouts, links between pages) is put into the tree as Markdown first
(``put``) and comes out as it stands; everything else is converted by the library.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from html_to_markdown import ConversionOptions, convert
from selectolax.lexbor import LexborHTMLParser, create_tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from selectolax.lexbor import LexborNode

_OPTIONS: Final = ConversionOptions(
    bullets="-", newline_style="backslash", extract_metadata=False, compact_tables=True
)
_BLANKS = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_FENCED = re.compile(r"(^[ \t>]*```.*?^[ \t>]*```$)", re.MULTILINE | re.DOTALL)
_LOOSE_ITEMS = re.compile(r"^([ \t]*(?:-|\d+\.) .*)\n\n(?=[ \t]*(?:-|\d+\.) )", re.MULTILINE)
_BOX = re.compile(r"^([ \t]*- )\\?\[([ xX])\\?\] *", re.MULTILINE)
_MARK = re.compile("\ue000([0-9]+)\ue001")
_MARKS = re.compile("[\ue000\ue001]")
_CHANCE = re.compile(r"(\*|`|\[(?=\[)|<(?=[a-zA-Z/!]))")
_FENCE_LANGUAGE = re.compile(r"^([ \t>]*```)([^\n`]+)$", re.MULTILINE)


class Page:
    """One HTML page: ``tree`` to be changed, then written as Markdown."""

    def __init__(self, html: str) -> None:
        self.tree = LexborHTMLParser(_MARKS.sub("", html))
        self._kept: list[str] = []
        self._by_chance = any(mark in html for mark in ("*", "`", "[[", "&lt;", "&#"))

    def put(self, node: LexborNode, markdown: str, *, block: bool = False) -> None:
        """Let ``node`` become ``markdown`` as it stands; with ``block`` as a paragraph of its own."""
        mark = self.keep(markdown)
        if not block:
            node.replace_with(mark)
            return
        paragraph = create_tag("p")
        paragraph.insert_child(mark)
        node.replace_with(paragraph)

    def keep(self, markdown: str) -> str:
        """A mark to put into the tree as text, which becomes ``markdown`` in the end."""
        self._kept.append(markdown)
        return f"\ue000{len(self._kept) - 1}\ue001"

    def escape(self, node: LexborNode) -> None:
        """Let what is Markdown by chance in the words of ``node`` stay words: ``*``, ``[[``, ``<b>``, a back tick."""
        if not self._by_chance:
            return
        for text in [one for one in node.traverse(include_text=True) if one.is_text_node]:
            pieces = _CHANCE.split(text.text_content or "")
            if len(pieces) > 1 and not _is_code(text):
                text.replace_with("".join(self.keep("\\" + one) if at % 2 else one for at, one in enumerate(pieces)))

    def markdown(self, node: LexborNode | None) -> str:
        """What is in ``node``, with single empty lines between blocks and none between items of a list."""
        if node is None:
            return ""
        text = convert(node.html or "", _OPTIONS).content or ""
        if not text.strip():  # deeper than any page a person writes: its words are kept
            text = node.text(separator=" ", strip=True)
        return tidy(self.restored(text))

    def restored(self, text: str) -> str:
        """``text`` with everything that was ``put``, at the indentation it stands at."""
        for _ in range(8):  # what was put may hold more of it
            if "\ue000" not in text:
                break
            text = _MARK.sub(self._indented, text)
        return text

    def _indented(self, found: re.Match[str]) -> str:
        kept = self._kept[int(found[1])]
        if "\n" not in kept:
            return kept
        text = found.string
        line = text.rfind("\n", 0, found.start()) + 1
        before = text[line : found.start()]
        indent = re.sub(r"[^\s>]", " ", before) if not before.strip(" >-*0123456789.") else ""
        return kept.replace("\n", "\n" + indent)


def _is_code(text: LexborNode) -> bool:
    above = text.parent
    while above is not None:
        if above.tag in {"pre", "code", "style", "script"}:
            return True
        above = above.parent
    return False


def tidy(markdown: str) -> str:
    """``markdown`` without trailing spaces, runs of empty lines, and space between list items, code left alone."""
    pieces = _FENCED.split(markdown.replace("\xa0", " "))
    pieces[::2] = [_tidy_text(piece) for piece in pieces[::2]]
    pieces[1::2] = [_FENCE_LANGUAGE.sub(_short_language, piece, count=1) for piece in pieces[1::2]]
    return "".join(pieces).strip("\n")


def callout(title: str, body: str, *, folded: bool = False) -> str:
    """A callout: ``> [!note] title`` with ``body`` in it; a ``folded`` one shows its title alone at first."""
    return "\n".join(
        [f"> [!note]{'-' if folded else ''} {title}".rstrip(), *(f"> {line}".rstrip() for line in body.splitlines())]
    )


def classes_of(node: LexborNode) -> list[str]:
    """The classes of an element."""
    return (node.attributes.get("class") or "").split()


def words_of(node: LexborNode | None) -> str:
    """The text of an element on one line."""
    return "" if node is None else " ".join(node.text(separator=" ").split())


def drop(nodes: Iterable[LexborNode]) -> None:
    """Remove elements with all that is in them."""
    for node in nodes:
        node.decompose()


def _tidy_text(text: str) -> str:
    text = _BLANKS.sub("\n\n", _TRAILING.sub("", text))
    return _BOX.sub(r"\1[\2] ", _LOOSE_ITEMS.sub(r"\1\n", text))


def _short_language(found: re.Match[str]) -> str:
    language = found[2].strip().lower()
    return found[1] + ("" if language in {"plain text", "plain", "text"} else language.split()[0])
