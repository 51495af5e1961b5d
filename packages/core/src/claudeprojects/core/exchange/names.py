"""Names that every system allows, made of titles that follow no such rule, and never the same twice."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from claudeprojects.core.vault.paths import join, name_of, parent_of, why_not_new

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 150
"""Bytes of a name without its extension: a number and the extension still have room in the 255 a system allows."""

LONGEST_PATH = 1000
"""Bytes of a path in the vault: with the vault's own before it there is room in the 4,096 a system allows."""

UNTITLED = "Untitled"

_LINK_MARKS = str.maketrans({"[": "(", "]": ")", "#": "", "^": "", "|": "-"})
_REFUSED = re.compile(
    r'[<>:"|?*\\/\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd\ud800-\udfff]+'
)
_SPACES = re.compile(r"\s+")


def safe_name(title: str, extension: str = "") -> str:
    """``title`` as the name of a file that can be linked to, with ``extension`` (and its dot) after it."""
    plain = unicodedata.normalize("NFC", title.encode("utf-8", "replace").decode()).translate(_LINK_MARKS)
    plain = plain.replace(": ", " - ")
    plain = _SPACES.sub(" ", _REFUSED.sub("-", plain)).strip(" .-") or UNTITLED
    plain = _cut(plain).rstrip(" .")
    if why_not_new(plain + extension):
        plain = f"{plain} -"
    return plain + _REFUSED.sub("", extension)


def safe_path(parts: Iterable[str]) -> str:
    """Folder names made safe, joined."""
    return "/".join(safe_name(part) for part in parts if part.strip())


def short_path(path: str) -> str:
    """``path`` in as many of its folders, from the outermost on, as a path may have."""
    *folders, name = path.split("/")
    while folders and len("/".join([*folders, name]).encode()) > LONGEST_PATH:
        folders.pop()
    return "/".join([*folders, name])


def split_extension(name: str) -> tuple[str, str]:
    """``picture.png`` as ``picture`` and ``.png``; an extension is short and plain."""
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or not extension.isalnum() or not extension.isascii() or len(extension) > 10:
        return name, ""
    return stem, dot + extension.lower()


def folded(path: str) -> str:
    """``path`` as it is compared: systems differ in whether case and composition count."""
    return unicodedata.normalize("NFC", path).casefold()


class Names:
    """Which paths are taken: by ``existing`` files, and by those that were claimed here."""

    def __init__(self, existing: Iterable[str]) -> None:
        self._taken: set[str] = set()
        self._folders: set[str] = set()
        self._stems: dict[str, int] = {}
        for path in existing:
            self._take(path)

    def is_free(self, path: str) -> bool:
        """Whether nothing is at ``path``, nor a folder."""
        key = folded(path)
        return key not in self._taken and key not in self._folders

    def claim(self, path: str) -> str:
        """Take ``path``, or the next one with a number when it is taken: ``Note.md``, ``Note 2.md``."""
        found = next(candidate for candidate in candidates(path) if self.is_free(candidate))
        self._take(found)
        return found

    def link(self, path: str) -> str:
        """The shortest text of a wikilink to ``path``: its name, or its path when the name is not unique."""
        plain = path.removesuffix(".md")
        return name_of(plain) if self._stems.get(_stem(path), 0) <= 1 else plain

    def _take(self, path: str) -> None:
        key = folded(path)
        if key in self._taken:
            return
        self._taken.add(key)
        folder = parent_of(key)
        while folder and folder not in self._folders:
            self._folders.add(folder)
            folder = parent_of(folder)
        stem = _stem(path)
        self._stems[stem] = self._stems.get(stem, 0) + 1


def candidates(path: str) -> Iterable[str]:
    """``path``, and then the same with ever higher numbers."""
    yield path
    stem, extension = split_extension(name_of(path))
    for number in range(2, 1_000_000):
        yield join(parent_of(path), f"{stem} {number}{extension}")


def _stem(path: str) -> str:
    return folded(name_of(path).removesuffix(".md"))


def _cut(name: str) -> str:
    if len(name.encode()) <= LONGEST:
        return name
    return name.encode()[:LONGEST].decode(errors="ignore")
