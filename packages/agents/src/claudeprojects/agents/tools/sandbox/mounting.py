"""The vault as a command sees it, copy-on-write: what a run may be shown, with the run's own changes.

Where overlays work, the vault itself lies at the bottom and is never written; a layer over it holds the run's changes
and hides what may not be shown, and what the command writes goes into a third. Elsewhere everything that may be shown
is copied. Either way ``collect`` tells what the command changed.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from claudeprojects.agents.tools.sandbox.walking import entries_below
from claudeprojects.agents.values import Privacy
from claudeprojects.core.vault.paths import is_hidden, is_printable, printable
from claudeprojects.core.vault.textfile import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.agents.tools.port import ToolContext

LARGEST = 32 * 1024 * 1024
"""Bytes of a file that a command may change; a larger one is left out, and that is said."""
_OPAQUE = ("user.overlay.opaque", "trusted.overlay.opaque")


@dataclass(slots=True)
class Collected:
    """What a command changed: files with their content (where it lies), files gone, and what cannot be taken over."""

    written: dict[str, Path] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shown:
    """The files that a command is shown, and the strictest class among them."""

    paths: frozenset[str]
    privacy: Privacy


def shown_to(ctx: ToolContext) -> Shown:
    """The files that may be shown to a command of this run.

    Those stricter than what the run has read already, and than the vault's own default, are left out: they would
    make all that the command says as private as they are. An agent that needs one reads it first.
    """
    most = min(ctx.ceiling, max(ctx.taint, ctx.privacy.policy.default))
    paths, privacy = set(), Privacy.OPEN
    for path in ctx.view.files():
        if not ctx.may_read(path):
            continue
        found = ctx.privacy_of(path)
        if found <= most:
            paths.add(path)
            privacy = max(privacy, found)
    return Shown(frozenset(paths), privacy)


class Layers:
    """The folders of an overlay in ``place``: ``layer`` under ``upper``. The vault's ``root`` is not written."""

    def __init__(self, root: Path, place: Path) -> None:
        self.root = root
        self.layer, self.upper, self.work = (place / name for name in ("layer", "upper", "work"))

    def prepare(self, ctx: ToolContext, shown: Shown) -> None:
        """Make the folders, and put into the layer what differs from the disk."""
        for folder in (self.layer, self.upper, self.work):
            folder.mkdir(parents=True)
        staged = set(ctx.view.staged())
        for path in sorted(staged & shown.paths):
            _write(self.layer / path, ctx.view.read(path).data)
        for path in self._hidden(shown.paths):
            target = self.layer / path
            target.parent.mkdir(parents=True, exist_ok=True)
            os.mknod(target, stat.S_IFCHR, os.makedev(0, 0))

    def collect(self, shown: Shown) -> Collected:
        """What the command changed."""
        found = Collected()
        for path, entry in entries_below(self.upper, found.left_out, hidden=False):
            self._take(path, entry, shown, found)
        found.gone = sorted(set(found.gone) - found.written.keys())
        return found

    def _take(self, path: str, entry: os.DirEntry[str], shown: Shown, found: Collected) -> None:
        status = entry.stat(follow_symlinks=False)
        below = f"{path}/"
        if stat.S_ISCHR(status.st_mode) and status.st_rdev == 0:
            found.gone += [known for known in shown.paths if known == path or known.startswith(below)]
        elif stat.S_ISDIR(status.st_mode) and not is_hidden(path):
            found.gone += (
                [known for known in shown.paths if known.startswith(below)] if _is_opaque(entry.path) else []
            )
        elif _is_taken(path, status):
            found.written[path] = Path(entry.path)
        else:
            found.left_out.append(printable(path))

    def _hidden(self, shown: frozenset[str]) -> Iterator[str]:
        """The paths on disk that are not to be seen; of a hidden folder only itself."""
        for folder, folders, files in os.walk(self.root):
            base = Path(folder).relative_to(self.root).as_posix()
            prefix = "" if base == "." else f"{base}/"
            yield from (prefix + name for name in folders if name.startswith("."))
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from (prefix + name for name in files if prefix + name not in shown)


class Copy:
    """A copy of what may be shown, in ``place``, for where there are no overlays."""

    def __init__(self, root: Path, place: Path) -> None:
        self._root = root
        self.folder = place / "copy"
        self._hashes = place / "hashes.json"

    def prepare(self, ctx: ToolContext, shown: Shown) -> None:
        """Copy the files, and remember what they were."""
        self.folder.mkdir(parents=True)
        staged, hashes = set(ctx.view.staged()), {}
        for path in sorted(shown.paths):
            data = ctx.view.read(path).data if path in staged else (self._root / path).read_bytes()
            hashes[path] = content_hash(data)
            _write(self.folder / path, data)
        self._hashes.write_text(json.dumps(hashes), encoding="utf-8")

    def collect(self, shown: Shown) -> Collected:  # noqa: ARG002 - the copy knows by itself
        """What differs now from what was copied."""
        hashes = json.loads(self._hashes.read_text(encoding="utf-8"))
        found, there = Collected(), set()
        for path, entry in entries_below(self.folder, found.left_out):
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                continue
            there.add(path)
            place = Path(entry.path)
            if not _is_taken(path, status):
                found.left_out.append(printable(path))
            elif content_hash(place.read_bytes()) != hashes.get(path):
                found.written[path] = place
        found.gone = sorted(hashes.keys() - there)
        return found


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _is_taken(path: str, status: os.stat_result) -> bool:
    plain = stat.S_ISREG(status.st_mode) and status.st_size <= LARGEST
    return plain and is_printable(path) and not is_hidden(path)


def _is_opaque(folder: str) -> bool:
    """Whether the command removed the folder and made it anew."""
    for name in _OPAQUE:
        try:
            if os.getxattr(folder, name) == b"y":
                return True
        except OSError:
            continue
    return False
