"""The changes of a run as drafts, for what looks at notes as they will be once those are accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.errors import NoteNotFound

if TYPE_CHECKING:
    from claudeprojects.agents.changes.view import ChangeView
    from claudeprojects.core.vault.vault import Vault


class ViewDrafts:
    """The vault as it will be with the changes in ``view``. What is looked at does not count as read by the run."""

    def __init__(self, view: ChangeView, vault: Vault) -> None:
        self._view, self._vault = view, vault
        self._staged = frozenset(view.staged())
        self._left = view.left()

    @property
    def paths(self) -> frozenset[str]:
        """The notes that are not on disk as they are here."""
        return frozenset(path for path in {*self._staged, *self._left} if path.endswith(".md"))

    def text(self, path: str) -> str | None:
        """The text of a note; ``None`` when there is none, or the run has moved or deleted it."""
        try:
            if path in self._staged:
                return self._view.read(path).text
            return None if path in self._left else self._vault.read_text(path).text
        except NoteNotFound:
            return None
