"""Staging: what one call of a tool does to a changeset, kept whole under the call's key.

Each change it touches is also recorded as the call left it, so that a fork of the run can take over exactly what the
steps it shares had done.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from claudeprojects.agents.changes.compare import unified
from claudeprojects.agents.changes.marking import marked
from claudeprojects.agents.changes.merge import merge
from claudeprojects.agents.changes.overlay import Overlay, content_as_read
from claudeprojects.agents.changes.records import Change
from claudeprojects.agents.values import Privacy
from claudeprojects.core.errors import NoteConflict, NotEditable, NoteExists, NoteNotFound
from claudeprojects.core.vault.paths import check_new_path, parent_of
from claudeprojects.core.vault.textfile import content_hash
from claudeprojects.core.wording import count

if TYPE_CHECKING:
    from claudeprojects.agents.changes.records import Records
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.core.vault.content import FileContent
    from claudeprojects.core.vault.vault import Vault

_LARGEST_KEPT = 32 * 1024 * 1024
"""Bytes; a larger file can be moved and deleted, and its content stays where the disk has it."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What one call staged: ``diff`` shows it, and ``again`` says that it had been staged before."""

    kind: Literal["create", "edit", "move", "delete", "nothing"]
    path: str
    files: int = 1
    diff: str = ""
    again: bool = False


class Staging:
    """The work of the call ``key`` of the run ``run_id`` on the changeset of ``root_id``, in one transaction."""

    def __init__(
        self, key: str, run_id: str, root_id: str, vault: Vault, records: Records, rules: PrivacyRules
    ) -> None:
        self._key, self._run_id, self._root_id = key, run_id, root_id
        self._vault, self._records, self._rules = vault, records, rules
        self.overlay = Overlay(vault, records, records.changes(root_id, waiting=True))

    def editable(self, path: str) -> FileContent:
        """The text file at ``path``. Raises ``NotEditable``, ``NoteNotFound``."""
        content = self.overlay.read(path)
        if content.text is None or not content.editable:
            raise NotEditable(path, content.reason or "it is no text file")
        return content

    def caught_up(self, path: str, seen: str, data: bytes, current: FileContent) -> bytes:
        """What the run wrote from the content ``seen``, with what was changed since."""
        possible, merged = merge(self._records.content_if_kept(seen), data, current.data)
        if not possible or merged is None:
            mine = data.decode("utf-8-sig", "replace")
            raise NoteConflict(path, mine=mine, theirs=current.text, current_hash=current.hash)
        return merged

    def put(self, path: str, before: bytes | None, data: bytes, taint: Privacy) -> Staged:
        """Let the file at ``path``, which holds ``before`` (``None``: there is none), hold ``data``."""
        change = self._lifted(path) if before is not None else self._new(path)
        privacy = max(taint, change.privacy)
        data = marked(self._rules, path, data, privacy)
        self._save(replace(change, proposed=self._records.keep(data), privacy=privacy))
        self._records.remember_read(self._run_id, path, data)
        return Staged("create" if before is None else "edit", path, 1, previewed(path, before, data))

    def _new(self, path: str) -> Change:
        """The change that makes a file at ``path``; one that was deleted there comes back with other content."""
        deleted = self.overlay.gone.get(path)
        if deleted is not None and deleted.proposed is None:
            return replace(deleted, path=path)
        return Change(None, path, None, None)

    def _lifted(self, path: str) -> Change:
        """The change of the file at ``path``; a file not changed yet is lifted from the disk into the changeset."""
        if (known := self.overlay.at.get(path)) is not None:
            return known
        if path in self.overlay.gone:
            raise NoteNotFound(path)
        data = self._vault.read_bytes(path)
        name = self._records.keep(data) if len(data) <= _LARGEST_KEPT else content_hash(data)
        return Change(path, path, name, name, privacy=self._rules.of_bytes(path, data))

    def move(self, path: str, target: str, taint: Privacy) -> None:
        """Let the file at ``path`` be at ``target``."""
        change = self._lifted(path)
        privacy = max(change.privacy, taint if change.base is None else Privacy.OPEN)
        data = self.overlay.bytes_at(path)
        kept = marked(self._rules, target, data, privacy)
        name = change.proposed if kept == data else self._records.keep(kept)
        self._save(replace(change, path=target, proposed=name, privacy=privacy))

    def files_at(self, path: str) -> list[str]:
        """The file at ``path``, or all files of the folder there. Raises ``NoteNotFound``."""
        if self.overlay.is_file(path):
            return [path]
        files = self.overlay.files_in(path) if self.overlay.is_folder(path) else []
        if not files:
            raise NoteNotFound(path)
        return files

    def check_new(self, path: str) -> None:
        """Raise what speaks against a new file at ``path``: ``PathRefused`` or ``NoteExists``."""
        check_new_path(path, self.existing_folder(path))
        if self.overlay.is_folder(path):
            raise NoteExists(path)

    def existing_folder(self, path: str) -> str:
        """The innermost folder of ``path`` that there is."""
        folder = parent_of(path)
        while folder and not self.overlay.is_folder(folder):
            folder = parent_of(folder)
        return folder

    def _save(self, change: Change) -> None:
        change = replace(change, state="proposed", why="", staged_by=self._run_id)
        if change.proposed is None and change.old_path is not None:
            change = replace(change, path=change.old_path)
        if not change.id:
            change = self._records.add(self._root_id, change)
        elif change.changes_nothing:
            self._records.drop(change)
        else:
            self._records.save(change)
        self._records.log(self._key, change)

    def trash(self, path: str) -> None:
        """Let the file at ``path`` be gone."""
        self._save(replace(self._lifted(path), proposed=None))


def previewed(path: str, before: bytes | None, after: bytes | None) -> str:
    """The unified diff between two contents of ``path``; of what is no text only the sizes."""
    old, new = (None if data is None else content_as_read(path, data) for data in (before, after))
    if any(content is not None and content.text is None for content in (old, new)):
        sizes = " → ".join("nothing" if content is None else count(content.size, "byte") for content in (old, new))
        return f"{path}: {sizes}\n"
    return unified(path, None if old is None else old.text, None if new is None else new.text)
