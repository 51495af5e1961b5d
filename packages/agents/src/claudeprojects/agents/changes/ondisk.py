"""Looks at the disk below a workspace, for what is about to be changed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.errors import NoteNotFound, VaultError, VaultOffline

if TYPE_CHECKING:
    from claudeprojects.core.vault.vault import Vault
    from claudeprojects.core.workspace import Workspace


def current_bytes(workspace: Workspace, path: str) -> bytes | None:
    """The content of the file at ``path``, ``None`` when there is none."""
    try:
        return workspace.vault.read_bytes(path)
    except NoteNotFound:
        return None


def is_taken(workspace: Workspace, path: str) -> bool:
    """Whether anything, file or folder, is at ``path``."""
    return workspace.vault.stat(path) is not None or is_folder(workspace.vault, path)


def is_folder(vault: Vault, path: str) -> bool:
    """Whether a folder is at ``path``; the root (``""``) is one."""
    try:
        vault.folders_in(path)
    except VaultOffline:
        raise
    except VaultError:
        return False
    return True
