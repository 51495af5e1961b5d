"""Tools that ask the index: ``search`` for notes, ``tasks`` of all notes, and the ``graph`` of links."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from claudeprojects.agents.errors import ArgumentsInvalid
from claudeprojects.agents.tools.files import folder_of
from claudeprojects.agents.tools.schemas import arguments, number, text
from claudeprojects.agents.tools.shown import first_shown, gathered, readable
from claudeprojects.agents.values import Effect, Source, ToolResult, ToolSpec
from claudeprojects.core.vault.paths import check_path, is_inside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claudeprojects.agents.tools.port import ToolContext
    from claudeprojects.agents.values import Privacy
    from claudeprojects.core.graph.graph import Graph
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
        limit = arguments.get("limit", 10)
        page = ctx.workspace.searcher.search(arguments["query"], limit=limit * 3)
        shown = first_shown(page.hits, lambda hit: hit.path, ctx, limit)
        lines = [_hit_line(hit) for hit in shown.items]
        sources = [Source(hit.path, (hit.heading_path or (None,))[-1], hit.line) for hit in shown.items]
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
        status = arguments.get("status", "open")
        limit = arguments.get("limit", 50)
        found = _fitting(ctx.workspace.tasks(None if status == "all" else status), arguments)
        shown = first_shown(found, lambda task: task.path, ctx, limit)
        lines = [*map(_task_line, shown.items), *(["… and more."] if shown.more else [])]
        sources = [Source(task.path, line=task.line) for task in shown.items]
        return gathered("\n".join(lines) or "There are no such tasks.", sources, ctx, shown.refused)


class GraphTool:
    """Answers questions about links between notes."""

    spec: ClassVar = ToolSpec(
        "graph",
        "Ask about links: who links to a note, what it links to, what is near in meaning, what is broken.",
        arguments(
            ("question",),
            question=text(
                "What to tell.",
                enum=["backlinks", "outgoing", "neighbours", "mentions", "similar", "orphans", "broken", "tags"],
            ),
            path=text("The note asked about; not needed for `orphans`, `broken` and `tags`."),
            limit=number("How many at most; 50 when left out.", 1, 300),
        ),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Asking the index about that note."""
        path = check_path(arguments["path"]) if arguments.get("path") else None
        return Effect("read", f"Ask for {arguments['question']} of {path or 'the vault'}", (path,) if path else ())

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """A note or link a line."""
        return await asyncio.to_thread(self._ask, arguments, ctx)

    def _ask(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        limit = arguments.get("limit", 50)
        question, asked = arguments["question"], arguments.get("path", "")
        if asked:
            readable("graph", asked, ctx)
        elif question not in WITHOUT_NOTE:
            raise ArgumentsInvalid("graph", f"{question} needs the path of a note")
        graph = ctx.workspace.graph
        answers = _tags(graph, ctx) if question == "tags" else _ANSWERS[question](graph, asked)
        shown = first_shown(answers, lambda answer: answer[0], ctx, limit)
        lines = [line for _, line in shown.items] + (["… and more."] if shown.more else [])
        told = [path for path, _ in shown.items if path is not None] + ([asked] if asked else [])
        return gathered("\n".join(lines) or "There are none.", map(Source, told), ctx, shown.refused)


PAGE = 1000
"""Tasks read at once."""

WITHOUT_NOTE = frozenset({"orphans", "broken", "tags"})

Answer = tuple[str | None, str]
"""A line of an answer, and the file it tells of."""


def _backlinks(graph: Graph, path: str) -> Iterable[Answer]:
    return [(link.path, f"{link.path}:{link.line + 1}: {link.context}") for link in graph.backlinks(path)]


def _outgoing(graph: Graph, path: str) -> Iterable[Answer]:
    return [
        (link.path, f"line {link.line + 1}: {link.target}{link.subpath} → {link.path or 'no file answers to it'}")
        for link in graph.outgoing(path)
    ]


def _neighbours(graph: Graph, path: str) -> Iterable[Answer]:
    return [
        (node.path, f"{node.path or node.id} ({node.degree} links)") for node in graph.neighbourhood(path, 1).nodes
    ]


def _mentions(graph: Graph, path: str) -> Iterable[Answer]:
    return [(found.path, f"{found.path}:{found.line + 1}: {found.context}") for found in graph.mentions(path)]


def _similar(graph: Graph, path: str) -> Iterable[Answer]:
    return [(note.path, f"{note.path} ({note.score:.2f})") for note in graph.similar(path, 30)]


def _orphans(graph: Graph, _path: str) -> Iterable[Answer]:
    return [(note.path, note.path) for note in graph.orphans()]


def _broken(graph: Graph, _path: str) -> Iterable[Answer]:
    for link in graph.broken():
        near = f"; near: {', '.join(link.suggestions[:3])}" if link.suggestions else ""
        for source in link.sources:
            yield source.path, f"{source.path}:{source.line + 1}: {link.target}{near}"


def _tags(graph: Graph, ctx: ToolContext) -> Iterable[Answer]:
    """The tags of the notes that may be shown, each told of the strictest of them: a tag's name is text too."""
    network = graph.everything(tags=True)
    nodes = {node.id: node for node in network.nodes}
    found: dict[str, list[tuple[Privacy, str]]] = {}
    for source, target in network.edges:
        path = nodes[source].path
        if nodes[target].kind == "tag" and path and (privacy := ctx.class_of(path)) is not None:
            found.setdefault(nodes[target].label, []).append((privacy, path))
    return [(max(notes)[1], f"{tag} ({len(notes)})") for tag, notes in sorted(found.items())]


_ANSWERS: dict[str, Callable[[Graph, str], Iterable[Answer]]] = {
    "backlinks": _backlinks,
    "outgoing": _outgoing,
    "neighbours": _neighbours,
    "mentions": _mentions,
    "similar": _similar,
    "orphans": _orphans,
    "broken": _broken,
}


def _fitting(tasks: Rows[VaultTask], arguments: dict[str, Any]) -> Iterator[VaultTask]:
    """The tasks asked for, read from the index a page at a time."""
    folder = folder_of(arguments.get("folder"))
    before, words = arguments.get("due_before"), arguments.get("words", "").casefold().split()
    for start in range(0, len(tasks), PAGE):
        for task in tasks[start : start + PAGE]:
            due = not before or (task.due is not None and task.due < before)
            if due and is_inside(task.path, folder) and all(word in task.description.casefold() for word in words):
                yield task


def _hit_line(hit: Hit) -> str:
    place = " > ".join((hit.path, *hit.heading_path))
    return f"{place} (line {hit.line + 1})\n  {' '.join(hit.snippet.split())}"


def _task_line(task: VaultTask) -> str:
    due = f" (due {task.due})" if task.due else ""
    return f"[{task.symbol}] {task.description}{due}: {task.path}:{task.line + 1}"
