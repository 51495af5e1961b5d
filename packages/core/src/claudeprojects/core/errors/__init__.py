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
    │   ├── NameAmbiguous         a name that several notes have
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

from claudeprojects.core.errors.base import Cancelled, ClaudeProjectsError
from claudeprojects.core.errors.engine import EngineError, EngineRefused, EngineUnreachable
from claudeprojects.core.errors.exchange import ExchangeError, ExportFailed, ImportFailed, ImportNotFound
from claudeprojects.core.errors.methodologies import (
    AnswersRefused,
    GateClosed,
    GateRefused,
    MethodologyError,
    MethodologyInvalid,
    MethodologyNotFound,
    NotGuided,
    TemplateInvalid,
)
from claudeprojects.core.errors.search import EmbedderFailed, IndexBusy, IndexDamaged, IndexError_, QuerySyntaxError
from claudeprojects.core.errors.settings import SettingError, SettingInvalid, SettingsDamaged, SettingUnknown
from claudeprojects.core.errors.vault import (
    NameAmbiguous,
    NoteConflict,
    NotEditable,
    NoteExists,
    NoteNotFound,
    PatchFailed,
    PathRefused,
    SprintUndated,
    StorageFailed,
    TaskNotFound,
    TrashEntryNotFound,
    UndoRefused,
    VaultError,
    VaultNotFound,
    VaultOffline,
)

__all__ = [
    "AnswersRefused",
    "Cancelled",
    "ClaudeProjectsError",
    "EmbedderFailed",
    "EngineError",
    "EngineRefused",
    "EngineUnreachable",
    "ExchangeError",
    "ExportFailed",
    "GateClosed",
    "GateRefused",
    "ImportFailed",
    "ImportNotFound",
    "IndexBusy",
    "IndexDamaged",
    "IndexError_",
    "MethodologyError",
    "MethodologyInvalid",
    "MethodologyNotFound",
    "NameAmbiguous",
    "NotEditable",
    "NotGuided",
    "NoteConflict",
    "NoteExists",
    "NoteNotFound",
    "PatchFailed",
    "PathRefused",
    "QuerySyntaxError",
    "SettingError",
    "SettingInvalid",
    "SettingUnknown",
    "SettingsDamaged",
    "SprintUndated",
    "StorageFailed",
    "TaskNotFound",
    "TemplateInvalid",
    "TrashEntryNotFound",
    "UndoRefused",
    "VaultError",
    "VaultNotFound",
    "VaultOffline",
]
