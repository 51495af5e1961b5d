"""Reading definition files: found in a bounded walk, read once until they change, and never outside their place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from claudeprojects.agents.definitions.records import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Parsed = TypeVar("Parsed")

MAX_BYTES = 1_000_000
"""Larger files are no definitions."""
MAX_FILES = 5_000
"""More files than this under one folder are not looked at."""
MAX_DEPTH = 8

_SKIPPED = frozenset({"node_modules", "__pycache__", "trash"})

Stamp = tuple[int, int, int]


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


def markdown_files(folder: Path) -> list[Path]:
    """The Markdown files at and below ``folder``, in the order of their paths; links are followed, loops are not."""
    return list(_walk(folder, lambda name: name.lower().endswith(".md")))


def skill_files(folder: Path) -> list[Path]:
    """The ``SKILL.md`` files below ``folder``, outermost only: what lies inside a skill belongs to it."""
    return list(_walk(folder, lambda name: name.lower() == "skill.md", outermost=True))


def _walk(folder: Path, wanted: Callable[[str], bool], *, outermost: bool = False) -> Iterator[Path]:
    count, visited = 0, set()
    stack = [(folder, 0)]
    while stack:
        current, depth = stack.pop()
        real = os.path.realpath(current)
        if real in visited or depth > MAX_DEPTH:
            continue
        visited.add(real)
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError:
            continue  # not there, or not ours to look into
        below = []
        found = [Path(entry.path) for entry in entries if wanted(entry.name) and entry.is_file()]
        for path in found:
            count += 1
            if count > MAX_FILES:
                return
            yield path
        if not (outermost and found):
            below = [e for e in entries if not e.name.startswith(".") and e.name not in _SKIPPED and e.is_dir()]
        stack += [(Path(entry.path), depth + 1) for entry in reversed(below)]


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
