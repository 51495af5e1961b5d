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
from claudeprojects.core.vault.resolve import NameIndex, keys_of, link_key
from claudeprojects.core.vault.steps import Write
from claudeprojects.core.vault.textfile import TextFile, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from claudeprojects.core.vault.disk import Disk
    from claudeprojects.core.vault.model import Link
    from claudeprojects.core.vault.replacements import Replacement
    from claudeprojects.core.vault.scan import Scanner
    from claudeprojects.core.vault.walk import DiskFile


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
        links = (link for fragment in file.fragments for link in fragment.links)
        return file.path in self._moved or any(link_key(link.target) in self._keys for link in links)

    def meanings(self, file: _LinkingFile) -> Meanings:
        """Return what the links in ``file`` mean now."""
        return [[self._resolve(link, file.path) for link in fragment.links] for fragment in file.fragments]

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
        path = self._moved.get(file.path, file.path)
        changed: list[tuple[Fragment, list[Replacement]]] = []
        for fragment, wanted in zip(file.fragments, meanings, strict=True):
            replacements = [
                self._replacement(fragment, link, before, path)
                for link, before in zip(fragment.links, wanted, strict=True)
                if before is not None and not self._keeps_meaning(link, before, path)
            ]
            if replacements:
                self._verify(path, fragment, replacements, wanted)
                changed.append((fragment, replacements))
        if not changed:
            return None
        after = TextFile(assemble(file.file.text, changed), file.file.bom).encode()
        return Write.of(path, file.data, after, links=sum(len(made) for _, made in changed), kept=True)

    def _resolve(self, link: Link, source: str) -> str | None:
        return self._names.resolve(link.target, source) if link.target else None

    def _wanted(self, before: str) -> str:
        return self._moved.get(before, before)

    def _keeps_meaning(self, link: Link, before: str, source: str) -> bool:
        wanted = self._wanted(before)
        if wanted not in self._names:  # it becomes hidden: no link can mean it any more
            return True
        return self._resolve(link, source) == wanted and still_fits(link.target, before, wanted)

    def _replacement(self, fragment: Fragment, link: Link, before: str, source: str) -> Replacement:
        wanted = self._wanted(before)
        alias = None if names_path(link.target, before) else link.target
        target_like = link.target if alias is None else before.rpartition("/")[2].removesuffix(".md")
        for target in targets_like(target_like, before, wanted, source):
            if self._names.resolve(target, source) == wanted:
                replacement = write_link(fragment, link, target, alias)
                if replacement is not None:
                    return replacement
        raise _cannot_hold(wanted, source, fragment.text[link.start : link.end])

    def _verify(
        self, path: str, fragment: Fragment, replacements: list[Replacement], meanings: list[str | None]
    ) -> None:
        """Read the links again as anyone will; raise ``PathRefused`` when one of them means something else."""
        links = links_after(path, fragment, replacements)
        for place, before in enumerate(meanings):
            wanted = None if before is None else self._wanted(before)
            if len(links) != len(meanings) or (wanted in self._names and self._resolve(links[place], path) != wanted):
                old = fragment.links[place]
                raise _cannot_hold(wanted or "", path, fragment.text[old.start : old.end])


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
