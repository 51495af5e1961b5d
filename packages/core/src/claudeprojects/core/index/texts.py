"""The searchable text of a file as it is now: a note's own bytes from the disk, what was extracted from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.errors import VaultError
from claudeprojects.core.index.examine import OWN_TEXT_KINDS
from claudeprojects.core.vault.parse import file_kind
from claudeprojects.core.vault.textfile import decode

if TYPE_CHECKING:
    from claudeprojects.core.store.database import Database
    from claudeprojects.core.vault.vault import Vault

_EXTRACTED = "SELECT coalesce(text, '') FROM files LEFT JOIN texts USING (file_id) WHERE path = ?"


class TextReader:
    """Reads texts by vault path; ``None`` for what is gone or unreadable. What has no text (a scanned PDF, an empty
    canvas) has an empty one: it is found by its name."""

    def __init__(self, vault: Vault, database: Database) -> None:
        self._vault = vault
        self._database = database

    def __call__(self, path: str) -> str | None:
        """Return the text that search matched against, as of now."""
        if file_kind(path) not in OWN_TEXT_KINDS:
            text = self._database.value(_EXTRACTED, (path,))
            return None if text is None else str(text)
        try:
            return decode(self._vault.glance(path)).text
        except (VaultError, UnicodeDecodeError):
            return None
