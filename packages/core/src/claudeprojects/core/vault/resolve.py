"""Which file a link means: Obsidian's rule over all paths of a vault, in constant time a link.

An exact path from the root comes first, else the files whose path ends with the target: those in or under the
linking note's folder before others, then the shortest path. Case and Unicode composition do not count, except to
choose between two files that differ in nothing else. ``./`` and ``../`` are relative to the note, a leading ``/`` is
the root. ``.md`` may be left out. Aliases come after file names. See ``docs/formats.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claudeprojects.core.vault.nearnames import NearNames

_SMALL = 8
"""Up to this many candidates are compared one by one; more get a table by folder."""


def fold(text: str) -> str:
    """``text`` as links compare it: composed, without case, no-break spaces as spaces."""
    if text.isascii():
        return text.lower()
    return normalize("NFC", text).replace("\u00a0", " ").casefold()


def link_key(target: str) -> str:
    """The key that decides which files can answer ``target``: its folded last part, ``.md`` taken off."""
    key = fold(target)
    key = key[key.rfind("/") + 1 :].strip()
    while key.endswith(".md"):
        key = key[:-3]
    return key


def keys_of(path: str, aliases: Iterable[str] = ()) -> set[str]:
    """Every key a file answers to: a link whose :func:`link_key` is none of them does not mean this file."""
    keys = {link_key(path)}
    keys.update(link_key(alias) for alias in aliases)
    return keys


class NameIndex:
    """All files of a vault by name. Not thread-safe; about 2 µs to add a file or to resolve a link."""

    def __init__(self) -> None:
        self._exact: dict[str, list[str]] = {}
        self._by_key: dict[str, list[str]] = {}
        self._by_alias: dict[str, list[str]] = {}
        self._aliases: dict[str, tuple[str, ...]] = {}
        self._tables: dict[str, dict[str, dict[str, str]]] = {}
        self._near: NearNames | None = None

    def __len__(self) -> int:
        return sum(map(len, self._exact.values()))

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and path in self._exact.get(fold(path), ())

    def add(self, path: str, aliases: Iterable[str] = ()) -> None:
        """Make ``path`` known, or give it these aliases when it is."""
        folded = fold(path)
        same = self._exact.setdefault(folded, [])
        if path not in same:
            same.append(path)
            key = link_key(path)
            self._by_key.setdefault(key, []).append(path)
            self._tables.pop(key, None)
            if self._near is not None:
                self._near.add(path)
        if aliases or path in self._aliases:
            self.set_aliases(path, aliases)

    def remove(self, path: str) -> None:
        """Forget ``path`` and its aliases; nothing happens when it is not known."""
        folded = fold(path)
        if path not in self._exact.get(folded, ()):
            return
        self.set_aliases(path, ())
        key = link_key(path)
        _drop(self._exact, folded, path)
        _drop(self._by_key, key, path)
        self._tables.pop(key, None)
        if self._near is not None:
            self._near.remove(path)

    def set_aliases(self, path: str, aliases: Iterable[str]) -> None:
        """Replace the aliases of ``path``."""
        for folded in self._aliases.pop(path, ()):
            _drop(self._by_alias, folded, path)
        folded_aliases = tuple({fold(alias.strip()): None for alias in aliases if alias.strip()})
        if folded_aliases:
            self._aliases[path] = folded_aliases
            for folded in folded_aliases:
                self._by_alias.setdefault(folded, []).append(path)

    def resolve(self, target: str, source_path: str) -> str | None:
        """The path ``target`` means when written in the note ``source_path``; ``None`` when nothing answers.

        ``target`` is decoded and without its subpath; ``""`` is the note itself.
        """
        if not target:
            return source_path if source_path in self else None
        if ("/" in target or target[0] == ".") and _is_rooted(target):
            absolute = _absolute(target, source_path)
            return self._exactly(absolute, fold(absolute)) if absolute else None
        folded = fold(target)
        note = folded + ".md"
        if folded in self._exact or note in self._exact:
            return self._exactly(target, folded)
        key = link_key(folded)
        candidates = self._by_key.get(key)
        if candidates is not None:
            found = self._by_tail(target, folded, key, candidates, source_path)
            if found is not None:
                return found
        named = self._by_alias.get(folded.strip()) if self._by_alias else None
        return _nearest(named, source_path, "") if named else None

    keys_of = staticmethod(keys_of)

    def suggest(self, target: str, limit: int = 5) -> list[str]:
        """Paths whose names are spelled much like ``target``, nearest first."""
        if self._near is None:
            from claudeprojects.core.vault.nearnames import NearNames  # numpy is loaded only for this

            self._near = NearNames(path for paths in self._exact.values() for path in paths)
        return self._near.closest(target, limit)

    def _exactly(self, path: str, folded: str) -> str | None:
        """The file at ``path`` from the root."""
        for name in _answers(folded):
            if name in self._exact:
                return _nearest(self._exact[name], "", path)
        return None

    def _by_tail(self, target: str, folded: str, key: str, candidates: list[str], source_path: str) -> str | None:
        if len(candidates) <= _SMALL:
            matching = _with_tail(candidates, folded)
            return _nearest(matching, source_path, target) if matching else None
        tables = self._tables.setdefault(key, {})
        if target not in tables:
            tables[target] = _table(_with_tail(candidates, folded), target)
        table = tables[target]
        return table.get(source_path.rpartition("/")[0]) or table.get("")


def _drop(index: dict[str, list[str]], key: str, path: str) -> None:
    paths = index[key]
    paths.remove(path)
    if not paths:
        del index[key]


def _is_rooted(target: str) -> bool:
    """Whether a target names one place: from the root, or relative to the note."""
    return target[0] == "/" or target in (".", "..") or target.startswith(("./", "../")) or "/../" in target


def _absolute(target: str, source_path: str) -> str | None:
    """A rooted or relative target as a path from the root; ``None`` when it leaves the vault."""
    parts = [] if target[0] == "/" else source_path.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _with_tail(candidates: list[str], folded: str) -> list[str]:
    """The candidates whose folded path ends with the target."""
    first, second = _answers("/" + folded)
    return [path for path in candidates if ("/" + fold(path)).endswith(first)] or [
        path for path in candidates if ("/" + fold(path)).endswith(second)
    ]


def _answers(folded: str) -> tuple[str, str]:
    """The two names a folded target may mean, the likelier first: a note needs no extension, other files do."""
    note = folded + ".md"
    return (folded, note) if folded.endswith(".md") else (note, folded)


def _preference(written: str) -> Callable[[str], tuple[int, bool, str]]:
    """Shortest first; then the one spelled as written; then in order of the alphabet."""
    spellings = (written, written + ".md")
    return lambda path: (len(path), not path.endswith(spellings), path)


def _nearest(paths: list[str], source_path: str, written: str) -> str:
    """The best of ``paths`` seen from ``source_path``."""
    if len(paths) == 1:
        return paths[0]
    folder = source_path.rpartition("/")[0]
    if folder:
        inside = [path for path in paths if path.startswith(folder + "/")]
        paths = inside or paths
    return min(paths, key=_preference(written))


def _table(paths: list[str], written: str) -> dict[str, str]:
    """The best path at or below every folder that has one; ``""`` is the root."""
    best: dict[str, str] = {}
    for path in sorted(paths, key=_preference(written)):
        folder = path
        while folder:
            folder = folder.rpartition("/")[0]
            if folder in best:
                break  # what stands there is better, and stands in every folder above too
            best[folder] = path
    return best
