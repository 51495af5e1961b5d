"""From what a person types to a vault path: from the vault's root or from here, with or without ``.md``."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from claudeprojects.core.errors import PathRefused

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation

NOTE = ".md"


def note_path(invocation: Invocation, typed: str) -> str:
    """The vault path of the file ``typed`` names: the first reading that exists, else what would be a new note."""
    root = invocation.root
    readings = [candidate for path in _readings(root, typed) for candidate in (path, path + NOTE)]
    existing = next((path for path in readings if _exists(root / path)), None)
    return existing if existing is not None else new_path(readings[0])


def target_path(invocation: Invocation, typed: str, source: str) -> str:
    """The vault path to move ``source`` to: into ``typed`` when that is a folder, else exactly there."""
    path = _readings(invocation.root, typed)[0]
    name = PurePosixPath(source).name
    if typed.endswith("/") or (invocation.root / path).is_dir():
        return f"{path}/{name}" if path else name
    return path if (invocation.root / source).is_dir() else new_path(path, PurePosixPath(source).suffix or NOTE)


def new_path(path: str, suffix: str = NOTE) -> str:
    """``path`` with ``suffix`` when it has none."""
    return path if PurePosixPath(path).suffix else path + suffix


def _readings(root: Path, typed: str) -> list[str]:
    """The vault paths ``typed`` may stand for: from the root, then from the current folder."""
    path = Path(typed).expanduser()
    if path.is_absolute():
        inside = _inside(root, path)
        if inside is None:
            raise PathRefused(typed, "it is not in this vault")
        return [inside]
    from_root = typed.removeprefix("./").rstrip("/")
    from_here = _inside(root, Path.cwd() / path)
    return [from_root] if from_here is None or from_here == from_root else [from_root, from_here]


def _inside(root: Path, path: Path) -> str | None:
    """``path`` as a vault path, or ``None`` when it leads out of the vault."""
    for base in (root, root.resolve()):
        try:
            inside = path.relative_to(base).as_posix()
        except ValueError:
            continue
        if ".." in inside.split("/"):
            return None
        return "" if inside == "." else inside
    return None


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
