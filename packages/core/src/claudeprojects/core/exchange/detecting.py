"""Which format a file is, by its name and by how it begins."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.sources import LARGEST_TEXT, Source, decoded

if TYPE_CHECKING:
    from pathlib import Path

_SNIFFED: Final = 4096


def detect(path: Path) -> str | None:
    """Which of our formats the file or folder at ``path`` is, ``None`` when it is none. Raises ``ImportFailed``."""
    suffix = path.suffix.lower()
    if suffix == ".enex":
        return "evernote"
    if suffix in {".ics", ".ical"}:
        return "icalendar"
    with Source(path) as source:
        if not source.entries:
            raise ImportFailed(path.name, "there is nothing in it")
        if path.is_dir() or zipfile.is_zipfile(path):
            return _detect_archive(source)
        head = _head(source)
    if suffix == ".json":
        return _detect_json(path)
    if suffix in {".csv", ".tsv", ".txt"}:
        return "todoist" if head.upper().startswith("TYPE,CONTENT") else "csv"
    return "evernote" if "<en-export" in head else "icalendar" if head.startswith("BEGIN:VCALENDAR") else None


def _detect_archive(source: Source) -> str | None:
    from claudeprojects.core.exchange.formats import notion

    if notion.is_export(source):
        return "notion"
    if source.with_suffix(".enex"):
        return "evernote"
    if any(
        decoded(_start(source, entry.name)).upper().startswith("TYPE,CONTENT") for entry in source.with_suffix(".csv")
    ):
        return "todoist"
    if source.with_suffix(".ics"):
        return "icalendar"
    return "notion" if source.with_suffix(".md", ".html") else None


def _detect_json(path: Path) -> str | None:
    if path.stat().st_size > LARGEST_TEXT:
        raise ImportFailed(
            path.name, f"it is larger than {LARGEST_TEXT // 1024**2} MB", "Export it in smaller parts."
        )
    try:
        found = json.loads(decoded(path.read_bytes()))
    except (ValueError, RecursionError) as error:
        raise ImportFailed(path.name, f"it is no JSON that can be read ({error})") from error
    if isinstance(found, dict) and {"lists", "cards"} <= found.keys():
        return "trello"
    if isinstance(found, list) or (isinstance(found, dict) and {"items", "tasks", "projects"} & found.keys()):
        return "todoist"
    return None


def _start(source: Source, name: str) -> bytes:
    """How a file begins; nothing when it is damaged, which is told of when it is read."""
    try:
        with source.entries[name].open() as file:
            return file.read(_SNIFFED)
    except Exception:  # noqa: BLE001 - whatever the archive's reader trips over
        return b""


def _head(source: Source) -> str:
    return decoded(_start(source, next(iter(source.entries)))).lstrip()
