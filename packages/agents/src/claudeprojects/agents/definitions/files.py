"""Reading definition files: found in a bounded walk, read once until they change, and never outside their place."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from claudeprojects.agents.definitions.records import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

Parsed = TypeVar("Parsed")
Key = TypeVar("Key")
Made = TypeVar("Made")

MAX_BYTES = 1_000_000
"""Larger files are no definitions."""
MAX_FILES = 5_000
"""More files than this under one folder are not looked at."""
MAX_DEPTH = 8

_SKIPPED = frozenset({"node_modules", "__pycache__", "trash"})

Stamp = tuple[int, int, int]
_SETTLED_NS = 2_000_000_000
"""A folder that changed less long ago may change again without its time telling."""


class Text(NamedTuple):
    """A file's text, or ``None`` with the reason; ``problems`` are about reading it."""

    text: str | None
    why: str = ""
    problems: tuple[Problem, ...] = ()


def stamp_of(path: Path) -> Stamp | None:
    """What changes when the file does, ``None`` when there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def read_text(path: Path) -> Text:
    """Read a definition file. Bytes that are no UTF-8 are replaced and told of; nothing is raised."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return Text(None, f"It is larger than {MAX_BYTES // 1_000_000} MB, so it is no definition.")
        data = path.read_bytes()
    except OSError as error:
        return Text(None, f"It cannot be read: {error.strerror or error}.")
    try:
        return Text(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(line, "The file is not UTF-8; what cannot be read is shown as \N{REPLACEMENT CHARACTER}.")
        return Text(data.decode("utf-8-sig", "replace"), problems=(problem,))


def leaves(path: Path, root: Path) -> bool:
    """Whether ``path`` is a link that leads out of ``root``."""
    real, base = os.path.realpath(path), os.path.realpath(root)
    return os.path.commonpath([real, base]) != base


class Walk(NamedTuple):
    """The files that a walk found, in the order of their paths, and every folder it looked into, as it was then."""

    files: list[Path]
    folders: dict[Path, Stamp | None]

    def holds(self) -> bool:
        """Whether a new walk would find the same, as far as the times of the folders tell."""
        settled = time.time_ns() - _SETTLED_NS
        return all(
            stamp_of(folder) == stamp and (stamp is None or stamp[0] < settled)
            for folder, stamp in self.folders.items()
        )


def markdown_files(folder: Path) -> Walk:
    """The Markdown files at and below ``folder``; links are followed, loops are not."""
    return _walk(folder, lambda name: name.lower().endswith(".md"))


def skill_files(folder: Path) -> Walk:
    """The ``SKILL.md`` files below ``folder``, outermost only: what lies inside a skill belongs to it."""
    return _walk(folder, lambda name: name.lower() == "skill.md", outermost=True)


class WalkCache:
    """What ``walk`` found below folders, looked for anew when one of them changed. Safe to use from many threads."""

    def __init__(self, walk: Callable[[Path], Walk]) -> None:
        self._walk = walk
        self._known: dict[Path, Walk] = {}

    def files(self, folder: Path) -> list[Path]:
        """The files at and below ``folder`` as it is now."""
        known = self._known.get(folder)
        if known is None or not known.holds():
            known = self._known[folder] = self._walk(folder)
        return known.files


def _walk(folder: Path, wanted: Callable[[str], bool], *, outermost: bool = False) -> Walk:
    files: list[Path] = []
    folders: dict[Path, Stamp | None] = {}
    visited = set()
    stack = [(folder, 0)]
    while stack and len(files) < MAX_FILES:
        current, depth = stack.pop()
        real = os.path.realpath(current)
        if real in visited or depth > MAX_DEPTH:
            continue
        visited.add(real)
        folders[current] = stamp_of(current)
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError:
            continue  # not there, or not ours to look into
        below = []
        found = [Path(entry.path) for entry in entries if wanted(entry.name) and entry.is_file()]
        files += found
        if not (outermost and found):
            below = [e for e in entries if not e.name.startswith(".") and e.name not in _SKIPPED and e.is_dir()]
        stack += [(Path(entry.path), depth + 1) for entry in reversed(below)]
    return Walk(files[:MAX_FILES], folders)


class FileCache(Generic[Parsed]):
    """What was read of files, kept until a file changes. Safe to use from many threads."""

    def __init__(self, read: Callable[[Path], Parsed]) -> None:
        self._read = read
        self._known: dict[Path, tuple[Stamp | None, Parsed]] = {}

    def get(self, path: Path) -> Parsed:
        """What ``read`` gives for ``path`` as it is now."""
        stamp = stamp_of(path)
        known = self._known.get(path)
        if known is not None and stamp is not None and known[0] == stamp:
            return known[1]
        parsed = self._read(path)
        self._known[path] = (stamp, parsed)
        return parsed


class LastCache(Generic[Key, Made]):
    """What was made last, kept while it is asked for with an equal key. Safe to use from many threads."""

    def __init__(self) -> None:
        self._last: tuple[Key, Made] | None = None

    def get(self, key: Key, make: Callable[[], Made]) -> Made:
        """What ``make`` gave for ``key``."""
        last = self._last
        if last is None or last[0] != key:
            last = self._last = (key, make())
        return last[1]
