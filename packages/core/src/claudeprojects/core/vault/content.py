"""The content of one file as it was read: its bytes, its text, and whether it can be edited here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from claudeprojects.core.vault.parse import file_kind
from claudeprojects.core.vault.paths import why_protected
from claudeprojects.core.vault.textfile import TextFile, content_hash, decode

if TYPE_CHECKING:
    import os

TEXT_KINDS = frozenset({"note", "canvas", "base"})
"""The kinds of file that are text by what they are."""

ReasonCode = Literal["not_utf8", "not_text", "too_large", "read_only", "protected"]
"""Why a file is not editable, for a program. These names are stable; the words beside them are not."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file at one moment. ``hash`` is what ``Vault.write`` takes to write over exactly this content."""

    path: str
    data: bytes
    text: str | None
    """The decoded text without its byte order mark; ``None`` when it is not text."""
    bom: bool
    hash: str
    size: int
    mtime_ns: int
    editable: bool
    reason: str | None
    """Why it is not editable, for a person."""
    reason_code: ReasonCode | None


def content_of(path: str, data: bytes, status: os.stat_result) -> FileContent:
    """Return ``data``, read from ``path`` when it had ``status``, as content."""
    text: TextFile | None = None
    why: tuple[ReasonCode, str] | None = None
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        is_text = file_kind(path) in TEXT_KINDS
        why = ("not_utf8", f"it is not UTF-8 (byte {error.start})") if is_text else ("not_text", "it is no text file")
    if text is not None and not status.st_mode & 0o222:
        why = "read_only", "it is marked read-only"
    if text is not None and (protection := why_protected(path)):
        why = "protected", protection
    return FileContent(
        path=path,
        data=data,
        text=None if text is None else text.text,
        bom=text is not None and text.bom,
        hash=content_hash(data),
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        editable=why is None,
        reason=why[1] if why else None,
        reason_code=why[0] if why else None,
    )


def too_large(path: str, status: os.stat_result, max_bytes: int) -> FileContent:
    """Return the content of a file too large to be held: no bytes, no text, an empty hash."""
    reason = f"it is {status.st_size / 1e6:.0f} MB, and the limit is {max_bytes / 1e6:.0f} MB"
    size, mtime_ns = status.st_size, status.st_mtime_ns
    return FileContent(path, b"", None, False, "", size, mtime_ns, False, reason, "too_large")
