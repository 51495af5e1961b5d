"""Relinking: which links must be written anew so that a move changes the meaning of none.

What a link resolved to before, it resolves to after, at its new path. That concerns links to the moved files, links
in them (a move changes what is near, and what is relative), and links elsewhere that a new name would capture.
Links that led nowhere are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from claudeprojects.core.errors import NoteNotFound, PathRefused
from claudeprojects.core.vault.link_fragments import Fragment, assemble, fragments_of, links_after, write_link
from claudeprojects.core.vault.link_styles import names_path, still_fits, targets_like
from claudeprojects.core.vault.parse import file_kind, is_text_kind, parse_file
from claudeprojects.core.vault.paths import is_hidden, renamed
from claudeprojects.core.vault.replacements import Replacement
from claudeprojects.core.vault.resolve import NameIndex, keys_of, link_key
from claudeprojects.core.vault.steps import Write
from claudeprojects.core.vault.textfile import TextFile, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from claudeprojects.core.vault.disk import Disk
    from claudeprojects.core.vault.model import Link, LinkKind
    from claudeprojects.core.vault.scan import Scanner
    from claudeprojects.core.vault.walk import DiskFile


_WRITTEN_ALONE = ("wikilink", "markdown")
"""The kinds of links whose writing does not depend on what stands around them, unless they are given an alias."""


class KnownNames(Protocol):
    """What is known of a vault's names without reading it: an index provides it."""

    def paths(self) -> Iterable[str]:
        """Return every path that links can mean."""
        ...

    def aliases(self) -> Mapping[str, tuple[str, ...]]:
        """Return the aliases of every path that has some."""
        ...


def plan_links(
    disk: Disk,
    scanner: Scanner,
    source: str,
    target: str,
    linking: Callable[[Iterable[str]], Iterable[str]] | None = None,
    names: KnownNames | None = None,
) -> list[Write]:
    """Return the writes, at the paths after the move of ``source`` to ``target``, that keep all links' meaning.

    ``linking`` names the files with a link that may mean one of the paths it is given (files or folders, there or
    to be). Without it, and without ``names``, every note is read.

    Raises:
        PathRefused: a link cannot be written with a new name.
    """
    reader = _Reader(disk, scanner)
    names = names or reader
    moved = {file.path: renamed(file.path, source, target) for file in scanner.look([source])}
    candidates = linking([source, target]) if linking is not None else reader.texts()
    plan = _Plan(names, moved)
    files = [file for path in sorted({*candidates, *moved}) if (file := reader.read(path)) and plan.concerns(file)]
    before = [plan.meanings(file) for file in files]
    plan.rename()
    writes = [plan.write(file, meanings) for file, meanings in zip(files, before, strict=True)]
    return [write for write in writes if write is not None]


def is_linkable(file: DiskFile) -> bool:
    """Tell whether links can mean ``file``: not when it is hidden, a symbolic link, or its name is not text."""
    return file.skip not in ("symlink", "bad_name") and not is_hidden(file.path)


@dataclass(frozen=True, slots=True)
class _LinkingFile:
    """One file with links, as it is before the move."""

    path: str
    data: bytes
    file: TextFile
    fragments: list[Fragment]


Meanings = list[list[str | None]]
"""For each fragment of a file and each link in it, the path it means."""


class _Plan:
    """The names of a vault before and after one move, and what that means for links."""

    def __init__(self, names: KnownNames, moved: dict[str, str]) -> None:
        self._moved = moved
        self._aliases = names.aliases()
        self._names = NameIndex()
        known = set(names.paths())
        for path in sorted(known):
            self._names.add(path, self._aliases.get(path, ()))
        self._keys: set[str] = set()
        for old, new in moved.items():
            self._keys |= keys_of(old, self._aliases.get(old, ())) | keys_of(new)

    def concerns(self, file: _LinkingFile) -> bool:
        """Tell whether the move may change what a link in ``file`` means."""
        if file.path in self._moved:
            return True
        targets = {link.target for fragment in file.fragments for link in fragment.links}
        return any(link_key(target) in self._keys for target in targets)

    def meanings(self, file: _LinkingFile) -> Meanings:
        """Return what the links in ``file`` mean now."""
        reading = _Reading(self, file.path)
        return [[reading.resolve(link.target) for link in fragment.links] for fragment in file.fragments]

    def rename(self) -> None:
        """Go over to the names after the move."""
        known = [old for old in self._moved if old in self._names]
        for old in known:
            self._names.remove(old)
        for old in sorted(known):
            if not is_hidden(self._moved[old]):
                self._names.add(self._moved[old], self._aliases.get(old, ()))

    def write(self, file: _LinkingFile, meanings: Meanings) -> Write | None:
        """Return the write that keeps the meanings of the links in ``file``, ``None`` when they keep themselves."""
        reading = _Reading(self, self._moved.get(file.path, file.path))
        changed: list[tuple[Fragment, list[Replacement]]] = []
        for fragment, wanted in zip(file.fragments, meanings, strict=True):
            replacements = [
                reading.replacement(fragment, link, before)
                for link, before in zip(fragment.links, wanted, strict=True)
                if before is not None and not reading.keeps_meaning(link.target, before)
            ]
            if replacements:
                reading.verify(fragment, replacements, wanted)
                changed.append((fragment, replacements))
        if not changed:
            return None
        after = TextFile(assemble(file.file.text, changed), file.file.bom).encode()
        return Write.of(reading.path, file.data, after, links=sum(len(made) for _, made in changed), kept=True)

    def resolve(self, target: str, source: str) -> str | None:
        """Return the path that ``target`` means in the note ``source``, ``None`` for the note itself."""
        return self._names.resolve(target, source) if target else None

    def wanted(self, before: str) -> str:
        """Return the path after the move of what was at ``before``."""
        return self._moved.get(before, before)

    def knows(self, path: str) -> bool:
        """Tell whether links can mean ``path``."""
        return path in self._names


class _Reading:
    """The links of the note that is at ``path``, read under the names of ``plan`` as they are now.

    A note may hold one link a million times, so what was found out about one of them holds for those alike.
    """

    def __init__(self, plan: _Plan, path: str) -> None:
        self._plan, self.path = plan, path
        self._resolved: dict[str, str | None] = {}
        self._keeping: dict[str, bool] = {}
        self._rewritten: dict[tuple[LinkKind, str], Replacement] = {}

    def resolve(self, target: str) -> str | None:
        """Return the path that ``target`` means."""
        if target not in self._resolved:
            self._resolved[target] = self._plan.resolve(target, self.path)
        return self._resolved[target]

    def keeps_meaning(self, target: str, before: str) -> bool:
        """Tell whether ``target``, which meant ``before``, may stay as it is."""
        if target not in self._keeping:
            wanted = self._plan.wanted(before)
            self._keeping[target] = not self._plan.knows(wanted) or (  # what becomes hidden no link can mean any more
                self.resolve(target) == wanted and still_fits(target, before, wanted)
            )
        return self._keeping[target]

    def replacement(self, fragment: Fragment, link: Link, before: str) -> Replacement:
        """Return the change that gives ``link``, which meant ``before``, its new target."""
        key = (link.kind, fragment.text[link.start : link.end])
        if known := self._rewritten.get(key):
            return Replacement(known.start + link.start, known.end + link.start, known.text)
        made = self._replacement(fragment, link, before)
        if link.kind in _WRITTEN_ALONE and names_path(link.target, before):
            self._rewritten[key] = Replacement(made.start - link.start, made.end - link.start, made.text)
        return made

    def verify(self, fragment: Fragment, replacements: list[Replacement], meanings: list[str | None]) -> None:
        """Read the links again as anyone will; raise ``PathRefused`` when one of them means something else."""
        links = links_after(self.path, fragment, replacements)
        right: set[tuple[str, str | None]] = set()
        for place, before in enumerate(meanings):
            if len(links) == len(meanings):
                if (pair := (links[place].target, before)) in right:
                    continue
                if self._means(*pair):
                    right.add(pair)
                    continue
            old = fragment.links[place]
            wanted = "" if before is None else self._plan.wanted(before)
            raise _cannot_hold(wanted, self.path, fragment.text[old.start : old.end])

    def _means(self, target: str, before: str | None) -> bool:
        wanted = None if before is None else self._plan.wanted(before)
        return wanted is None or not self._plan.knows(wanted) or self.resolve(target) == wanted

    def _replacement(self, fragment: Fragment, link: Link, before: str) -> Replacement:
        wanted = self._plan.wanted(before)
        alias = None if names_path(link.target, before) else link.target
        target_like = link.target if alias is None else before.rpartition("/")[2].removesuffix(".md")
        for target in targets_like(target_like, before, wanted, self.path):
            if self.resolve(target) == wanted:
                replacement = write_link(fragment, link, target, alias)
                if replacement is not None:
                    return replacement
        raise _cannot_hold(wanted, self.path, fragment.text[link.start : link.end])


class _Reader:
    """Reads the files with links; where there is no index, also the names of the whole vault."""

    def __init__(self, disk: Disk, scanner: Scanner) -> None:
        self._disk, self._scanner = disk, scanner

    def texts(self) -> list[str]:
        """Return all files that may hold links."""
        return [file.path for file in self._scanner.walk() if file.skip is None and _may_hold_links(file.path)]

    def paths(self) -> list[str]:
        """Return all files that links can mean."""
        return [file.path for file in self._scanner.walk() if is_linkable(file)]

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Return the aliases of all notes that have some."""
        found: dict[str, tuple[str, ...]] = {}
        for path in self.texts():
            data = self._data(path)
            if data is not None and b"alias" in data.lower() and (aliases := parse_file(path, data).aliases):
                found[path] = aliases
        return found

    def read(self, path: str) -> _LinkingFile | None:
        """Return the file at ``path`` with its links, ``None`` when it has none or cannot be edited."""
        data = self._data(path) if _may_hold_links(path) else None
        if data is None:
            return None
        file = decode(data)
        fragments = fragments_of(path, file.text)
        return _LinkingFile(path, data, file, fragments) if fragments else None

    def _data(self, path: str) -> bytes | None:
        status = self._scanner.stat(path)
        if status is None or status.skip in ("too_large", "symlink"):
            return None
        try:
            data, _ = self._disk.read(path)
            data.decode()
        except (NoteNotFound, UnicodeDecodeError):
            return None
        return data


def _may_hold_links(path: str) -> bool:
    return is_text_kind(file_kind(path))


def _cannot_hold(target: str, source: str, link: str) -> PathRefused:
    error = PathRefused(target, f"the link {link!r} in {source!r} cannot be written with that name")
    error.hint = "Choose a name without characters that mean something in a link, or move without updating links."
    return error
