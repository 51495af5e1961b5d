"""The overlay: a vault with the open changes of one run on top, as pure look-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.agents.changes.ondisk import is_folder
from claudeprojects.core.errors import NoteNotFound
from claudeprojects.core.vault.content import FileContent
from claudeprojects.core.vault.parse import file_kind
from claudeprojects.core.vault.paths import check_path, is_hidden, is_inside, why_protected
from claudeprojects.core.vault.textfile import TextFile, content_hash, decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.agents.changes.records import Change, Records
    from claudeprojects.core.vault.vault import Vault


class Overlay:
    """``changes``, all of them open, over ``vault``. Made anew for every look, so that it is never old."""

    def __init__(self, vault: Vault, records: Records, changes: Iterable[Change]) -> None:
        self._vault = vault
        self._records = records
        self.at: dict[str, Change] = {}
        """The changed files by the path where they are now; what is deleted is at none."""
        self.gone: dict[str, Change] = {}
        """The changed files by the path on disk where they no longer are, or no longer as they were."""
        for change in changes:
            if change.proposed is not None:
                self.at[change.path] = change
            if change.old_path is not None:
                self.gone[change.old_path] = change

    def bytes_at(self, path: str) -> bytes:
        """The content of the file at ``path``; raises ``NoteNotFound``."""
        plain = check_path(path)
        change = self.at.get(plain)
        if change is not None:
            data = self._records.content_if_kept(change.proposed)
            return self._vault.read_bytes(change.old_path or plain) if data is None else data
        if plain in self.gone:
            raise NoteNotFound(plain)
        return self._vault.read_bytes(plain)

    def read(self, path: str) -> FileContent:
        """The file at ``path``, as ``Vault.read`` gives it; raises ``NoteNotFound``."""
        plain = check_path(path)
        if plain not in self.at and plain not in self.gone:
            return self._vault.read(plain)
        return content_as_read(plain, self.bytes_at(plain))

    def is_file(self, path: str) -> bool:
        """Whether a file is at ``path``."""
        return path in self.at or (path not in self.gone and self._vault.stat(path) is not None)

    def is_folder(self, path: str) -> bool:
        """Whether a folder is at ``path``: one on disk, or one that a changed file is in."""
        if any(known != path and is_inside(known, path) for known in self.at):
            return True
        return not is_hidden(path) and is_folder(self._vault, path)

    def files_in(self, folder: str) -> list[str]:
        """Every file at or below ``folder`` that is not hidden, by path."""
        found = {file.path for file in self._vault.look([folder]) if file.skip != "bad_name"} - self.gone.keys()
        found |= {path for path in self.at if is_inside(path, folder)}
        return sorted(path for path in found if not is_hidden(path))

    def entries(self, folder: str) -> list[str]:
        """The paths directly in ``folder``, folders first and with ``/`` at their end; hidden ones are left out."""
        prefix = f"{folder}/" if folder else ""
        on_disk = is_folder(self._vault, folder)
        folders = {f"{prefix}{name}/" for name in self._vault.folders_in(folder)} if on_disk else set()
        files = {file.path for file in self._vault.files_in(folder) if file.skip != "bad_name"} if on_disk else set()
        files -= self.gone.keys()
        for path in self.at:
            if is_inside(path, folder):
                name, below, _ = path.removeprefix(prefix).partition("/")
                (folders if below else files).add(prefix + name + below)
        return [*sorted(folders), *sorted(path for path in files if not is_hidden(path))]


def content_as_read(path: str, data: bytes) -> FileContent:
    """``data`` as if it had been read from ``path``."""
    text: TextFile | None
    try:
        text = decode(data)
    except UnicodeDecodeError:
        text = None
    reason = why_protected(path) if text is not None else f"it is no text file ({file_kind(path)})"
    return FileContent(
        path=path,
        data=data,
        text=None if text is None else text.text,
        bom=text is not None and text.bom,
        hash=content_hash(data),
        size=len(data),
        mtime_ns=0,
        editable=reason is None,
        reason=reason,
        reason_code=None if reason is None else "not_text" if text is None else "protected",
    )
