"""Tables of other programs (CSV, TSV): what separates their cells, which row names their columns, their rows."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.formats.tablecolumns import guessed
from claudeprojects.core.exchange.model import TablePreview

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST_CELL = 16 * 1024 * 1024
_HEAD = 15
"""Rows among which the names of the columns are looked for: some programs write about the export first."""
_SHOWN = 5
_LONGEST_SHOWN = 200
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


class TableRow(NamedTuple):
    """A row: its number in the table, from 1, and its cells by column; of columns with one name all values."""

    number: int
    cells: dict[str, list[str]]


class TaskTable(NamedTuple):
    """A table: its columns, each once, and its rows that hold anything."""

    columns: tuple[str, ...]
    rows: list[TableRow]

    @property
    def preview(self) -> TablePreview:
        """The first rows, as they are shown to whoever maps the columns."""
        rows = [
            tuple(", ".join(row.cells.get(name, []))[:_LONGEST_SHOWN] for name in self.columns)
            for row in self.rows[:_SHOWN]
        ]
        return TablePreview(self.columns, tuple(rows))


def table_of(text: str, file: str) -> TaskTable:
    """Read a table; raises ``ImportFailed`` when it is none."""
    told = re.match(r"sep=(.)\n", text, re.IGNORECASE)  # as spreadsheets say it
    text = text[told.end() :] if told else text
    rows = [(number, [cell.strip() for cell in row]) for number, row in _rows(text, told[1] if told else None, file)]
    rows = [(number, row) for number, row in rows if any(row)]
    if not rows:
        raise ImportFailed(file, "it is empty")
    head = _head([row for _, row in rows])
    width = max(len(row) for _, row in rows[head:])
    names = [name or f"Column {at}" for at, name in enumerate([*rows[head][1], *[""] * width][:width], 1)]
    used = [any(row[at : at + 1] != [""] and len(row) > at for _, row in rows[head:]) for at in range(width)]
    columns = tuple(dict.fromkeys(name for name, is_used in zip(names, used, strict=True) if is_used))
    return TaskTable(columns, [TableRow(number, _cells(names, row)) for number, row in rows[head + 1 :]])


def _rows(text: str, delimiter: str | None, file: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with their number; a quote that nothing closes is a mark like any other, and ends with its line."""
    csv.field_size_limit(_LARGEST_CELL)
    mark = delimiter or _delimiter(text)
    lines = text.splitlines(keepends=True)
    begun = number = 0
    while begun < len(lines):
        reader = csv.reader(lines[begun:], delimiter=mark, strict=False)
        last = 0
        try:
            for row in reader:
                if reader.line_num < len(lines) - begun or _is_closed("".join(lines[begun + last :]), mark):
                    number, last = number + 1, reader.line_num
                    yield number, row
        except csv.Error as error:
            raise ImportFailed(file, f"it is no table that can be read ({error})") from error
        begun += last
        if begun < len(lines):
            number, begun = number + 1, begun + 1
            yield number, next(csv.reader([lines[begun - 1]], delimiter=mark, quoting=csv.QUOTE_NONE), [])


def _is_closed(text: str, mark: str) -> bool:
    """Whether every quote in a row is closed."""
    try:
        list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error as error:
        return "unexpected end" not in str(error)
    return True


def _delimiter(text: str) -> str:
    """What separates cells: the mark that stands most often in the first line, outside of quotes."""
    first = _QUOTED.sub("", text[: 64 * 1024]).lstrip("\n").partition("\n")[0]
    return max("\t;,|", key=first.count)


def _head(rows: list[list[str]]) -> int:
    """The row that names the columns: the first, unless a later one among the first does so and it does not."""
    found = [guessed(row) for row in rows[:_HEAD]]
    if "task" in found[0]:
        return 0
    return next((at for at, fields in enumerate(found) if "task" in fields and len(fields) > 2), 0)


def _cells(names: list[str], row: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, cell in zip(names, row, strict=False):
        if cell:
            found.setdefault(name, []).append(cell)
    return found
