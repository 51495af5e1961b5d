"""What ``doctor`` looks at: small checks, each of which says what it found and what to do about it.

A check only reads. ``machine`` is about the system, ``folders`` about the vault and our own folders, ``index`` about
the index and whether it says what the disk says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Level = Literal["ok", "note", "problem"]
"""``note`` is worth knowing and may be left as it is; ``problem`` keeps something from working."""


class Finding(NamedTuple):
    """What one check found: in which area, how bad, in words, and the next step (``None`` when there is none)."""

    check: str
    level: Level
    message: str
    hint: str | None = None


def examine(root: Path) -> Iterator[Finding]:
    """Everything there is to find about the vault at ``root`` and the machine it is on, in a sensible order."""
    from claudeprojects.cli.checks import folders, index, machine

    yield from machine.examine(root)
    yield from folders.examine(root)
    yield from index.examine(root)
