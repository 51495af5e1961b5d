"""Completion of what is in the vault: paths straight from the folder, property names from the index, if any."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from claudeprojects.cli.invocation import Invocation
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import click

MOST = 200
"""Completions beyond this help nobody."""


def note_paths(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Files and folders that start with what is typed, one folder at a time."""
    root = _root_of(context)
    return [CompletionItem(path) for path, _ in zip(_entries(root, incomplete), range(MOST), strict=False)]


def property_names(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of properties that notes of this vault have."""
    from claudeprojects.core.settings import data_dir

    database = data_dir(_root_of(context)) / "index.db"
    if not database.exists():
        return []
    statement = "SELECT DISTINCT name FROM properties WHERE name_key >= ? ORDER BY name_key LIMIT ?"
    key = incomplete.casefold()
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, timeout=0.2)) as connection:
            names = [name for (name,) in connection.execute(statement, (key, MOST))]
    except sqlite3.Error:
        return []  # completing must never disturb the line being typed
    return [CompletionItem(name) for name in names if name.casefold().startswith(key)]


def _root_of(context: click.Context) -> Path:
    invocation = context.find_object(Invocation) or Invocation()
    return invocation.guessed_root


def _entries(root: Path, incomplete: str) -> Iterator[str]:
    folder, slash, start = incomplete.rpartition("/")
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name.casefold())
    except (OSError, ValueError):
        return
    for entry in entries:
        if entry.name.casefold().startswith(start.casefold()) and not entry.name.startswith("."):
            yield folder + slash + entry.name + ("/" if entry.is_dir() else "")
