"""The run's own changes that wait, as corrections to what the index answers, which knows the disk alone.

A hit in a file that the run has changed is looked at again in the run's text, a file it has deleted is left out, one
it has moved is named where it is now, and what it wrote anew is found by its words. One of these serves one call.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.errors import VaultError
from claudeprojects.core.search.matching import Matcher, blocks, lines, sections
from claudeprojects.core.search.query import And, Compare, Not, Or, Property, Scoped, Tag
from claudeprojects.core.vault.parse import file_kind, parse_file
from claudeprojects.core.vault.paths import is_inside, name_of
from claudeprojects.core.vault.resolve import NameIndex
from claudeprojects.core.vault.tags import tag_key

if TYPE_CHECKING:
    from claudeprojects.agents.tools.port import ToolContext
    from claudeprojects.core.search.query import Node
    from claudeprojects.core.vault.model import Heading, ParsedFile

OPEN = frozenset({"TODO", "IN_PROGRESS", "ON_HOLD"})
"""The states of a task that is still to be done."""


class StagedNote(NamedTuple):
    """A note as the run has it."""

    path: str
    parsed: ParsedFile

    @property
    def text(self) -> str:
        """Its title and its text, as search sees them."""
        return f"{name_of(self.path).removesuffix('.md')}\n{self.parsed.text}"

    def headings_at(self, line: int) -> tuple[str, ...]:
        """The headings above ``line``, outermost first."""
        above: list[Heading] = []
        for heading in self.parsed.headings:
            if heading.line > line:
                break
            above = [*(one for one in above if one.level < heading.level), heading]
        return tuple(one.text for one in above)


class StagedNotes:
    """The changes that wait in the view of ``ctx``, and the notes among them that this run may be shown."""

    def __init__(self, ctx: ToolContext) -> None:
        self._ctx = ctx
        self.left = ctx.view.left()
        """Where each file of the disk that a change touches is now; ``None`` where it is gone."""
        self.paths = frozenset(ctx.view.staged())

    def __bool__(self) -> bool:
        return bool(self.left or self.paths)

    def now(self, path: str) -> str | None:
        """Where the file that the index has at ``path`` is now; ``None`` when it is gone."""
        return self.left.get(path, path)

    def before(self, path: str) -> str | None:
        """Where the index has the file that is at ``path`` now; ``None`` when it does not know it."""
        if path in self.paths:
            return next((old for old, new in self.left.items() if new == path), None)
        return None if path in self.left else path

    def touched(self, path: str) -> bool:
        """Whether the file that the index has at ``path`` is not as the index has it."""
        return path in self.left or path in self.paths

    @cached_property
    def notes(self) -> dict[str, StagedNote]:
        """The notes that wait, by path."""
        found = {}
        for path in sorted(self.paths):
            if file_kind(path) == "note" and self._ctx.class_of(path) is not None:
                try:
                    found[path] = StagedNote(path, parse_file(path, self._ctx.glance(path)))
                except (VaultError, UnicodeDecodeError):
                    continue
        return found

    @cached_property
    def names(self) -> NameIndex:
        """Every name a link can mean, as the run sees the vault."""
        index = NameIndex()
        for path in self._ctx.view.files():
            index.add(path, self.notes[path].parsed.aliases if path in self.notes else ())
        return index


def holds(note: StagedNote, query: str, node: Node) -> bool:
    """Whether ``note`` is what ``node`` of ``query`` asks for. Raises ``QuerySyntaxError`` as search does."""
    match node:
        case And(parts):
            return all(holds(note, query, part) for part in parts)
        case Or(parts):
            return any(holds(note, query, part) for part in parts)
        case Not(part):
            return not holds(note, query, part)
        case Tag(name):
            return any(is_inside(tag_key(tag.name), tag_key(name)) for tag in note.parsed.tags)
        case Property(name, part):
            values = note.parsed.properties.values.items()
            found = [str(value) for key, value in values if key.casefold() == name.casefold()]
            return bool(found) and (
                part is None or isinstance(part, Compare) or Matcher(query, part).matches_any(found)
            )
        case Scoped(scope, part):
            return _scope_holds(note, query, scope, part)
        case _:
            return Matcher(query, node).matches(note.text)


def _scope_holds(note: StagedNote, query: str, scope: str, part: Node) -> bool:
    if scope in ("file", "path"):
        return Matcher(query, part, inside=True).matches(note.path if scope == "path" else name_of(note.path))
    matcher = Matcher(query, part)
    if scope.startswith("task"):
        wanted = {"task-todo": OPEN, "task-done": frozenset({"DONE"})}.get(scope)
        tasks = (task for task in note.parsed.tasks if wanted is None or task.status in wanted)
        return matcher.matches_any(task.description for task in tasks)
    cut = {"line": lines, "block": blocks, "section": sections}.get(scope)
    return matcher.matches(note.parsed.text) if cut is None else matcher.matches_any(cut(note.parsed.text))
