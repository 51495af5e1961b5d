"""A context as it was put together: what is in it, what was left out, and why, so that it can be inspected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from claudeprojects.agents.values import Privacy

if TYPE_CHECKING:
    from claudeprojects.agents.values import Piece
    from claudeprojects.core.search.passages import FoundPassage

PieceKind = Literal["passage", "project", "sprint", "tasks", "decision", "user"]
"""A stretch of a note that may answer; of the project its brief, current sprint, open tasks and decisions; what is
known of the user."""


@dataclass(frozen=True, slots=True)
class Considered:
    """One piece that was considered. ``why`` says in a few words why it is in the context, or why it is not."""

    kind: PieceKind
    piece: Piece
    tokens: int
    why: str
    kept: bool = True
    found: FoundPassage | None = None
    """How a passage was found: its scores, and where it stands."""

    def to_json(self) -> dict[str, Any]:
        """The piece as JSON values, with its text."""
        source = self.piece.sources[0] if self.piece.sources else None
        return {
            "kind": self.kind,
            "title": self.piece.title,
            "path": source.path if source else None,
            "heading": source.heading if source else None,
            "line": source.line if source else None,
            "text": self.piece.text,
            "privacy": self.piece.privacy.label,
            "tokens": self.tokens,
            "kept": self.kept,
            "why": self.why,
            "score": round(self.found.score, 4) if self.found else None,
        }


@dataclass(frozen=True, slots=True)
class Context:
    """What was considered for ``question``: the pieces kept, most useful first, and those dropped."""

    question: str
    considered: tuple[Considered, ...] = ()
    budget_tokens: int = 0
    notice: str | None = None
    """A word to the user on how it was looked for."""
    weights: dict[str, float] = field(default_factory=dict)
    """How rare each word of the question is in these notes, by its stem."""

    @property
    def kept(self) -> tuple[Considered, ...]:
        """What is in the context."""
        return tuple(entry for entry in self.considered if entry.kept)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces in the context, in order."""
        return tuple(entry.piece for entry in self.kept)

    @property
    def passages(self) -> tuple[Considered, ...]:
        """The passages in the context, best first."""
        return tuple(entry for entry in self.kept if entry.kind == "passage")

    @property
    def dropped(self) -> tuple[Considered, ...]:
        """What was considered and left out."""
        return tuple(entry for entry in self.considered if not entry.kept)

    @property
    def used_tokens(self) -> int:
        """About how many tokens the pieces have together."""
        return sum(entry.tokens for entry in self.kept)

    @property
    def privacy(self) -> Privacy:
        """The strictest class of anything in it."""
        return max((piece.privacy for piece in self.pieces), default=Privacy.OPEN)

    def explain(self) -> list[dict[str, Any]]:
        """Everything considered as JSON values."""
        return [entry.to_json() for entry in self.considered]
