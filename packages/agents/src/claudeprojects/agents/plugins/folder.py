"""A workspace plugin on disk: a folder in ``.claudeprojects/plugins/`` with a ``plugin.toml`` and a ``plugin.py``.

What a user trusts is the content of such a folder, named by a hash over all of it. Trusting takes a copy into the
user's data folder, and that copy is what runs: nothing that changes in the vault afterwards is run unseen.
"""

from __future__ import annotations

import re
import tomllib
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

PLUGINS = ".claudeprojects/plugins"
"""Where the plugins of a vault are."""

MANIFEST, MODULE = "plugin.toml", "plugin.py"

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""What a plugin may be named; at most 64 characters."""

MAX_FILES = 500
MAX_BYTES = 20_000_000

_LEFT_OUT = frozenset({"__pycache__", ".pytest_cache", ".git", ".mypy_cache", ".ruff_cache"})


class Manifest(NamedTuple):
    """What ``plugin.toml`` says."""

    name: str
    version: str
    description: str


class PluginProblem(ValueError):
    """Why a folder is no plugin; one line for a person. Never leaves this package."""


def read_manifest(folder: Path) -> Manifest:
    """Read ``plugin.toml``. Raises ``PluginProblem``."""
    try:
        data = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except OSError as error:
        raise PluginProblem(f"There is no {MANIFEST} that can be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PluginProblem(f"{MANIFEST} cannot be read: {error}") from error
    name = data.get("name", folder.name)
    if not isinstance(name, str) or not is_name(name) or name != folder.name:
        raise PluginProblem(f"The name in {MANIFEST} is not that of the folder, {folder.name!r}")
    if not (folder / MODULE).is_file():
        raise PluginProblem(f"There is no {MODULE}")
    return Manifest(name, str(data.get("version", "0")), str(data.get("description", "")))


def is_name(name: str) -> bool:
    """Whether a plugin can have this name."""
    return len(name) <= 64 and NAME.fullmatch(name) is not None


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of the plugin by its path in the folder. Raises ``PluginProblem``."""
    files: dict[str, bytes] = {}
    size = 0
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if _LEFT_OUT.intersection(inside.parts):
            continue
        if path.is_symlink():
            raise PluginProblem(f"{inside.as_posix()} is a link; what it leads to could change unseen")
        if path.is_file():
            try:
                files[inside.as_posix()] = path.read_bytes()
            except OSError as error:
                raise PluginProblem(f"{inside.as_posix()} cannot be read: {error.strerror}") from error
            size += len(files[inside.as_posix()])
        if len(files) > MAX_FILES or size > MAX_BYTES:
            raise PluginProblem(f"It has more than {MAX_FILES} files or {MAX_BYTES // 1_000_000} MB")
    return files


def hash_of(files: dict[str, bytes]) -> str:
    """The name of a plugin's whole content: every path, every byte, 32 hexadecimal digits."""
    digest = blake2b(digest_size=16)
    for path, data in sorted(files.items()):
        for part in (path.encode(), data):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Write ``files`` into ``folder``, which becomes theirs."""
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
