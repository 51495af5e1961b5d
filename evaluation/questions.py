"""Questions with the passages that answer them, from a file or made with the corpus.

A question file is TOML, one ``[[question]]`` each::

    [[question]]
    text = "How long do the cells last?"
    kind = "other words"                      # any word; figures are given for each kind
    gold = [{ path = "Research/Battery life.md", quote = "5.4 years" }]   # none: the notes do not say
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Gold(NamedTuple):
    """A stretch of a note that answers: a passage that holds the quote, or overlaps it, is relevant."""

    path: str
    quote: str


@dataclass(frozen=True)
class Asked:
    """A question and what answers it; without gold, nothing in the notes does."""

    text: str
    kind: str
    gold: tuple[Gold, ...]


def read_questions(file: Path) -> list[Asked]:
    """The questions in a TOML file."""
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["question"]
    return [
        Asked(
            entry["text"], entry.get("kind", "all"), tuple(Gold(g["path"], g["quote"]) for g in entry.get("gold", []))
        )
        for entry in entries
    ]
