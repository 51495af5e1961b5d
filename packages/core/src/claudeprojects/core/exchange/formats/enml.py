"""ENML, the markup of Evernote's notes, as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.exchange.htmltext import Page, drop, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from selectolax.lexbor import LexborNode

_PROLOGUE = re.compile(r"^\s*(?:<\?xml[^>]*\?>)?\s*(?:<!DOCTYPE[^>]*>)?", re.IGNORECASE)
_EMPTY = re.compile(r"<(en-media|en-todo)\b([^>]*?)\s*/>", re.IGNORECASE)
_ADJACENT = re.compile(r"^([ \t]*- \[[ x]\] .*)\n\n(?=[ \t]*- \[)", re.MULTILINE)


class Resource(NamedTuple):
    """A file of a note: how it is embedded, and its media type."""

    embed: str
    mime: str


def markdown_of_enml(
    enml: str, files: Mapping[str, Resource], link: Callable[[str], str | None], lost: Callable[[str, str], None]
) -> str:
    """A note's text. ``files`` are by the MD5 of their bytes; ``link`` makes a wikilink of a title."""
    page = Page(_EMPTY.sub(r"<\1\2></\1>", _PROLOGUE.sub("", enml)))
    body = page.tree.css_first("en-note") or page.tree.body
    if body is None:
        return ""
    shown = _media(page, body, files, lost)
    for box in body.css("en-crypt"):
        lost("an encrypted part", "only Evernote can decrypt it; decrypt it there and export again")
        page.put(box, "*(encrypted in Evernote)*")
    drop(body.css("title, style"))
    _boxes(page, body)
    for anchor in body.css("a"):
        target = anchor.attributes.get("href") or ""
        if target.startswith("evernote:") and (found := link(words_of(anchor))):
            page.put(anchor, found)
    text = _ADJACENT.sub(r"\1\n", page.markdown(body))
    unused = [resource.embed for digest, resource in files.items() if digest not in shown]
    return "\n\n".join(filter(None, [text, *unused]))


def _media(page: Page, body: LexborNode, files: Mapping[str, Resource], lost: Callable[[str, str], None]) -> set[str]:
    """Put embeds where files are shown; the hashes of those that are."""
    shown: set[str] = set()
    for media in body.css("en-media"):
        digest = (media.attributes.get("hash") or "").lower()
        if digest in files:
            shown.add(digest)
            page.put(media, files[digest].embed)
        else:
            lost("a file shown in it", "the export does not hold it")
            media.decompose()
    return shown


def _boxes(page: Page, body: LexborNode) -> None:
    """Task boxes of both kinds: ``en-todo`` at the start of a block, and items of a list marked by their style."""
    for item in body.css("li"):
        style = (item.attributes.get("style") or "").replace(" ", "")
        if "--en-checked:" in style:
            first = item.first_child
            mark = "[x] " if "--en-checked:true" in style else "[ ] "
            while first is not None and first.is_element_node and first.tag in {"div", "p", "span"}:
                if first.first_child is None:
                    break
                first = first.first_child
            if first is not None:
                first.insert_before(page.keep(mark))
    for box in body.css("en-todo"):
        mark = "[x] " if (box.attributes.get("checked") or "") == "true" else "[ ] "
        in_list = _is_in_list(box)
        page.put(box, mark if in_list else f"- {mark}")


def _is_in_list(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != "en-note":
        if parent.tag == "li":
            return True
        parent = parent.parent
    return False
