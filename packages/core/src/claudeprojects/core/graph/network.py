"""The graph as nodes and edges: all of it, what lies around a note, and its loose ends."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from claudeprojects.core.graph.links import find_note
from claudeprojects.core.graph.records import BrokenLink, BrokenSource, GraphNode, Network, OrphanNote, TagCount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from claudeprojects.core.store.database import Database

LARGEST_NEIGHBOURHOOD = 5000
"""A neighbourhood stops growing at this many files, nearest first."""

_EDGES = """
SELECT DISTINCT source_id, coalesce(target_id, '?' || target) FROM links
WHERE target <> '' AND (target_id IS NULL OR target_id <> source_id)
"""
_EDGES_WITHIN = (
    _EDGES
    + """
AND source_id IN (SELECT value FROM json_each(:ids))
AND (target_id IS NULL OR target_id IN (SELECT value FROM json_each(:ids)))
"""
)
_AROUND = """
SELECT target_id FROM links WHERE source_id IN (SELECT value FROM json_each(:ids)) AND target_id IS NOT NULL
UNION SELECT source_id FROM links WHERE target_id IN (SELECT value FROM json_each(:ids))
"""
_TAG_EDGES = "SELECT DISTINCT file_id, tag_key FROM tags"
_FILES = """
SELECT file_id, path, kind, folder, coalesce(title, name) FROM files LEFT JOIN notes USING (file_id)
"""
_INDEXED_FILES = f"{_FILES} WHERE state = 'indexed'"
_FILES_WITHIN = f"{_FILES} WHERE file_id IN (SELECT value FROM json_each(:ids))"
_ORPHANS = """
SELECT f.path, n.title, f.kind FROM files AS f JOIN notes AS n USING (file_id)
WHERE f.kind = 'note'
AND NOT EXISTS (SELECT 1 FROM links WHERE source_id = f.file_id AND target <> '')
AND NOT EXISTS (SELECT 1 FROM links WHERE target_id = f.file_id AND source_id <> f.file_id)
ORDER BY f.path
"""
_BROKEN = """
SELECT l.target, f.path, n.title, l.line
FROM links AS l JOIN files AS f ON f.file_id = l.source_id JOIN notes AS n ON n.file_id = l.source_id
WHERE l.target_id IS NULL AND l.target <> '' ORDER BY l.target, f.path, l.ordinal
"""
_TAGS = "SELECT min(tag), count(DISTINCT file_id) FROM tags GROUP BY tag_key ORDER BY tag_key"


def everything(database: Database, *, tags: bool = False) -> Network:
    """All indexed files and the links between them; missing targets are nodes too, tags when asked for."""
    with database.snapshot():
        edges: list[tuple[int, int | str]] = [(source, target) for source, target in database.iterate(_EDGES)]
        if tags:
            edges.extend((file_id, f"#{tag}") for file_id, tag in database.iterate(_TAG_EDGES))
        return _network(database.read(_INDEXED_FILES), edges)


def neighbourhood(database: Database, path: str, *, depth: int = 1, tags: bool = False) -> Network:
    """The files within ``depth`` links of ``path`` in either direction, and the edges among them."""
    with database.snapshot():
        found = {find_note(database, path).file_id: None}
        edge_of_circle = list(found)
        for _ in range(depth):
            rows = database.read(_AROUND, {"ids": json.dumps(edge_of_circle)})
            edge_of_circle = [number for (number,) in rows if number not in found]
            edge_of_circle = edge_of_circle[: LARGEST_NEIGHBOURHOOD - len(found)]
            found.update(dict.fromkeys(edge_of_circle))
            if not edge_of_circle:
                break
        ids = {"ids": json.dumps(list(found))}
        edges: list[tuple[int, int | str]] = [
            (source, target) for source, target in database.read(_EDGES_WITHIN, ids)
        ]
        if tags:
            within = f"{_TAG_EDGES} WHERE file_id IN (SELECT value FROM json_each(:ids))"
            edges.extend((file_id, f"#{tag}") for file_id, tag in database.read(within, ids))
        return _network(database.read(_FILES_WITHIN, ids), edges)


def _network(files: Iterable[Sequence[object]], edges: Iterable[tuple[int, int | str]]) -> Network:
    """Name the nodes: files by their path, the rest by their mark; every end of an edge is a node."""
    rows = {int(str(row[0])): [str(cell) for cell in row[1:]] for row in files}
    named: dict[tuple[str, str], None] = {}
    for source, target in edges:
        if isinstance(target, int):
            if source in rows and target in rows:
                named[rows[source][0], rows[target][0]] = None
        elif source in rows:
            named[rows[source][0], target] = None
    degree = Counter(end for edge in named for end in edge)
    nodes = [
        GraphNode(path, title, _node_kind(kind), path, degree[path], folder)
        for path, kind, folder, title in rows.values()
    ]
    marks = dict.fromkeys(target for _, target in named if target[0] in "#?" and degree[target])
    paths = {row[0] for row in rows.values()}
    nodes.extend(
        GraphNode(
            mark,
            mark if mark[0] == "#" else mark[1:],
            "tag" if mark[0] == "#" else "missing",
            None,
            degree[mark],
            None,
        )
        for mark in marks
        if mark not in paths
    )
    return Network(nodes, list(named))


def _node_kind(kind: str) -> str:
    return kind if kind in ("note", "canvas", "base") else "attachment"


def orphans(database: Database) -> list[OrphanNote]:
    """The notes that no other links to and that link nowhere, by path."""
    return [OrphanNote(*row) for row in database.read(_ORPHANS)]


def broken(database: Database, suggest: Callable[[str], list[str]]) -> list[BrokenLink]:
    """The targets no file answers to, the most used first."""
    sources: defaultdict[str, list[BrokenSource]] = defaultdict(list)
    for target, path, title, line in database.iterate(_BROKEN):
        sources[target].append(BrokenSource(path, title, line))
    most_used_first = sorted(sources.items(), key=lambda item: (-len(item[1]), item[0]))
    return [BrokenLink(target, tuple(places), suggest) for target, places in most_used_first]


def tag_counts(database: Database) -> list[TagCount]:
    """Every tag with the number of files that carry it, by name."""
    return [TagCount(tag, count) for tag, count in database.read(_TAGS)]
