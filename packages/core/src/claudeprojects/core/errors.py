"""Every error ClaudeProjects raises on purpose, as one tree.

    ClaudeProjectsError
    ├── VaultError
    │   ├── VaultNotFound         no folder at the given path
    │   ├── VaultOffline          the folder was there and is gone (unmounted disk)
    │   ├── NoteNotFound          no file at a vault path
    │   ├── NoteExists            something is already at the target path
    │   ├── NoteConflict          the file changed since it was read; carries both versions
    │   ├── NotEditable           binary, not UTF-8, too large or malformed for this edit
    │   ├── PatchFailed           the text to replace is missing or not unique
    │   ├── PathRefused           leaves the vault, follows a link out, or no system allows the name
    │   ├── TrashEntryNotFound    nothing in the trash under that id
    │   ├── TaskNotFound          no task under that key, or it is not what it was
    │   ├── SprintUndated         a figure needs the days of a sprint that has none
    │   ├── UndoRefused           an operation cannot be undone as it stands
    │   └── StorageFailed         the disk refused (full, read-only, no permission)
    ├── QuerySyntaxError          a search that cannot be read; says where
    ├── IndexError_
    │   ├── IndexBusy             another process holds the index
    │   └── IndexDamaged          the store cannot be opened; a rebuild mends it
    ├── EmbedderFailed            an embedding model is missing, damaged or unreachable
    ├── SettingError
    │   ├── SettingInvalid        a setting has a value it cannot have
    │   ├── SettingUnknown        no setting of that name
    │   └── SettingsDamaged       a settings file cannot be read; it is left as it is
    ├── ExchangeError
    │   ├── ImportFailed          a file of another program cannot be read; says which and why
    │   ├── ImportNotFound        no import under that id
    │   └── ExportFailed          something cannot be written in another format
    ├── MethodologyError
    │   ├── MethodologyNotFound   no methodology of that name
    │   ├── MethodologyInvalid    its file has errors, so it cannot be used; says where
    │   ├── TemplateInvalid       a template cannot be read or rendered; says where
    │   ├── AnswersRefused        an answer is missing, or is none
    │   ├── NotGuided             a note that no methodology guides
    │   ├── GateClosed            the gate is not passed; names what is missing
    │   └── GateRefused           it cannot be signed or waived like that
    ├── Cancelled                 the caller stopped a long job
    └── EngineError
        ├── EngineUnreachable     no engine answers for a vault
        └── EngineRefused         token, host or origin not accepted

Each class has a stable ``code`` (used in HTTP problems, exit codes and logs), typed fields, a message that
names the offending value, and a ``hint`` that says what to do next.
"""

from __future__ import annotations

from typing import ClassVar


class ClaudeProjectsError(Exception):
    """The root: an expected failure with a stable code, a message and a next step."""

    code: ClassVar[str] = "error"
    hint: str = "Run `claudeprojects doctor` to look for the cause."

    @property
    def message(self) -> str:
        """The one-line text for a person."""
        return str(self)

    def fields(self) -> dict[str, object]:
        """The typed fields, JSON-ready, for problem documents and ``--json`` output."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_") and name != "hint"}


class VaultError(ClaudeProjectsError):
    """Something about the folder of notes or a file in it."""

    code = "vault_error"


class VaultNotFound(VaultError):
    """No folder at ``path``."""

    code = "vault_not_found"
    hint = "Check the path, or create the folder first."

    def __init__(self, path: str) -> None:
        super().__init__(f"There is no folder at {path!r}.")
        self.path = path


class VaultOffline(VaultError):
    """The vault's root is not reachable now; what is known of it is kept."""

    code = "vault_offline"
    hint = "Connect the disk again; nothing was dropped from the index."

    def __init__(self, path: str) -> None:
        super().__init__(f"The vault {path!r} is offline.")
        self.path = path


class NoteNotFound(VaultError):
    """No file at the vault path ``path``; ``suggestions`` are near names."""

    code = "note_not_found"

    def __init__(self, path: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no file {path!r} in this vault.")
        self.path = path
        self.suggestions = suggestions
        near = ", ".join(repr(name) for name in suggestions)
        self.hint = f"Did you mean {near}?" if near else "Check the path; it is relative to the vault's root."


class NoteExists(VaultError):
    """Something is at ``path`` already."""

    code = "note_exists"
    hint = "Choose another name, or change the file that is there."

    def __init__(self, path: str) -> None:
        super().__init__(f"There is already something at {path!r}.")
        self.path = path


class NoteConflict(VaultError):
    """The file changed after it was read: nothing was written, both versions are here.

    ``mine`` is what the caller wanted to write, ``theirs`` what is on disk now (``None`` when the file is gone
    or not text), ``current_hash`` the hash to pass when writing over it on purpose.
    """

    code = "note_conflict"
    hint = "Look at both versions, merge them, and write again with the current hash."

    def __init__(self, path: str, *, mine: str, theirs: str | None, current_hash: str | None) -> None:
        super().__init__(f"{path!r} changed on disk since it was read.")
        self.path = path
        self.mine = mine
        self.theirs = theirs
        self.current_hash = current_hash


class NotEditable(VaultError):
    """``path`` cannot take this edit, for ``reason``; nothing was written."""

    code = "not_editable"

    def __init__(self, path: str, reason: str, hint: str = "Open the file in another program.") -> None:
        super().__init__(f"{path!r} cannot be changed here: {reason}.")
        self.path = path
        self.reason = reason
        self.hint = hint


class PatchFailed(VaultError):
    """The text to replace occurs ``count`` times in ``path`` and not exactly once."""

    code = "patch_failed"
    hint = "Give a longer piece of the text, exactly as it stands in the note."

    def __init__(self, path: str, count: int) -> None:
        what = "does not occur" if count == 0 else f"occurs {count} times"
        super().__init__(f"The text to replace {what} in {path!r}.")
        self.path = path
        self.count = count


class PathRefused(VaultError):
    """``path`` may not be used, for ``reason``."""

    code = "path_refused"
    hint = "Use a path inside the vault, with names every system allows."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The path {path!r} is refused: {reason}.")
        self.path = path
        self.reason = reason


class TrashEntryNotFound(VaultError):
    """The trash holds nothing under ``entry_id``."""

    code = "trash_entry_not_found"
    hint = "List the trash to see what can be restored."

    def __init__(self, entry_id: str) -> None:
        super().__init__(f"The trash holds no entry {entry_id!r}.")
        self.entry_id = entry_id


class TaskNotFound(VaultError):
    """No task under ``key``, or none any more that says what it did; ``expected`` is the text it had."""

    code = "task_not_found"
    hint = "List the tasks again; the note may have changed."

    def __init__(self, key: str, expected: str | None = None) -> None:
        was = f" that says {expected!r}" if expected else ""
        super().__init__(f"There is no task {key!r}{was}.")
        self.key = key
        self.expected = expected


class SprintUndated(VaultError):
    """A figure needs the first and the last day of the sprint ``path``; ``problem`` says what is wrong with them."""

    code = "sprint_undated"
    hint = "Give its note the properties start and end, such as 2026-05-04 and 2026-05-15."

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path} has no days to count: {problem}.")
        self.path = path


class UndoRefused(VaultError):
    """Operation ``operation_id`` cannot be undone, for ``reason``; nothing was changed."""

    code = "undo_refused"
    hint = "Undo newer operations first, or restore the files by hand."

    def __init__(self, operation_id: str, reason: str) -> None:
        super().__init__(f"The operation {operation_id!r} cannot be undone: {reason}.")
        self.operation_id = operation_id
        self.reason = reason


class StorageFailed(VaultError):
    """The disk refused to read or write ``path``, for ``reason``; the file is as it was."""

    code = "storage_failed"
    hint = "Check free space and permissions, then try again."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The disk refused {path!r}: {reason}.")
        self.path = path
        self.reason = reason


class QuerySyntaxError(ClaudeProjectsError):
    """A search query that cannot be read: ``problem`` at character ``position`` (0-based) of ``query``."""

    code = "query_syntax"

    def __init__(self, query: str, position: int, problem: str, hint: str = "Correct the query there.") -> None:
        super().__init__(f"The search {query!r} cannot be read at character {position + 1}: {problem}.")
        self.query = query
        self.position = position
        self.problem = problem
        self.hint = hint


class IndexError_(ClaudeProjectsError):  # noqa: N801 - the builtin has the plain name
    """Something about the disposable index of a vault."""

    code = "index_error"


class IndexBusy(IndexError_):
    """Another process (``pid``, when known) writes the index of ``vault``."""

    code = "index_busy"
    hint = "Use the running engine, or stop it first."

    def __init__(self, vault: str, pid: int | None = None) -> None:
        by = f" by process {pid}" if pid else ""
        super().__init__(f"The index of {vault!r} is in use{by}.")
        self.vault = vault
        self.pid = pid


class IndexDamaged(IndexError_):
    """The store at ``path`` cannot be opened, for ``reason``."""

    code = "index_damaged"
    hint = "Run `claudeprojects index --rebuild`; the index is made anew from the notes."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The index at {path!r} is damaged: {reason}.")
        self.path = path
        self.reason = reason


class EmbedderFailed(ClaudeProjectsError):
    """The embedding model ``model`` cannot serve, for ``reason``; keyword search goes on."""

    code = "embedder_failed"
    hint = "Choose another embedding model, or check that its server runs."

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(f"The embedding model {model!r} cannot be used: {reason}.")
        self.model = model
        self.reason = reason


class SettingError(ClaudeProjectsError):
    """Something about settings."""

    code = "setting_error"


class SettingInvalid(SettingError):
    """Setting ``name`` cannot be ``value``; ``allowed`` says what it may be."""

    code = "setting_invalid"

    def __init__(self, name: str, value: object, allowed: str) -> None:
        super().__init__(f"The setting {name!r} cannot be {value!r}.")
        self.name = name
        self.value = value
        self.hint = f"It takes {allowed}."


class SettingUnknown(SettingError):
    """There is no setting ``name``; ``suggestions`` are near names."""

    code = "setting_unknown"

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no setting {name!r}.")
        self.name = name
        self.suggestions = suggestions
        near = " or ".join(repr(key) for key in suggestions)
        self.hint = f"Did you mean {near}?" if near else "`claudeprojects config list` shows every setting."


class SettingsDamaged(SettingError):
    """The settings file at ``path`` cannot be read, for ``reason``; it was left as it is."""

    code = "settings_damaged"
    hint = "Correct the file, or move it away to start from the defaults; it was not changed."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The settings in {path!r} cannot be read: {reason}.")
        self.path = path
        self.reason = reason


class MethodologyError(ClaudeProjectsError):
    """Something about methodologies and the projects they guide."""

    code = "methodology_error"


class MethodologyNotFound(MethodologyError):
    """There is no methodology ``name``; ``suggestions`` are near names."""

    code = "methodology_not_found"

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no methodology {name!r}.")
        self.name = name
        self.suggestions = suggestions
        near = " or ".join(repr(other) for other in suggestions)
        self.hint = f"Did you mean {near}?" if near else "`claudeprojects methodology list` shows those there are."


class MethodologyInvalid(MethodologyError):
    """The methodology at ``path`` cannot be used; ``problem`` stands on ``line`` (1-based) of it."""

    code = "methodology_invalid"
    hint = "`claudeprojects methodology lint` names every line to correct."

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"The methodology in {path!r} cannot be used. Line {line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


class TemplateInvalid(MethodologyError):
    """The template ``template`` failed on ``line`` (1-based), for ``reason``."""

    code = "template_invalid"
    hint = "Correct the template there; docs/methodologies.md shows what templates can do."

    def __init__(self, template: str, line: int, reason: str) -> None:
        super().__init__(f"The template {template!r} failed on line {line}: {reason}")
        self.template = template
        self.line = line
        self.reason = reason


class AnswersRefused(MethodologyError):
    """What a methodology was told cannot be; ``problems`` says why, by variable."""

    code = "answers_refused"

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems
        self.hint = f"Answer again: {', '.join(problems)}."


class NotGuided(MethodologyError):
    """The note at ``path`` is no project that a methodology guides, for ``reason``."""

    code = "not_guided"
    hint = "Begin one with `claudeprojects methodology begin`."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"No methodology guides {path!r}: {reason}.")
        self.path = path
        self.reason = reason


class GateClosed(MethodologyError):
    """The gate of ``phase`` of ``project`` is not passed; ``missing`` names each thing that is not there."""

    code = "gate_closed"
    hint = "Do what is missing, or waive the gate with your name and a reason."

    def __init__(self, project: str, phase: str, missing: tuple[str, ...]) -> None:
        super().__init__(f"The gate of {phase!r} is closed. {' '.join(missing)}")
        self.project = project
        self.phase = phase
        self.missing = missing


class GateRefused(MethodologyError):
    """The gate of ``phase`` of ``project`` cannot be changed like that, for ``reason``."""

    code = "gate_refused"

    def __init__(self, project: str, phase: str, reason: str, hint: str = "Look at the gate again.") -> None:
        super().__init__(f"The gate of {phase!r} was left as it is: {reason}.")
        self.project = project
        self.phase = phase
        self.reason = reason
        self.hint = hint


class Cancelled(ClaudeProjectsError):
    """The caller stopped ``job``; what was done stays consistent."""

    code = "cancelled"
    hint = "Start it again to go on where it stopped."

    def __init__(self, job: str) -> None:
        super().__init__(f"{job} was cancelled.")
        self.job = job


class ExchangeError(ClaudeProjectsError):
    """Something about taking files of other programs in, or giving notes out."""

    code = "exchange_error"


class ImportFailed(ExchangeError):
    """``file`` cannot be imported, for ``reason``; nothing was written to the vault."""

    code = "import_failed"

    def __init__(self, file: str, reason: str, hint: str = "Export it again from the other program.") -> None:
        super().__init__(f"{file!r} cannot be imported: {reason}.")
        self.file = file
        self.reason = reason
        self.hint = hint


class ImportNotFound(ExchangeError):
    """There is no import ``import_id``, or it is over."""

    code = "import_not_found"
    hint = "Read the file again; what was read is kept until the engine stops."

    def __init__(self, import_id: str) -> None:
        super().__init__(f"There is no import {import_id!r}.")
        self.import_id = import_id


class ExportFailed(ExchangeError):
    """``what`` cannot be exported, for ``reason``."""

    code = "export_failed"

    def __init__(self, what: str, reason: str, hint: str = "Choose another format.") -> None:
        super().__init__(f"{what!r} cannot be exported: {reason}.")
        self.what = what
        self.reason = reason
        self.hint = hint


class EngineError(ClaudeProjectsError):
    """Something about reaching the local engine."""

    code = "engine_error"


class EngineUnreachable(EngineError):
    """No engine answers for ``vault``, for ``reason``."""

    code = "engine_unreachable"
    hint = "Start it with `claudeprojects serve`."

    def __init__(self, vault: str, reason: str) -> None:
        super().__init__(f"No engine answers for {vault!r}: {reason}.")
        self.vault = vault
        self.reason = reason


class EngineRefused(EngineError):
    """A request was not accepted, for ``reason``."""

    code = "engine_refused"
    hint = "Open the workspace by the address that `claudeprojects open` prints."

    def __init__(self, reason: str) -> None:
        super().__init__(f"The engine refused the request: {reason}.")
        self.reason = reason
