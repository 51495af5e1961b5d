"""Any file of a vault, parsed by its kind: the one entry the index uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.vault.bases import parse_base
from claudeprojects.core.vault.canvas import parse_canvas
from claudeprojects.core.vault.model import ParsedFile
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.pdf import parse_pdf
from claudeprojects.core.vault.textfile import decode

if TYPE_CHECKING:
    from claudeprojects.core.vault.model import FileKind

_KIND_OF_EXTENSION: dict[str, FileKind] = {
    "md": "note",
    "canvas": "canvas",
    "base": "base",
    "pdf": "pdf",
    **dict.fromkeys(("avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"), "image"),
    **dict.fromkeys(("3gp", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav"), "audio"),
    **dict.fromkeys(("mkv", "mov", "mp4", "ogv", "webm"), "video"),
}


def file_kind(path: str) -> FileKind:
    """What the file at ``path`` is, by its extension alone, in any case."""
    name = path.rpartition("/")[2]
    stem, _, extension = name.rpartition(".")
    return _KIND_OF_EXTENSION.get(extension.lower(), "attachment") if stem else "attachment"


def is_text_kind(kind: FileKind) -> bool:
    """Whether files of ``kind`` are UTF-8 text that :func:`parse_file` decodes."""
    return kind in ("note", "canvas", "base")


def parse_file(path: str, data: bytes) -> ParsedFile:
    """Parse the bytes of the file at ``path``.

    Raises ``UnicodeDecodeError`` when a note, canvas or base is not UTF-8; nothing else: whatever is malformed inside
    becomes an entry of ``warnings``. Attachments are known by name only and have no text.
    """
    kind = file_kind(path)
    if kind == "note":
        return parse_note(decode(data).text)
    if kind == "canvas":
        return parse_canvas(decode(data).text)
    if kind == "base":
        return parse_base(decode(data).text)
    if kind == "pdf":
        return parse_pdf(data)
    return ParsedFile(kind)
