"""Pages of Notion's HTML export: properties from the table above the text, blocks by the classes they have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claudeprojects.core.exchange.formats.notion_tables import TAG_NAMES, date_properties
from claudeprojects.core.exchange.htmltext import Page, callout, classes_of, drop, words_of
from claudeprojects.core.exchange.notetext import property_name, tag_names

if TYPE_CHECKING:
    from claudeprojects.core.exchange.formats.notion import Notion, NotionPage
    from selectolax.lexbor import LexborNode

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")


def read_html(notion: Notion, page: NotionPage, text: str) -> tuple[dict[str, Any], str]:
    """A page's properties and text."""
    html = Page(_STYLE.sub("", text))
    tree = html.tree
    properties = _properties(notion, page, tree.css_first("table.properties"))
    icon, description = tree.css_first(".page-header-icon"), tree.css_first("p.page-description")
    if emoji := words_of(icon):
        properties["icon"] = emoji
    body = tree.css_first(".page-body") or tree.css_first("article") or tree.body
    if body is None:
        return properties, ""
    _prepare(notion, page, html, body)
    lead = words_of(description)
    return properties, "\n\n".join(filter(None, [lead, html.markdown(body)]))


def _properties(notion: Notion, page: NotionPage, table: LexborNode | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in table.css("tr.property-row") if table is not None else []:
        head, cell = row.css_first("th"), row.css_first("td")
        kind = next((name.removeprefix("property-row-") for name in classes_of(row)[1:]), "text")
        if head is not None and cell is not None:
            found.update(_value(notion, page, words_of(head), cell, kind))
    return found


def _value(notion: Notion, page: NotionPage, name: str, cell: LexborNode, kind: str) -> dict[str, Any]:
    """One row of the table of properties, by the kind that its class names."""
    key, text = property_name(name), words_of(cell)
    if kind == "checkbox":
        return {key: cell.css_first(".checkbox-on") is not None}
    if kind in {"date", "created_time", "last_edited_time"} and text:
        key = {"created_time": "created", "last_edited_time": "updated"}.get(kind, key)
        return date_properties(key, text)
    if kind == "multi_select":
        options = [words_of(option) for option in cell.css(".selected-value")]
        return {"tags": tag_names(options)} if name.casefold() in TAG_NAMES else {key: options}
    if kind in {"relation", "file"}:
        drop(cell.css(".icon"))
        links = [_link_of(notion, page, link) for link in cell.css("a")]
        return {key: links[0] if len(links) == 1 else links} if links else {}
    if kind == "url" and (link := cell.css_first("a")) is not None:
        return {key: link.attributes.get("href") or text}
    if kind == "person":
        return {key: [words_of(user) for user in cell.css(".user")] or text}
    if kind in {"number", "formula", "rollup"} and _NUMBER.fullmatch(text):
        return {key: float(text) if "." in text else int(text)}
    return {key: text} if text else {}


def _link_of(notion: Notion, page: NotionPage, link: LexborNode) -> str:
    target, shown = link.attributes.get("href") or "", words_of(link)
    return notion.link(page, target, shown) or (target if "://" in target else shown)


def _prepare(notion: Notion, page: NotionPage, html: Page, body: LexborNode) -> None:
    """Put what Notion writes its own way into words of Markdown; what is inside comes before what is around it."""
    drop(body.css("script, style, svg, .page-cover-image, .property-icon"))
    _formulas(html, body)
    _tasks(html, body)
    for image in body.css("figure.image, figure > img, img"):
        _image(notion, page, html, image)
    for link in body.css("a"):
        _link(notion, page, html, link)
    html.escape(body)
    for toggle in reversed(body.css("details")):
        summary = toggle.css_first("summary")
        title = words_of(summary)
        if summary is not None:
            summary.decompose()
        html.put(_alone(toggle), callout(html.restored(title), html.markdown(toggle), folded=True), block=True)
    for figure in reversed(body.css("figure.callout")):
        icon = figure.css_first(".icon")
        emoji = words_of(icon)
        if icon is not None:
            icon.decompose()
        html.put(figure, callout(emoji, html.markdown(figure)), block=True)
    _join_lists(body)


def _alone(toggle: LexborNode) -> LexborNode:
    """The list that a toggle is the only entry of, as Notion writes it; else the toggle."""
    around = toggle.parent.parent if toggle.parent is not None else None
    return around if around is not None and "toggle" in classes_of(around) else toggle


def _formulas(html: Page, body: LexborNode) -> None:
    for node in body.css("figure.equation, .notion-text-equation-token, .katex"):
        source = node.css_first("annotation")
        if source is not None:
            formula = source.text().strip()
            block = node.tag == "figure"
            html.put(node, f"$$\n{formula}\n$$" if block else f"${formula}$", block=block)


def _tasks(html: Page, body: LexborNode) -> None:
    for box in body.css("ul.to-do-list .checkbox"):
        html.put(box, "[x] " if "checkbox-on" in classes_of(box) else "[ ] ")


def _image(notion: Notion, page: NotionPage, html: Page, node: LexborNode) -> None:
    image = node if node.tag == "img" else node.css_first("img")
    if image is None or node.parent is None:
        return
    source = image.attributes.get("src") or ""
    if "icon" in classes_of(image) or source.startswith("data:"):
        image.decompose()
        return
    caption = node.css_first("figcaption") if node.tag != "img" else None
    words = f"\n\n*{words_of(caption)}*" if words_of(caption) else ""
    shown = notion.link(page, source, embed=True) or f"![]({source})"
    html.put(node, shown + words, block=node.tag != "img")


def _link(notion: Notion, page: NotionPage, html: Page, link: LexborNode) -> None:
    target = link.attributes.get("href") or ""
    drop(link.css(".icon"))
    shown = html.restored(words_of(link))
    if link.css_first(".bookmark-info") is not None:
        shown = words_of(link.css_first(".bookmark-title")) or target
        html.put(link, f"[{shown}]({target})")
    elif found := notion.link(page, target, shown):
        html.put(link, found)


def _join_lists(body: LexborNode) -> None:
    """Notion writes a list of its own for every item."""
    for kind in ("ul", "ol"):
        for item in body.css(kind):
            before = item.prev
            while before is not None and before.is_text_node and not before.text().strip():
                before = before.prev
            if before is not None and before.tag == kind and item.parent is not None:
                for child in list(item.iter()):
                    before.insert_child(child)
                item.decompose()
