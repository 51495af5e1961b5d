"""Notes that stand for their folder: named as the folder is, or as an index note (``README.md``)."""

from __future__ import annotations

from typing import Final

from claudeprojects.core.vault.paths import parent_of

INDEX_NAMES: Final = frozenset({"readme", "index", "_index"})
"""File names, in lower case and without ``.md``, of a note that stands for its folder."""


def owned_folder(path: str) -> str | None:
    """The folder that the note at ``path`` stands for by its name; ``None`` when it stands for itself alone."""
    folder = parent_of(path)
    name = _stem(path).casefold()
    return folder if folder and (name in INDEX_NAMES or name == folder.rpartition("/")[2].casefold()) else None


def title_of(path: str) -> str:
    """What the note at ``path`` is called: an index note by its folder, any other by its file."""
    folder = owned_folder(path)
    return folder.rpartition("/")[2] if folder else _stem(path)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")
