"""Pages of Notion's Markdown export: properties above the text, links to files with ids, callouts as ``<aside>``."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from claudeprojects.core.exchange.formats.notion_tables import TAG_NAMES, Kind, Table, kind_of, property_of
from claudeprojects.core.exchange.htmltext import callout

if TYPE_CHECKING:
    from claudeprojects.core.exchange.formats.notion import Notion, NotionPage

_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\\.|\[[^\[\]]*\])*)\]\(((?:[^()\s]|\([^()\s]*\)| (?=[^()]*\.[a-z0-9]+\)))*)\)")
_ASIDE = re.compile(r"^<aside>\n(.*?)\n?^</aside>$", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"(^[ \t]*```.*?^[ \t]*```[ \t]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_EMOJI = re.compile(r"^([^\w\s\[\](){}*_`#>-]{1,8})\s")
_BOX = re.compile(r"^(\s*[-*+] \[[ xX]\]) {2,}", re.MULTILINE)
_ICON = re.compile(r"^<img [^>\n]*notion\.so/icons/[^>\n]*>\n*")
_PROPERTY = re.compile(r"^([^:\n]{1,100}): ?(.*)$")
_NAME = re.compile(r"[^\W_][^\[\]()*`<>|\\]{0,40}(?<!https)(?<!http)")
_USUAL = TAG_NAMES | {
    "created",
    "created by",
    "last edited time",
    "date",
    "due",
    "due date",
    "status",
    "owner",
    "url",
}


def read_markdown(notion: Notion, page: NotionPage, text: str) -> tuple[dict[str, Any], str]:
    """A page's properties and text."""
    text = text.lstrip()
    if text.startswith("# "):
        text = text.partition("\n")[2].lstrip("\n")
    properties, body = _properties(notion, page, text)
    body = _ASIDE.sub(_callout, body)
    pieces = _FENCED.split(body)
    pieces[::2] = [
        _LINK.sub(lambda found: _linked(notion, page, found), _BOX.sub(r"\1 ", one)) for one in pieces[::2]
    ]
    return properties, "".join(pieces).strip("\n")


def _properties(notion: Notion, page: NotionPage, text: str) -> tuple[dict[str, Any], str]:
    """The ``Name: value`` lines of a row of a database, by the columns it has."""
    table = notion.table_of(page)
    found: dict[str, Any] = {}
    lines = text.split("\n")
    kinds = table.kinds if table else _alone(lines)
    taken = 0
    while taken < len(lines):
        match = _PROPERTY.match(lines[taken])
        if match is None or match[1] not in kinds:
            break
        value = (table and _several_lines(table, match[1], lines[taken:])) or match[2]
        taken += value.count("\n") + 1
        link = lambda target, title: notion.link(page, target, title)  # noqa: E731
        found.update(property_of(match[1], value, kinds[match[1]], link))
    return found, "\n".join(lines[taken:]).lstrip("\n")


def _several_lines(table: Table, name: str, lines: list[str]) -> str | None:
    """The value at the beginning of ``lines`` when it has more than one, as some row of the table has it."""
    at = table.columns.index(name) if name in table.columns else -1
    values = [row[at].strip() for row in table.rows if "\n" in row[at]] if at >= 0 else []
    return next((value for value in values if f"{name}: {value}".split("\n") == lines[: value.count("\n") + 1]), None)


def _alone(lines: list[str]) -> dict[str, Kind]:
    """The kinds of the properties of a row whose database is not in the export.

    They are a first paragraph of nothing but ``Name: value``, of which there are several or one has a usual name.
    """
    first = list(takewhile(str.strip, lines))
    matches = [match for line in first if (match := _PROPERTY.match(line)) and _NAME.fullmatch(match[1])]
    usual = any(match[1].casefold() in _USUAL for match in matches)
    if len(matches) < len(first) or not (len(matches) > 1 or usual):
        return {}
    return {match[1]: kind_of(match[1], [match[2]]) for match in matches}


def _linked(notion: Notion, page: NotionPage, found: re.Match[str]) -> str:
    embed, display, target = bool(found[1]), found[2], found[3]
    shown = re.sub(r"\\(.)", r"\1", display)
    return notion.link(page, target, shown, embed=embed) or found[0]


def _callout(found: re.Match[str]) -> str:
    body = _ICON.sub("", found[1].strip("\n"))
    emoji = _EMOJI.match(body)
    return callout(emoji[1] if emoji else "", body[emoji.end() :] if emoji else body)
