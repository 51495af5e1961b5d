"""Taking over what a command changed into the run's changeset, as if the run had made each change itself."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from claudeprojects.agents.permissions.instructing import tells_agents
from claudeprojects.agents.permissions.modes import in_force, is_staged
from claudeprojects.core.errors import NoteNotFound, VaultError
from claudeprojects.core.vault.textfile import content_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from claudeprojects.agents.tools.port import ToolContext
    from claudeprojects.agents.tools.sandbox.mounting import Collected
    from claudeprojects.agents.values import Privacy

Stamps = dict[str, tuple[int, int]]


def stamps_of(root: Path, paths: Iterable[str]) -> Stamps:
    """Time and size of the files on disk, to see later whether someone else changed them."""
    found = {}
    for path in paths:
        try:
            status = os.lstat(root / path)
        except OSError:
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found


class TakeOver:
    """Stages what was ``collected`` for the call of ``ctx``; doing it again after a crash changes nothing.

    A file that someone else changed while the command ran is left to them. Each refusal is put into
    ``collected.left_out`` with its reason.
    """

    def __init__(self, collected: Collected, ctx: ToolContext, privacy: Privacy, before: Stamps) -> None:
        self._collected = collected
        self._ctx = ctx
        self._privacy = privacy
        touched = before.keys() & {*collected.written, *collected.gone}
        now = stamps_of(ctx.workspace.vault.root, touched)
        self._reviewed = is_staged(in_force(ctx.agent, ctx.mode))
        self._theirs = {path for path in touched if now.get(path) != before[path]}

    def stage(self) -> None:
        """Stage moves, so that links follow, then contents, then deletions."""
        view, written = self._ctx.view, self._collected.written
        moves = self._moves()
        for source, target in moves.items():
            moved = partial(view.move, self._key("m", source), source, target, taint=self._privacy)
            self._do(source, moved, target)
        for path in sorted(written.keys() - set(moves.values())):
            data = written[path].read_bytes()
            self._do(path, partial(view.put, self._key("w", path), path, data, taint=self._privacy))
        for path in sorted(set(self._collected.gone) - moves.keys()):
            self._do(path, partial(view.trash, self._key("d", path), path))

    def _moves(self) -> dict[str, str]:
        """Files gone from one path whose bytes stand at a new one, by the old path."""
        new = {path for path in self._collected.written if not self._ctx.view.exists(path)}
        by_content: dict[str, list[str]] = {}
        for path in sorted(new):
            by_content.setdefault(content_hash(self._collected.written[path].read_bytes()), []).append(path)
        moves = {}
        for source in self._collected.gone if new else ():
            targets = by_content.get(self._hash_of(source))
            if targets:
                moves[source] = targets.pop(0)
        return moves

    def _hash_of(self, path: str) -> str:
        try:
            return self._ctx.view.read(path).hash
        except VaultError:
            return ""

    def _key(self, what: str, path: str) -> str:
        return f"{self._ctx.key}/{what}/{path}"

    def _do(self, path: str, change: Callable[[], object], target: str = "") -> None:
        if path in self._theirs:
            self._leave(path, "changed by someone else meanwhile")
            return
        if not self._reviewed and (told := self._telling(path, target)):
            self._leave(told, "it tells agents what to do, and a command is not asked about that; use `write`")
            return
        try:
            change()
        except NoteNotFound:
            return  # it is gone already
        except VaultError as error:
            self._leave(path, error.message)

    def _telling(self, *paths: str) -> str | None:
        """The one of ``paths`` that tells agents what to do."""
        return next((path for path in paths if path and tells_agents(path, self._ctx.policy.imported)), None)

    def _leave(self, path: str, why: str) -> None:
        self._collected.left_out.append(f"{path} ({why})")
        self._collected.written.pop(path, None)
        if path in self._collected.gone:
            self._collected.gone.remove(path)
