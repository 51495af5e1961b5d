"""A batch: everything an import will make, gathered outside of the vault, so that nothing is written before it is
wanted and many large files need no memory.

Importers work in two steps: they ``reserve`` a path for everything that can be linked to, then give each its content.
What an earlier import of the same thing made is recognised by its key, which is the note's property ``imported``.
"""

from __future__ import annotations

import logging
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from claudeprojects.core.errors import Cancelled, ImportFailed, NoteNotFound, StorageFailed, VaultOffline
from claudeprojects.core.exchange.model import Counts, Loss, PlannedFile, Progress, Report
from claudeprojects.core.exchange.names import (
    UNTITLED,
    Names,
    candidates,
    folded,
    safe_name,
    short_path,
    split_extension,
)
from claudeprojects.core.exchange.notetext import missing_tasks, note_text, wikilink
from claudeprojects.core.exchange.staging import Digest, Piece, Tee, Waiting
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.paths import join
from claudeprojects.core.vault.steps import Write
from claudeprojects.core.vault.textfile import content_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from claudeprojects.core.vault.vault import Vault

KEY: Final = "imported"
"""The property by which an imported note is recognised when the same thing is imported again."""

MOST_LOSSES: Final = 5000
_COMPARED: Final = 64 * 1024 * 1024

logger = logging.getLogger(__name__)


class Reserved(NamedTuple):
    """A path for something: ``already`` when an earlier import made it."""

    path: str
    already: bool
    renamed: bool


@dataclass(slots=True)
class _Tally:
    tasks: int = 0
    links: int = 0
    already: int = 0


class Batch:
    """What an import into ``folder`` of ``vault`` brings, kept in the empty folder ``spool`` until it is applied."""

    def __init__(self, vault: Vault, spool: Path, folder: str, known: Mapping[str, str], progress: Progress) -> None:
        self.folder = folder
        self.progress = progress
        self.columns: dict[str, str] = {}
        self._vault, self._spool = vault, spool
        self._known = known
        self._names = Names(file.path for file in vault.walk())
        self._reserved: dict[str, Reserved] = {}
        self._files: list[PlannedFile] = []
        self._writes: list[Write] = []
        self._losses: dict[Loss, None] = {}
        self._texts = (spool / "notes").open("wb")
        self._planned: dict[str, set[str]] = {}
        self._given: dict[str, str] = {}
        self._added: dict[str, int] = {}
        self._tally = _Tally()
        self.failures: list[ImportFailed] = []
        """Why parts of the export were left out; when nothing came in, the first is why."""

    @contextmanager
    def trying(self, item: str) -> Iterator[None]:
        """Read one item of many: what cannot be read of it is told of, and the rest goes on."""
        try:
            yield
        except (Cancelled, StorageFailed, VaultOffline, OSError, MemoryError):
            raise
        except ImportFailed as error:
            self.failures.append(error)
            self.lost(item, "all of it", error.reason)
        except RecursionError:
            self._failed(item, "it is nested deeper than any real export")
        except Exception as error:  # whatever a damaged item trips over; it is told of
            logger.warning("a part of an export cannot be read", exc_info=True)
            self._failed(item, f"it is damaged ({type(error).__name__}: {error})")

    def reserve(self, key: str, path: str) -> Reserved:
        """The path in the vault for the note that ``key`` names, wanted at ``path`` below the import's folder."""
        if key in self._reserved:
            return self._reserved[key]
        if key in self._known:
            found = Reserved(self._known[key], already=True, renamed=False)
            self._tally.already += 1
        else:
            wanted = join(self.folder, path)
            claimed = self._names.claim(short_path(wanted))
            found = Reserved(claimed, already=False, renamed=claimed != wanted)
        self._reserved[key] = found
        return found

    def link(self, key: str, display: str | None = None, subpath: str = "") -> str | None:
        """A wikilink to what ``key`` names, ``None`` when that is not part of the import."""
        reserved = self._reserved.get(key)
        if reserved is None:
            return None
        self._tally.links += 1
        return wikilink(self._names.link(reserved.path) + subpath, display)

    def link_to(self, path: str, display: str | None = None, *, embed: bool = False) -> str:
        """A wikilink, or an embed, of the file at ``path`` of the vault."""
        self._tally.links += 1
        return ("!" if embed else "") + wikilink(self._names.link(path), display)

    def note(self, key: str, properties: Mapping[str, Any], body: str, *, tasks: int = 0) -> None:
        """Give the note that ``key`` has reserved its text; nothing when it is there already."""
        reserved = self._reserved[key]
        if reserved.already:
            return
        data = note_text({**properties, KEY: key}, body).encode("utf-8", "replace")
        digest = content_hash(data)
        before = self._given.get(key)
        if before is None:
            self._given[key] = digest
            self._tally.tasks += tasks
            self._stage(reserved.path, data, renamed=reserved.renamed)
        elif before != digest:  # the export has two of that name
            self.note(self._another(key, reserved.path), properties, body, tasks=tasks)

    def whole_note(self, key: str, path: str, text: str) -> None:
        """Take in a note that is written already, wanted at ``path``; nothing when the same is there."""
        plain = "/".join(
            safe_name(*split_extension(part)) for part in path.replace("\\", "/").split("/") if part.strip()
        )
        if not plain.endswith(".md"):
            plain += ".md"
        data = text.encode("utf-8", "replace")
        wanted = join(self.folder, plain)
        status = self._vault.stat(wanted)
        if status is not None:
            self._tally.already += 1
            if self._vault.read_bytes(wanted) != data:
                self.lost(plain, "its text as it is now", "a note of that name is there already and stays as it is")
            return
        reserved = self.reserve(key, plain)
        self._tally.tasks += len(parse_note(text).tasks)
        self._stage(reserved.path, data, renamed=reserved.renamed)

    def task_note(self, key: str, properties: Mapping[str, Any], body: str, *, tasks: int) -> None:
        """As ``note``, for a list of tasks: when the note is there, the tasks it lacks are added to its end."""
        reserved = self._reserved[key]
        if not reserved.already:
            self.note(key, properties, body, tasks=tasks)
            return
        try:
            there = self._vault.read_text(reserved.path).data
        except NoteNotFound:
            return
        again = self._added.get(reserved.path)
        before = there if again is None else self._writes[again].after
        if before is None:
            return
        text = before.decode("utf-8-sig", "replace")
        missing = missing_tasks(text, body)
        if not missing:
            return
        self._tally.tasks += len(missing)
        lines = [line for task in missing for line in task]
        end = "" if text.endswith("\n") or not text else "\n"
        after = before + f"{end}\n{chr(10).join(lines)}\n".encode("utf-8", "replace")
        step = Write.of(reserved.path, there, after)
        planned = PlannedFile(reserved.path, "addition", len(after) - len(there))
        if again is None:
            self._added[reserved.path] = len(self._writes)
            self._writes.append(step)
            self._files.append(planned)
        else:
            self._writes[again] = step
            self._files[again] = planned

    def attachment(self, path: str, copy: Callable[[IO[bytes]], None]) -> str:
        """Take in a file that is no note, wanted at ``path`` below the import's folder; where it will be.

        ``copy`` writes its bytes. The same bytes at that path, or at a numbered one, count as there already.
        """
        file = self._spool / f"{len(self._writes):06d}"
        digest = Digest()
        with file.open("wb") as out:
            copy(Tee(out, digest))  # type: ignore[arg-type]
        wanted = join(self.folder, path)
        target = self._place_of(short_path(wanted), digest)
        if target is None:
            file.unlink()
            self._tally.already += 1
            return digest.found
        self._writes.append(Write(target, None, None, None, digest.hexdigest(), source=Waiting(file)))
        self._planned.setdefault(digest.hexdigest(), set()).add(folded(target))
        self._files.append(PlannedFile(target, "attachment", digest.size, renamed=target != wanted))
        return target

    def lost(self, item: str, what: str, why: str) -> None:
        """Remember something that could not be kept."""
        if len(self._losses) < MOST_LOSSES:
            self._losses[Loss(item.strip() or UNTITLED, what, why)] = None

    @property
    def writes(self) -> list[Write]:
        """The steps that put everything into the vault."""
        return self._writes

    @property
    def brings_anything(self) -> bool:
        """Whether anything of the export was read: new, or in the vault already."""
        return bool(self._writes or self._tally.already)

    def report(self, kind: str, source: str) -> Report:
        """What is in the batch, which is complete by now."""
        self._texts.flush()
        roles = [file.role for file in self._files]
        counts = Counts(
            roles.count("note"), roles.count("attachment"), roles.count("addition"), self._tally.tasks,
            self._tally.links, self._tally.already, sum(file.renamed for file in self._files),
            sum(file.size for file in self._files),
        )  # fmt: skip
        files = tuple(self._files)
        return Report(kind, source, self.folder, counts, files, tuple(self._losses), dict(self.columns))

    def discard(self) -> None:
        """Remove what was gathered."""
        self._texts.close()
        shutil.rmtree(self._spool, ignore_errors=True)

    def _failed(self, item: str, reason: str) -> None:
        self.failures.append(ImportFailed(item, reason))
        self.lost(item, "all of it", reason)

    def _another(self, key: str, path: str) -> str:
        """A key for a second thing that has the key of a first, with a path of its own."""
        again = f"{key}+"
        while again in self._given:
            again += "+"
        if again in self._known:
            self._reserved[again] = Reserved(self._known[again], already=True, renamed=False)
            self._tally.already += 1
        else:
            self._reserved[again] = Reserved(self._names.claim(path), already=False, renamed=True)
        return again

    def _stage(self, path: str, data: bytes, *, renamed: bool) -> None:
        piece = Piece(self._spool / "notes", self._texts.tell(), len(data))
        self._texts.write(data)
        self._writes.append(Write(path, None, None, None, content_hash(data), source=piece))
        self._files.append(PlannedFile(path, "note", len(data), renamed))

    def _place_of(self, wanted: str, digest: Digest) -> str | None:
        """A free path for new bytes; ``None`` when they are in the vault, at ``digest.found``."""
        for candidate in candidates(wanted):
            if self._names.is_free(candidate):
                return self._names.claim(candidate)
            if self._is_there(candidate, digest):
                digest.found = candidate
                return None
        raise AssertionError

    def _is_there(self, path: str, digest: Digest) -> bool:
        if folded(path) in self._planned.get(digest.hexdigest(), ()):
            return True
        status = self._vault.stat(path)
        if status is None or status.size != digest.size or digest.size > _COMPARED:
            return False
        return content_hash(self._vault.read_bytes(path)) == digest.hexdigest()
