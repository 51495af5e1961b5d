"""The walk: every file below a vault's root with its size and times, and whether and why it is skipped.

Coverage counts every file, so nothing is left out: files in ignored folders, names that are not UTF-8 and symbolic
links (never followed) are listed with the reason. Only sockets, pipes, devices and files that are being written by
ClaudeProjects itself are not files of the vault. 100,000 files take about a second.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Literal, NamedTuple

from claudeprojects.core.errors import VaultOffline
from claudeprojects.core.vault.parse import file_kind
from claudeprojects.core.vault.paths import is_printable, is_temporary, name_of, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from claudeprojects.core.vault.ignore import IgnoreRules

SkipReason = Literal["ignored", "too_large", "unreadable", "symlink", "bad_name"]
"""Why a listed file is not to be indexed. That a file is not UTF-8, or may not be read, is found on reading it."""

DEFAULT_MAX_BYTES = 32_000_000
_READ_KINDS = frozenset({"note", "canvas", "base", "pdf"})
"""The kinds whose content is read, so that their size matters; others are indexed by name."""


class Limits(NamedTuple):
    """What is read of the files that are not ignored; the others are indexed by name or skipped."""

    max_bytes: int = DEFAULT_MAX_BYTES
    """The largest file whose content is read."""
    pdf: bool = True
    """Whether the text of PDF files is read."""


NO_OTHERS = Limits()
"""The limits where nobody chose any."""


class DiskFile(NamedTuple):
    """One file as the disk has it now."""

    path: str
    """Vault path; printable (and so not the name on disk) when ``skip`` is ``bad_name``."""
    size: int
    mtime_ns: int
    inode: int
    skip: SkipReason | None = None
    """``None`` when the file is to be indexed."""
    detail: str | None = None
    """More on ``skip``, for a person."""
    by_name: bool = False
    """To be indexed by its name alone, though its kind has content to read."""


def walk(root: Path, rules: IgnoreRules, limits: Limits = NO_OTHERS) -> Iterator[DiskFile]:
    """Yield every file below ``root``, in no particular order; a folder that cannot be read counts as one file.

    Raises:
        VaultOffline: the root itself cannot be read.
    """
    yield from walk_below(root, "", rules, limits)


def walk_below(
    root: Path, folder: str, rules: IgnoreRules, limits: Limits = NO_OTHERS, *, deep: bool = True
) -> Iterator[DiskFile]:
    """Yield every file below ``folder``, a vault path, or directly in it; nothing when it is no folder (any more)."""
    inherited: SkipReason | None = "ignored" if folder and _folder_ignored(rules, folder) else None
    stack: list[tuple[str, str, SkipReason | None]] = [(folder, os.path.join(root, folder), inherited)]
    while stack:
        path, absolute, skip = stack.pop()
        try:
            with os.scandir(absolute) as found:
                entries = list(found)
        except OSError as error:
            if not path:
                raise VaultOffline(str(root)) from error
            if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
                yield DiskFile(path, 0, 0, 0, skip or "unreadable", error.strerror)
            continue
        yield from _list_folder(entries, path + "/" if path else "", skip, rules, limits, stack)
        if not deep:
            return


def inspect(path: str, status: os.stat_result, rules: IgnoreRules, limits: Limits = NO_OTHERS) -> DiskFile:
    """Return what the walk would say of the file ``path`` whose status is ``status``."""
    skip: SkipReason | None = "ignored" if rules.ignores(path) else None
    if stat.S_ISLNK(status.st_mode):
        return _link(path, status, skip)
    return _file(path, status, skip, limits)


def _list_folder(
    entries: Iterable[os.DirEntry[str]],
    prefix: str,
    inherited: SkipReason | None,
    rules: IgnoreRules,
    limits: Limits,
    stack: list[tuple[str, str, SkipReason | None]],
) -> Iterator[DiskFile]:
    for entry in entries:
        name, skip = entry.name, inherited
        if not is_printable(name):
            name, skip = _free_printable(name, entries), skip or "bad_name"
        path = prefix + name
        try:
            if entry.is_dir(follow_symlinks=False):
                if skip is None and rules.ignores_folder(path, name):
                    skip = "ignored"
                stack.append((path, entry.path, skip))
                continue
            status = entry.stat(follow_symlinks=False)
        except OSError:  # gone since the folder was read
            continue
        if skip is None and rules.ignores_file(path, name):
            skip = "ignored"
        if stat.S_ISREG(status.st_mode):
            if not is_temporary(name):
                yield _file(path, status, skip, limits)
        elif stat.S_ISLNK(status.st_mode):
            yield _link(path, status, skip)


def _file(path: str, status: os.stat_result, skip: SkipReason | None, limits: Limits) -> DiskFile:
    size = status.st_size
    if skip is None and not limits.pdf and file_kind(path) == "pdf":
        return DiskFile(path, size, status.st_mtime_ns, status.st_ino, by_name=True)
    if skip is None and size > limits.max_bytes and file_kind(path) in _READ_KINDS:
        detail = f"{size / 1e6:.0f} MB, and the limit is {limits.max_bytes / 1e6:.0f} MB"
        return DiskFile(path, size, status.st_mtime_ns, status.st_ino, "too_large", detail)
    return DiskFile(path, size, status.st_mtime_ns, status.st_ino, skip, None)


def _link(path: str, status: os.stat_result, skip: SkipReason | None) -> DiskFile:
    detail = None if skip else "symbolic links are not followed"
    return DiskFile(path, status.st_size, status.st_mtime_ns, status.st_ino, skip or "symlink", detail)


def _folder_ignored(rules: IgnoreRules, folder: str) -> bool:
    return rules.ignores_folder(folder, name_of(folder)) or rules.ignores(folder)


def _free_printable(name: str, entries: Iterable[os.DirEntry[str]]) -> str:
    """Return the printable form of ``name``, made unlike every other name in its folder."""
    taken = {entry.name for entry in entries}
    shown = printable(name)
    while shown in taken:
        shown += "?"
    return shown
