"""The store of changesets: views for runs, and what a person does with their changes: look, accept, reject, undo."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.changes.applying import Applier
from claudeprojects.agents.changes.forking import take_over
from claudeprojects.agents.changes.hunks import hunks_of, texts_of, with_hunks
from claudeprojects.agents.changes.model import ChangeKind, Changeset, FileChange
from claudeprojects.agents.changes.records import Change, Records
from claudeprojects.agents.changes.recovery import recover
from claudeprojects.agents.changes.undoing import Undoer
from claudeprojects.agents.changes.view import ChangeView
from claudeprojects.agents.errors import ChangeNotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.agents.store import AgentStore
    from claudeprojects.core.workspace import Workspace


class ChangeStore:
    """The changesets of ``workspace``, kept in ``store``. Safe to use from many threads.

    ``root_of`` names the run that a run's changes belong to: the root of its tree. ``on_change`` is told that root
    whenever a changeset changed. Opening settles what a crash left between a file and its record.
    """

    def __init__(
        self,
        store: AgentStore,
        workspace: Workspace,
        rules: PrivacyRules,
        *,
        root_of: Callable[[str], str] = str,
        on_change: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._records = Records(store.database)
        self._workspace = workspace
        self._rules = rules
        self._root_of = root_of
        self._on_change = on_change
        self._lock = threading.RLock()
        recover(workspace, self._records)

    def view(self, run_id: str) -> ChangeView:
        """The vault as the run sees it, and its only road to changing files."""
        return ChangeView(
            run_id,
            self._root_of(run_id),
            self._workspace.vault,
            self._records,
            self._rules,
            self._lock,
            self._on_change,
        )

    def take_over(self, run_id: str, calls: Mapping[str, str]) -> None:
        """Propose for the fork ``run_id`` what other calls had proposed; see ``forking``."""
        with self._lock:
            take_over(run_id, calls, self._workspace.vault, self._records)
        self._on_change(run_id)

    def changeset(self, run_id: str) -> Changeset:
        """Everything the run's tree changed or would change."""
        root = self._root_of(run_id)
        return Changeset(root, tuple(self._shown(change) for change in self._records.changes(root)))

    def summary(self, run_id: str) -> dict[str, Any]:
        """How many changes of the run's tree are in each state, without their content."""
        found = dict.fromkeys(("proposed", "accepted", "rejected", "undone", "conflict"), 0)
        for change in self._records.changes(self._root_of(run_id)):
            found[change.state] += 1
        return found

    def accept(
        self, run_id: str, paths: Collection[str] | None = None, hunks: Collection[str] | None = None
    ) -> Changeset:
        """Put what is proposed on disk: all of it, or the files ``paths`` and the ``hunks``; return the changeset.

        What the user changed since is merged; what cannot be is a ``conflict`` then, and its file untouched. A
        conflict that is accepted again is written over what is there.

        Raises:
            ChangeNotFound: a path or hunk is not (or no longer) proposed; nothing is done.
        """
        with self._lock:
            root = self._root_of(run_id)
            whole, parts = self._chosen(root, paths, hunks)
            whole += [self._split(root, change, chosen) for change, chosen in parts]
            Applier(root, self._workspace, self._records).apply(whole)
        self._on_change(root)
        return self.changeset(root)

    def settle(self, run_id: str) -> Changeset:
        """Accept what the run itself proposes, and not what other runs of its tree do: they may be bound to ask."""
        with self._lock:
            root = self._root_of(run_id)
            own = [change for change in self._records.changes(root, waiting=True) if change.staged_by == run_id]
            Applier(root, self._workspace, self._records).apply(
                change for change in own if change.state == "proposed"
            )
        self._on_change(root)
        return self.changeset(root)

    def reject(
        self, run_id: str, paths: Collection[str] | None = None, hunks: Collection[str] | None = None
    ) -> Changeset:
        """Drop what is proposed: all of it, or the files ``paths`` and the ``hunks``. Raises ``ChangeNotFound``."""
        with self._lock:
            root = self._root_of(run_id)
            whole, parts = self._chosen(root, paths, hunks)
            for change, chosen in parts:
                self._split_off_rejected(root, change, chosen)
            for change in whole:
                self._records.save(replace(change, state="rejected", why=""))
        self._on_change(root)
        return self.changeset(root)

    def undo(self, run_id: str, paths: Collection[str] | None = None) -> Changeset:
        """Take back what the run's tree did to files, and reject what it still proposes; only ``paths`` when given.

        A file nobody changed since is exactly what it was; what others changed since stays. What cannot be taken
        back stays ``accepted``, and its ``why`` says so. Raises ``ChangeNotFound`` for a path it did not change.
        """
        with self._lock:
            root = self._root_of(run_id)
            changes = [c for c in self._records.changes(root) if paths is None or {c.path, c.old_path} & set(paths)]
            if paths is not None:
                self._require(root, paths, changes)
            for change in changes:
                if change.is_open:
                    self._records.save(replace(change, state="rejected", why=""))
            ids = {change.id for change in changes}
            effects = [e for e in self._records.effects(root, "done", "conflict") if e.change_id in ids]
            failed = Undoer(self._workspace, self._records).undo(effects)
            for change in changes:
                if change.state == "accepted":
                    why = failed.get(change.id, "")
                    self._records.save(replace(change, state="accepted" if why else "undone", why=why))
        self._on_change(root)
        return self.changeset(root)

    def _chosen(
        self, root: str, paths: Collection[str] | None, hunks: Collection[str] | None
    ) -> tuple[list[Change], list[tuple[Change, set[str]]]]:
        """The open changes chosen as a whole, and those of which some hunks are."""
        waiting = self._records.changes(root, waiting=True)
        if paths is None and hunks is None:
            return waiting, []
        whole = [change for change in waiting if {change.path, change.old_path} & set(paths or ())]
        self._require(root, paths or (), whole)
        parts: list[tuple[Change, set[str]]] = []
        left = set(hunks or ())
        for change in waiting:
            known = {hunk.id for hunk in self._shown(change).hunks}
            chosen = left & known
            left -= known
            if chosen and change not in whole:
                if chosen == known:
                    whole.append(change)
                else:
                    parts.append((change, chosen))
        if left:
            raise ChangeNotFound(root, min(left))
        return whole, parts

    def _require(self, root: str, paths: Iterable[str], found: Iterable[Change]) -> None:
        known = {path for change in found for path in (change.path, change.old_path)}
        for path in paths:
            if path not in known:
                raise ChangeNotFound(root, path)

    def _split(self, root: str, change: Change, chosen: set[str]) -> Change:
        """Cut the ``chosen`` hunks off ``change`` as a change of their own, and return that."""
        part = self._records.keep(self._with_hunks(change, chosen))
        where = change.old_path or change.path
        self._records.save(replace(change, old_path=where, base=part))
        return self._records.add(root, replace(change, path=where, proposed=part))

    def _split_off_rejected(self, root: str, change: Change, chosen: set[str]) -> None:
        kept = {hunk.id for hunk in self._shown(change).hunks} - chosen
        rest = self._records.keep(self._with_hunks(change, kept))
        self._records.save(replace(change, proposed=rest))
        self._records.add(root, replace(change, old_path=change.path, base=rest, state="rejected", why=""))

    def _with_hunks(self, change: Change, chosen: Collection[str]) -> bytes:
        texts = texts_of(self._records.content(change.base), self._records.content(change.proposed))
        if texts is None:
            raise ChangeNotFound(change.path, min(chosen))
        return with_hunks(change.id, texts, chosen)

    def _shown(self, change: Change) -> FileChange:
        same = change.base == change.proposed
        base, proposed = (None, None) if same else map(self._records.content_if_kept, (change.base, change.proposed))
        texts = None if same else texts_of(base, proposed)
        return FileChange(
            id=str(change.id),
            path=change.path,
            old_path=change.old_path,
            kind=_kind(change),
            state=change.state,
            hunks=() if texts is None else hunks_of(change.id, texts),
            why=change.why,
            binary=not same and texts is None,
            old_size=None if base is None else len(base),
            new_size=None if proposed is None else len(proposed),
            privacy=change.privacy,
        )


def _kind(change: Change) -> ChangeKind:
    if change.old_path is None:
        return "create"
    if change.proposed is None:
        return "delete"
    return "edit" if change.old_path == change.path else "move"
