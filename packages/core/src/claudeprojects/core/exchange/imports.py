"""Imports of one workspace: which formats there are, a dry run, and then one undoable operation for everything.

    with Imports(workspace, spool) as imports:
        draft = imports.read(Path("Export.zip"), folder="Notion")
        print(draft.report.counts, draft.report.losses)
        operation = imports.apply(draft)

Nothing that is in the vault is overwritten: names that are taken get a number, and what an earlier import of the same
thing made is recognised by its property ``imported`` and left as it is.
"""

from __future__ import annotations

import importlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import Cancelled, ImportFailed, NoteConflict
from claudeprojects.core.exchange.batch import KEY, Batch
from claudeprojects.core.exchange.detecting import detect
from claudeprojects.core.exchange.formats.tasktable import preview
from claudeprojects.core.exchange.model import Options, Report
from claudeprojects.core.exchange.names import safe_path
from claudeprojects.core.exchange.sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Protocol

    from claudeprojects.core.exchange.model import Counts, Progress, TablePreview
    from claudeprojects.core.vault.operations import Operation
    from claudeprojects.core.workspace import Workspace

    class PluginImporter(Protocol):
        """An importer that a plugin brings: see the hook ``importers`` of plugins."""

        name: str
        description: str
        suffixes: tuple[str, ...]

        def notes(self, file: Path) -> Iterable[ImportedText]:
            """The notes that ``file`` holds."""

    class ImportedText(Protocol):
        """A note of a plugin: where it goes below the folder, and its text."""

        @property
        def path(self) -> str: ...

        @property
        def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Format:
    """Something that can be imported: ``name`` for programs, ``title`` and ``hint`` for people, ``folder`` for the
    notes unless another is named."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    hint: str
    plugin: bool = False

    @property
    def folder(self) -> str:
        """The folder its notes go into unless another is named."""
        return self.title.partition(" (")[0]


FORMATS: Final[tuple[Format, ...]] = (
    Format("notion", "Notion", (".zip",), "In Notion: Settings, Export all workspace content, as HTML or Markdown."),
    Format("evernote", "Evernote", (".enex",), "In Evernote: a notebook's menu, Export Notebook, ENEX."),
    Format("todoist", "Todoist", (".zip", ".csv", ".json"), "In Todoist: Settings, Backups; or a project's menu."),
    Format("trello", "Trello", (".json",), "In Trello: a board's menu, Print, export and share, Export as JSON."),
    Format("csv", "Tasks (CSV)", (".csv", ".tsv"), "A table of tasks; its first row names the columns."),
    Format("icalendar", "Calendar (iCalendar)", (".ics",), "Any calendar program: Export, as .ics."),
)
"""Obsidian is not among them: its vaults are opened as they are."""

_MODULES: Final = {
    "notion": "notion", "evernote": "evernote", "todoist": "todoist", "trello": "trello", "csv": "tasktable",
    "icalendar": "icalendar",
}  # fmt: skip


@dataclass(slots=True)
class Draft:
    """An import that was read and not applied: its ``report``, and what would be written."""

    report: Report
    batch: Batch


class Imports:
    """Imports into ``workspace``. What is read is kept in a temporary folder below ``spool`` until it is closed."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        spool: Path | None = None,
        plugins: Callable[[], Mapping[str, PluginImporter]] = dict,
    ) -> None:
        self._workspace = workspace
        self._plugins = plugins
        base = spool or workspace.data_dir
        base.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix="import-", dir=base))
        self._drafts: list[Batch] = []

    def formats(self) -> list[Format]:
        """The formats there are, those of plugins last."""
        brought = [
            Format(importer.name, importer.name, importer.suffixes, importer.description, plugin=True)
            for importer in self._plugins().values()
        ]
        known = {one.name for one in FORMATS}
        return [*FORMATS, *(one for one in brought if one.name not in known)]

    def read(
        self,
        path: Path,
        *,
        format: str | None = None,  # noqa: A002 - the word everybody uses
        folder: str | None = None,
        mapping: Mapping[str, str] | None = None,
        leave_out: Iterable[str] = (),
        progress: Progress | None = None,
    ) -> Draft:
        """Read a file or folder into a draft; changes nothing in the vault.

        Raises:
            ImportFailed: it cannot be read, is hostile, or is of no format we know.
            PathRefused: ``folder`` is none that notes may be written to.
            Cancelled: ``progress`` raised it.
        """
        if not path.exists():
            raise ImportFailed(str(path), "there is no such file", "Check the path.")
        kind = self._format(path, format)
        target = _folder_of(folder, kind)
        batch = Batch(
            self._workspace.vault,
            Path(tempfile.mkdtemp(dir=self._folder)),
            target,
            self._workspace.paths_by_property(KEY),
            progress or _silent,
        )
        self._drafts.append(batch)
        try:
            self._fill(kind, path, batch, Options(target, dict(mapping or {}), tuple(leave_out)))
        except BaseException:
            batch.discard()
            raise
        return Draft(batch.report(kind.name, path.name), batch)

    def table(self, path: Path, *, format: str | None = None) -> TablePreview | None:  # noqa: A002
        """The columns and first rows of a table, ``None`` for anything else or what cannot be read."""
        try:
            if self._format(path, format).name != "csv":
                return None
            with Source(path) as source:
                return preview(source)
        except (ImportFailed, OSError):
            return None

    def apply(self, draft: Draft, progress: Progress | None = None) -> Operation | None:
        """Write everything in ``draft`` to the vault, as one operation that can be undone as a whole; ``None`` when
        there is nothing new in it, and nothing is written.

        Raises:
            ImportFailed: the vault changed so that its names are taken now.
            Cancelled: ``progress`` raised it; everything is taken back.
        """
        report, writes = draft.report, draft.batch.writes
        if not writes:
            draft.batch.discard()
            return None
        tell = progress or _silent
        summary = f"Imported {_brought(report.counts)} from {report.source}"
        try:
            operation = self._workspace.add_all(summary, writes, lambda done: tell("writing", done, len(writes)))
        except NoteConflict as error:
            reason = f"{error.path!r} changed in the vault since it was read"
            raise ImportFailed(report.source, reason, "Read it again.") from error
        draft.batch.discard()
        return operation

    def discard(self, draft: Draft) -> None:
        """Throw away what was read and not applied."""
        draft.batch.discard()
        if draft.batch in self._drafts:
            self._drafts.remove(draft.batch)

    def close(self) -> None:
        """Remove everything that was read and not applied."""
        for batch in self._drafts:
            batch.discard()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Imports:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _format(self, path: Path, wanted: str | None) -> Format:
        there = {one.name: one for one in self.formats()}
        if wanted is not None:
            if wanted not in there:
                raise ImportFailed(path.name, f"there is no format {wanted!r}", f"Choose one of {', '.join(there)}.")
            return there[wanted]
        name = detect(path)
        if name is None:
            suffix = path.suffix.lower()
            name = next((one.name for one in there.values() if one.plugin and suffix in one.suffixes), None)
        if name is None:
            titles = ", ".join(one.title for one in there.values())
            raise ImportFailed(
                path.name, "it is of no format we know", f"We know {titles}; name the format if it is."
            )
        return there[name]

    def _fill(self, kind: Format, path: Path, batch: Batch, options: Options) -> None:
        if kind.plugin:
            _fill_from_plugin(self._plugins()[kind.name], path, batch)
            return
        module = importlib.import_module(f"claudeprojects.core.exchange.formats.{_MODULES[kind.name]}")
        with Source(path) as source:
            for loss in source.losses:
                batch.lost(loss.item, loss.what, loss.why)
            with batch.trying(path.name):
                module.read(source, batch, options)
        if batch.failures and not batch.brings_anything:
            raise batch.failures[0]


def _fill_from_plugin(importer: PluginImporter, path: Path, batch: Batch) -> None:
    """What an importer of a plugin makes; it writes whole notes, so only new paths are taken in."""
    try:
        for number, note in enumerate(importer.notes(path)):
            batch.progress("reading", number, 0)
            batch.whole_note(f"{importer.name}:{note.path}", note.path, note.text)
    except ValueError as error:
        raise ImportFailed(path.name, str(error).removesuffix(".")) from error


def _brought(counts: Counts) -> str:
    """What an import brings, in words: its notes, else its files."""
    notes = counts.notes + counts.additions
    number, what = (notes, "note") if notes else (counts.attachments, "file")
    return f"{number:,} {what if number == 1 else f'{what}s'}"


def _folder_of(folder: str | None, kind: Format) -> str:
    """The folder to import into, made of names that every system allows."""
    wanted = kind.folder if folder is None else folder.strip("/")
    if not wanted:
        return ""
    from claudeprojects.core.vault.paths import check_changeable

    return check_changeable(safe_path(wanted.split("/")))


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Hear nothing."""


__all__ = ["FORMATS", "Cancelled", "Draft", "Format", "Imports", "detect"]
