"""Moving tasks into another note: whole lines with what is below them, and the links that lead to them.

A moved task is cut out of its note as it stands there at that moment, and put among the tasks of the other. Links to
its block ids follow it, and links on its lines keep their meaning; everything else stays byte for byte.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import NotEditable, TaskNotFound
from claudeprojects.core.projects.editing import Edited, locate
from claudeprojects.core.projects.placing import with_lines
from claudeprojects.core.vault.blocklinks import BlockLinks
from claudeprojects.core.vault.listitems import item_end, outdented
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.paths import check_path
from claudeprojects.core.vault.source import unify_line_ends

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.core.projects.model import WorkItem
    from claudeprojects.core.projects.projects import Projects

_LINKING: Final = """
SELECT DISTINCT path FROM links JOIN files ON file_id = source_id
WHERE target_id = (SELECT file_id FROM files WHERE path = ?) AND instr(subpath, '^') > 0 ORDER BY path
"""

_LINE_END: Final = re.compile(r"\r\n|\r|\n")


class TaskMover:
    """Moves tasks of one workspace into the note ``target``, below ``heading`` when one is named."""

    def __init__(self, projects: Projects, target: str, heading: str | None) -> None:
        self._projects, self._heading = projects, heading
        self._target = self._note(target)
        self._links = BlockLinks(projects.workspace.names, self._target)
        self._ids: dict[str, frozenset[str]] = {}
        """The ids of the blocks that leave each note."""
        self._pieces: dict[str, list[list[str]]] = {}
        """What was cut out of each note: the lines of each item, as they are to stand in the target."""
        self._places: list[int] = []

    def move(self, items: Sequence[WorkItem]) -> Edited:
        """Move ``items`` as one operation; sub-items go along with the item they are below.

        Raises ``TaskNotFound``, and ``NotEditable`` for a task that is a note, or a block id the target has already.
        """
        sources: dict[str, list[WorkItem]] = {}
        for item in items:
            if item.line is None:
                raise NotEditable(item.path, "the task is a note of its own", "Move the note instead.")
            if item.path != self._target or self._heading is not None:
                sources.setdefault(item.path, []).append(item)
        if not sources:
            return Edited(None, list(items))
        workspace = self._projects.workspace
        for path, some in sources.items():
            text = workspace.vault.read_text(path).text or ""
            self._ids[path] = _ids_in(text, _spans(text, some))
        operation = workspace.change_notes(self._summary(items), self._changes(sources))
        found = (self._projects.queries.at(self._target, line) for line in self._places)
        return Edited(operation, [item for item in found if item is not None])

    def _changes(self, sources: dict[str, list[WorkItem]]) -> dict[str, Callable[[str | None], str]]:
        """The change of each note; that of the target comes last, when everything is cut."""
        changes: dict[str, Callable[[str | None], str]] = {
            path: partial(self._without, path, items) for path, items in sources.items() if path != self._target
        }
        for path, ids in self._ids.items():
            rows = self._projects.workspace.database.read(_LINKING, (path,)) if ids else []
            for (linking,) in rows:
                if linking != self._target:
                    changes.setdefault(linking, partial(self._following, linking))
        changes[self._target] = partial(self._with_pieces, sources.get(self._target, ()))
        return changes

    def _without(self, path: str, items: Sequence[WorkItem], text: str | None) -> str:
        """A note that items leave."""
        if text is None:
            raise TaskNotFound(items[0].key, items[0].description)
        return self._following(path, self._cut(path, text, items))

    def _following(self, path: str, text: str | None) -> str:
        """A note with links to what leaves another."""
        return self._links.following(path, text or "", self._ids)

    def _with_pieces(self, own: Sequence[WorkItem], text: str | None) -> str:
        """The target with everything that was cut; ``own`` are items that only change their place in it."""
        text = text or ""
        if own:
            text = self._cut(self._target, text, own)
        there = {block.id for block in parse_note(text).blocks}
        for ids in self._ids.values():
            if taken := sorted(ids & there):
                reason = f"a block ^{taken[0]} is there already, and links to one would lead to the other"
                raise NotEditable(self._target, reason, "Give one of the two another block id.")
            there |= ids
        self._places = []
        for lines in (lines for pieces in self._pieces.values() for lines in pieces):
            text, at = with_lines(text, lines, self._heading)
            self._places.append(at)
        return self._following(self._target, text)

    def _cut(self, path: str, text: str, items: Sequence[WorkItem]) -> str:
        """``text`` of the note at ``path`` without ``items``, whose lines are kept to be put into the target."""
        spans = _spans(text, items)
        self._ids[path] = ids = _ids_in(text, spans)
        starts = _line_starts(text)
        self._pieces[path] = pieces = []
        for first, end in spans:
            piece = self._links.carried(path, text, (starts[first], starts[end]), ids)
            pieces.append(outdented(_LINE_END.split(_LINE_END.sub("\n", piece).removesuffix("\n"))))
        for first, end in sorted(spans, reverse=True):
            text = text[: starts[first]] + text[starts[end] :]
        return text

    def _note(self, named: str) -> str:
        """The path of the note that a path or title means; one that is not there yet must be a path."""
        workspace = self._projects.workspace
        is_there = workspace.vault.stat(named) is not None
        path = named if is_there else workspace.names.resolve_path(named, "") or check_path(named)
        if not path.endswith(".md"):
            raise NotEditable(path, "tasks can only stand in a note", "Name a note, such as Inbox.md.")
        return path

    def _summary(self, items: Sequence[WorkItem]) -> str:
        what = f"“{items[0].description[:60]}”" if len(items) == 1 else f"{len(items)} tasks"
        return f"Moved {what} to {self._target}"


def _spans(text: str, items: Sequence[WorkItem]) -> list[tuple[int, int]]:
    """The lines of each item with what is below it, in the order of ``items``; those inside another are left out."""
    lines = unify_line_ends(text).split("\n")
    found = [(line, item_end(lines, line)) for line in dict.fromkeys(locate(text, item) for item in items)]
    return [span for span in found if not any(other[0] < span[0] < other[1] for other in found)]


def _ids_in(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[str]:
    """The ids of the blocks on these lines; one on a line of its own below a list names all of that, and stays."""
    lines, blocks = unify_line_ends(text).split("\n"), parse_note(text).blocks
    return frozenset(
        block.id
        for block in blocks
        for first, end in spans
        if first <= block.first_line
        and block.last_line < end
        and any(f"^{block.id}" in line for line in lines[first:end])
    )


def _line_starts(text: str) -> list[int]:
    """Where each line begins, and where the last one ends."""
    lengths = [len(line) + 1 for line in unify_line_ends(text).split("\n")]
    return [0, *(min(end, len(text)) for end in accumulate(lengths))]
