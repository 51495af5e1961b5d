"""The index: whether it is whole, whether its parts agree, whether it says what the disk says, and who writes it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from claudeprojects.cli.checks import Finding
from claudeprojects.cli.text import count
from claudeprojects.core.errors import ClaudeProjectsError
from claudeprojects.core.settings import data_dir
from claudeprojects.engine.locate import find_running, read_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REBUILD = "Run `claudeprojects index --rebuild`; the index is made anew from the notes."
UPDATE = "Run `claudeprojects index`; a running engine mends it by itself within moments."

NAMED = 3
"""How many differing files are named."""


def examine(root: Path) -> Iterator[Finding]:
    """Check the index of the vault at ``root``."""
    folder = data_dir(root)
    yield _engine(root, folder)
    database = folder / "index.db"
    if not database.exists():
        hint = "Run `claudeprojects index`, or just search: it is made when it is needed."
        yield Finding("Index", "note", "there is none yet", hint)
        return
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            yield _integrity(connection)
            yield _full_text(connection, folder)
            yield _agreement(connection, root)
    except sqlite3.Error as error:
        yield Finding("Index", "problem", f"{database} cannot be read: {error}.", REBUILD)


def _engine(root: Path, folder: Path) -> Finding:
    info = find_running(root)
    if info is not None:
        return Finding("Engine", "ok", f"runs at {info.address}, process {info.pid}")
    if read_record(folder) is not None:
        hint = "Nothing to do; the next start replaces what it left."
        return Finding("Engine", "note", "the last one ended without saying goodbye", hint)
    return Finding("Engine", "ok", "not running")


def _integrity(connection: sqlite3.Connection) -> Finding:
    answers = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    if answers != ["ok"]:
        return Finding("Index", "problem", f"the database is damaged: {answers[0]}.", REBUILD)
    (indexed, total) = connection.execute(
        "SELECT count(*) FILTER (WHERE state = 'indexed'), count(*) FROM files"
    ).fetchone()
    return Finding("Index", "ok", f"whole, {indexed:,} of {count(total, 'file')} indexed")


def _full_text(connection: sqlite3.Connection, folder: Path) -> Finding:
    """The full-text store must be that of this database and have taken in its last change."""
    from claudeprojects.core.search.tantivy_index import TantivyIndex

    meta = dict(connection.execute("SELECT key, value FROM meta"))
    place = folder / "search" / str(meta.get("store_id"))
    if not (place / "meta.json").is_file():
        return Finding("Full text", "problem", "the store is missing.", UPDATE)
    try:
        store = TantivyIndex(place)
        behind = int(meta.get("seq") or 0) - store.watermark()
        held = store.count()
        store.close()
    except ClaudeProjectsError as error:
        return Finding("Full text", "problem", error.message, REBUILD)
    if behind > 0:
        return Finding("Full text", "note", f"{count(behind, 'change')} behind the database", UPDATE)
    if behind < 0:
        return Finding("Full text", "problem", "it is ahead of the database.", REBUILD)
    return Finding("Full text", "ok", f"agrees with the database, {count(held, 'document')}")


def _agreement(connection: sqlite3.Connection, root: Path) -> Finding:
    """Every file by path, size and time: what the index holds against what the disk has."""
    from claudeprojects.core.vault.ignore import IgnoreRules
    from claudeprojects.core.vault.walk import walk

    recorded = {
        path: (size, mtime) for path, size, mtime in connection.execute("SELECT path, size, mtime_ns FROM files")
    }
    found = {file.path: (file.size, file.mtime_ns) for file in walk(root, IgnoreRules())}
    missing = found.keys() - recorded.keys()
    gone = recorded.keys() - found.keys()
    changed = {path for path in found.keys() & recorded.keys() if found[path] != recorded[path]}
    differing = sorted(missing | gone | changed)
    if not differing:
        return Finding("Disk", "ok", f"the index and the disk agree on {count(len(found), 'file')}")
    parts = [
        f"{len(paths):,} {word}" for paths, word in ((missing, "new"), (gone, "gone"), (changed, "changed")) if paths
    ]
    named = ", ".join(differing[:NAMED]) + (", …" if len(differing) > NAMED else "")
    return Finding("Disk", "note", f"{' and '.join(parts)} since the index last looked: {named}", UPDATE)
