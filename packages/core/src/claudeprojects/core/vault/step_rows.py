"""The rows in which the journal keeps steps: one each, the bytes of files deflated."""

from __future__ import annotations

import zlib
from typing import Any

from claudeprojects.core.vault.steps import MakeFolder, RemoveFolder, Rename, Step, Write

COLUMNS = "ordinal, kind, path, target, before, before_hash, after, after_hash, mode, links"
WITHOUT_BYTES = "ordinal, kind, path, target, NULL, before_hash, NULL, after_hash, mode, links"
StepRow = tuple[Any, ...]
"""The values of ``COLUMNS``, in order."""

_ZLIB_WINDOW = 32_768
_KINDS = {Write: "write", Rename: "rename", MakeFolder: "make_folder", RemoveFolder: "remove_folder"}


def to_row(ordinal: int, step: Step) -> StepRow:
    """Return the row of ``step``, the ``ordinal``-th of its operation."""
    kind = _KINDS[type(step)]
    if not isinstance(step, Write):
        target = step.target if isinstance(step, Rename) else None
        return ordinal, kind, step.path, target, None, None, None, None, None, 0
    before = None if step.before is None else zlib.compress(step.before, 1)
    kept = step.after if step.kept else None
    after = None if kept is None else _deflate_against(step.before or b"", kept)
    return ordinal, kind, step.path, None, before, step.before_hash, after, step.after_hash, step.mode, step.links


def from_row(row: StepRow) -> Step:
    """Return the step in ``row``; of a ``Write`` only the bytes that the row holds."""
    _, kind, path, target, before, before_hash, after, after_hash, mode, links = row
    match kind:
        case "rename":
            return Rename(path, target)
        case "make_folder":
            return MakeFolder(path)
        case "remove_folder":
            return RemoveFolder(path)
    plain = None if before is None else zlib.decompress(before)
    kept = None if after is None else _inflate_against(plain or b"", after)
    return Write(path, plain, kept, before_hash, after_hash, links, after is not None, mode)


def size_of(row: StepRow) -> int:
    """Return the bytes the row keeps of files."""
    return len(row[4] or b"") + len(row[6] or b"")


def _deflate_against(before: bytes, after: bytes) -> bytes:
    """Compress ``after``, which is mostly the same as ``before``."""
    packer = zlib.compressobj(1, zdict=before[-_ZLIB_WINDOW:]) if before else zlib.compressobj(1)
    return packer.compress(after) + packer.flush()


def _inflate_against(before: bytes, packed: bytes) -> bytes:
    unpacker = zlib.decompressobj(zdict=before[-_ZLIB_WINDOW:]) if before else zlib.decompressobj()
    return unpacker.decompress(packed) + unpacker.flush()
