"""Writing the user's ``permissions.toml``: atomically, with the comments and unknown keys that are in it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from claudeprojects.agents.errors import PermissionsDamaged
from claudeprojects.core.errors import StorageFailed


def save(path: Path, document: dict[str, Any], known: tuple[str, ...]) -> None:
    """Let the file at ``path`` say ``document`` for the ``known`` keys; other keys and comments stay.

    Raises:
        PermissionsDamaged: the file there cannot be read.
        StorageFailed: the disk refused.
    """
    import tomlkit  # keeps comments, and takes 90 ms to load

    try:
        old = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        old = ""
    except OSError as error:
        raise PermissionsDamaged(str(path), error.strerror or str(error)) from error
    except ValueError as error:
        raise PermissionsDamaged(str(path), str(error)) from error
    try:
        file = tomlkit.parse(old)
    except ValueError as error:
        raise PermissionsDamaged(str(path), str(error)) from error
    for key in known:
        if key in document:
            file[key] = document[key]
        else:
            file.pop(key, None)
    try:
        _replace(path, tomlkit.dumps(file))
    except OSError as error:
        raise StorageFailed(str(path), error.strerror or str(error)) from error


def _replace(path: Path, text: str) -> None:
    target = Path(os.path.realpath(path))  # it may be a link into the user's dotfiles
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
