"""What people wrote in a note, beside what its template put there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claudeprojects.core.methodologies.guide import sections_of
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.tasks import split_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT = re.compile(r"%%.*?(?:%%|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_TASK = re.compile(r"[-*+] \[.\] ?")
_EMPTY = re.compile(r"(?:[-*+>|:=\s]|\d+[.)]|#{1,6}(?=\s|$)|\[.\])*")
_WORD = re.compile(r"\w+")
_OURS = frozenset({"artefact", "project"})


class OwnText:
    """The note ``text`` compared with ``template``, the text its template made of it; comments count in neither."""

    def __init__(self, text: str, template: str) -> None:
        self._text = _COMMENT.sub("", text)
        self._template = _COMMENT.sub("", template)
        note, made = parse_note(self._text), parse_note(self._template)
        self.properties: dict[str, Any] = note.properties.values
        self._made_properties = made.properties.values
        self._body = self._text[note.properties.end :]
        self._known = set(_lines(self._template[made.properties.end :]))

    def is_written(self) -> bool:
        """Whether anything differs from the template: a line, or a property."""
        names = (self.properties.keys() | self._made_properties.keys()) - _OURS
        return bool(self._own(self._body)) or any(
            self.properties.get(name) != self._made_properties.get(name) for name in names
        )

    def words(self) -> int:
        """How many words are in lines that the template does not have."""
        return sum(len(_WORD.findall(line)) for line in self._own(self._body))

    def has_section(self, title: str) -> bool:
        """Whether there is a heading of that title; case does not count."""
        return self._section(title) is not None

    def is_section_written(self, title: str) -> bool:
        """Whether a line below that heading is not the template's."""
        section = self._section(title)
        return section is not None and bool(self._own(section))

    def _section(self, title: str) -> str | None:
        found = (
            section.text for section in sections_of(self._text) if section.heading.text.casefold() == title.casefold()
        )
        return next(found, None)

    def _own(self, text: str) -> list[str]:
        return [line for line in _lines(text) if line not in self._known]


def _lines(text: str) -> Iterator[str]:
    """The lines that say something, without headings; a task counts by its words, done or not."""
    for raw in text.splitlines():
        line = " ".join(raw.split())
        if line.startswith("#") and line.lstrip("#").startswith(" "):
            continue
        task = _TASK.match(line)
        if task:
            line = split_fields(line[task.end() :])[0]
        if not _EMPTY.fullmatch(line):
            yield line
