"""Tools that ask the index and correct it by the run's own changes: ``search`` for notes, ``tasks`` of all notes."""

from __future__ import annotations

import asyncio
from heapq import merge
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from claudeprojects.agents.tools.files import folder_of
from claudeprojects.agents.tools.schemas import arguments, number, text
from claudeprojects.agents.tools.shown import first_shown, gathered
from claudeprojects.agents.tools.staged import OPEN, StagedNotes, holds
from claudeprojects.agents.values import Effect, Source, ToolResult, ToolSpec
from claudeprojects.core.search.finder import Term
from claudeprojects.core.search.plan import wanted_words
from claudeprojects.core.search.query_parser import parse
from claudeprojects.core.search.snippet import cut_snippet
from claudeprojects.core.vault.paths import is_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claudeprojects.agents.tools.port import ToolContext
    from claudeprojects.agents.tools.staged import StagedNote
    from claudeprojects.core.search.results import Hit
    from claudeprojects.core.store.rows import Rows
    from claudeprojects.core.workspace.views import VaultTask


class Search:
    """Finds notes by words and by meaning."""

    spec: ClassVar = ToolSpec(
        "search",
        'Search all notes by words and by meaning. Operators: tag:x path:x -word "exact phrase".',
        arguments(
            ("query",),
            query=text("What to look for."),
            limit=number("How many notes at most; 10 when left out.", 1, 50),
        ),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Asking the index; notes that may not be read are left out."""
        return Effect("read", f"Search for {arguments['query']!r}")

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """The notes found, each with its place and a few words around it."""
        return await asyncio.to_thread(self._search, arguments, ctx)

    def _search(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        limit, staged = arguments.get("limit", 10), StagedNotes(ctx)
        page = ctx.workspace.searcher.search(arguments["query"], limit=limit * 3, explain=bool(staged))
        places = _as_seen(page.hits, arguments["query"], staged) if staged else map(_place, page.hits)
        shown = first_shown(places, lambda place: place.path, ctx, limit)
        lines = [_place_line(place) for place in shown.items]
        sources = [Source(place.path, (place.headings or (None,))[-1], place.line) for place in shown.items]
        return gathered("\n".join(lines) or page.notice or "No note fits.", sources, ctx, shown.refused)


class Tasks:
    """Lists tasks of all notes."""

    spec: ClassVar = ToolSpec(
        "tasks",
        "List tasks across the vault, those due first.",
        arguments(
            status=text(
                "Which; `open` when left out.",
                enum=["open", "todo", "in_progress", "on_hold", "done", "cancelled", "all"],
            ),
            folder=text("Only those of notes in this folder, or of this note."),
            due_before=text("Only those due before this day.", pattern=r"^\d{4}-\d{2}-\d{2}$"),
            words=text("Only those whose text holds these words."),
            query=text(
                'Only those this asks for, in the language of search: `project:"Boat" is:overdue assignee:mara '
                "sprint:current tag:must is:blocked due:<2026-12-01`."
            ),
            limit=number("How many at most; 50 when left out.", 1, 300),
        ),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Asking the index; tasks of notes that may not be read are left out."""
        folder = folder_of(arguments.get("folder"))
        return Effect("read", f"List tasks in {folder or 'the vault'}", (folder,) if folder else ())

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """A task a line, with its note and line."""
        return await asyncio.to_thread(self._tasks, arguments, ctx)

    def _tasks(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        status, staged = arguments.get("status", "open"), StagedNotes(ctx)
        limit = arguments.get("limit", 50)
        if query := arguments.get("query"):
            return self._asked(query, status, limit, arguments, ctx)
        on_disk = _pages(ctx.workspace.tasks(None if status == "all" else status))
        known = (task for task in on_disk if not staged.touched(task.path))
        found = _fitting(merge(known, _staged_tasks(staged, status), key=_due_first), arguments)
        return _listed(found, limit, ctx)

    def _asked(self, query: str, status: str, limit: int, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """The tasks that a query asks for, as the run sees them."""
        from claudeprojects.agents.tools.tasking import items_asked_for

        items = items_asked_for(query, status, ctx)
        seen = (SeenTask(each.path, each.line, each.symbol, each.description, each.due_text) for each in items)
        return _listed(_fitting(seen, arguments), limit, ctx)


PAGE = 1000
"""Tasks read at once."""


class Place(NamedTuple):
    """A place found by a search."""

    path: str
    headings: tuple[str, ...]
    line: int
    snippet: str


class SeenTask(NamedTuple):
    """A task as it is listed."""

    path: str
    line: int
    symbol: str
    description: str
    due: str | None


def _listed(found: Iterable[SeenTask], limit: int, ctx: ToolContext) -> ToolResult:
    shown = first_shown(found, lambda task: task.path, ctx, limit)
    lines = [*map(_task_line, shown.items), *(["… and more."] if shown.more else [])]
    sources = [Source(task.path, line=task.line) for task in shown.items]
    return gathered("\n".join(lines) or "There are no such tasks.", sources, ctx, shown.refused)


def _as_seen(hits: Iterable[Hit], query: str, staged: StagedNotes) -> Iterator[Place]:
    """The places as the run sees them: what it wrote that fits, then the hits, those it changed looked at again.

    A hit by meaning alone stays: what it means is not told anew before the change is on disk.
    """
    node = parse(query)
    terms = [Term(word.text.removesuffix("*")) for word in wanted_words(node)]
    known = {staged.now(hit.path) for hit in hits}
    fitting = {path for path, note in staged.notes.items() if holds(note, query, node)}
    yield from (_staged_place(staged.notes[path], terms) for path in sorted(fitting - known))
    for hit in hits:
        now = staged.now(hit.path)
        if not staged.touched(hit.path):
            yield _place(hit)
        elif now in fitting or (now in staged.notes and "cosine" in (hit.score_parts or {})):
            yield _staged_place(staged.notes[now], terms)


def _staged_place(note: StagedNote, terms: list[Term]) -> Place:
    snippet = cut_snippet(note.parsed.text, terms)
    return Place(note.path, note.headings_at(snippet.line), snippet.line, snippet.text)


def _place(hit: Hit) -> Place:
    return Place(hit.path, hit.heading_path, hit.line, hit.snippet)


def _place_line(place: Place) -> str:
    where = " > ".join((place.path, *place.headings))
    return f"{where} (line {place.line + 1})\n  {' '.join(place.snippet.split())}"


def _pages(tasks: Rows[VaultTask]) -> Iterator[SeenTask]:
    """The tasks of the index, read a page at a time."""
    for start in range(0, len(tasks), PAGE):
        for task in tasks[start : start + PAGE]:
            yield SeenTask(task.path, task.line, task.symbol, task.description, task.due)


def _staged_tasks(staged: StagedNotes, status: str) -> list[SeenTask]:
    """The tasks of the notes that wait, in the order of the index."""
    wanted = OPEN if status == "open" else (status.upper(),)
    found = [
        SeenTask(path, task.line, task.symbol, task.description, task.due)
        for path, note in staged.notes.items()
        for task in note.parsed.tasks
        if status == "all" or task.status in wanted
    ]
    return sorted(found, key=_due_first)


def _due_first(task: SeenTask) -> tuple[bool, str, str, int]:
    return task.due is None, task.due or "", task.path, task.line


def _fitting(tasks: Iterable[SeenTask], arguments: dict[str, Any]) -> Iterator[SeenTask]:
    """The tasks asked for."""
    folder = folder_of(arguments.get("folder"))
    before, words = arguments.get("due_before"), arguments.get("words", "").casefold().split()
    for task in tasks:
        due = not before or (task.due is not None and task.due < before)
        if due and is_inside(task.path, folder) and all(word in task.description.casefold() for word in words):
            yield task


def _task_line(task: SeenTask) -> str:
    due = f" (due {task.due})" if task.due else ""
    return f"[{task.symbol}] {task.description}{due}: {task.path}:{task.line + 1}"
