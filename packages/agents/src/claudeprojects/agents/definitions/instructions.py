"""``AGENTS.md`` and ``CLAUDE.md``: what holds for work on a path, nearest first, with what they import.

In every folder from the path up to the vault's root, and last in the user's own folders, these files count. Their
text may import another file (``@docs/style.md``), which must lie in the vault, or for the user's own files in the
home folder; code is not looked into. A text that was told already, as by ``@AGENTS.md`` or a link, is not told twice.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.agents.definitions.files import leaves
from claudeprojects.agents.definitions.records import Instruction
from claudeprojects.core.vault.paths import check_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claudeprojects.agents.definitions.files import FileCache, Text

NAMES = ("AGENTS.md", "CLAUDE.md", ".claude/CLAUDE.md", "CLAUDE.local.md")
"""The files that count in a folder of the vault, in the order they are told."""
USER_NAMES = (".claudeprojects/AGENTS.md", ".claude/CLAUDE.md", ".agents/AGENTS.md")
"""The files that count in the user's home."""

MAX_IMPORTS = 5
"""How deep imports may import, as in Claude Code."""
MAX_CHARACTERS = 100_000
"""What is longer is cut: no context holds it."""

_TEXTS = frozenset({".md", ".markdown", ".mdc", ".txt"})
"""What ends so is meant as a file; ``@somebody`` need not be one."""
_CODE = re.compile(r"^(```+|~~~+).*?^\1[`~]*\s*$|(`+)(?!`).*?\2(?!`)", re.MULTILINE | re.DOTALL)
_IMPORT = re.compile(r"(?:^|(?<=[\s(]))@((?:~/|\./|\.\./|/)?[\w][^\s`)@]*)")


class FoundInstruction(NamedTuple):
    """A file of instructions that was looked at; ``why`` says for what it holds, or why it is not used."""

    path: Path
    shown: str
    text: str
    used: bool
    why: str


class _Told:
    """What was told so far: the real paths, with how they are shown, and the texts."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.texts: set[str] = set()


class Instructions:
    """The instructions of one vault and its user."""

    def __init__(self, root: Path, home: Path, texts: FileCache[Text], shown: Callable[[Path], str]) -> None:
        self._root, self._home, self._texts, self._shown = root, home, texts, shown

    def for_path(self, path: str) -> list[Instruction]:
        """The instructions that hold for the vault path ``path`` (``""`` is the root). Raises ``PathRefused``."""
        return [Instruction(found.shown, found.text) for found in self.found(path) if found.used]

    def found(self, path: str) -> list[FoundInstruction]:
        """The same, with those that are not used."""
        told = _Told()
        found = [entry for folder in self._folders(path) for entry in self._in(folder, NAMES, self._root, told)]
        if self._home != self._root:
            found += self._in(self._home, USER_NAMES, self._home, told)
        return found

    def _folders(self, path: str) -> list[Path]:
        """The folders from that of ``path`` up to the root."""
        if not path:
            return [self._root]
        names = check_path(path).split("/")
        if not (self._root / path).is_dir():
            names = names[:-1]
        return [self._root.joinpath(*names[:count]) for count in range(len(names), -1, -1)]

    def _in(self, folder: Path, names: tuple[str, ...], within: Path, told: _Told) -> Iterator[FoundInstruction]:
        where = self._shown(folder)
        why = "It holds for everything you do." if where == "~" else f"It holds for {where or 'the whole vault'}."
        for name in names:
            path = folder / name
            if path.is_file():
                yield from self._read(path, within, told, why, 0)

    def _read(self, path: Path, within: Path, told: _Told, why: str, depth: int) -> Iterator[FoundInstruction]:
        shown = self._shown(path)
        read = self._texts.get(path)
        text = (read.text or "").strip()[:MAX_CHARACTERS]
        if why_not := self._why_not(path, within, read, text, told):
            yield FoundInstruction(path, shown, "", used=False, why=why_not)
            return
        told.files[os.path.realpath(path)] = shown
        told.texts.add(text)
        yield FoundInstruction(path, shown, text, used=True, why=why)
        if depth < MAX_IMPORTS:
            for target in imports_of(text, path.parent, self._home):
                if target.is_file():
                    yield from self._read(target, within, told, f"{shown} imports it.", depth + 1)
                elif target.suffix.casefold() in _TEXTS:
                    why = f"{shown} imports it, and there is no such file."
                    yield FoundInstruction(target, self._shown(target), "", used=False, why=why)

    def _why_not(self, path: Path, within: Path, read: Text, text: str, told: _Told) -> str | None:
        if leaves(path, within):
            return f"It lies outside {self._shown(within) or 'the vault'}, so it is not read."
        if already := told.files.get(os.path.realpath(path)):
            return f"It is the same file as {already}."
        if text in told.texts:
            return "It says what a nearer file says already."
        return read.why or (None if text else "It is empty.")


def imports_of(text: str, folder: Path, home: Path) -> list[Path]:
    """The files that ``text``, standing in ``folder``, imports by ``@path``; they need not exist."""
    outside_code = _CODE.sub(" ", text)
    targets = (match[1].rstrip(".,;:!?") for match in _IMPORT.finditer(outside_code))
    found = (home / target[2:] if target.startswith("~/") else folder / target for target in targets)
    return list(dict.fromkeys(Path(os.path.normpath(path)) for path in found))
