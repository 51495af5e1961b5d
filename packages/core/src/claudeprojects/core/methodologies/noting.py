"""What lint gathers while it looks through a methodology: problems, each put at its place in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.methodologies.problems import Level, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claudeprojects.core.methodologies.model import Methodology
    from claudeprojects.core.methodologies.positions import Frontmatter, Step


class Noting:
    """A methodology that was read, its frontmatter, and the problems ``found`` so far."""

    def __init__(self, methodology: Methodology, front: Frontmatter, found: list[Problem]) -> None:
        self.methodology = methodology
        self.front = front
        self.found = found

    def at(self, path: Sequence[Step], code: str, text: str, hint: str = "", level: Level = "error") -> None:
        """Note a problem with the value at ``path``."""
        place = self.front.value_at(path)
        self.found.append(Problem(place.line, place.column, code, text, hint, level))

    def twice(self, entries: Iterable[tuple[Sequence[Step], str]], what: str) -> None:
        """Note every id among ``entries`` (its path and itself) that was there before."""
        first: dict[str, int] = {}
        for path, identifier in entries:
            line = self.front.value_at(path).line
            if identifier in first:
                text = f"There is {what} `{identifier}` already, on line {first[identifier]}."
                self.at(path, "id-twice", text, "Give one of them another name.")
            first.setdefault(identifier, line)

    def in_body(self, code: str, text: str, hint: str) -> None:
        """Note something about the guide as a whole, as a warning."""
        self.found.append(Problem(self.front.body_line, 1, code, text, hint, "warning"))
