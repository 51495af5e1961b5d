"""``graph``: answers questions about links between notes, corrected by the run's own changes or said not to be."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from claudeprojects.agents.errors import ArgumentsInvalid
from claudeprojects.agents.tools.schemas import arguments, number, text
from claudeprojects.agents.tools.shown import first_shown, gathered, readable
from claudeprojects.agents.tools.staged import StagedNotes
from claudeprojects.agents.values import Effect, Source, ToolResult, ToolSpec
from claudeprojects.core.graph.records import line_around
from claudeprojects.core.vault.paths import check_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claudeprojects.agents.tools.port import ToolContext
    from claudeprojects.agents.values import Privacy
    from claudeprojects.core.graph.graph import Graph


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
        graph, staged = ctx.workspace.graph, StagedNotes(ctx)
        if question in _CORRECTED and staged:
            answers = _CORRECTED[question](graph, asked, staged)
        else:
            known = (staged.before(asked) or asked) if asked else ""
            answers = _tags(graph, ctx) if question == "tags" else _ANSWERS[question](graph, known)
            answers = [
                (path and staged.now(path), line) for path, line in answers if not (path and not staged.now(path))
            ]
        shown = first_shown(answers, lambda answer: answer[0], ctx, limit)
        lines = [line for _, line in shown.items] or ["There are none."]
        lines += ["… and more."] if shown.more else []
        if staged and question not in _CORRECTED:
            lines.append(f"(Told of the notes as they are on disk. Changed and waiting: {_some(staged)}.)")
        told = [path for path, _ in shown.items if path is not None] + ([asked] if asked else [])
        return gathered("\n".join(lines), map(Source, told), ctx, shown.refused)


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


def _backlinks_seen(graph: Graph, path: str, staged: StagedNotes) -> Iterable[Answer]:
    """The links to ``path`` of notes the run left alone, and those in what it wrote."""
    before = staged.before(path)
    known = _backlinks(graph, before) if before is not None else []
    yield from (answer for answer in known if not staged.touched(answer[0] or ""))
    for source, note in staged.notes.items():
        for link in note.parsed.links:
            if source != path and _meant(link.target, source, staged) == path:
                context, _ = line_around(note.parsed.text, link.start, link.end)
                yield source, f"{source}:{link.line + 1}: {context}"


def _outgoing_seen(graph: Graph, path: str, staged: StagedNotes) -> Iterable[Answer]:
    """The links of ``path`` as the run has it, and where they lead for it."""
    links: list[tuple[int, str, str, str | None]]
    if path in staged.notes:
        links = [(link.line, link.target, link.subpath, None) for link in staged.notes[path].parsed.links]
    else:
        links = [(link.line, link.target, link.subpath, link.path) for link in graph.outgoing(path)]
    for line, target, subpath, known in links:
        leads = staged.now(known) if known else _meant(target, path, staged)
        yield leads, f"line {line + 1}: {target}{subpath} → {leads or 'no file answers to it'}"


def _neighbours_seen(graph: Graph, path: str, staged: StagedNotes) -> Iterable[Answer]:
    both = [*_backlinks_seen(graph, path, staged), *_outgoing_seen(graph, path, staged)]
    return [(near, near) for near in dict.fromkeys(found for found, _ in both if found and found != path)]


def _meant(target: str, source: str, staged: StagedNotes) -> str | None:
    """The file that a link means; one that meant a note now moved follows it, as it will on disk."""
    if not target:
        return source
    return staged.names.resolve(target, source) or staged.left.get(target) or staged.left.get(f"{target}.md")


def _some(staged: StagedNotes) -> str:
    paths = sorted(staged.notes)
    return ", ".join(paths[:10]) + (f" and {len(paths) - 10} more" if len(paths) > 10 else "") or "none you may see"


_CORRECTED: dict[str, Callable[[Graph, str, StagedNotes], Iterable[Answer]]] = {
    "backlinks": _backlinks_seen,
    "outgoing": _outgoing_seen,
    "neighbours": _neighbours_seen,
}
"""Questions whose answers take the run's changes into account."""
