"""Coverage: exactly which files the index holds, which it does not and why, and how far everything is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from claudeprojects.core.index.templates import count_templates
from claudeprojects.core.store.rows import Rows

if TYPE_CHECKING:
    from claudeprojects.core.index.embedding import EmbeddingReport
    from claudeprojects.core.index.indexer import Indexer
    from claudeprojects.core.index.progress import ProgressReport
    from claudeprojects.core.index.store import IndexStore
    from claudeprojects.core.store.database import Database

State = Literal["starting", "indexing", "ready", "offline", "failed"]
"""``starting`` before the first comparison with the disk; ``failed`` when the index could not be written."""

_COUNTS = "SELECT state, coalesce(reason, ''), kind, count(*) FROM files GROUP BY state, reason, kind"


@dataclass(frozen=True, slots=True)
class SkippedCount:
    """How many files are not indexed for one reason."""

    reason: str
    count: int


class SkippedFile(NamedTuple):
    """One file that is not indexed."""

    path: str
    reason: str
    detail: str | None
    size: int


@dataclass(frozen=True, slots=True)
class FileCounts:
    """``total`` files on disk = ``indexed`` + ``skipped`` + ``pending`` (known to be there, not looked into yet)."""

    total: int
    indexed: int
    skipped: int
    pending: int
    by_kind: dict[str, int]
    templates: int = 0
    """Notes that others are made from: search finds them, and no work in them counts."""


class Rules(NamedTuple):
    """By what rules files are read: the largest in megabytes, whether PDF text is, and which rules or settings could
    not be read themselves, each with the reason."""

    max_file_mb: int
    pdf: bool
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a workspace at change number ``seq``."""

    state: State
    seq: int
    files: FileCounts
    skipped: list[SkippedCount]
    rules: Rules
    embeddings: EmbeddingReport
    progress: ProgressReport | None
    reconciled_at: datetime | None
    problem: str | None = field(default=None)
    """Why the state is ``failed``, or why an indexing was stopped before its end."""

    def to_json(self) -> dict[str, Any]:
        """Return the same as plain JSON; times are ISO 8601 in UTC."""
        progress = None
        if self.progress is not None:
            started_at = datetime.fromtimestamp(self.progress["started_at"], UTC).isoformat()
            progress = {**self.progress, "started_at": started_at}
        files = self.files
        return {
            "state": self.state,
            "seq": self.seq,
            "files": {
                "total": files.total,
                "indexed": files.indexed,
                "skipped": files.skipped,
                "pending": files.pending,
                "by_kind": files.by_kind,
                "templates": files.templates,
            },
            "skipped": [{"reason": entry.reason, "count": entry.count} for entry in self.skipped],
            "rules": {**self.rules._asdict(), "problems": list(self.rules.problems)},
            "embeddings": self.embeddings._asdict(),
            "progress": progress,
            "reconciled_at": self.reconciled_at.isoformat() if self.reconciled_at else None,
            "problem": self.problem,
        }


def coverage(
    store: IndexStore, indexer: Indexer, embeddings: EmbeddingReport, rules: Rules, *, online: bool
) -> Status:
    """Count, and say how far everything is."""
    indexed, skipped = 0, 0
    by_kind: dict[str, int] = {}
    reasons: dict[str, int] = {}
    for state, reason, kind, count in store.database.read(_COUNTS):
        if state == "indexed":
            indexed += count
            by_kind[kind] = by_kind.get(kind, 0) + count
        else:
            skipped += count
            reasons[reason] = reasons.get(reason, 0) + count
    pending = indexer.pending
    reconciled_at = store.meta("reconciled_at")
    return Status(
        state=_state(indexer, online=online),
        seq=store.seq,
        files=FileCounts(
            indexed + skipped + pending,
            indexed,
            skipped,
            pending,
            dict(sorted(by_kind.items())),
            count_templates(store.database),
        ),
        skipped=[SkippedCount(reason, count) for reason, count in sorted(reasons.items())],
        rules=rules,
        embeddings=embeddings,
        progress=indexer.progress.report(),
        reconciled_at=None if reconciled_at is None else datetime.fromtimestamp(reconciled_at, UTC),
        problem=_problem(indexer),
    )


def _state(indexer: Indexer, *, online: bool) -> State:
    if not online:
        return "offline"
    if indexer.progress.active:
        return "indexing"
    if indexer.failure is not None:
        return "failed"
    return "ready" if indexer.reconciled or indexer.cancelled else "starting"


def _problem(indexer: Indexer) -> str | None:
    if indexer.failure is not None:
        return indexer.failure.message
    if indexer.cancelled:
        return "Indexing was stopped before its end; reconcile to go on."
    return None


def skipped_files(database: Database, reason: str | None = None) -> Rows[SkippedFile]:
    """The files that are not indexed, by path; only those skipped for ``reason`` when it is given."""
    select = "SELECT path, reason, detail, size FROM files WHERE state = 'skipped'"
    if reason is not None:
        select += " AND reason = :reason"
    return Rows(database, select, {"reason": reason} if reason is not None else {}, SkippedFile, "path")
