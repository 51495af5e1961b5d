"""The folders: whether the vault and ours can be used, settings that cannot be read, and data of vanished vaults."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claudeprojects.cli.checks import Finding
from claudeprojects.cli.text import size
from claudeprojects.core.errors import ClaudeProjectsError
from claudeprojects.core.settings import data_dir, data_folders, user_settings, vault_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from claudeprojects.core.settings import SettingsFile


def examine(root: Path) -> Iterator[Finding]:
    """Check the folders of the vault at ``root``."""
    yield _vault(root)
    yield _data_folder(root)
    yield from _settings("Your settings", user_settings())
    yield from _settings("Vault settings", vault_settings(root))
    yield from _orphans()


def _vault(root: Path) -> Finding:
    if not os.access(root, os.R_OK | os.X_OK):
        hint = "Give yourself permission to read it."
        return Finding("Vault", "problem", f"{root} may not be read.", hint)
    if not os.access(root, os.W_OK):
        return Finding("Vault", "note", f"{root} may be read and not written.", "Reading and searching work.")
    return Finding("Vault", "ok", str(root))


def _data_folder(root: Path) -> Finding:
    folder = data_dir(root)
    place = next(found for found in (folder, *folder.parents) if found.exists())
    if not place.is_dir() or not os.access(place, os.R_OK | os.W_OK | os.X_OK):
        hint = "Give yourself permission to write there, or name another place in CLAUDEPROJECTS_HOME."
        return Finding("Data folder", "problem", f"{place} may not be written.", hint)
    return Finding("Data folder", "ok", str(folder) if folder.exists() else f"{folder} (not made yet)")


def _settings(check: str, file: SettingsFile) -> Iterator[Finding]:
    try:
        file.values()
        ignored = file.ignored()
    except ClaudeProjectsError as error:
        yield Finding(check, "problem", error.message, error.hint)
        return
    if ignored:
        names = ", ".join(ignored)
        hint = "Unknown names have no effect, and a vault may not decide what reaches the network."
        yield Finding(check, "note", f"{file.path} holds what has no effect: {names}", hint)
    else:
        yield Finding(check, "ok", str(file.path) if file.path.exists() else "the defaults")


def _orphans() -> Iterator[Finding]:
    """Data of vaults that are not where they were: moved, deleted, or on a disk that is not connected."""
    lost = [folder for folder in data_folders() if folder.root is not None and not folder.root.is_dir()]
    for path, root in lost:
        hint = f"If it is gone for good, delete {path}. If it moved, its index is made anew where it is now."
        yield Finding("Old data", "note", f"{size(_bytes_in(path))} for {root}, which is not there", hint)
    if not lost:
        yield Finding("Old data", "ok", "none left over from other vaults")


def _bytes_in(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())
