"""The quick switcher's matching: files whose name, path or alias fits what was typed, best first."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.vault.parse import file_kind

if TYPE_CHECKING:
    from claudeprojects.core.index.names import Names
    from claudeprojects.core.store.database import Database

_RECENT = """
SELECT path FROM files WHERE state = 'indexed' AND kind IN ('note', 'canvas', 'base') ORDER BY mtime_ns DESC LIMIT ?
"""


class FileSuggestion(NamedTuple):
    """A file that fits; ``positions`` are indices of the fitting characters in ``alias``, or else in ``path``."""

    path: str
    title: str
    alias: str | None
    kind: str
    positions: list[int]


def suggest_files(database: Database, names: Names, typed: str, limit: int) -> list[FileSuggestion]:
    """Up to ``limit`` files for ``typed``; the most recently changed when nothing is typed.

    All words must occur in the name, else in the path or an alias; failing that, the characters in their order.
    """
    words = typed.casefold().split()
    if not words:
        return [_suggestion(path, None, []) for (path,) in database.read(_RECENT, (limit,))]
    best: list[tuple[float, str, str | None]] = [
        (rank, path, None) for path in names.paths() if (rank := _rank(path, words)) is not None
    ]
    for path, aliases in names.aliases().items():
        best.extend((rank + 0.5, path, alias) for alias in aliases if (rank := _rank(alias, words)) is not None)
    chosen: list[FileSuggestion] = []
    seen: set[str] = set()
    for _, path, alias in heapq.nsmallest(2 * limit, best):
        if path not in seen:
            seen.add(path)
            chosen.append(_suggestion(path, alias, _positions(alias or path, words)))
    return chosen[:limit]


def _suggestion(path: str, alias: str | None, positions: list[int]) -> FileSuggestion:
    kind = file_kind(path)
    name = path.rpartition("/")[2]
    return FileSuggestion(path, name.removesuffix(".md") if kind == "note" else name, alias, kind, positions)


def _rank(text: str, words: list[str]) -> float | None:
    """Lower is better, ``None`` is no match: in the name, in the path, scattered; notes and short ones first."""
    folded = text.casefold()
    name = folded.rpartition("/")[2]
    malus = len(text) / 1000 + (0 if name.endswith(".md") or "." not in name else 0.3)
    if all(word in name for word in words):
        first = words[0]
        if name.removesuffix(".md") == first:
            return malus
        return malus + (1 if name.startswith(first) else 2 if f" {first}" in name else 3)
    if all(word in folded for word in words):
        return malus + 5
    return malus + 8 if _in_order(folded, "".join(words)) else None


def _in_order(text: str, characters: str) -> bool:
    position = -1
    for character in characters:
        position = text.find(character, position + 1)
        if position < 0:
            return False
    return True


def _positions(text: str, words: list[str]) -> list[int]:
    folded = text.casefold()
    if len(folded) != len(text):
        return []
    name_start = folded.rfind("/") + 1
    positions: set[int] = set()
    for word in words:
        start = folded.find(word, name_start)
        start = start if start >= 0 else folded.find(word)
        if start < 0:
            return _scattered(folded, "".join(words))
        positions.update(range(start, start + len(word)))
    return sorted(positions)


def _scattered(text: str, characters: str) -> list[int]:
    positions: list[int] = []
    for character in characters:
        found = text.find(character, positions[-1] + 1 if positions else 0)
        if found < 0:
            return []
        positions.append(found)
    return positions
