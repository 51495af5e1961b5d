"""The view: the vault as a run sees it, and the only road by which a run changes files.

Nothing here touches the disk: a change is staged in the changeset of the run's tree, and read back as if it were
done. Each carries the key of the tool call that made it, and is not made again under the same key.
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
from claudeprojects.core.errors import NoteConflict, NotEditable, NoteExists, NoteNotFound, PathRefused
from claudeprojects.core.vault.edits import encode, replace_once
from claudeprojects.core.vault.paths import check_changeable, check_new_path, is_inside, parent_of, renamed
from claudeprojects.core.vault.textfile import content_hash

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from claudeprojects.agents.changes.records import Records
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.core.vault.content import FileContent
    from claudeprojects.core.vault.vault import Vault

Paths = list[str]

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


class ChangeView:
    """The view of the run ``run_id``, whose changes belong to the tree of ``root_id``. Safe to use from many threads.

    ``taint`` is the class of what the run had read when it made a change. A note it writes is given at least that
    class, and at least the one it had: what an agent wrote from private text stays private, visibly, in the note.
    """

    def __init__(
        self,
        run_id: str,
        root_id: str,
        vault: Vault,
        records: Records,
        rules: PrivacyRules,
        lock: threading.RLock,
        on_change: Callable[[str], None],
    ) -> None:
        self.run_id = run_id
        self.root_id = root_id
        self._vault = vault
        self._records = records
        self._rules = rules
        self._lock = lock
        self._on_change = on_change

    def read(self, path: str) -> FileContent:
        """A file as the run left it; raises ``NoteNotFound``. What is read is what later writes are made from."""
        with self._lock:
            content = self._overlay().read(path)
            if content.text is not None and self._records.last_read(self.run_id, content.path) != content.hash:
                self._records.remember_read(self.run_id, content.path, content.data)
            return content

    def privacy_of(self, path: str) -> Privacy:
        """The class of the file at ``path``, also of what it was made of while it is not on disk yet."""
        with self._lock:
            change = self._overlay().at.get(path)
            if change is None:
                return self._rules.of_path(path)
            data = self._records.content_if_kept(change.proposed)
            return max(
                change.privacy, self._rules.of_path(path) if data is None else self._rules.of_bytes(path, data)
            )

    def exists(self, path: str) -> bool:
        """Whether a file or folder is at ``path``."""
        overlay = self._overlay()
        return not path or overlay.is_file(path) or overlay.is_folder(path)

    def list(self, folder: str = "") -> Paths:
        """The paths directly in ``folder``, folders first and with ``/`` at their end."""
        return self._overlay().entries(folder.strip("/"))

    def files(self, folder: str = "") -> Paths:
        """Every file at or below ``folder``."""
        return self._overlay().files_in(folder.strip("/"))

    def write(
        self, key: str, path: str, text: str, base_hash: str | None = None, *, taint: Privacy = Privacy.OPEN
    ) -> Staged:
        """Make a file, or write over it. Without ``base_hash`` the text is taken to be made from what the run read.

        What others changed since then is merged in.

        Raises:
            NoteConflict: that cannot be merged; the run must read it again.
            NotEditable, PathRefused: nothing can be written there.
        """
        plain = check_changeable(path)

        def written(overlay: Overlay) -> Staged:
            if not overlay.is_file(plain):
                self._check_new(overlay, plain)
                data = encode(plain, text, bom=False, max_bytes=self._vault.limits.max_bytes)
                return self._put(overlay, plain, None, data, taint)
            current = self._editable(overlay, plain)
            data = encode(plain, text, bom=current.bom, max_bytes=self._vault.limits.max_bytes)
            seen = base_hash or self._records.last_read(self.run_id, plain) or current.hash
            if seen != current.hash:
                data = self._caught_up(plain, seen, data, current)
            return self._put(overlay, plain, current.data, data, taint)

        return self._once(key, written)

    def patch(self, key: str, path: str, old: str, new: str, *, taint: Privacy = Privacy.OPEN) -> Staged:
        """Replace the one occurrence of ``old``; raises ``PatchFailed``, ``NoteNotFound`` or ``NotEditable``."""
        plain = check_changeable(path)

        def patched(overlay: Overlay) -> Staged:
            current = self._editable(overlay, plain)
            text = replace_once(plain, current.text or "", old, new)
            data = encode(plain, text, bom=current.bom, max_bytes=self._vault.limits.max_bytes)
            return self._put(overlay, plain, current.data, data, taint)

        return self._once(key, patched)

    def put(self, key: str, path: str, data: bytes | None, *, taint: Privacy = Privacy.OPEN) -> Staged:
        """Give a file of any kind the bytes ``data``; ``None`` puts it into the trash."""
        if data is None:
            return self.trash(key, path)
        plain = check_changeable(path)

        def put(overlay: Overlay) -> Staged:
            if overlay.is_file(plain):
                return self._put(overlay, plain, overlay.bytes_at(plain), data, taint)
            self._check_new(overlay, plain)
            return self._put(overlay, plain, None, data, taint)

        return self._once(key, put)

    def move(self, key: str, src: str, dst: str, *, taint: Privacy = Privacy.OPEN) -> Staged:
        """Move a file, or all files of a folder; on disk, links to them will follow.

        Raises:
            NoteNotFound, NoteExists: nothing at ``src``, or something at ``dst``.
            PathRefused: a name is not allowed.
        """
        plain, target = check_changeable(src), check_changeable(dst)

        def moved(overlay: Overlay) -> Staged:
            check_new_path(target, self._existing_folder(overlay, target))
            if is_inside(target, plain) and target != plain:
                raise PathRefused(target, "a folder cannot go into itself")
            files = self._files_at(overlay, plain)
            for path in files:
                new = renamed(path, plain, target)
                if overlay.is_file(new) or overlay.is_folder(new):
                    raise NoteExists(new)
                self._move_file(overlay, path, new, taint)
            return Staged("move", target, len(files), f"{plain} → {target}\n")

        return self._once(key, moved)

    def trash(self, key: str, path: str) -> Staged:
        """Put a file, or all files of a folder, into the trash; raises ``NoteNotFound``."""
        plain = check_changeable(path)

        def trashed(overlay: Overlay) -> Staged:
            files = self._files_at(overlay, plain)
            diff = self._preview(plain, overlay.bytes_at(plain), None) if files == [plain] else ""
            for file in files:
                self._save(replace(self._lifted(overlay, file), proposed=None))
            return Staged("delete", plain, len(files), diff)

        return self._once(key, trashed)

    def done(self, key: str) -> bool:
        """Whether the call ``key`` has been staged, so that it is being repeated after a crash."""
        return self._records.call(key) is not None

    def staged(self) -> Paths:
        """The paths of all files that are not on disk as they are here: changed, new or moved."""
        return sorted(self._overlay().at)

    def preview(self, path: str, text: str) -> str:
        """The unified diff that writing ``text`` to ``path`` would make, shown before it is asked for."""
        overlay = self._overlay()
        current = overlay.read(path).text if overlay.is_file(path) else None
        return unified(path, current, text)

    def _overlay(self) -> Overlay:
        return Overlay(self._vault, self._records, self._records.changes(self.root_id, waiting=True))

    def _editable(self, overlay: Overlay, path: str) -> FileContent:
        content = overlay.read(path)
        if content.text is None or not content.editable:
            raise NotEditable(path, content.reason or "it is no text file")
        return content

    def _caught_up(self, path: str, seen: str, data: bytes, current: FileContent) -> bytes:
        """What the run wrote from the content ``seen``, with what was changed since."""
        possible, merged = merge(self._known(seen), data, current.data)
        if not possible or merged is None:
            mine = data.decode("utf-8-sig", "replace")
            raise NoteConflict(path, mine=mine, theirs=current.text, current_hash=current.hash)
        return merged

    def _known(self, name: str) -> bytes | None:
        return self._records.content_if_kept(name)

    def _put(self, overlay: Overlay, path: str, before: bytes | None, data: bytes, taint: Privacy) -> Staged:
        change = self._lifted(overlay, path) if before is not None else self._new(overlay, path)
        privacy = max(taint, change.privacy)
        data = marked(self._rules, path, data, privacy)
        self._save(replace(change, proposed=self._records.keep(data), privacy=privacy))
        self._records.remember_read(self.run_id, path, data)
        return Staged("create" if before is None else "edit", path, 1, self._preview(path, before, data))

    def _new(self, overlay: Overlay, path: str) -> Change:
        """The change that makes a file at ``path``; one that was deleted there comes back with other content."""
        deleted = overlay.gone.get(path)
        if deleted is not None and deleted.proposed is None:
            return replace(deleted, path=path)
        return Change(None, path, None, None)

    def _lifted(self, overlay: Overlay, path: str) -> Change:
        """The change of the file at ``path``; a file not changed yet is lifted from the disk into the changeset."""
        if (known := overlay.at.get(path)) is not None:
            return known
        if path in overlay.gone:
            raise NoteNotFound(path)
        data = self._vault.read_bytes(path)
        name = self._records.keep(data) if len(data) <= _LARGEST_KEPT else content_hash(data)
        return Change(path, path, name, name, privacy=self._rules.of_bytes(path, data))

    def _move_file(self, overlay: Overlay, path: str, target: str, taint: Privacy) -> None:
        change = self._lifted(overlay, path)
        privacy = max(change.privacy, taint if change.base is None else Privacy.OPEN)
        data = overlay.bytes_at(path)
        kept = marked(self._rules, target, data, privacy)
        name = change.proposed if kept == data else self._records.keep(kept)
        self._save(replace(change, path=target, proposed=name, privacy=privacy))

    def _files_at(self, overlay: Overlay, path: str) -> Paths:
        if overlay.is_file(path):
            return [path]
        files = overlay.files_in(path) if overlay.is_folder(path) else []
        if not files:
            raise NoteNotFound(path)
        return files

    def _existing_folder(self, overlay: Overlay, path: str) -> str:
        folder = parent_of(path)
        while folder and not overlay.is_folder(folder):
            folder = parent_of(folder)
        return folder

    def _save(self, change: Change) -> None:
        change = replace(change, state="proposed", why="", staged_by=self.run_id)
        if change.proposed is None and change.old_path is not None:
            change = replace(change, path=change.old_path)
        if not change.id:
            self._records.add(self.root_id, change)
        elif change.changes_nothing:
            self._records.drop(change)
        else:
            self._records.save(change)

    def _preview(self, path: str, before: bytes | None, after: bytes | None) -> str:
        old, new = (None if data is None else content_as_read(path, data) for data in (before, after))
        if any(content is not None and content.text is None for content in (old, new)):
            sizes = " → ".join("nothing" if content is None else f"{content.size:,} bytes" for content in (old, new))
            return f"{path}: {sizes}\n"
        return unified(path, None if old is None else old.text, None if new is None else new.text)

    def _once(self, key: str, stage: Callable[[Overlay], Staged]) -> Staged:
        """Stage what ``stage`` does, whole or not at all, unless the call ``key`` did so before."""
        with self._lock:
            if (known := self._records.call(key)) is not None:
                return Staged(**known, again=True)
            with self._records.database.write():
                staged = stage(self._overlay())
                result = {"kind": staged.kind, "path": staged.path, "files": staged.files, "diff": staged.diff}
                self._records.remember_call(self.root_id, key, result)
        self._on_change(self.root_id)
        return staged

    def _check_new(self, overlay: Overlay, path: str) -> None:
        check_new_path(path, self._existing_folder(overlay, path))
        if overlay.is_folder(path):
            raise NoteExists(path)
