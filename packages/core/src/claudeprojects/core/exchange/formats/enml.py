"""ENML, the markup of Evernote's notes, as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.exchange.htmltext import Page, drop, words_of
from selectolax.lexbor import create_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claudeprojects.core.exchange.notetext import TaskLine
    from selectolax.lexbor import LexborNode

_PROLOGUE = re.compile(r"^\s*(?:<\?xml[^>]*\?>)?\s*(?:<!DOCTYPE[^>]*>)?", re.IGNORECASE)
_EMPTY = re.compile(r"<(en-media|en-todo)\b([^>]*?)\s*/>", re.IGNORECASE)
_ADJACENT = re.compile(r"^([ \t]*- \[[ x]\] .*)\n\n(?=[ \t]*- \[)", re.MULTILINE)
_INTERNAL = re.compile(r"evernote:|https?://(?:www\.|app\.)?evernote\.com/(?:shard/[^/]+/nl/|client/)", re.IGNORECASE)
_EMPHASIS: Final = (
    (re.compile(r"font-weight:(?:bold|[6-9]00)"), "b"),
    (re.compile(r"font-style:italic"), "i"),
    (re.compile(r"text-decoration[\w-]*:[^;]*line-through"), "s"),
)


class Resource(NamedTuple):
    """A file of a note: how it is embedded, and its media type."""

    embed: str
    mime: str


def markdown_of_enml(
    enml: str,
    files: Mapping[str, Resource],
    tasks: Sequence[tuple[str, TaskLine]],
    link: Callable[[str], str | None],
    lost: Callable[[str, str], None],
) -> str:
    """A note's text. ``files`` are by the MD5 of their bytes; ``tasks`` come with the group that has a place in the
    text; ``link`` makes a wikilink of a title."""
    page = Page(_EMPTY.sub(r"<\1\2></\1>", _PROLOGUE.sub("", enml)))
    body = page.tree.css_first("en-note") or page.tree.body
    if body is None:
        return ""
    shown = _media(page, body, files, lost)
    for box in body.css("en-crypt"):
        hint = box.attributes.get("hint")
        asked = f" (its hint: {hint})" if hint else ""
        lost("an encrypted part", f"only Evernote can decrypt it{asked}; decrypt it there and export again")
        page.put(box, "*(encrypted in Evernote)*")
    drop(body.css("title, style"))
    for block in body.css("div[style*='en-codeblock']"):
        _code(page, block)
    _styles(page, body)
    _boxes(page, body)
    for anchor in body.css("a"):
        target = anchor.attributes.get("href") or ""
        if _INTERNAL.match(target) and (found := link(words_of(anchor))):
            page.put(anchor, found)
    page.escape(body)
    placed = _place_tasks(page, body, tasks)
    text = _ADJACENT.sub(r"\1\n", page.markdown(body))
    rest = "\n".join(line for group, task in tasks if group not in placed for line in task.lines())
    unused = [resource.embed for digest, resource in files.items() if digest not in shown]
    return "\n\n".join(filter(None, [text, rest, *unused]))


def _code(page: Page, block: LexborNode) -> None:
    """A block of code, which is a ``div`` for each line."""
    style = (block.attributes.get("style") or "").replace(" ", "")
    language = re.search(r"--en-syntaxLanguage:([\w+#-]+)", style)
    for end in block.css("br"):
        end.replace_with("\n")
    lines = [node.text().replace("\xa0", " ").strip("\n") for node in block.iter()] or [block.text()]
    if any(node.is_text_node and node.text().strip() for node in block.iter(include_text=True)):
        lines = block.text().replace("\xa0", " ").strip("\n").split("\n")
    fence = "```"
    while any(fence in line for line in lines):
        fence += "`"
    word = language[1] if language and language[1].lower() not in {"plain", "plaintext", "none"} else ""
    page.put(block, "\n".join([f"{fence}{word}", *lines, fence]), block=True)


def _styles(page: Page, body: LexborNode) -> None:
    """Emphasis that is written as a style, and text that is highlighted."""
    for span in body.css("span[style]"):
        style = (span.attributes.get("style") or "").replace(" ", "").lower()
        if "en-highlight:" in style and "en-highlight:none" not in style and span.text().strip():
            span.insert_before(page.keep("=="))
            span.insert_after(page.keep("=="))
        for pattern, tag in _EMPHASIS:
            if pattern.search(style) and span.text().strip():
                wrapper = create_tag(tag)
                for child in list(span.iter(include_text=True)):
                    wrapper.insert_child(child)
                span.insert_child(wrapper)


def _place_tasks(page: Page, body: LexborNode, tasks: Sequence[tuple[str, TaskLine]]) -> set[str]:
    """Put tasks where their group stands in the text; the groups that have a place."""
    placed: set[str] = set()
    for node in body.css("div[style*='en-task-group']"):
        found = re.search(r"--en-id:\s*([\w-]+)", node.attributes.get("style") or "")
        lines = [line for group, task in tasks if found and group == found[1] for line in task.lines()]
        if found and lines and found[1] not in placed:
            placed.add(found[1])
            page.put(node, "\n".join(lines), block=True)
    return placed


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
