"""Reading a vault: what is there, and what its files hold. Changes nothing, not even a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from claudeprojects.core.errors import NotEditable, VaultNotFound, VaultOffline
from claudeprojects.core.vault.content import FileContent, content_of, too_large
from claudeprojects.core.vault.disk import Disk
from claudeprojects.core.vault.paths import check_path, parent_of
from claudeprojects.core.vault.presence import Presence
from claudeprojects.core.vault.scan import Scanner
from claudeprojects.core.vault.walk import NO_OTHERS, DiskFile, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class VaultReader:
    """The folder ``root``, read only. Files larger than the ``limits`` say are listed, but not read.

    Raises:
        VaultNotFound: ``root`` is no folder.
    """

    def __init__(self, root: Path, limits: Limits = NO_OTHERS) -> None:
        if not root.is_dir():
            raise VaultNotFound(str(root))
        self.root = root
        self.name = root.resolve().name
        self._disk = Disk(root)
        self._scanner = Scanner(self._disk, limits)
        self._presence = Presence(root)

    @property
    def limits(self) -> Limits:
        """What is read of the files."""
        return self._scanner.limits

    @limits.setter
    def limits(self, limits: Limits) -> None:
        self._scanner.limits = limits

    @property
    def rule_problems(self) -> tuple[str, ...]:
        """The ignore rules in force that cannot be read, each with the reason."""
        return self._scanner.rules.problems

    def is_online(self) -> bool:
        """Tell whether the root is there now; an unmounted disk is offline, not empty."""
        return self._presence.identity() is not None

    def walk(self) -> Iterator[DiskFile]:
        """Yield every file of the vault, also those that are skipped; raises ``VaultOffline``."""
        self._require_online()
        return self._scanner.walk()

    def look(self, paths: Iterable[str]) -> Iterator[DiskFile]:
        """Yield the files at ``paths`` and below those that are folders, each once; nothing for what is gone."""
        self._require_online()
        return self._scanner.look(paths)

    def stat(self, path: str) -> DiskFile | None:
        """Return the file at ``path`` as the walk would list it, ``None`` when there is none (or a folder)."""
        return self._scanner.stat(check_path(path))

    def files_in(self, folder: str = "") -> Iterator[DiskFile]:
        """Yield the files directly in ``folder``; raises ``VaultOffline``."""
        self._require_online()
        return self._scanner.files_in(check_path(folder) if folder else "")

    def folders_in(self, folder: str = "") -> list[str]:
        """Return the names of the folders in ``folder`` that are neither hidden nor links."""
        return self._scanner.folders_in(check_path(folder) if folder else "")

    def reload_rules(self) -> tuple[str, ...]:
        """Read the ignore rules anew; return those that cannot be read, each with the reason."""
        return self._scanner.reload_rules()

    def read_bytes(self, path: str) -> bytes:
        """Return the bytes of a file of any kind and size; raises ``NoteNotFound``."""
        return self._disk.read(check_path(path))[0]

    def glance(self, path: str) -> bytes:
        """Return the bytes of a file as ``read_bytes`` does, for showing only: one that is being written is not
        waited for."""
        return self._disk.glance(check_path(path))

    def open_file(self, path: str) -> BinaryIO:
        """Open a file of any kind for reading, without following links; the caller closes it."""
        return self._disk.open(check_path(path))

    def read(self, path: str) -> FileContent:
        """Return a file's content. One too large for us comes without bytes; raises ``NoteNotFound``."""
        plain = check_path(path)
        status = self._disk.lstat(plain)
        if status is not None and status.st_size > self.limits.max_bytes:
            return too_large(plain, status, self.limits.max_bytes)
        return content_of(plain, *self._disk.read(plain))

    def read_text(self, path: str) -> FileContent:
        """Return the content of a file whose text can be edited; raises ``NotEditable`` when it cannot."""
        content = self.read(path)
        if content.text is None or not content.editable:
            raise NotEditable(content.path, content.reason or "it is no text file")
        return content

    def _require_online(self) -> None:
        if not self.is_online():
            raise VaultOffline(str(self.root))

    def _existing_folder(self, path: str) -> str:
        """Return the innermost folder of ``path`` that exists."""
        folder = parent_of(check_path(path))
        while folder and not self._disk.exists(folder):
            folder = parent_of(folder)
        return folder
