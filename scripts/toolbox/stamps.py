"""Stamps: a part is fresh when the hash of its inputs is the one noted when it was last brought up to date."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from toolbox.shell import ROOT, TOOLS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SKIPPED = {"node_modules", "dist", "__pycache__", "test-results", "coverage"}


class Stamp:
    """The note on one part: its ``inputs`` (files, folders, words) and the ``output`` that must be there."""

    def __init__(self, name: str, inputs: Iterable[Path | str], output: Path) -> None:
        self.path = TOOLS / "stamps" / name
        self.output = output
        self.digest = digest(inputs)

    def fresh(self) -> bool:
        """Whether nothing has to be done."""
        return self.output.exists() and self.path.is_file() and self.path.read_text() == self.digest

    def write(self) -> None:
        """Note that the part is up to date."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.digest)


def digest(inputs: Iterable[Path | str]) -> str:
    """One hash over words, files and everything below folders; the checkout's own place is always part of it."""
    total = hashlib.sha256(str(ROOT).encode())
    for entry in inputs:
        if isinstance(entry, str):
            total.update(entry.encode())
            continue
        for path in files_below(entry):
            total.update(str(path.relative_to(ROOT)).encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def files_below(path: Path) -> list[Path]:
    """``path`` itself when it is a file, else all files below it, without what tools put there."""
    if path.is_file():
        return [path]
    found = (child for child in path.rglob("*") if child.is_file())
    return sorted(child for child in found if not SKIPPED.intersection(child.relative_to(path).parts))
