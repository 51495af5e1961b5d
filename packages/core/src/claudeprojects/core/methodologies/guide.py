"""The guide of a methodology: the text for practitioners below its frontmatter, by phase and activity."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.vault.note import parse_note

if TYPE_CHECKING:
    from claudeprojects.core.methodologies.model import Activity, Methodology, Phase
    from claudeprojects.core.vault.model import Heading


class Section(NamedTuple):
    """One heading of a text and what stands below it, up to the next heading that is not deeper."""

    heading: Heading
    text: str


def sections_of(text: str) -> list[Section]:
    """The sections of ``text`` in order; those of deeper headings are part of the ones above."""
    headings = parse_note(text).headings
    found = []
    for number, heading in enumerate(headings):
        following = (other.start for other in headings[number + 1 :] if other.level <= heading.level)
        block = text[heading.start : next(following, len(text))]
        found.append(Section(heading, block.partition("\n")[2].strip("\n")))
    return found


def phase_guide(methodology: Methodology, phase: Phase) -> str:
    """What the guide says of a phase, its activities included; empty when it says nothing."""
    return _text_of(methodology.guide, 2, phase.title)


def activity_guide(methodology: Methodology, phase: Phase, activity: Activity) -> str:
    """What the guide says of an activity; empty when it says nothing."""
    return _text_of(phase_guide(methodology, phase), 3, activity.title)


def is_titled(section: Section, level: int, title: str) -> bool:
    """Whether a section has that level and, case aside, that title."""
    return section.heading.level == level and section.heading.text.casefold() == title.casefold()


def _text_of(text: str, level: int, title: str) -> str:
    return next((section.text for section in sections_of(text) if is_titled(section, level, title)), "")
