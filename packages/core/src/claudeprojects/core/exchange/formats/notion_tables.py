"""Databases of Notion as CSV: what kind each column is of, its values as properties, the table as a note."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from claudeprojects.core.exchange.notetext import property_name, property_value, tag_names
from claudeprojects.core.exchange.when import date_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Kind = Literal["text", "date", "number", "checkbox", "list", "tags"]

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")
_LINKED = re.compile(
    r"\s*,?\s*(?P<title>.+?) \((?P<target>[^()]*(?:\([^()]*\)[^()]*)*\.(?:md|html|csv)|https?://[^()\s]+)\)"
)
_RANGE = re.compile(r"\s*(?:→|⟶|->)\s*")
_CELL = str.maketrans({"|": "\\|", "\n": " "})
TAG_NAMES = frozenset(
    {"tags", "tag", "labels", "label", "stichwörter", "étiquettes", "etiquetas", "标签", "タグ", "태그"}
)
PEOPLE = frozenset(
    {"assignee", "assignees", "assign", "person", "people", "owner", "owners", "members", "attendees", "participants"}
)
_LONGEST_OPTION = 40
_OURS = {"created time": "created", "last edited time": "updated"}
_FILE = re.compile(r"[^\s,][^,]*\.[A-Za-z0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, its rows (each as long), and what kind each column is of."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: dict[str, Kind]

    @classmethod
    def read(cls, text: str) -> Table:
        """Read CSV, with whatever lengths its rows have."""
        csv.field_size_limit(16 * 1024 * 1024)
        found = list(csv.reader(io.StringIO(text)))
        if not found:
            return cls((), (), {})
        columns = tuple(name.strip() or f"Column {number}" for number, name in enumerate(found[0], 1))
        width = len(columns)
        rows = tuple(tuple((row + [""] * width)[:width]) for row in found[1:] if any(cell.strip() for cell in row))
        kinds = {name: kind_of(name, [row[at] for row in rows]) for at, name in enumerate(columns)}
        return cls(columns, rows, kinds)


def kind_of(name: str, cells: Sequence[str]) -> Kind:
    """What kind a column is of, as all of its values show."""
    values = [cell.strip() for cell in cells if cell.strip()]
    if name.casefold() in TAG_NAMES:
        return "tags"
    if not values:
        return "text"
    if all(value in ("Yes", "No") for value in values):
        return "checkbox"
    if all(_NUMBER.fullmatch(value) for value in values):
        return "number"
    if all(date_in(_RANGE.split(value)[0]) for value in values):
        return "date"
    if any(_LINKED.match(value) for value in values):
        return "list"
    return "list" if name.casefold() in PEOPLE or _are_options(values) else "text"


def _are_options(values: Sequence[str]) -> bool:
    """Whether values with commas are choices of a list: short ones, some of which come again or stand alone too."""
    several = [value for value in values if ", " in value]
    if not several:
        return False
    options = [option for value in values for option in value.split(", ")]
    short = all(len(option) <= _LONGEST_OPTION and not option.endswith((".", "!", "?")) for option in options)
    return short and len(set(options)) < len(options)


def property_of(name: str, text: str, kind: Kind, link: Callable[[str, str], str | None]) -> dict[str, Any]:
    """One value as properties: a range of dates gives two. ``link`` makes a wikilink of a target and a title."""
    text = text.strip()
    key = _OURS.get(name.casefold(), property_name(name))
    if not text:
        return {}
    if kind == "tags":
        return {"tags": tag_names(text.split(","))}
    if kind == "checkbox":
        return {key: text == "Yes"}
    if kind == "number" and _NUMBER.fullmatch(text):
        return {key: float(text) if "." in text else int(text)}
    if kind == "date":
        return date_properties(key, text)
    linked = linked_titles(text, link) or _files(text, link)
    if linked:
        return {key: linked if len(linked) > 1 else linked[0]}
    if kind == "list" and ", " in text:
        return {key: [property_value(option) for option in text.split(", ")]}
    return {key: property_value(text)}


def date_properties(key: str, text: str) -> dict[str, Any]:
    """A date, or ``start → end`` as two properties; what is no date stays text."""
    first, *rest = _RANGE.split(text)
    start, end = date_in(first), date_in(rest[0]) if rest else None
    if start is None:
        return {key: property_value(text)}
    return {key: start, f"{key} end": end} if end else {key: start}


def linked_titles(text: str, link: Callable[[str, str], str | None]) -> list[str]:
    """The links of a relation, ``Title (path.md), Other (path.md)``; empty when it is none."""
    found, end = list[str](), 0
    while match := _LINKED.match(text, end):
        found.append(link(match["target"], match["title"]) or match["title"])
        end = match.end()
    return found if found and not text[end:].strip(" ,") else []


def _files(text: str, link: Callable[[str, str], str | None]) -> list[str]:
    """The links of a column of files, ``path/a.pdf, path/b.png``; empty when one of them is none of the export."""
    paths = [path.strip() for path in text.split(",")]
    if not all("/" in path and "://" not in path and _FILE.fullmatch(path) for path in paths):
        return []
    found = [link(path, "") for path in paths]
    return [one for one in found if one] if all(found) else []


def table_note(table: Table, links: Mapping[str, Sequence[str]]) -> str:
    """A table in Markdown; the first column links to the notes of the rows, ``links`` by title in their order."""
    if not table.columns:
        return ""
    lines = [_row(table.columns), "|" + " --- |" * len(table.columns)]
    left = {title: list(found) for title, found in links.items()}
    for first, *rest in table.rows:
        there = left.get(first.strip())
        title = (there.pop(0) if there else first).replace("|", "\\|")
        lines.append(_row([title, *(_without_targets(cell) for cell in rest)], escaped=1))
    return "\n".join(lines)


def _row(cells: Iterable[str], escaped: int = 0) -> str:
    shown = [cell if at < escaped else cell.translate(_CELL).strip() for at, cell in enumerate(cells)]
    return "| " + " | ".join(shown) + " |"


def _without_targets(cell: str) -> str:
    titles = linked_titles(cell, lambda _target, title: title)
    return ", ".join(titles) if titles else cell
