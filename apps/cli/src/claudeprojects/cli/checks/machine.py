"""The machine: Python, the compiled parts, free space, how many folders may be watched, what confines commands."""

from __future__ import annotations

import importlib
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from claudeprojects.cli.checks import Finding, Level
from claudeprojects.cli.text import size
from claudeprojects.core.settings import data_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

OLDEST_PYTHON = (3, 11)

COMPILED = ("apsw", "numpy", "tantivy", "tokenizers", "numkong", "watchfiles", "pypdfium2")
"""Parts that are compiled for a system and can fail to load on another."""

LITTLE_SPACE = 1_000_000_000
TOO_LITTLE_SPACE = 200_000_000
"""Bytes: an index of 100,000 notes takes about 500 MB."""

WATCH_LIMIT = Path("/proc/sys/fs/inotify/max_user_watches")

COUNTED_FOLDERS = 1_000_000


def examine(root: Path) -> Iterator[Finding]:
    """Check the machine for the vault at ``root``."""
    yield _python()
    yield from _compiled_parts()
    yield from _space(root)
    yield from _watches(root)
    yield _commands()


def _python() -> Finding:
    version = platform.python_version()
    if sys.version_info < OLDEST_PYTHON:
        return Finding("Python", "problem", f"{version} is too old.", "Install Python 3.11 or newer.")
    return Finding("Python", "ok", f"{version} on {platform.system()} {platform.machine()}")


def _compiled_parts() -> Iterator[Finding]:
    failed = 0
    for name in COMPILED:
        try:
            importlib.import_module(name)
        except ImportError as error:
            failed += 1
            hint = f"Install it again: python -m pip install --force-reinstall {name}"
            yield Finding("Libraries", "problem", f"{name} cannot be loaded: {error}.", hint)
    if not failed:
        yield Finding("Libraries", "ok", f"all {len(COMPILED)} compiled parts load")


def _space(root: Path) -> Iterator[Finding]:
    for what, folder in (("the vault", root), ("the index", _existing(data_dir(root)))):
        try:
            free = shutil.disk_usage(folder).free
        except OSError as error:
            yield Finding("Disk space", "problem", f"{folder} cannot be looked at: {error.strerror}.")
            continue
        words = f"{size(free)} free for {what}"
        if free < TOO_LITTLE_SPACE:
            yield Finding("Disk space", "problem", f"only {words} ({folder})", "Free some space.")
        elif free < LITTLE_SPACE:
            yield Finding("Disk space", "note", f"only {words} ({folder})", "Free some space before long.")
        else:
            yield Finding("Disk space", "ok", words)


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.is_dir())


def _watches(root: Path) -> Iterator[Finding]:
    """Linux watches each folder on its own, up to a limit that all programs of a user share."""
    try:
        limit = int(WATCH_LIMIT.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return  # another system, which has no such limit
    folders = _count_folders(root)
    if folders > limit // 2:
        hint = f"Raise it: sudo sysctl fs.inotify.max_user_watches={max(524_288, folders * 4)}"
        level: Level = "problem" if folders > limit else "note"
        yield Finding("Watching", level, f"{folders:,} folders, and at most {limit:,} may be watched", hint)
    else:
        yield Finding("Watching", "ok", f"{folders:,} folders of at most {limit:,} that may be watched")


def _count_folders(root: Path) -> int:
    number = 0
    for _, folders, _ in os.walk(root):
        number += 1
        folders[:] = [name for name in folders if not name.startswith(".")]
        if number >= COUNTED_FOLDERS:
            break
    return number


def _commands() -> Finding:
    """Agents' commands are confined by bubblewrap, and by Landlock a second time."""
    from claudeprojects.agents.tools.sandbox.bubblewrap import Missing, find_sandbox

    with tempfile.TemporaryDirectory(prefix="claudeprojects-") as scratch:
        sandbox = find_sandbox(Path(scratch))
    if isinstance(sandbox, Missing):
        hint = "Install bubblewrap. Until then agents' commands are refused."
        return Finding("Commands", "note", f"they cannot be confined here: {sandbox.reason}", hint)
    if not sandbox.landlock:
        hint = "The sandbox holds without it; Linux 5.13 or newer with Landlock adds it."
        return Finding("Commands", "note", f"run in a sandbox without its second layer: {sandbox.alone}", hint)
    return Finding("Commands", "ok", f"run in a sandbox, with Landlock {sandbox.landlock} as its second layer")
