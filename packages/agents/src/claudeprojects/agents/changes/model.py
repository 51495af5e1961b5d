"""What a changeset consists of: files, hunks and words, as they are shown for review. Plain, frozen, JSON-ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from claudeprojects.agents.values import Privacy

ChangeKind = Literal["create", "edit", "move", "delete"]
"""What happens to a file; a file that is moved *and* edited is a ``move`` with hunks."""

ChangeState = Literal["proposed", "accepted", "rejected", "undone", "conflict"]
"""``proposed`` waits for a decision. ``conflict`` does too: it could not be merged with what is on disk, or not be
undone; ``why`` says it. Nothing was written then."""

OPEN_STATES: tuple[ChangeState, ...] = ("proposed", "conflict")


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a hunk: words that stay, come or go."""

    op: Literal["equal", "insert", "delete"]
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """One stretch of changed lines. ``id`` names it for as long as it is what it is; ``old_start`` counts from 1.

    For a pure insertion ``old`` is empty, and ``old_start`` is the line it comes before.
    """

    id: str
    old_start: int
    old: str
    new_start: int
    new: str
    words: tuple[Word, ...]
    before: str = ""
    """Up to three lines above it, for context."""
    after: str = ""

    def to_json(self) -> dict[str, Any]:
        """The hunk as JSON values."""
        return {
            "id": self.id, "old_start": self.old_start, "old": self.old, "new_start": self.new_start, "new": self.new,
            "words": [{"op": word.op, "text": word.text} for word in self.words],
            "before": self.before, "after": self.after,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileChange:
    """What happens to one file. Hunks decided apart from the rest of the file are a change of their own."""

    id: str
    path: str
    """Where the file is after the change; for a deletion where it was."""
    old_path: str | None
    """Where it was; ``None`` when it is new."""
    kind: ChangeKind
    state: ChangeState
    hunks: tuple[Hunk, ...] = ()
    why: str = ""
    binary: bool = False
    """Whether the content changes and is no text, so that there are no hunks to show."""
    old_size: int | None = None
    new_size: int | None = None
    privacy: Privacy = Privacy.OPEN
    """Of what it was made of."""

    def to_json(self) -> dict[str, Any]:
        """The change as JSON values."""
        return {
            "id": self.id, "path": self.path, "old_path": self.old_path, "kind": self.kind, "state": self.state,
            "hunks": [hunk.to_json() for hunk in self.hunks], "why": self.why, "binary": self.binary,
            "old_size": self.old_size, "new_size": self.new_size, "privacy": self.privacy.label,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changeset:
    """Everything a run and its sub-runs changed or would change, in the order it was first touched."""

    run_id: str
    """The root run."""
    files: tuple[FileChange, ...]

    @property
    def open(self) -> tuple[FileChange, ...]:
        """The changes that wait for a decision."""
        return tuple(file for file in self.files if file.state in OPEN_STATES)

    def counts(self) -> dict[str, int]:
        """How many changes are in each state."""
        found = dict.fromkeys(("proposed", "accepted", "rejected", "undone", "conflict"), 0)
        for file in self.files:
            found[file.state] += 1
        return found

    def to_json(self) -> dict[str, Any]:
        """The changeset as JSON values."""
        return {
            "run_id": self.run_id,
            "files": [file.to_json() for file in self.files],
            "counts": self.counts(),
        }
