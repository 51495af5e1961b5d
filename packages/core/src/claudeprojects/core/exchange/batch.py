"""A batch: everything an import will make, gathered outside of the vault, so that nothing is written before it is
wanted and many large files need no memory.

Importers work in two steps: they ``reserve`` a path for everything that can be linked to, then give each its content.
What an earlier import of the same thing made is recognised by its key, which is the note's property ``imported``.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path  # noqa: TC003 - part of a record
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from claudeprojects.core.errors import NoteNotFound
from claudeprojects.core.exchange.model import Counts, Loss, PlannedFile, Progress, Report
from claudeprojects.core.exchange.names import Names, candidates, folded, safe_name, split_extension
from claudeprojects.core.exchange.notetext import note_text
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.paths import join
from claudeprojects.core.vault.steps import Write
from claudeprojects.core.vault.textfile import content_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claudeprojects.core.vault.vault import Vault

KEY: Final = "imported"
"""The property by which an imported note is recognised when the same thing is imported again."""

MOST_LOSSES: Final = 5000
_COMPARED: Final = 64 * 1024 * 1024


class Piece(NamedTuple):
    """``size`` bytes of ``file`` from ``start``: many notes in one file are staged faster than each in its own."""

    file: Path
    start: int
    size: int

    def read_bytes(self) -> bytes:
        """The bytes."""
        with self.file.open("rb") as file:
            file.seek(self.start)
            return file.read(self.size)


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
        self._tally = _Tally()

    def reserve(self, key: str, path: str) -> Reserved:
        """The path in the vault for the note that ``key`` names, wanted at ``path`` below the import's folder."""
        if key in self._reserved:
            return self._reserved[key]
        if key in self._known:
            found = Reserved(self._known[key], already=True, renamed=False)
            self._tally.already += 1
        else:
            wanted = join(self.folder, path)
            claimed = self._names.claim(wanted)
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
        self._tally.tasks += tasks
        data = note_text({**properties, KEY: key}, body).encode("utf-8", "replace")
        self._stage(reserved.path, data, renamed=reserved.renamed)

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
            before = self._vault.read_text(reserved.path)
        except NoteNotFound:
            return
        text = before.text or ""
        missing = _missing_tasks(text, body)
        if not missing or before.data is None:
            return
        self._tally.tasks += len(missing)
        end = "" if text.endswith("\n") or not text else "\n"
        after = before.data + f"{end}\n{chr(10).join(missing)}\n".encode("utf-8", "replace")
        self._writes.append(Write.of(reserved.path, before.data, after))
        self._files.append(PlannedFile(reserved.path, "addition", len(after) - len(before.data)))

    def attachment(self, path: str, copy: Callable[[IO[bytes]], None]) -> str:
        """Take in a file that is no note, wanted at ``path`` below the import's folder; where it will be.

        ``copy`` writes its bytes. The same bytes at that path, or at a numbered one, count as there already.
        """
        file = self._spool / f"{len(self._writes):06d}"
        digest = _Digest()
        with file.open("wb") as out:
            copy(_Tee(out, digest))  # type: ignore[arg-type]
        wanted = join(self.folder, path)
        target = self._place_of(wanted, digest)
        if target is None:
            file.unlink()
            self._tally.already += 1
            return digest.found
        self._writes.append(Write(target, None, None, None, digest.hexdigest(), source=file))
        self._planned.setdefault(digest.hexdigest(), set()).add(folded(target))
        self._files.append(PlannedFile(target, "attachment", digest.size, renamed=target != wanted))
        return target

    def lost(self, item: str, what: str, why: str) -> None:
        """Remember something that could not be kept."""
        if len(self._losses) < MOST_LOSSES:
            self._losses[Loss(item, what, why)] = None

    @property
    def writes(self) -> list[Write]:
        """The steps that put everything into the vault."""
        return self._writes

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

    def _stage(self, path: str, data: bytes, *, renamed: bool) -> None:
        piece = Piece(self._spool / "notes", self._texts.tell(), len(data))
        self._texts.write(data)
        self._writes.append(Write(path, None, None, None, content_hash(data), source=piece))
        self._files.append(PlannedFile(path, "note", len(data), renamed))

    def _place_of(self, wanted: str, digest: _Digest) -> str | None:
        """A free path for new bytes; ``None`` when they are in the vault, at ``digest.found``."""
        for candidate in candidates(wanted):
            if self._names.is_free(candidate):
                return self._names.claim(candidate)
            if self._is_there(candidate, digest):
                digest.found = candidate
                return None
        raise AssertionError

    def _is_there(self, path: str, digest: _Digest) -> bool:
        if folded(path) in self._planned.get(digest.hexdigest(), ()):
            return True
        status = self._vault.stat(path)
        if status is None or status.size != digest.size or digest.size > _COMPARED:
            return False
        return content_hash(self._vault.read_bytes(path)) == digest.hexdigest()


class _Digest:
    """The hash and size of bytes that pass by, as ``content_hash`` has it; ``found`` is where the same bytes are."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=16)
        self.size = 0
        self.found = ""

    def update(self, data: bytes) -> None:
        self._hash.update(data)
        self.size += len(data)

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


class _Tee:
    """A file that also tells a digest what is written to it."""

    def __init__(self, out: IO[bytes], digest: _Digest) -> None:
        self._out, self._digest = out, digest

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        return self._out.write(data)


def wikilink(target: str, display: str | None = None) -> str:
    """``[[target|display]]``; the display is left out when it says the same."""
    shown = (display or "").replace("[[", "").replace("]]", "").replace("|", "-").replace("\n", " ").strip()
    return f"[[{target}]]" if not shown or shown == target else f"[[{target}|{shown}]]"


def _missing_tasks(text: str, body: str) -> list[str]:
    """The task lines of ``body`` whose description no task in ``text`` has, without their indentation."""
    there = {task.description for task in parse_note(text).tasks}
    lines = body.split("\n")
    return [lines[task.line].strip() for task in parse_note(body).tasks if task.description not in there]
