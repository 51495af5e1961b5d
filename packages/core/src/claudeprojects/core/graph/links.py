"""Links of one note: those that lead to it, those it makes, and those it could have."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.errors import NoteNotFound, QuerySyntaxError
from claudeprojects.core.graph.records import Backlink, Mention, OutgoingLink, line_around
from claudeprojects.core.vault.parse import parse_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claudeprojects.core.search.searcher import Searcher
    from claudeprojects.core.store.database import Database

_BACKLINKS = """
SELECT f.path, n.title, l.kind, l.embed, l.line, l.start, l."end"
FROM links AS l JOIN files AS f ON f.file_id = l.source_id JOIN notes AS n ON n.file_id = l.source_id
WHERE l.target_id = ? AND l.source_id <> ? ORDER BY f.path, l.ordinal
"""
_OUTGOING = """
SELECT l.kind, l.embed, l.target, l.subpath, l.display, l.line, f.path, n.title
FROM links AS l LEFT JOIN files AS f ON f.file_id = l.target_id LEFT JOIN notes AS n ON n.file_id = l.target_id
WHERE l.source_id = ? ORDER BY l.ordinal
"""
_MENTION_CANDIDATES = 200
_SHORTEST_NAME = 2


class NoteRow(NamedTuple):
    """What the graph needs to know of one file."""

    file_id: int
    title: str
    aliases: tuple[str, ...]


def find_note(database: Database, path: str) -> NoteRow:
    """The row of an indexed file; raises ``NoteNotFound`` for any other path."""
    rows = database.read(
        "SELECT file_id, coalesce(title, name), coalesce(aliases, '[]') FROM files LEFT JOIN notes USING (file_id) "
        "WHERE path = ?",
        (path,),
    )
    if not rows:
        raise NoteNotFound(path)
    file_id, title, aliases = rows[0]
    return NoteRow(file_id, title, tuple(str(alias) for alias in json.loads(aliases)))


def backlinks(database: Database, read: Callable[[str], str | None], path: str) -> list[Backlink]:
    """The links that lead to ``path``, by the path they stand in, then in their order there."""
    note = find_note(database, path)
    rows = database.read(_BACKLINKS, (note.file_id, note.file_id))
    return [
        Backlink(source, title, kind, bool(embed), line, start, end, read)
        for source, title, kind, embed, line, start, end in rows
    ]


def outgoing(database: Database, path: str) -> list[OutgoingLink]:
    """The links of ``path``, in the order they stand."""
    rows = database.read(_OUTGOING, (find_note(database, path).file_id,))
    return [OutgoingLink(kind, bool(embed), *rest) for kind, embed, *rest in rows]


def mentions(database: Database, searcher: Searcher, read: Callable[[str], str | None], path: str) -> list[Mention]:
    """Where the title or an alias of ``path`` stands in other notes as plain words, not as a link."""
    note = find_note(database, path)
    names = {name for name in (note.title, *note.aliases) if len(name) >= _SHORTEST_NAME}
    if not names:
        return []
    pattern = _whole_words(names)
    found: list[Mention] = []
    for source in _candidates(searcher, names):
        text = read(source) if source != path and source.endswith(".md") else None
        if text is not None:
            title = find_note(database, source).title
            found.extend(_mentions_in(source, title, text, pattern))
    return sorted(found, key=lambda mention: (mention.path, mention.line))


def _candidates(searcher: Searcher, names: set[str]) -> list[str]:
    """Notes that hold one of the names as a phrase, found by the search index."""
    paths: dict[str, None] = {}
    for name in sorted(names):
        quoted = re.sub(r'["\\]', " ", name)
        try:
            page = searcher.search(f'"{quoted}"', mode="keyword", limit=_MENTION_CANDIDATES)
        except QuerySyntaxError:
            continue
        paths.update((hit.path, None) for hit in page.hits)
    return list(paths)


def _whole_words(names: set[str]) -> re.Pattern[str]:
    """The names, longest first, not inside longer words (scripts without spaces have no such edge)."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(_edged(name) for name in longest_first), re.IGNORECASE)


def _edged(name: str) -> str:
    before = r"(?<!\w)" if name[0].isascii() and name[0].isalnum() else ""
    after = r"(?!\w)" if name[-1].isascii() and name[-1].isalnum() else ""
    return before + re.escape(name) + after


def _mentions_in(path: str, title: str, text: str, pattern: re.Pattern[str]) -> Iterator[Mention]:
    parsed = parse_file(path, text.encode("utf-8", "surrogatepass"))
    taken = sorted((link.start, link.end) for link in parsed.links)
    position = 0
    line, counted = 0, 0
    for match in pattern.finditer(text, parsed.properties.end):
        start, end = match.span()
        while position < len(taken) and taken[position][1] <= start:
            position += 1
        if position < len(taken) and taken[position][0] < end:
            continue
        line, counted = line + text.count("\n", counted, start), start
        context, highlight = line_around(text, start, end)
        yield Mention(path, title, line, context, highlight)
