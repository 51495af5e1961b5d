"""The content of one file as it was read: its bytes, its text, and whether it can be edited here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claudeprojects.core.vault.parse import file_kind
from claudeprojects.core.vault.textfile import TextFile, content_hash, decode

if TYPE_CHECKING:
    import os

TEXT_KINDS = frozenset({"note", "canvas", "base"})
"""The kinds of file that are text by what they are."""


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


def content_of(path: str, data: bytes, status: os.stat_result) -> FileContent:
    """Return ``data``, read from ``path`` when it had ``status``, as content."""
    text: TextFile | None = None
    reason: str | None = None
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        is_text = file_kind(path) in TEXT_KINDS
        reason = f"it is not UTF-8 (byte {error.start})" if is_text else "it is no text file"
    if text is not None and not status.st_mode & 0o222:
        reason = "it is marked read-only"
    return FileContent(
        path=path,
        data=data,
        text=None if text is None else text.text,
        bom=text is not None and text.bom,
        hash=content_hash(data),
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        editable=reason is None,
        reason=reason,
    )


def too_large(path: str, status: os.stat_result, max_bytes: int) -> FileContent:
    """Return the content of a file too large to be held: no bytes, no text, an empty hash."""
    reason = f"it is {status.st_size / 1e6:.0f} MB, and the limit is {max_bytes / 1e6:.0f} MB"
    return FileContent(path, b"", None, False, "", status.st_size, status.st_mtime_ns, False, reason)
