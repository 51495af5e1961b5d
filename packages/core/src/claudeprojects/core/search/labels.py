"""Labels: what the index knows of a file besides its words, each as one term that a filter can ask for.

A tag is ``#a/b``, beside it ``#a`` for each tag above; a property ``[status]``, and ``[status]active`` for each word
of its values; a task ``task:TODO`` by its status. White space in names becomes U+001F, so a label holds none.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from claudeprojects.core.search.segment import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.core.vault.model import ParsedFile


def labels_of(parsed: ParsedFile) -> set[str]:
    """All labels of a parsed file."""
    found = {label for tag in parsed.tags for label in _tag_labels(tag.name)}
    for name, value in parsed.properties.values.items():
        found.add(property_label(name))
        found.update(value_label(name, word) for entry in _entries(value) for word in words(str(entry)))
    found.update(task_label(task.status) for task in parsed.tasks)
    return found


def tag_key(name: str) -> str:
    """The form in which tags are compared: composed, without case, no ``#``, no slash at the ends."""
    return unicodedata.normalize("NFC", name).strip("#/").casefold()


def tag_label(name: str) -> str:
    """The label of a tag, which the tags below it carry too."""
    return _solid(f"#{tag_key(name)}")


def property_label(name: str) -> str:
    """The label of having the property ``name``."""
    return _solid(f"[{name.casefold()}]")


def value_label(name: str, word: str) -> str:
    """The label of having ``word`` (as ``segment.words`` gives it) in a value of the property ``name``."""
    return f"{property_label(name)}{word}"


def task_label(status: str) -> str:
    """The label of having a task in ``status``."""
    return f"task:{status}"


def _tag_labels(name: str) -> Iterator[str]:
    parts = tag_key(name).split("/")
    return (_solid(f"#{'/'.join(parts[: depth + 1])}") for depth in range(len(parts)))


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _solid(label: str) -> str:
    return "\x1f".join(label.split())
