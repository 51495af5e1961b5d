"""Write the sample workspace into a folder."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from claudeprojects.core.errors import NoteExists, StorageFailed
from claudeprojects.core.sample.tides import chart, tables

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDER_NAME = "ClaudeProjects Sample"

DAY = re.compile(r"@\{([+-]?\d+)\}")
"""A date in the sample's notes and names: so many days after the day of creation."""

EXAMPLES = "Projects/Examples"
"""Where the worked examples of the built-in methodologies go, a folder for each project."""


def default_place() -> Path:
    """Where the sample goes when nobody says: the user's documents, else the home, as a folder of its own."""
    home = Path.home()
    documents = home / "Documents"
    return (documents if documents.is_dir() else home) / FOLDER_NAME


def create_sample(path: Path, today: date) -> None:
    """Write the sample to ``path``, a folder that is missing or empty, as of ``today``.

    Raises ``NoteExists`` when something is there already, ``StorageFailed`` when the disk refuses.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        if any(path.iterdir()):
            raise NoteExists(str(path))
        _write_folder(files(__package__) / "vault", path, today)
        _write_examples(path / EXAMPLES, today)
        _write_drawn(path, today)
    except OSError as error:
        raise StorageFailed(str(path), error.strerror or str(error)) from error


def _write_folder(source: Traversable, target: Path, today: date) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        place = target / _dated(entry.name, today)
        if entry.is_dir():
            _write_folder(entry, place, today)
        else:
            place.write_text(_dated(entry.read_text(encoding="utf-8"), today), encoding="utf-8", newline="")


def _write_examples(target: Path, today: date) -> None:
    for methodology in (files("claudeprojects.core.methodologies") / "builtin").iterdir():
        if (methodology / "example").is_dir():
            _write_folder(methodology / "example", target, today)


def _write_drawn(path: Path, today: date) -> None:
    """The files that are not text: a picture, a paper, and a list in an encoding of its time."""
    attachments = path / "Attachments"
    attachments.mkdir(exist_ok=True)
    (attachments / "tide-chart.png").write_bytes(chart())
    (attachments / "Tide tables.pdf").write_bytes(tables(today))
    old_list = "# Address list\n\nJürgen Müller, Große Straße 7, Büsum\n"
    (path / "Archive" / "Address list 2009.md").write_bytes(old_list.encode("latin-1"))


def _dated(text: str, today: date) -> str:
    return DAY.sub(lambda match: (today + timedelta(days=int(match[1]))).isoformat(), text)


def ensure_sample() -> Path:
    """The sample at its default place, made there when it is not yet; what a person changed in it stays."""
    place = default_place()
    if not place.is_dir() or not any(place.iterdir()):
        create_sample(place, date.today())
    return place
