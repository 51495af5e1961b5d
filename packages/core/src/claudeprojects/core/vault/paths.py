"""Vault paths: ``str`` relative to the vault's root, ``/`` between names, each name exactly as on disk.

``check_path`` accepts whatever can stand in a vault, odd names too, and refuses what leads out of it.
``check_new_path`` is for names about to be made: only those every system allows (Windows' naming rules,
``learn.microsoft.com/windows/win32/fileio/naming-a-file``; 255 bytes a name, as ext4 and APFS have it).
"""

from __future__ import annotations

import re

from claudeprojects.core.errors import PathRefused

OWN_FOLDER = ".claudeprojects"
"""Our folder in a vault, made on the first write that needs it."""
TRASH_FOLDER = f"{OWN_FOLDER}/trash"
IGNORE_FILE = f"{OWN_FOLDER}/ignore"
OBSIDIAN_SETTINGS = ".obsidian/app.json"

_MAX_NAME_BYTES = 255
_MAX_PATH_BYTES = 4000
_FORBIDDEN = frozenset('<>:"|?*\\') | {chr(code) for code in range(32)} | {"\x7f"}
_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}) | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}
_INVISIBLE = "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)))
_SHORT_NAME = re.compile(r"(git|claude|obsidi|mcp)~[1-9]", re.IGNORECASE)
_TEMPORARY_PREFIX = ".claudeprojects-"
_TEMPORARY_SUFFIX = ".tmp"


def check_path(path: str) -> str:
    """Return ``path`` when it names something inside a vault; a trailing ``/`` is dropped.

    Raises:
        PathRefused: it is empty, absolute, too long, holds a NUL, an undecodable byte or an empty, ``.`` or
            ``..`` name.
    """
    plain = path[:-1] if path.endswith("/") and len(path) > 1 else path
    if reason := _why_not_inside(plain):
        raise PathRefused(printable(path), reason)
    return plain


def check_new_path(path: str, existing: str = "") -> str:
    """Return ``path`` when every name in it below the folder ``existing`` may be made.

    Raises:
        PathRefused: as ``check_path``, or a new name is one that some system or ClaudeProjects itself refuses.
    """
    plain = check_path(path)
    _refuse_protected(plain)
    new = plain[len(existing) + 1 :] if existing else plain
    for name in new.split("/"):
        if reason := why_not_new(name):
            raise PathRefused(path, reason)
    return plain


def check_changeable(path: str) -> str:
    """Return ``path`` when the file or folder there may be moved, written or thrown away.

    Raises:
        PathRefused: as ``check_path``, or ``why_protected`` says why not.
    """
    plain = check_path(path)
    _refuse_protected(plain)
    return plain


def why_protected(path: str) -> str | None:
    """Return why no note may be written at ``path``, ``None`` when one may.

    A name that begins with a dot holds what programs go by: our rules and trash, Obsidian's plugins, git's hooks,
    the commands of agents. Some of it is run, so it is read here and changed by its own program alone.
    """
    folded = path.casefold()
    if folded == OWN_FOLDER:
        return "the folder .claudeprojects is needed where it is"
    if is_inside(folded, TRASH_FOLDER):
        return "the trash changes only by deleting and restoring"
    if is_inside(folded, OWN_FOLDER):
        return "it holds the settings and rules of ClaudeProjects, and is no note"
    names = folded.split("/")
    if ".git" in names:
        return "it belongs to git"
    hidden = next((name for name in path.split("/") if _means_hidden(name)), None)
    return None if hidden is None else f"{hidden!r} begins with a dot, so it is another program's and no note"


def _means_hidden(name: str) -> bool:
    """Whether some system takes ``name`` for one that begins with a dot: macOS looks through invisible characters,
    Windows knows ``.git`` as ``GIT~1`` too."""
    return name.lstrip(_INVISIBLE).startswith(".") or _SHORT_NAME.match(name) is not None


def why_not_new(name: str) -> str | None:
    """Return why some system refuses ``name`` for a new file or folder, ``None`` when all allow it."""
    if bad := sorted(_FORBIDDEN.intersection(name)):
        return f"{name!r} holds {bad[0]!r}, which not every system allows in a name"
    if name != name.rstrip(". "):
        return f"{name!r} ends with a dot or a space"
    if name != name.lstrip(" "):
        return f"{name!r} begins with a space"
    if name.split(".", 1)[0].rstrip().lower() in _DEVICES:
        return f"{name!r} is the name of a device on Windows"
    if is_temporary(name):
        return f"{name!r} is kept for files that are being written"
    return None


def parent_of(path: str) -> str:
    """Return the folder of ``path``, ``""`` for the root."""
    return path.rpartition("/")[0]


def name_of(path: str) -> str:
    """Return the last name of ``path``."""
    return path.rpartition("/")[2]


def join(folder: str, name: str) -> str:
    """Return the path of ``name`` in ``folder`` (``""`` is the root)."""
    return f"{folder}/{name}" if folder else name


def is_inside(path: str, folder: str) -> bool:
    """Tell whether ``path`` is ``folder`` or anything below it; everything is inside ``""``."""
    return not folder or path == folder or path.startswith(folder + "/")


def is_hidden(path: str) -> bool:
    """Tell whether ``path``, or a folder above it, has a name that begins with a dot."""
    return path.startswith(".") or "/." in path


def printable(path: str) -> str:
    r"""Return ``path`` with undecodable bytes as ``\xNN``, so that it can be shown and stored."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def is_printable(name: str) -> bool:
    """Tell whether ``name`` was valid UTF-8 on disk."""
    if name.isascii():
        return True
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def temporary_name(token: str) -> str:
    """Return the name of a file being written; ``walk`` passes over it and recovery finds it by ``token``."""
    return f"{_TEMPORARY_PREFIX}{token}{_TEMPORARY_SUFFIX}"


def is_temporary(name: str) -> bool:
    """Tell whether ``name`` is that of a file being written."""
    return name.startswith(_TEMPORARY_PREFIX) and name.endswith(_TEMPORARY_SUFFIX)


def renamed(path: str, source: str, target: str) -> str:
    """Return where ``path`` is once ``source`` (a file or a folder) has become ``target``."""
    return target + path[len(source) :] if is_inside(path, source) else path


def _why_not_inside(path: str) -> str | None:
    if not path or path == "/":
        return "it is empty"
    if "\0" in path:
        return "it holds a NUL"
    if path.startswith("/") or (len(path) > 2 and path[1] == ":" and path[2] in "/\\"):
        return "it is absolute, and paths are relative to the vault's root"
    if not is_printable(path):
        return "it holds bytes that are not UTF-8"
    names = path.split("/")
    if ".." in names or "." in names or "" in names:
        return "it holds '..', '.' or an empty name"
    if len(path.encode()) > _MAX_PATH_BYTES:
        return f"it is longer than {_MAX_PATH_BYTES} bytes"
    if any(len(name.encode()) > _MAX_NAME_BYTES for name in names):
        return f"a name in it is longer than {_MAX_NAME_BYTES} bytes"
    return None


def _refuse_protected(path: str) -> None:
    if reason := why_protected(path):
        refused = PathRefused(path, reason)
        refused.hint = "Change it in its own program, or in a text editor outside of ClaudeProjects."
        raise refused
