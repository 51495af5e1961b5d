"""The instructions of a ```` ```tasks ```` block as they count: with placeholders, presets and defaults put in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.projects.blocks.model import NotUnderstood, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_IGNORES: Final = "ignore global query"
_PRESET: Final = re.compile(r"(?:preset|include)\s+(\S+)", re.IGNORECASE)
_INSIDE: Final = re.compile(r"\{\{\s*(?:preset|includes)\.(\w+)\s*\}\}")
_OF_FILE: Final = re.compile(r"\{\{\s*query\.file\.([A-Za-z]+)\s*\}\}")
_REMARK: Final = re.compile(r"\{\{!.*?\}\}")
_MOST_NESTED: Final = 10

USUAL: Final = (
    ("this_file", "path includes {{query.file.path}}"),
    ("this_folder", "folder includes {{query.file.folder}}"),
    ("this_root", "root includes {{query.file.root}}"),
    ("hide_date_fields", "hide due date\nhide scheduled date\nhide start date\nhide created date\nhide done date"),
    ("hide_non_date_fields", "hide id\nhide depends on\nhide recurrence rule\nhide on completion\nhide tags"),
    ("hide_query_elements", "hide postpone button\nhide edit button\nhide backlinks"),
)
"""The presets a vault has whose settings say nothing of them."""


class Defaults(NamedTuple):
    """What counts beside a block's own instructions: before them, and by name."""

    everywhere: str = ""
    """The vault's global query."""
    in_note: str = ""
    """The property ``TQ_extra_instructions`` of the note."""
    presets: tuple[tuple[str, str], ...] = USUAL


class Instruction(NamedTuple):
    """One instruction; ``line`` is that of the block it comes from, 0 for what stands before the block."""

    line: int
    text: str


def instructions_of(source: str, path: str, defaults: Defaults) -> tuple[list[Instruction], list[Problem]]:
    """The instructions that count in a block ``source`` of the note ``path``, and what of it is not understood."""
    reader = _Reader(path, dict(defaults.presets))
    own = list(_lines(source))
    ignored = any(text.casefold() == _IGNORES for _, text in own)
    for before in ("" if ignored else defaults.everywhere, defaults.in_note):
        for _, text in _lines(before):
            reader.take(0, text)
    for number, text in own:
        reader.take(number, text)
    return reader.found, reader.problems


class _Reader:
    """Puts in what placeholders and presets stand for."""

    def __init__(self, path: str, presets: dict[str, str]) -> None:
        self._path, self._presets = path, presets
        self.found: list[Instruction] = []
        self.problems: list[Problem] = []

    def take(self, number: int, text: str) -> None:
        """Add the instructions that the line ``text`` stands for."""
        try:
            self.found += [Instruction(number, each) for each in self._filled(text, 0)]
        except NotUnderstood as problem:
            self.problems.append(Problem(number, text, str(problem)))

    def _filled(self, text: str, depth: int) -> Iterator[str]:
        if depth > _MOST_NESTED:
            raise NotUnderstood(f"presets are nested more than {_MOST_NESTED} deep")
        if preset := _PRESET.fullmatch(text):
            for _, line in _lines(self._preset(preset[1])):
                yield from self._filled(line, depth + 1)
            return
        inside = _INSIDE.sub(lambda found: self._preset(found[1]).strip(), text)
        if inside != text:
            for _, line in _lines(inside):
                yield from self._filled(line, depth + 1)
            return
        whole = _OF_FILE.sub(lambda found: self._of_file(found[1]), _REMARK.sub("", text)).strip()
        if (start := whole.find("{{")) >= 0:
            raise NotUnderstood(f"{whole[start:].partition('}}')[0]}}}}} is not known here")
        if whole and whole.casefold() != _IGNORES:
            yield whole

    def _preset(self, name: str) -> str:
        found = self._presets.get(name)
        if found is None:
            known = ", ".join(self._presets) or "none"
            raise NotUnderstood(f"there is no preset {name!r} in the settings of the plugin (there is: {known})")
        return found

    def _of_file(self, name: str) -> str:
        folder, _, file = self._path.rpartition("/")
        known = {
            "path": self._path, "folder": f"{folder}/", "filename": file,
            "root": f"{self._path.split('/')[0]}/" if folder else "/",
            "filenameWithoutExtension": file.removesuffix(".md"),
            "pathWithoutExtension": self._path.removesuffix(".md"),
        }  # fmt: skip
        if name not in known:
            raise NotUnderstood(f"{{{{query.file.{name}}}}} is not known here")
        return known[name]


def _lines(source: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, continued ones (a backslash at the end) as one, without comments and empty ones."""
    begun, text = 0, ""
    for number, line in enumerate(source.splitlines()):
        begun = begun if text else number
        if line.rstrip().endswith("\\") and not line.rstrip().endswith("\\\\"):
            text += line.rstrip()[:-1].strip() + " "
            continue
        whole, text = (text + line.strip()).strip(), ""
        if whole and not whole.startswith("#"):
            yield begun, whole
    if text.strip():
        yield begun, text.strip()
