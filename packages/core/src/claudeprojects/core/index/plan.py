"""Planning a reconcile: what the disk holds against what the index knows, and how to make them agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.index.examine import Candidate
from claudeprojects.core.vault.parse import file_kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claudeprojects.core.store.database import Database
    from claudeprojects.core.vault.walk import DiskFile


class Known(NamedTuple):
    """What the index holds of one file; ``hash`` is ``None`` when it was indexed by name or not read at all."""

    file_id: int
    path: str
    size: int
    mtime_ns: int
    inode: int
    reason: str | None
    racy: int
    seq: int
    hash: str | None
    detail: str | None


@dataclass(slots=True)
class Plan:
    """The work of one reconcile. Ids of new files are 0 until they are given out."""

    examine: list[Candidate] = field(default_factory=list)
    removed: list[tuple[int, str]] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether disk and index agree already."""
        return not (self.examine or self.removed)


_COLUMNS = "SELECT file_id, path, size, mtime_ns, inode, reason, racy, seq, hash, detail FROM files"


def known_files(database: Database, scope: Collection[str] | None = None) -> dict[str, Known]:
    """What the index holds: of everything, or of the paths in ``scope`` and all below them."""
    if scope is None:
        return {row[1]: Known(*row) for row in database.iterate(_COLUMNS)}
    found: dict[str, Known] = {}
    with database.snapshot():
        for path in scope:
            rows = database.read(
                f"{_COLUMNS} WHERE path = ? OR (path > ? AND path < ?)", (path, path + "/", path + "0")
            )
            found.update((row[1], Known(*row)) for row in rows)
    return found


def make_plan(
    disk: Iterable[DiskFile], known: dict[str, Known], *, watermark: int, suspects: Collection[str] = ()
) -> Plan:
    """Compare. Files changed after ``watermark`` (the search store missed them) and ``suspects`` (something told of a
    change) are examined even when size and time agree; of ignored files nothing else counts."""
    plan = Plan()
    missing = dict(known)
    new: list[DiskFile] = []
    for file in disk:
        old = missing.pop(file.path, None)
        if old is None:
            new.append(file)
        elif old.seq > watermark:
            plan.examine.append(_candidate(file, old.file_id))
        elif _differs(file, old) or (file.path in suspects and file.skip != "ignored"):
            plan.examine.append(_candidate(file, old.file_id, old.hash if old.reason is None else None))
        else:
            plan.unchanged += 1
    _pair_renames(plan, new, missing)
    plan.removed.extend((old.file_id, old.path) for old in missing.values())
    return plan


def _differs(file: DiskFile, old: Known) -> bool:
    if file.skip is not None and file.skip == old.reason:
        restated = file.mtime_ns != old.mtime_ns or file.detail != old.detail
        return file.size != old.size or (restated and file.skip != "ignored")
    if (file.skip is None) != (old.reason is None or old.reason in _FOUND_ON_READING):
        return True
    if old.reason is None and _is_read_otherwise(file, old):
        return True
    return (file.size, file.mtime_ns, file.inode) != (old.size, old.mtime_ns, old.inode) or bool(old.racy)


def _is_read_otherwise(file: DiskFile, old: Known) -> bool:
    """Whether the content of an indexed file is to be read and was not, or the other way round."""
    return file.by_name if old.hash is not None else not file.by_name and file_kind(file.path) == "pdf"


_FOUND_ON_READING = frozenset({"not_utf8", "unreadable"})
"""Skip reasons that only reading a file tells; the walk lists such a file as to be indexed."""


def _pair_renames(plan: Plan, new: Iterable[DiskFile], missing: dict[str, Known]) -> None:
    """A new path with the inode, size and time of a missing one is that file, renamed: it keeps its id."""
    by_identity = {(old.inode, old.size, old.mtime_ns): old for old in missing.values() if old.inode}
    for file in new:
        old = by_identity.pop((file.inode, file.size, file.mtime_ns), None)
        if old is None:
            plan.examine.append(_candidate(file, 0))
            continue
        del missing[old.path]
        plan.renamed.append((old.path, file.path))
        plan.examine.append(_candidate(file, old.file_id))


def _candidate(file: DiskFile, file_id: int, known_hash: str | None = None) -> Candidate:
    status = (file.size, file.mtime_ns, file.inode)
    return Candidate(file_id, file.path, *status, file.skip, file.detail, known_hash, file.by_name)
