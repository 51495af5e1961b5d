"""Where a run writes for people: results on standard output, everything about them on standard error.

On a terminal there is colour and lines fit its width; in a pipe the same words come plain, whole and unwrapped.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from claudeprojects.cli.invocation import write_bytes
from claudeprojects.cli.text import printable
from claudeprojects.core.errors import QuerySyntaxError
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from claudeprojects.core.errors import ClaudeProjectsError

UNBOUNDED = 1_000_000
"""Columns of something that is not a terminal: nothing wraps and nothing is cut."""

INDENT = "    "


class Output:
    """Standard output and standard error of one run. ``no_color`` writes plain text on a terminal too."""

    def __init__(self, *, no_color: bool = False) -> None:
        self._out = _console(sys.stdout, no_color=no_color)
        self._err = _console(sys.stderr, no_color=no_color)

    @property
    def is_terminal(self) -> bool:
        """Whether a person reads standard output."""
        return self._out.is_terminal

    @property
    def progress_console(self) -> Console | None:
        """Where progress may be drawn; ``None`` when nobody would see it."""
        return self._err if self._err.is_terminal else None

    def line(self, text: str | Text = "", style: str = "") -> None:
        """Write one line of the result."""
        self._out.print(_safe(text), style=style, soft_wrap=not self.is_terminal)

    def indented(self, text: str | Text) -> None:
        """Write one line of the result, set in; on a terminal its continuation lines are set in too."""
        from rich.padding import Padding

        if self.is_terminal:
            self._out.print(Padding(_safe(text), (0, 0, 0, len(INDENT))))
        else:
            self._out.print(Text(INDENT) + _safe(text), soft_wrap=True)

    def table(
        self, header: Sequence[str], rows: Iterable[Sequence[str | Text]], *, right: Sequence[int] = ()
    ) -> None:
        """Write rows under a header, in aligned columns; the columns numbered in ``right`` hold numbers."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_header=bool(header))
        width = len(header)
        rows = [[_safe(cell) for cell in row] for row in rows]
        width = width or max((len(row) for row in rows), default=0)
        for number in range(width):
            title = header[number] if header else ""
            table.add_column(title, justify="right" if number in right else "left", overflow="fold")
        for row in rows:
            table.add_row(*row)
        with self._out.capture() as written:
            self._out.print(table)
        for line in written.get().splitlines():
            self._out.file.write((line if self.is_terminal else line.rstrip()) + "\n")

    def raw(self, text: str) -> None:
        """Write a note's text: to a pipe or file byte for byte, to a terminal without its control characters."""
        if self.is_terminal:
            shown = printable(text.replace("\r\n", "\n"))
            self._out.file.write(shown if shown.endswith("\n") or not shown else shown + "\n")
        else:
            write_bytes(text.encode("utf-8", errors="surrogateescape"))

    def aside(self, text: str | Text) -> None:
        """Say something about the result, on standard error."""
        self._out.file.flush()
        self._err.print(_safe(text), style="dim", soft_wrap=not self._err.is_terminal)

    def error(self, message: str, hint: str | None = None, details: Sequence[str] = ()) -> None:
        """Report a failure: one line, what shows it, and what to do next."""
        self._out.file.flush()
        self._err.print(Text.assemble(("Error: ", "bold red"), printable(message)), soft_wrap=True)
        for detail in details:
            self._err.print(Text(INDENT + printable(detail)), soft_wrap=True)
        if hint:
            self._err.print(Text.assemble(("Hint: ", "bold"), printable(hint)), soft_wrap=True)


def describe_error(error: ClaudeProjectsError) -> tuple[str, str, Sequence[str]]:
    """Message, hint and details of an error; a query is shown with a caret under the place."""
    if not isinstance(error, QuerySyntaxError):
        return error.message, error.hint, ()
    query = error.query.replace("\n", " ").replace("\t", " ")
    caret = " " * cell_len(printable(query[: error.position])) + "^"
    return f"The search cannot be read: {error.problem}.", error.hint, (query, caret)


def highlighted(text: str, spans: Iterable[tuple[int, int]], style: str = "bold yellow") -> Text:
    """``text`` with the ``spans`` (start, end) of it marked."""
    marked = Text(text)
    for start, end in spans:
        marked.stylize(style, start, end)
    return marked


def _safe(text: str | Text) -> Text:
    return text if isinstance(text, Text) else Text(printable(text))


def _console(file: TextIO, *, no_color: bool) -> Console:
    console = Console(
        file=file,
        highlight=False,
        markup=False,
        emoji=False,
        color_system=None if no_color else "auto",
    )
    if not console.is_terminal:
        console.width = UNBOUNDED
    return console
