"""A report as one HTML file that needs nothing else: styles and pictures are in it, scripts are not."""

from __future__ import annotations

import base64
from html import escape
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.exchange.exports.reports import IMAGES
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

if TYPE_CHECKING:
    from claudeprojects.core.exchange.exports.reports import Document

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def parser() -> MarkdownIt:
    """Reads the Markdown of reports: tables, footnotes, task boxes and formulas; HTML in it is shown as text."""
    found = MarkdownIt("commonmark", {"html": False, "linkify": False})
    return found.enable(["table", "strikethrough"]).use(footnote_plugin).use(tasklists_plugin).use(dollarmath_plugin)


def html_report(document: Document) -> str:
    """The whole report."""
    markdown = parser()
    style = resources.files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    title = escape(document.title)
    parts = [
        '<!doctype html><html><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{style}</style></head><body><main><h1>{title}</h1>",
    ]
    if len(document.sections) > 1:
        entries = "".join(f'<li><a href="#{one.anchor}">{escape(one.title)}</a></li>' for one in document.sections)
        parts.append(f"<nav><ul>{entries}</ul></nav>")
    for section in document.sections:
        shown = ((escape(name), escape(value)) for name, value in section.properties)
        rows = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in shown)
        table = f'<table class="properties">{rows}</table>' if rows else ""
        parts.append(f'<section id="{section.anchor}"><h2>{escape(section.title)}</h2>{table}')
        tokens = markdown.parse(section.markdown)
        _place_pictures(tokens, document)
        parts.append(f"{markdown.renderer.render(tokens, markdown.options, {})}</section>")
    return "".join([*parts, "</main></body></html>\n"])


def _place_pictures(tokens: list[Any], document: Document) -> None:
    from urllib.parse import unquote

    for token in tokens:
        for child in token.children or []:
            if child.type == "image":
                path = unquote(str(child.attrs.get("src", "")))
                if path in document.pictures:
                    media = IMAGES["." + path.rpartition(".")[2].lower()]
                    data = base64.b64encode(document.pictures[path]()).decode()
                    child.attrs["src"] = f"data:{media};base64,{data}"
