"""Where ClaudeProjects keeps its own files: never inside a vault, except for ``.claudeprojects/``.

``CLAUDEPROJECTS_HOME`` replaces both the data folder and the configuration folder; without it they are where the
system keeps such things (XDG on Linux, ``Library`` on macOS, ``AppData`` on Windows).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import NamedTuple

HOME_VARIABLE = "CLAUDEPROJECTS_HOME"

APPLICATION = "claudeprojects"

RECORD = "vault.json"

SLUG_LENGTH = 40
"""Long enough to recognise a vault by, short enough for systems with 260-character paths."""


def data_home() -> Path:
    """The folder of everything that is derived or recorded about vaults; it may not exist yet."""
    if home := os.environ.get(HOME_VARIABLE):
        return Path(home).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(APPLICATION, appauthor=False)


def config_file() -> Path:
    """The user's settings file, ``config.toml``; it may not exist yet."""
    if home := os.environ.get(HOME_VARIABLE):
        return Path(home).expanduser().absolute() / "config.toml"
    from platformdirs import user_config_path

    return user_config_path(APPLICATION, appauthor=False) / "config.toml"


def data_dir(root: Path) -> Path:
    """The folder of one vault's index and state, named after the real path of ``root``; it may not exist yet.

    Two paths to one folder (through a link, or relative) give the same answer.
    """
    real = os.path.realpath(root)
    slug = re.sub(r"[^a-z0-9]+", "-", Path(real).name.lower()).strip("-")[:SLUG_LENGTH].strip("-") or "vault"
    digest = hashlib.blake2b(os.fsencode(real), digest_size=8).hexdigest()
    return data_home() / "vaults" / f"{slug}-{digest}"


class DataFolder(NamedTuple):
    """A vault's data folder, and the vault it belongs to (``None`` when that was never recorded)."""

    path: Path
    root: Path | None


def record_root(folder: Path, root: Path) -> None:
    """Write into the data ``folder`` that it belongs to the vault at ``root``, so that it can be told apart later."""
    record = folder / RECORD
    text = json.dumps({"root": os.path.realpath(root)})
    try:
        if record.read_text(encoding="utf-8") == text:
            return
    except (OSError, ValueError):
        pass  # missing or unreadable: written anew
    folder.mkdir(parents=True, exist_ok=True)
    record.write_text(text, encoding="utf-8")


def data_folders() -> list[DataFolder]:
    """Every vault's data folder on this machine, by name."""
    base = data_home() / "vaults"
    if not base.is_dir():
        return []
    return [DataFolder(folder, _recorded_root(folder)) for folder in sorted(base.iterdir()) if folder.is_dir()]


def _recorded_root(folder: Path) -> Path | None:
    try:
        return Path(json.loads((folder / RECORD).read_text(encoding="utf-8"))["root"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
