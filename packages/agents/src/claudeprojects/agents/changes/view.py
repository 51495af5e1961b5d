"""The view: the vault as a run sees it, and the only road by which a run changes files.

Nothing here touches the disk: a change is staged in the changeset of the run's tree, and read back as if it were
done. Each carries the key of the tool call that made it, and is not made again under the same key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.agents.changes.compare import unified
from claudeprojects.agents.changes.overlay import Overlay
from claudeprojects.agents.changes.staging import Staged, Staging, previewed
from claudeprojects.agents.values import Privacy
from claudeprojects.core.errors import NoteExists, PathRefused
from claudeprojects.core.vault.edits import encode, replace_once
from claudeprojects.core.vault.paths import check_changeable, check_new_path, is_inside, renamed

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from claudeprojects.agents.changes.records import Records
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.core.vault.content import FileContent
    from claudeprojects.core.vault.vault import Vault

Paths = list[str]


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

        def written(staging: Staging) -> Staged:
            if not staging.overlay.is_file(plain):
                staging.check_new(plain)
                data = encode(plain, text, bom=False, max_bytes=self._vault.limits.max_bytes)
                return staging.put(plain, None, data, taint)
            current = staging.editable(plain)
            data = encode(plain, text, bom=current.bom, max_bytes=self._vault.limits.max_bytes)
            seen = base_hash or self._records.last_read(self.run_id, plain) or current.hash
            if seen != current.hash:
                data = staging.caught_up(plain, seen, data, current)
            return staging.put(plain, current.data, data, taint)

        return self._once(key, written)

    def patch(self, key: str, path: str, old: str, new: str, *, taint: Privacy = Privacy.OPEN) -> Staged:
        """Replace the one occurrence of ``old``; raises ``PatchFailed``, ``NoteNotFound`` or ``NotEditable``."""
        plain = check_changeable(path)

        def patched(staging: Staging) -> Staged:
            current = staging.editable(plain)
            text = replace_once(plain, current.text or "", old, new)
            data = encode(plain, text, bom=current.bom, max_bytes=self._vault.limits.max_bytes)
            return staging.put(plain, current.data, data, taint)

        return self._once(key, patched)

    def put(self, key: str, path: str, data: bytes | None, *, taint: Privacy = Privacy.OPEN) -> Staged:
        """Give a file of any kind the bytes ``data``; ``None`` puts it into the trash."""
        if data is None:
            return self.trash(key, path)
        plain = check_changeable(path)

        def put(staging: Staging) -> Staged:
            if staging.overlay.is_file(plain):
                return staging.put(plain, staging.overlay.bytes_at(plain), data, taint)
            staging.check_new(plain)
            return staging.put(plain, None, data, taint)

        return self._once(key, put)

    def move(self, key: str, src: str, dst: str, *, taint: Privacy = Privacy.OPEN) -> Staged:
        """Move a file, or all files of a folder; on disk, links to them will follow.

        Raises:
            NoteNotFound, NoteExists: nothing at ``src``, or something at ``dst``.
            PathRefused: a name is not allowed.
        """
        plain, target = check_changeable(src), check_changeable(dst)

        def moved(staging: Staging) -> Staged:
            check_new_path(target, staging.existing_folder(target))
            if is_inside(target, plain) and target != plain:
                raise PathRefused(target, "a folder cannot go into itself")
            files = staging.files_at(plain)
            for path in files:
                new = renamed(path, plain, target)
                if staging.overlay.is_file(new) or staging.overlay.is_folder(new):
                    raise NoteExists(new)
                staging.move(path, new, taint)
            return Staged("move", target, len(files), f"{plain} → {target}\n")

        return self._once(key, moved)

    def trash(self, key: str, path: str) -> Staged:
        """Put a file, or all files of a folder, into the trash; raises ``NoteNotFound``."""
        plain = check_changeable(path)

        def trashed(staging: Staging) -> Staged:
            files = staging.files_at(plain)
            diff = previewed(plain, staging.overlay.bytes_at(plain), None) if files == [plain] else ""
            for file in files:
                staging.trash(file)
            return Staged("delete", plain, len(files), diff)

        return self._once(key, trashed)

    def done(self, key: str) -> bool:
        """Whether the call ``key`` has been staged, so that it is being repeated after a crash."""
        return self._records.call(key) is not None

    def staged(self) -> Paths:
        """The paths of all files that are not on disk as they are here: changed, new or moved."""
        return sorted(self._overlay().at)

    def left(self) -> dict[str, str | None]:
        """Where each file of the disk that a change touches is here; ``None`` for one that is gone."""
        overlay = self._overlay()
        return {old: None if change.proposed is None else change.path for old, change in overlay.gone.items()}

    def preview(self, path: str, text: str) -> str:
        """The unified diff that writing ``text`` to ``path`` would make, shown before it is asked for."""
        overlay = self._overlay()
        current = overlay.read(path).text if overlay.is_file(path) else None
        return unified(path, current, text)

    def _overlay(self) -> Overlay:
        return Overlay(self._vault, self._records, self._records.changes(self.root_id, waiting=True))

    def _once(self, key: str, stage: Callable[[Staging], Staged]) -> Staged:
        """Stage what ``stage`` does, whole or not at all, unless the call ``key`` did so before."""
        with self._lock:
            if (known := self._records.call(key)) is not None:
                return Staged(**known, again=True)
            with self._records.database.write():
                work = Staging(key, self.run_id, self.root_id, self._vault, self._records, self._rules)
                staged = stage(work)
                result = {"kind": staged.kind, "path": staged.path, "files": staged.files, "diff": staged.diff}
                self._records.remember_call(self.root_id, key, result)
        self._on_change(self.root_id)
        return staged
