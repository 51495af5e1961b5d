"""Walking what a command left behind, however deep and oddly named: without recursion, and without failing."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def entries_below(folder: Path, unread: list[str], *, hidden: bool = True) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below ``folder`` with its path from there; of hidden folders only themselves unless ``hidden``.

    Links are not followed. A folder that cannot be read, as one too deep to be named, goes into ``unread``.
    """
    stack = [("", os.fspath(folder))]
    while stack:
        base, place = stack.pop()
        try:
            with os.scandir(place) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            unread.append(base)
            continue
        for entry in entries:
            path = f"{base}/{entry.name}" if base else entry.name
            yield path, entry
            if entry.is_dir(follow_symlinks=False) and (hidden or not entry.name.startswith(".")):
                stack.append((path, entry.path))


def discard(place: Path) -> None:
    """Remove the folders of a command; the system's own folder in an overlay's ``work`` cannot always be entered."""
    change, remove = shutil.which("chmod"), shutil.which("rm")
    if change is None or remove is None:
        shutil.rmtree(place, ignore_errors=True)
        return
    for argv in ([change, "-R", "u+rwx", "--", str(place)], [remove, "-rf", "--", str(place)]):
        subprocess.run(argv, capture_output=True, check=False)
