"""The blanks of a note: sections that are still as its template left them, and that words can be written below.

A section with a table, a list or tasks of its template's is a form: what goes into its cells is for somebody who can
tell one cell from another, so it counts as no blank here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.core.methodologies.guide import sections_of
from claudeprojects.core.methodologies.own_text import OwnText
from claudeprojects.core.vault.note import parse_note

if TYPE_CHECKING:
    from claudeprojects.core.methodologies.guide import Section

_COMMENT: Final = re.compile(r"%%(.*?)%%|<!--(.*?)-->", re.DOTALL)
_FORM: Final = re.compile(r"^\s*(?:\||[-*+]\s|\d+[.)]\s)", re.MULTILINE)


class Blank(NamedTuple):
    """One blank: its heading, and what the template says about what belongs below it."""

    title: str
    hint: str


def blanks(text: str, template: str) -> list[Blank]:
    """The blanks of the note ``text``, in order; ``template`` is the note as its template made it."""
    own, sections = OwnText(text, template), sections_of(text)
    titles = [section.heading.text.casefold() for section in sections]
    return [
        Blank(section.heading.text, _hint(section.text))
        for section in sections
        if _is_leaf(section)
        and titles.count(section.heading.text.casefold()) == 1
        and not own.is_section_written(section.heading.text)
        and not _FORM.search(_COMMENT.sub("", section.text))
    ]


def forms(text: str, template: str) -> list[str]:
    """The headings of the sections that nobody has written into and that are forms."""
    own = OwnText(text, template)
    return [
        section.heading.text
        for section in sections_of(text)
        if _is_leaf(section)
        and not own.is_section_written(section.heading.text)
        and _FORM.search(_COMMENT.sub("", section.text))
    ]


def written_below(text: str, title: str, block: str) -> str:
    """``text`` with ``block`` at the end of the section ``title``; as it is when there is no such section."""
    headings = parse_note(text).headings
    place = next((number for number, heading in enumerate(headings) if heading.text == title), None)
    if place is None:
        return text
    end = headings[place + 1].start if place + 1 < len(headings) else len(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    above, below = text[:end].rstrip(), text[end:]
    written = newline.join(block.split("\n"))
    return f"{above}{newline}{newline}{written}{newline}" + (f"{newline}{below}" if below else "")


def _is_leaf(section: Section) -> bool:
    """Whether it is below the title of the note and has no headings of its own."""
    return section.heading.level > 1 and not parse_note(section.text).headings


def _hint(section: str) -> str:
    said = " ".join(" ".join(filter(None, found.groups())) for found in _COMMENT.finditer(section))
    return " ".join(said.split())
