"""Edits of a text before it is written: replacing one piece of it, and turning it into a file's bytes."""

from __future__ import annotations

from claudeprojects.core.errors import NotEditable, PatchFailed
from claudeprojects.core.vault.textfile import TextFile


def replace_once(path: str, text: str, old: str, new: str) -> str:
    """Return ``text`` with its one ``old`` replaced; raises ``PatchFailed`` when it is missing or not unique.

    A piece given with ``\\n`` is found in a text with ``\\r\\n``, and its replacement gets ``\\r\\n`` too.
    """
    count = text.count(old) if old else 0
    if not count and "\n" in old and "\r\n" in text:
        old, new = _with_crlf(old), _with_crlf(new)
        count = text.count(old)
    if count != 1:
        raise PatchFailed(path, count)
    return text.replace(old, new)


def encode(path: str, text: str, *, bom: bool, max_bytes: int) -> bytes:
    """Return the bytes of ``text``, after a byte order mark where there was one; raises ``NotEditable``."""
    try:
        data = TextFile(text, bom).encode()
    except UnicodeEncodeError as error:
        hint = f"Remove the lone surrogate at character {error.start + 1}."
        raise NotEditable(path, "the text cannot be written as UTF-8", hint) from error
    if len(data) > max_bytes:
        reason = f"the text is {len(data) / 1e6:.0f} MB, and the limit is {max_bytes / 1e6:.0f} MB"
        raise NotEditable(path, reason, "Split the note, or raise the limit in the settings.")
    return data


def _with_crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")
